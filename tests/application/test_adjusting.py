from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.adjusting import Adjusting
from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.basket import Line
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import ANA, DiskFull, each, usd

MANAGER = replace(ANA, employee_id="3001", role=Role.MANAGER)


class Counter:
    """A sale whose lines are changed."""

    def __init__(self, *item_ids: str, reasons: Reasons | None = None) -> None:
        self.shop = Shop().with_items(*item_ids)
        self.lines = Adjusting(self.shop.desk, self.shop.baskets, self.shop.authority, reasons or Reasons())

    def approved(self) -> Adjusting:
        self.shop.desk.approver = MANAGER
        return self.lines

    def line(self, line_id: str = "1") -> Line:
        return self.shop.desk.open_sale().line(line_id)


def test_another_price_wants_an_approval_and_keeps_the_listed_one() -> None:
    counter = Counter("latte")
    with pytest.raises(ApprovalNeeded):
        counter.lines.set_price("1", usd("2.00"), "Damaged")
    assert (counter.line().unit_price, counter.shop.acts.entered) == (usd("4.50"), [])

    counter.approved().set_price("1", usd("2.00"), "Damaged")

    line = counter.line()
    assert (line.unit_price, line.extended) == (usd("2.00"), usd("2.00"))
    assert (line.list_price, line.price_reason) == (usd("4.50"), "Damaged")
    (act,) = counter.shop.acts.entered
    assert act.approver_id == "3001"
    assert act.deed.reason == "Damaged"
    assert act.deed.details == {"line_id": "1", "item_id": "latte", "from": "4.50", "to": "2.00", "lowered": "2.50"}


def test_a_price_is_changed_twice_from_the_same_listed_one_and_back() -> None:
    counter = Counter("latte")
    counter.approved().set_price("1", usd("2.00"), "Damaged")
    counter.lines.set_price("1", usd("3.00"), "Promised")
    assert (counter.line().list_price, counter.line().unit_price) == (usd("4.50"), usd("3.00"))

    counter.lines.set_price("1", usd("4.50"), "Mistake")

    assert (counter.line().list_price, counter.line().price_reason) == (None, None)


def test_a_line_with_another_price_or_a_note_takes_no_more_of_its_item() -> None:
    counter = Counter("latte", "muffin")
    counter.approved().set_price("1", usd("4.00"), "Damaged")
    counter.lines.set_note("2", "For the lady")
    counter.shop.selling.add_item("latte")
    counter.shop.selling.add_item("muffin")

    assert [each.quantity for each in counter.shop.desk.open_sale().lines.values()] == [1, 1, 1, 1]


@pytest.mark.parametrize(("price", "reason"), [("-0.01", "Damaged"), ("2.00", "  "), ("2.00", "x" * 101)])
def test_a_price_or_reason_that_cannot_be_meant_changes_nothing(price: str, reason: str) -> None:
    counter = Counter("latte")
    with pytest.raises(BadArgument):
        counter.approved().set_price("1", usd(price), reason)
    assert (counter.line().unit_price, counter.shop.acts.entered) == (usd("4.50"), [])


def test_a_modifier_has_the_price_of_its_item() -> None:
    counter = Counter("latte")
    counter.shop.selling.add_modifier("1", "oat")
    with pytest.raises(BadArgument, match="belongs to another item"):
        counter.approved().set_price("2", usd("0.10"), "Damaged")


def test_where_the_shop_lists_reasons_others_are_refused() -> None:
    counter = Counter("latte", reasons=Reasons({"set_price": ("Damaged", "Price match")}))
    with pytest.raises(BadArgument, match="Damaged, Price match"):
        counter.approved().set_price("1", usd("2.00"), "A friend")

    counter.lines.set_price("1", usd("2.00"), " price  MATCH ")

    assert counter.line().price_reason == "Price match"


def test_money_that_was_taken_keeps_a_price_from_falling_below_it() -> None:
    counter = Counter("latte")
    counter.shop.checkout.tender("Cash", usd("4.00"))
    with pytest.raises(NotAllowedNow, match="taken already"):
        counter.approved().set_price("1", usd("1.00"), "Damaged")
    assert (counter.line().unit_price, counter.shop.acts.entered) == (usd("4.50"), [])


def test_a_full_disk_leaves_the_price_as_it_was() -> None:
    counter = Counter("latte")
    counter.approved()
    counter.shop.acts.full = True
    with pytest.raises(DiskFull):
        counter.lines.set_price("1", usd("1.00"), "Damaged")
    assert counter.line().list_price is None


def test_a_note_is_put_on_a_line_changed_and_taken_away() -> None:
    counter = Counter("latte")
    counter.lines.set_note("1", "  extra\n hot ")
    assert counter.line().note == "extra hot"
    counter.lines.set_note("1", " ")
    assert counter.line().note is None


def test_no_payment_card_gets_into_a_note_or_a_reason() -> None:
    counter = Counter("latte")
    with pytest.raises(CardNumberRefused):
        counter.lines.set_note("1", "card 4111 1111 1111 1111")
    with pytest.raises(CardNumberRefused):
        counter.approved().set_price("1", usd("1.00"), "5555555555554444")
    with pytest.raises(CardNumberRefused):
        counter.shop.checkout.void("4111111111111111")
    assert (counter.line().note, counter.line().list_price) == (None, None)


