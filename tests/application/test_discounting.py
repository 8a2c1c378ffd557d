from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.discounting import Discounting, DiscountRules
from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.domain.discount import Discount, DiscountStatus, ShopTerms
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import ANA, usd

SUPERVISOR = replace(ANA, employee_id="2001", role=Role.SUPERVISOR)


class Counter:
    """A sale that discounts are given on."""

    def __init__(self, *item_ids: str, limit: str = "10", reasons: Reasons | None = None) -> None:
        self.shop = Shop().with_items(*item_ids)
        rules = DiscountRules(Decimal(limit), reasons or Reasons())
        stored = (self.shop.baskets, self.shop.tilling)
        self.discounts = Discounting(self.shop.desk, stored, self.shop.authority, rules)

    def approved(self) -> Discounting:
        self.shop.desk.approver = SUPERVISOR
        return self.discounts

    @property
    def given(self) -> list[tuple[str, str, int]]:
        found = self.shop.desk.open_sale().discounts
        return [(each.reference_id, str(each.amount), each.stack_order) for each in found]


def percent(text: str) -> Decimal:
    return Decimal(text)


def test_a_part_of_the_sale_is_the_shops_own_discount() -> None:
    counter = Counter("latte", "muffin")

    given = counter.discounts.add("Regular", percent=percent("10"))

    assert (given.amount, given.display_name, given.stack_order) == (usd("0.78"), "Regular 10%", 0)
    assert (given.source, given.reference_id_type, given.status, given.received) == ("POS", "POS", None, None)
    assert counter.shop.desk.open_sale().totals.discount == usd("0.78")
    (act,) = counter.shop.acts.entered
    assert (act.action, act.deed.reason, act.approver_id) == (Action.DISCOUNT, "Regular", None)


def test_a_part_follows_the_sale_when_its_lines_change() -> None:
    counter = Counter("latte")
    counter.discounts.add("Regular", percent=percent("10"))
    counter.shop.selling.add_item("muffin")
    assert counter.given == [("D1", "0.78", 0)]
    counter.shop.selling.remove_line("1")
    assert counter.given == [("D1", "0.33", 0)]
    counter.shop.selling.set_quantity("2", Decimal(2))
    assert counter.given == [("D1", "0.65", 0)]


def test_an_amount_never_takes_more_than_there_is() -> None:
    counter = Counter("latte", "muffin")
    counter.approved().add("Complaint", amount=usd("5.00"))
    counter.shop.selling.remove_line("1")

    assert counter.given == [("D1", "3.25", 0)]
    assert counter.shop.desk.open_sale().totals.total == usd("0.00")
    counter.shop.selling.add_item("latte")
    assert counter.given == [("D1", "5.00", 0)]


def test_a_discount_on_a_line_takes_its_modifiers_in_and_goes_with_it() -> None:
    counter = Counter("latte", "muffin")
    counter.shop.selling.add_modifier("1", "oat")

    given = counter.approved().add("Damaged", percent=percent("50"), line_id="1")

    assert given.amount == usd("2.55")
    assert [each.line_id for each in given.lines] == ["1", "3"]
    counter.shop.selling.remove_line("1")
    assert counter.given == []


def test_over_the_limit_an_approval_is_wanted_and_both_are_journalled() -> None:
    counter = Counter("latte")
    with pytest.raises(ApprovalNeeded, match="over the limit"):
        counter.discounts.add("Friend", percent=percent("10.01"))
    assert counter.given == []

    counter.approved().add("Friend", percent=percent("10.01"))

    (act,) = counter.shop.acts.entered
    assert (act.action, act.approver_id) == (Action.DISCOUNT_OVER_LIMIT, "2001")
    told = {"reference_id": "D1", "name": "Friend 10.01%", "amount": "0.45", "over_limit": "0.45"}
    assert act.deed.details == told


def test_several_small_discounts_together_are_over_the_limit() -> None:
    counter = Counter("latte", "muffin")
    counter.discounts.add("Regular", percent=percent("6"))
    with pytest.raises(ApprovalNeeded):
        counter.discounts.add("Regular", percent=percent("6"))
    with pytest.raises(ApprovalNeeded):
        counter.discounts.add("Regular", amount=usd("0.30"), line_id="1")
    assert counter.given == [("D1", "0.47", 0)]
    counter.discounts.add("Regular", amount=usd("0.18"), line_id="1")


def test_what_the_platform_takes_off_is_no_discount_of_the_shops() -> None:
    counter = Counter("latte")
    offer = Discount(
        "uo-1", "UserOfferId", "Off", "SessionM", usd("4.00"), 0, counter.shop.clock.now(), status=DiscountStatus.LOCKED
    )
    counter.shop.desk.open_sale().put_discounts((offer,))

    counter.discounts.add("Regular", percent=percent("10"))

    assert counter.given == [("uo-1", "4.00", 0), ("D1", "0.05", 1)]


