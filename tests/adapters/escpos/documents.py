"""One document of each kind that the terminal prints, from the built-in templates."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from pos_terminal.adapters.layout.gift_receipt import GiftReceipts
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.bundle import bundled
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import AmendmentContext, PrinterTestContext, ReceiptPayment
from tests.adapters.escpos.samples import ENGLISH, FRENCH_COPY, MANY_SCRIPTS, URL, sale
from tests.adapters.layout.sales import STYLE, changed_sale, dinar_sale, receipts, rounded_sale, yen_sale
from tests.adapters.layout.tills import ENTRY, no_sale, pickup, slips, x_report, z_report

_TEMPLATES = Templates([bundled("receipts")])
_VOID = AmendmentContext(
    "VOID", ENGLISH, "VOIDED", "Voided by Ana M.", "Dan O.", "Wrong table", (ReceiptPayment("Cash", "-€36.50"),)
)
_RETURN = replace(_VOID, title="RETURN", total_label="RETURNED", credited_to="L1-0002-000018")
_TEST_PAGE = PrinterTestContext(
    "Corner Café", "Till 2", "2026-11-23 14:05", "file", 32, ("USD 1,234.56", "EUR 1,234.56"), ("Борщ", "抹茶ラテ"), URL
)

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "sale": lambda: sale(ENGLISH),
    "copy": lambda: sale(FRENCH_COPY),
    "many scripts": lambda: sale(MANY_SCRIPTS),
    "guest check": lambda: sale(replace(ENGLISH, is_guest_check=True, payments=(), codes=())),
    "training": lambda: sale(replace(ENGLISH, is_training=True)),
    "void": lambda: _TEMPLATES.document("amendment.j2", _VOID),
    "return": lambda: _TEMPLATES.document("amendment.j2", _RETURN),
    "x": lambda: slips().paper(x_report(), 0, None),
    "z": lambda: slips().paper(z_report(), 0, ENTRY),
    "pickup": lambda: slips().paper(pickup(), 0, ENTRY),
    "no sale": lambda: slips().paper(no_sale(), 1, ENTRY),
    "test page": lambda: _TEMPLATES.document("test_page.j2", _TEST_PAGE),
    "gift": lambda: GiftReceipts(_TEMPLATES, STYLE).receipt(rounded_sale(), 1, "12 · ABCD-EF01"),
    "slips": lambda: receipts(replace(STYLE, slip_tenders=("Visa", "Cash"))).receipt(
        rounded_sale(), 0, "12 · ABCD-EF01"
    ),
    "yen": lambda: receipts(replace(STYLE, culture="ja_JP")).receipt(yen_sale(), 0, ""),
    "dinars": lambda: receipts(replace(STYLE, culture="ar_KW")).receipt(dinar_sale(), 0, ""),
    "coins": lambda: receipts(replace(STYLE, culture="de_CH")).receipt(rounded_sale(), 0, ""),
    "changed": lambda: receipts().receipt(changed_sale(), 0, ""),
}
"""How each is made, by name."""


@cache
def document_of(name: str) -> Document:
    """One of them, made once, since documents do not change."""
    return DOCUMENTS[name]()
