"""One document of each kind that the terminal prints, from the built-in templates."""

from dataclasses import replace

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

DOCUMENTS: dict[str, Document] = {
    "sale": sale(ENGLISH),
    "copy": sale(FRENCH_COPY),
    "many scripts": sale(MANY_SCRIPTS),
    "guest check": sale(replace(ENGLISH, is_guest_check=True, payments=(), codes=())),
    "training": sale(replace(ENGLISH, is_training=True)),
    "void": _TEMPLATES.document("amendment.j2", _VOID),
    "return": _TEMPLATES.document("amendment.j2", _RETURN),
    "x": slips().paper(x_report(), 0, None),
    "z": slips().paper(z_report(), 0, ENTRY),
    "pickup": slips().paper(pickup(), 0, ENTRY),
    "no sale": slips().paper(no_sale(), 1, ENTRY),
    "test page": _TEMPLATES.document("test_page.j2", _TEST_PAGE),
    "gift": GiftReceipts(_TEMPLATES, STYLE).receipt(rounded_sale(), 1, "12 · ABCD-EF01"),
    "slips": receipts(replace(STYLE, slip_tenders=("Visa", "Cash"))).receipt(rounded_sale(), 0, "12 · ABCD-EF01"),
    "yen": receipts(replace(STYLE, culture="ja_JP")).receipt(yen_sale(), 0, ""),
    "dinars": receipts(replace(STYLE, culture="ar_KW")).receipt(dinar_sale(), 0, ""),
    "coins": receipts(replace(STYLE, culture="de_CH")).receipt(rounded_sale(), 0, ""),
    "changed": receipts().receipt(changed_sale(), 0, ""),
}
"""By name; made once, since documents do not change."""