def test_the_shops_discounts_close_up_below_and_the_platforms_stays_where_it_was_put() -> None:
    counter = Counter("latte", "muffin")
    counter.discounts.add("First", amount=usd("0.10"))
    offer = Discount(
        "uo-1", "UserOfferId", "Off", "SessionM", usd("1.00"), 1, counter.shop.clock.now(), status=DiscountStatus.LOCKED
    )
    basket = counter.shop.desk.open_sale()
    basket.put_discounts((*basket.discounts, offer))
    counter.discounts.add("Second", amount=usd("0.10"))
    assert counter.given == [("D1", "0.10", 0), ("uo-1", "1.00", 1), ("D2", "0.10", 2)]

    counter.discounts.remove("D1")

    assert counter.given == [("uo-1", "1.00", 1), ("D2", "0.10", 2)]


def test_a_discount_is_taken_back_and_the_others_move_down() -> None:
    counter = Counter("latte")
    counter.discounts.add("First", amount=usd("0.10"))
    counter.discounts.add("Second", amount=usd("0.10"))

    counter.discounts.remove("D1")

    assert counter.given == [("D2", "0.10", 0)]
    with pytest.raises(BadArgument, match="no discount D1"):
        counter.discounts.remove("D1")


def test_an_offer_is_not_taken_back_as_a_discount() -> None:
    counter = Counter("latte")
    offer = Discount("uo-1", "UserOfferId", "Off", "SessionM", usd("1.00"), 0, counter.shop.clock.now())
    counter.shop.desk.open_sale().put_discounts((offer,))
    with pytest.raises(BadArgument, match="of the shop's"):
        counter.discounts.remove("uo-1")


@pytest.mark.parametrize("part", ["0", "-5", "100.01", "33.333", "NaN", "Infinity"])
def test_a_part_that_cannot_be_meant_is_refused(part: str) -> None:
    with pytest.raises(BadArgument, match="in percent"):
        Counter("latte").discounts.add("Regular", percent=percent(part))


def test_a_discount_is_a_part_or_an_amount_that_there_is() -> None:
    counter = Counter("latte")
    with pytest.raises(BadArgument, match="one of the two"):
        counter.discounts.add("Regular")
    with pytest.raises(BadArgument, match="one of the two"):
        counter.discounts.add("Regular", percent=percent("5"), amount=usd("0.10"))
    with pytest.raises(BadArgument, match="more than nothing"):
        counter.discounts.add("Regular", amount=usd("0.00"))
    with pytest.raises(BadArgument, match=r"Only 4\.50 is left"):
        counter.discounts.add("Regular", amount=usd("4.51"))
    with pytest.raises(BadArgument, match="no line 7"):
        counter.discounts.add("Regular", percent=percent("5"), line_id="7")
    counter.approved().add("All", percent=percent("100"))
    with pytest.raises(NotAllowedNow, match="Nothing is left"):
        counter.discounts.add("More", percent=percent("5"))


def test_a_discount_wants_a_reason_from_the_list_and_no_card() -> None:
    counter = Counter("latte", reasons=Reasons({"discount": ("Staff", "Complaint")}))
    with pytest.raises(BadArgument, match="Staff, Complaint"):
        counter.discounts.add("Friend", percent=percent("5"))
    with pytest.raises(BadArgument, match="wants a reason"):
        counter.discounts.add(" ", percent=percent("5"))
    with pytest.raises(CardNumberRefused):
        counter.discounts.add("4111111111111111", percent=percent("5"))
    assert counter.discounts.add("staff", percent=percent("5")).display_name == "Staff 5%"


def test_a_discount_that_money_was_taken_for_already_changes_nothing() -> None:
    counter = Counter("latte")
    counter.shop.checkout.tender("Cash", usd("4.80"))
    with pytest.raises(NotAllowedNow, match="taken already"):
        counter.approved().add("Complaint", percent=percent("50"))
    assert (counter.given, counter.shop.acts.entered) == ([], [])


def test_a_sale_of_nothing_but_a_discount_closes_with_the_discount_on_it() -> None:
    counter = Counter("latte")
    counter.approved().add("Promised", percent=percent("100"))

    sold = counter.shop.checkout.complete()

    assert (sold.totals.total, sold.payments) == (usd("0.00"), ())
    assert [(each.amount, each.terms) for each in sold.discounts] == [
        (usd("4.50"), ShopTerms("Promised", Decimal(100)))
    ]


def test_a_voided_sale_keeps_the_shops_discounts() -> None:
    counter = Counter("latte")
    counter.discounts.add("Regular", percent=percent("10"))
    assert [each.reference_id for each in counter.shop.checkout.void("Left").discounts] == ["D1"]
