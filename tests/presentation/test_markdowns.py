"""A tap on money where the shop takes more off than somebody stood for: it waits for their PIN, and then goes on."""

from decimal import Decimal

from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.places import Place
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.test_approval import approve, with_approvers


def over_the_limit() -> SaleDesk:
    """A discount was within the limit until most of the goods went."""
    till = with_approvers(SaleDesk())
    till.sale.tile_tapped("latte")
    till.shop.selling.set_quantity("1", Decimal(10))
    till.shop.discounting.add("Regular", amount=usd("4.00"))
    till.shop.selling.set_quantity("1", Decimal(1))
    return till


def test_money_waits_for_an_approval_with_all_that_is_taken_off_and_is_taken_once() -> None:
    till, told = over_the_limit(), list[Notice]()
    cash = till.checkout.rules.tenders[0]

    till.taking.take(cash, None, told.append)

    assert till.approval.panel is not None
    assert till.approval.panel.sentence == "A discount over the limit wants the approval of a supervisor."
    assert till.approval.panel.about.startswith("Goods of 4.50: 4.00 off by the shop's discounts")
    assert not till.shop.desk.open_sale().payments
    approve(till)
    assert till.shop.desk.basket is None
    assert till.shop.desk.finished is not None
    assert len(till.shop.desk.finished.payments) == 1
    assert till.navigator.went[-1] is Place.CHANGE
    assert till.shop.desk.approver is None


def test_nothing_is_taken_where_nobody_approves() -> None:
    till, told = over_the_limit(), list[Notice]()

    till.taking.take(till.checkout.rules.tenders[0], None, told.append)
    till.approval.cancelled()

    assert till.approval.panel is None
    assert not till.shop.desk.open_sale().payments
