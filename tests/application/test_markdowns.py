"""What the shop takes off is held against its limit and what somebody stood for, whatever is done to the sale."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.markdowns import Markdowns
from pos_terminal.application.parting import Parting, PartPorts
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow
from pos_terminal.domain.parts import MovedLine
from pos_terminal.domain.rights import BY_DEFAULT, NEVER, Action, Rights, Shoppers
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import ANA, MemoryParted, usd
from tests.application.test_suspending import Counter, counter

SUPERVISOR = replace(ANA, employee_id="2001", role=Role.SUPERVISOR)
HALF = Decimal("0.5")


def approved(shop: Shop) -> Shop:
    shop.desk.approver = SUPERVISOR
    return shop


def spent(shop: Shop) -> Shop:
    shop.desk.approver = None
    return shop


def off(shop: Shop, percent: str, line_id: str | None = None) -> None:
    """A discount that somebody approves."""
    approved(shop).discounting.add("Damaged", percent=Decimal(percent), line_id=line_id)
    spent(shop)


def priced(shop: Shop, line_id: str, price: str) -> None:
    """A price that somebody approves."""
    approved(shop).adjusting.set_price(line_id, usd(price), "Damaged")
    spent(shop)


def sale_of(shop: Shop) -> Basket:
    return shop.desk.open_sale()


def test_an_amount_that_grows_over_the_limit_as_lines_go_wants_approval_before_money_is_taken() -> None:
    shop = Shop().with_items(*["latte"] * 10)
    shop.discounting.add("Regular", amount=usd("4.00"))
    shop.selling.set_quantity("1", Decimal(1))

    with pytest.raises(ApprovalNeeded, match="discount over the limit") as refusal:
        shop.checkout.tender("Cash")

    assert str(refusal.value.about) == "Goods of 4.50: 4.00 off by the shop's discounts, 0.00 by changed prices"
    assert not sale_of(shop).payments
    approved(shop).checkout.tender("Cash")
    act = shop.acts.entered[-1]
    assert (act.action, act.approver_id, act.deed.reason) == (Action.DISCOUNT_OVER_LIMIT, "2001", "Regular")
    assert act.deed.details == {"over_limit": "4.00", "lowered": "0.00"}


def test_a_sale_that_comes_to_nothing_wants_approval_before_it_closes() -> None:
    shop = Shop().with_items("latte", "latte", "muffin")
    shop.selling.set_quantity("1", Decimal(10))
    shop.discounting.add("Regular", amount=usd("4.00"))
    shop.selling.remove_line("1")
    assert sale_of(shop).balance.is_zero

    with pytest.raises(ApprovalNeeded, match="discount over the limit"):
        shop.checkout.complete()

    approved(shop).checkout.complete()
    assert shop.desk.basket is None


def test_what_was_approved_is_asked_for_once_and_also_after_a_tender_was_taken_back() -> None:
    shop = Shop().with_items("latte")
    off(shop, "60")

    payment = shop.checkout.tender("Cash", usd("1.00"))
    shop.checkout.remove_tender(payment.payment_id)
    shop.checkout.tender("Cash")
    shop.checkout.complete()

    assert [each.action for each in shop.acts.entered] == [Action.DISCOUNT_OVER_LIMIT]


def test_a_discount_that_was_approved_covers_no_goods_that_come_after_it() -> None:
    shop = Shop().with_items("latte")
    off(shop, "60")
    shop.selling.add_item("muffin")
    with pytest.raises(ApprovalNeeded, match="discount over the limit"):
        shop.checkout.tender("Cash")

    shop.selling.remove_line("2")
    shop.checkout.tender("Cash")


def test_goods_beside_a_line_whose_discount_was_approved_are_sold_as_ever() -> None:
    shop = Shop().with_items("latte")
    off(shop, "60", "1")
    shop.selling.add_item("muffin")
    shop.discounting.add("Regular", percent=Decimal(10), line_id="2")

    shop.checkout.tender("Cash")


def test_a_discount_within_the_limit_wants_approval_where_it_takes_more_off_what_is_over_it() -> None:
    shop = Shop().with_items("latte", *["muffin"] * 20)
    shop.selling.set_quantity("2", Decimal(20))
    off(shop, "60", "1")

    with pytest.raises(ApprovalNeeded, match="discount over the limit"):
        shop.discounting.add("Regular", percent=Decimal(5))


def test_a_price_that_was_approved_for_one_is_not_approved_for_five_hundred() -> None:
    shop = Shop().with_items("latte")
    priced(shop, "1", "0.00")
    shop.selling.set_quantity("1", Decimal(500))

    with pytest.raises(ApprovalNeeded, match="Changing a price") as refusal:
        shop.checkout.complete()

    assert str(refusal.value.about) == "Goods of 2,250.00: 0.00 off by the shop's discounts, 2,250.00 by changed prices"
    shop.selling.set_quantity("1", Decimal(1))
    shop.checkout.complete()


def test_who_stands_for_another_price_stands_for_nothing_that_was_not_shown_to_them() -> None:
    shop = Shop().with_items("latte", "muffin")
    priced(shop, "1", "0.00")
    shop.selling.set_quantity("1", Decimal(500))
    priced(shop, "2", "3.00")

    with pytest.raises(ApprovalNeeded, match="Changing a price"):
        shop.checkout.tender("Cash")
    shop.selling.set_quantity("1", Decimal(1))
    shop.checkout.tender("Cash")


def test_both_are_asked_for_in_one_sentence() -> None:
    shop = Shop().with_items("latte")
    priced(shop, "1", "4.00")
    off(shop, "50")
    shop.selling.set_quantity("1", Decimal(2))

    with pytest.raises(ApprovalNeeded, match="A discount over the limit and changing a price want the approval"):
        shop.checkout.tender("Cash")


def test_a_price_that_was_raised_is_nobodys_loss() -> None:
    shop = Shop().with_items("latte")
    priced(shop, "1", "6.00")
    shop.selling.set_quantity("1", Decimal(9))

    shop.checkout.tender("Cash")


def test_where_nobody_may_go_over_the_limit_the_sale_is_not_paid_until_the_discount_goes() -> None:
    shop = Shop().with_items("latte", "muffin")
    shop.discounting.add("Regular", amount=usd("0.70"))
    shop.authority.rights = Rights({**BY_DEFAULT.table, Action.DISCOUNT_OVER_LIMIT: NEVER})
    shop.selling.remove_line("1")
    with pytest.raises(NotAllowedNow, match="not allowed in this shop"):
        approved(shop).checkout.tender("Cash")

    shop.discounting.remove("D1")
    shop.checkout.tender("Cash")


def test_a_supervisor_who_rings_it_up_is_asked_for_nobody() -> None:
    shop = Shop().with_items("latte", "latte")
    shop.desk.operator = SUPERVISOR
    shop.discounting.add("Damaged", percent=Decimal(60))
    shop.selling.add_item("muffin")

    shop.checkout.tender("Cash")


class Table:
    """A desk that splits and merges."""

    def __init__(self, *item_ids: str) -> None:
        self.here: Counter = counter(*item_ids)
        self.shop = shop = self.here.shop
        markdowns = Markdowns(shop.authority, Decimal(10))
        stored = MemoryParted(self.here.stored, shop.sales)
        ports = PartPorts(
            stored,
            shop.baskets,
            self.here.suspending,
            shop.checkout.ending,
            carry=markdowns.carry,
            share=markdowns.share,
        )
        self.parting = Parting(shop.desk, ports, shop.tilling, "lane-1")


def test_a_suspended_sale_keeps_what_somebody_stood_for_and_no_more() -> None:
    at = Table("latte")
    off(at.shop, "60")
    number = at.here.suspending.suspend("Ann").transaction_id
    at.here.suspending.resume(number)
    at.shop.selling.add_item("muffin")
    with pytest.raises(ApprovalNeeded):
        at.shop.checkout.tender("Cash")

    at.shop.selling.remove_line("2")
    at.shop.checkout.tender("Cash")


def test_each_part_of_a_split_sale_takes_its_part_of_what_somebody_stood_for_along() -> None:
    at = Table("latte", "muffin")
    priced(at.shop, "2", "2.00")
    off(at.shop, "60")
    (child,) = at.parting.split([MovedLine("1", HALF)])
    at.shop.checkout.tender("Cash")
    at.shop.checkout.complete()

    at.here.suspending.resume(child.transaction_id)
    at.shop.selling.add_item("muffin")
    at.shop.discounting.remove(sale_of(at.shop).discounts[0].reference_id)
    with pytest.raises(ApprovalNeeded):
        at.shop.discounting.add("Regular", percent=Decimal(60))
    at.shop.selling.remove_line(list(sale_of(at.shop).lines)[-1])
    at.shop.checkout.tender("Cash")


def test_the_part_that_stays_may_not_grow_to_what_was_approved_for_the_whole() -> None:
    at = Table("latte")
    at.shop.selling.set_quantity("1", Decimal(2))
    priced(at.shop, "1", "0.00")
    at.parting.split([MovedLine("1", Decimal(1))])
    at.shop.selling.set_quantity("1", Decimal(2))

    with pytest.raises(ApprovalNeeded, match="Changing a price"):
        at.shop.checkout.complete()


def test_sales_that_are_merged_bring_what_somebody_stood_for_in_each() -> None:
    at = Table("latte", "muffin")
    off(at.shop, "60")
    (child,) = at.parting.split([MovedLine("1", Decimal(1))])
    at.parting.merge([child.transaction_id, sale_of(at.shop).head.transaction_id])

    at.shop.checkout.tender("Cash")


def test_a_shopper_at_a_kiosk_goes_no_further_than_what_somebody_of_the_shop_stood_for() -> None:
    shop = Shop(shoppers=Shoppers(ANA.employee_id)).with_items("latte", "muffin")
    approved(shop).discounting.add("Regular", amount=usd("0.70"))
    shop.selling.remove_line("1")
    spent(shop)

    with pytest.raises(ApprovalNeeded, match="discount over the limit"):
        shop.checkout.planned("Credit Card")
