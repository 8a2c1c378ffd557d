"""Receipts and papers that several tests print."""

from pathlib import Path

from pos_terminal.adapters.escpos.encode import Paper
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.bundle import bundled
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import (
    ReceiptAmount,
    ReceiptCode,
    ReceiptContext,
    ReceiptLine,
    ReceiptModifier,
    ReceiptPayment,
    ReceiptTax,
)

FONTS = tuple(sorted(bundled("resources", "fonts", "receipt").glob("*.tt?")))
URL = "https://pos.example.com/r/8H4K-2M9Q-7XTC"
PROFILES = {32: "POS-5890", 42: "TM-T88V", 48: "TM-T20II"}

ENGLISH = ReceiptContext(
    store_name="Corner Café",
    header=("12 High Street, 1010 Vienna", "VAT ATU12345678"),
    register="Till 2",
    operator="Ana M.",
    transaction_id="7b4f8a3e-1d2c-4e5f-9a0b-1c2d3e4f5a6b",
    time="23 Nov 2026, 14:05",
    lines=(
        ReceiptLine(
            "Flat white",
            "€9.00",
            quantity="2",
            unit_price="€4.50",
            modifiers=(ReceiptModifier("Oat milk", "2", "€1.20"), ReceiptModifier("Extra hot")),
            discounts=(ReceiptAmount("Happy hour 10 %", "-€0.90"),),
        ),
        ReceiptLine(
            "Organic bananas, fair trade, from the Canary Islands", "€2.53", quantity="0.846 kg", unit_price="€2.99"
        ),
        ReceiptLine("Gift card", "€25.00", note="No returns"),
    ),
    subtotal="€36.83",
    discounts=(ReceiptAmount("Member 1 %", "-€0.37"),),
    taxes=(
        ReceiptTax("VAT 20 %", "€30.38", "€6.08", included=True),
        ReceiptTax("City tax", "€1.00", "€0.04", included=False),
    ),
    rounding="€0.05",
    total="€36.50",
    payments=(ReceiptPayment("Visa ****1234", "€20.00", ("Auth 123456",)), ReceiptPayment("Cash", "€16.55")),
    cash_tendered="€20.00",
    change="€3.45",
    codes=(ReceiptCode(URL, "8H4K-2M9Q-7XTC", "Scan to collect your points"),),
    footer=("Thank you, come again!",),
    journal_mark="128 · 9F3A-71C2",
)

FRENCH_COPY = ReceiptContext(
    store_name="Épicerie de l’Île",
    header=("Genève",),
    register="Caisse 1",
    operator="Zoë",
    transaction_id="T-0001",
    time="23/11/2026 14:05",
    lines=(
        ReceiptLine("Crème brûlée", "1\u202f234,50\u00a0€", quantity="3", unit_price="411,50\u00a0€"),
        ReceiptLine("Žluťoučký sýr", "2,00\u00a0€"),
    ),
    subtotal="1\u202f236,50\u00a0€",
    total="1\u202f236,50\u00a0€",
    payments=(ReceiptPayment("Espèces", "1\u202f236,50\u00a0€"),),
    copy_number=1,
)

MANY_SCRIPTS = ReceiptContext(
    store_name="مقهى الزاوية",
    register="1",
    operator="さくら",
    transaction_id="T-0002",
    time="2026-11-23 14:05",
    lines=(
        ReceiptLine("قهوة عربية 250 غرام", "€7.20"),
        ReceiptLine("アサヒ スーパードライ 350ml", "￥210", quantity="2", unit_price="￥105"),
        ReceiptLine("חלב תנובה 3%", "₪6.20"),
        ReceiptLine("हल्दीराम भुजिया", "₹55.00"),
        ReceiptLine("น้ำปลา ตราทิพรส", "฿32.00"),
        ReceiptLine("신라면 컵", "₩1,500"),
        ReceiptLine("Молоко 3,2 %", "₽129.00"),
    ),
    subtotal="€100.00",
    total="€100.00",
    payments=(ReceiptPayment("Cash", "€100.00"),),
    codes=(ReceiptCode(URL, "8H4K-2M9Q-7XTC", "Scan to collect your points"),),
)


def sale(context: ReceiptContext) -> Document:
    return Templates([bundled("receipts")]).document("sale.j2", context)


def paper(columns: int, cache_dir: Path, profile: str = "") -> Paper:
    return Paper(profile or PROFILES[columns], columns, FONTS, cache_dir)