def test_a_tare_is_taken_off_what_was_weighed() -> None:
    counter = Counter()
    counter.shop.signed_on().selling.add_item("apples", Decimal("1.020"))

    counter.lines.set_tare("1", Decimal("0.020"))
    assert (counter.line().quantity, counter.line().tare) == (Decimal(1), Decimal("0.020"))
    assert counter.line().extended == usd("2.99")
    counter.lines.set_tare("1", Decimal("0.520"))
    assert counter.line().quantity == Decimal("0.5")
    counter.lines.set_tare("1", Decimal(0))
    assert (counter.line().quantity, counter.line().tare) == (Decimal("1.02"), None)


@pytest.mark.parametrize("tare", ["1.020", "2", "-0.001", "0.0005", "NaN"])
def test_a_tare_that_cannot_be_meant_is_refused(tare: str) -> None:
    counter = Counter()
    counter.shop.signed_on().selling.add_item("apples", Decimal("1.020"))
    with pytest.raises(BadArgument, match=r"A tare is from 0 to less than the 1\.02"):
        counter.lines.set_tare("1", Decimal(tare))
    assert (counter.line().quantity, counter.line().tare) == (Decimal("1.02"), None)


def test_what_is_counted_has_no_tare() -> None:
    with pytest.raises(BadArgument, match="not sold by weight"):
        Counter("latte").lines.set_tare("1", Decimal("0.010"))


def test_another_weight_is_without_the_package() -> None:
    counter = Counter()
    counter.shop.signed_on().selling.add_item("apples", Decimal("1.020"))
    counter.lines.set_tare("1", Decimal("0.020"))

    counter.shop.selling.set_quantity("1", Decimal("0.700"))

    assert (counter.line().quantity, counter.line().tare) == (Decimal("0.7"), None)


def beer(minimum_age: int = 18) -> Counter:
    counter = Counter()
    counter.shop.put(each("beer", "3.10", minimum_age=minimum_age))
    counter.shop.with_items("beer", "muffin")
    return counter


def test_no_money_is_taken_before_every_age_is_answered_for() -> None:
    counter = beer()
    counter.shop.put(each("wine", "9.90", minimum_age=21))
    counter.shop.selling.add_item("wine")
    for line_id, name in (("1", "Beer"), ("3", "Wine")):
        with pytest.raises(NotAllowedNow, match=rf"{name} \(line {line_id}\) may be sold from the age of"):
            counter.shop.checkout.tender("Cash")
        counter.lines.confirm_age(line_id, AgeOutcome.DOCUMENT)

    counter.shop.checkout.tender("Cash")

    sold = counter.shop.checkout.complete()
    assert [each.line.age_outcome for each in sold.lines] == [AgeOutcome.DOCUMENT, None, AgeOutcome.DOCUMENT]


def test_what_comes_after_money_was_taken_is_answered_for_before_the_end() -> None:
    counter = Counter("muffin")
    counter.shop.put(each("beer", "3.10", minimum_age=18))
    counter.shop.checkout.tender("Cash", usd("3.52"))
    counter.shop.selling.add_item("beer", unit_price=None)
    with pytest.raises(NotAllowedNow, match="from the age of 18"):
        counter.shop.checkout.tender("Cash")


def test_a_sale_that_costs_nothing_wants_its_ages_too() -> None:
    counter = Counter()
    counter.shop.put(each("beer", "0.00", minimum_age=18))
    counter.shop.with_items("beer")
    with pytest.raises(NotAllowedNow, match="from the age of 18"):
        counter.shop.checkout.complete()
    counter.lines.confirm_age("1", AgeOutcome.LOOKS_OLD_ENOUGH)
    assert counter.shop.checkout.complete().totals.total == usd("0.00")


def test_who_is_too_young_does_not_get_it() -> None:
    counter = beer()
    counter.lines.confirm_age("1", AgeOutcome.REFUSED, "No document")
    assert [each.item_id for each in counter.shop.desk.open_sale().lines.values()] == ["muffin"]
    counter.shop.checkout.tender("Cash")


def test_who_answered_for_an_age_what_and_why_is_journalled_also_after_a_refusal() -> None:
    counter = beer()
    counter.lines.confirm_age("1", AgeOutcome.REFUSED, "No document")
    counter.shop.selling.add_item("beer")
    counter.lines.confirm_age("3", AgeOutcome.REFUSED)

    refused, shown = counter.shop.acts.entered
    assert (refused.operator_id, refused.approver_id) == (ANA.employee_id, None)
    assert refused.deed.reason == "No document"
    assert refused.deed.details == {"line_id": "1", "item_id": "beer", "outcome": "refused"}
    assert shown.deed.details == {"line_id": "3", "item_id": "beer", "outcome": "refused"}
    assert refused.deed.transaction_id == shown.deed.transaction_id


def test_only_what_wants_an_age_is_answered_for() -> None:
    with pytest.raises(BadArgument, match="at any age"):
        beer().lines.confirm_age("2", AgeOutcome.DOCUMENT)


def test_more_of_what_was_answered_for_is_answered_for() -> None:
    counter = beer()
    counter.lines.confirm_age("1", AgeOutcome.DOCUMENT)
    counter.shop.selling.add_item("beer")
    assert (counter.line().quantity, counter.line().age_outcome) == (Decimal(2), AgeOutcome.DOCUMENT)
