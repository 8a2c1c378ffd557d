"""One of each paper with all that can be on it, and one with as little as can be: what templates are tried with."""

from collections.abc import Mapping
from dataclasses import replace

from pos_terminal.adapters.layout.templates import Context
from pos_terminal.domain.kitchen_view import KitchenContext, KitchenDish
from pos_terminal.domain.receipt_view import (
    AmendmentContext,
    GiftContext,
    GiftLine,
    PaymentSlipContext,
    PrinterTestContext,
    ReceiptAmount,
    ReceiptCode,
    ReceiptContext,
    ReceiptLine,
    ReceiptMember,
    ReceiptModifier,
    ReceiptPayment,
    ReceiptTax,
)
from pos_terminal.domain.till_view import CountContext, MovementContext, PaperHead, ShiftContext, ShiftSection

_ROW = ReceiptAmount("Label", "1.00")
_PAID = ReceiptPayment("Cash", "1.00", ("Detail",))
_CODE = ReceiptCode("https://example.com/code", "code", "Caption")
_LINE = ReceiptLine(
    name="Item",
    amount="2.00",
    quantity="2",
    unit_price="1.00",
    modifiers=(ReceiptModifier("Modifier", "2", "0.50"), ReceiptModifier("Modifier")),
    discounts=(_ROW,),
    list_price="1.50",
    tare="0.020 kg",
    note="Note",
    batch="Batch 7",
)
_BARE_SALE = ReceiptContext("Store", "Till 1", "Ana", "1-0001-000001", "12:00", (), "", "0.00")
_SALE = ReceiptContext(
    store_name="Store",
    register="Till 1",
    operator="Ana",
    transaction_id="1-0001-000001",
    time="12:00",
    places=("Table 7",),
    lines=(_LINE, ReceiptLine("Item", "1.00")),
    subtotal="3.00",
    total="3.00",
    header=("Street",),
    discounts=(_ROW,),
    taxes=(ReceiptTax("Tax 7 %", "1.00", "0.07", True), ReceiptTax("Tax 8 %", "1.00", "0.08", False)),
    payments=(_PAID,),
    rounding="0.01",
    cash_tendered="5.00",
    change="2.00",
    codes=(_CODE,),
    member=ReceiptMember("Ava M.", "120", "12:00"),
    footer=("Thank you",),
    journal_mark="1 · ABCD-EF01",
    copy_number=1,
    logo="logo.png",
    is_training=True,
    is_guest_check=True,
    unverified=("Offer not verified",),
)
_BARE_AMENDMENT = AmendmentContext("VOID", _BARE_SALE, "VOIDED", "Voided by Ana", is_receiptless=True)
_AMENDMENT = AmendmentContext(
    "RETURN", _SALE, "RETURNED", "By Ana", "Dan", "Broken", (_PAID,), (_PAID,), "1-0001-000002", False, "0.01", "1.00"
)
_BARE_GIFT = GiftContext("Store", (), "Till 1", "1-0001-000001", "12:00", (), "1-0001-000001")
_GIFT = replace(
    _BARE_GIFT,
    header=("Street",),
    lines=(GiftLine("Item", "2", ("Modifier",)), GiftLine("Item")),
    footer=("Thank you",),
    journal_mark="1 · ABCD-EF01",
    copy_number=1,
    is_training=True,
    logo="logo.png",
)
_BARE_SLIP = PaymentSlipContext(
    "Store", (), "Till 1", "Ana", "1-0001-000001", "12:00", "3.00", ReceiptPayment("Cash", "1.00")
)
_SLIP = replace(
    _BARE_SLIP,
    header=("Street",),
    payment=_PAID,
    code=_CODE,
    footer=("Thank you",),
    journal_mark="1 · ABCD-EF01",
    copy_number=1,
    is_training=True,
    logo="logo.png",
)
_BARE_HEAD = PaperHead("Store", (), "Till 1", "TITLE", "12:00")
_HEAD = PaperHead("Store", ("Street",), "Till 1", "TITLE", "12:00", 1, True, "logo.png")
_MOVEMENT = MovementContext(_HEAD, "1.00", "Reason", "By Ana", "Dan", "1 · ABCD-EF01")
_SHIFT = ShiftContext(_HEAD, ("Fact",), (ShiftSection("Sales", (_ROW,)),), "1 · ABCD-EF01", "journal 1 abcd")
_COUNT = CountContext(_HEAD, ("Fact",), (_ROW,), (_ROW, replace(_ROW, is_sum=True)), "Reason", "1 · ABCD-EF01")
_DISH = KitchenDish("2 × Item", ("Modifier",), "Note")
_BARE_ORDER = KitchenContext("ORDER 1", "Kitchen", (), "12:00", "By Ana", "1-0001-000001")
_ORDER = replace(
    _BARE_ORDER, places=("Table 7",), added=(_DISH, KitchenDish("1 × Item")), cancelled=(_DISH,), copy_number=1
)
_BARE_TEST = PrinterTestContext("Store", "Till 1", "12:00", "file", 32)

SPECIMENS: Mapping[str, tuple[Context, ...]] = {
    "sale.j2": (_SALE, _BARE_SALE),
    "amendment.j2": (_AMENDMENT, _BARE_AMENDMENT),
    "gift.j2": (_GIFT, _BARE_GIFT),
    "payment.j2": (_SLIP, _BARE_SLIP),
    "movement.j2": (_MOVEMENT, MovementContext(_BARE_HEAD, "", "", "By Ana")),
    "shift.j2": (_SHIFT, ShiftContext(_BARE_HEAD, (), ())),
    "cash_count.j2": (_COUNT, CountContext(_BARE_HEAD, (), (), ())),
    "kitchen.j2": (_ORDER, _BARE_ORDER),
    "test_page.j2": (replace(_BARE_TEST, amounts=("1.00",), names=("Item",), qr="https://example.com"), _BARE_TEST),
}
"""By the name of the template."""
