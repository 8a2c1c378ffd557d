"""What an approval is about: each step with an amount says it in full to whoever is to stand for it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.cashing import Cashing, CashPorts, CashRules
from pos_terminal.application.closing import ShiftClosing
from pos_terminal.application.receiptless import Goods
from pos_terminal.domain.errors import ApprovalNeeded
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.rights import Action, Rights
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import MemoryTillRecords, usd

NOBODY_ALONE = Rights(dict.fromkeys(Action, Role.MANAGER))


def strict() -> Shop:
    """A shop in which a cashier may do nothing alone."""
    shop = Shop().signed_on()
    shop.authority.rights = NOBODY_ALONE
    shop.tilling.open_shift(usd("100.00"))
    return shop


def sold(shop: Shop) -> str:
    shop.selling.add_item("latte")
    shop.selling.add_item("latte")
    shop.checkout.tender("Cash", None)
    return shop.checkout.complete().transaction_id


def drawer(shop: Shop) -> CashPorts:
    def nothing() -> None:
        """Nobody looks at the drawer or the paper."""

    records = MemoryTillRecords(opening=usd("100.00"))
    return CashPorts(records, shop.authority, shop.ids.uuid, nothing, nothing)


def price(shop: Shop) -> None:
    shop.selling.add_item("latte")
    shop.adjusting.set_price("1", usd("3.00"), "Damaged")


def part(shop: Shop) -> None:
    shop.selling.add_item("latte")
    shop.selling.add_item("muffin")
    shop.discounting.add("Staff", percent=Decimal(20))


def amount_off(shop: Shop) -> None:
    shop.selling.add_item("latte")
    shop.selling.add_item("muffin")
    shop.discounting.add("Staff", amount=usd("1.50"), line_id="2")


def open_void(shop: Shop) -> None:
    shop.selling.add_item("latte")
    shop.checkout.tender("Gift Card", usd("2.00"))
    shop.checkout.void("Customer left")


def closed_void(shop: Shop) -> None:
    shop.postvoiding.void_closed(sold(shop), "Wrong items")


def goods_back(shop: Shop) -> None:
    shop.returning.return_items(sold(shop), {"1": Decimal(1)})


def by_another_tender(shop: Shop) -> None:
    shop.returning.return_items(sold(shop), {"1": Decimal(2)}, "Gift Card")


def without_receipt(shop: Shop) -> None:
    shop.receiptless.take_back([Goods("latte", Decimal(1))], "Unwanted")


def paid_out(shop: Shop) -> None:
    rules = CashRules(usd("5000.00"))
    Cashing(shop.desk, drawer(shop), shop.tilling, rules).move(MovementKind.CASH_OUT, usd("12.50"), "Purchase")


def counted(shop: Shop) -> None:
    ShiftClosing(shop.desk, drawer(shop), shop.tilling, CashRules(usd("5000.00"))).close(usd("98.00"))


def copy(shop: Shop) -> None:
    shop.reprinting.reprint(sold(shop))


def gift(shop: Shop) -> None:
    shop.reprinting.gift(sold(shop))


STEPS = {
    price: "Price of Latte from 4.50 to 3.00",
    part: "Discount of 1.55 (20 %) on the whole sale, which costs 7.75",
    amount_off: "Discount of 1.50 on Muffin, which costs 3.25",
    open_void: "Open sale of 4.87, 2.00 paid",
    closed_void: "Refund 9.74 by Cash, for sale {sale} as a whole",
    goods_back: "Refund 4.87 by Cash, of sale {sale}",
    by_another_tender: "Refund 9.74 by Gift Card, of sale {sale}",
    without_receipt: "Refund 4.87 by Cash, without a receipt",
    paid_out: "Paid out 12.50: Purchase",
    counted: "98.00 counted in the drawer",
    copy: "Another copy for sale {sale} of 9.74",
    gift: "Gift receipt of sale {sale}",
}


@pytest.mark.parametrize(("step", "said"), STEPS.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_whoever_approves_reads_what_exactly_and_how_much(step: Callable[[Shop], None], said: str) -> None:
    shop = strict()
    with pytest.raises(ApprovalNeeded) as raised:
        step(shop)
    sale = shop.desk.finished.transaction_id if shop.desk.finished else ""
    assert str(raised.value.about) == said.format(sale=sale)


def test_the_journal_keeps_what_was_approved_in_the_words_that_were_read() -> None:
    shop = strict()
    shop.selling.add_item("latte")
    with pytest.raises(ApprovalNeeded) as raised:
        shop.adjusting.set_price("1", usd("3.00"), "Damaged")
    shop.authority.rights = Rights(dict.fromkeys(Action, Role.CASHIER) | {Action.SET_PRICE: Role.MANAGER})
    operator = shop.desk.signed_on()
    shop.desk.approver = replace(operator, employee_id="30", role=Role.MANAGER)
    shop.adjusting.set_price("1", usd("3.00"), "Damaged")

    (entered,) = shop.acts.entered
    assert (entered.deed.about, entered.approver_id) == (raised.value.about, "30")
