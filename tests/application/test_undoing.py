from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.past import MOST_STEPS
from pos_terminal.application.recovery import recover
from pos_terminal.application.undoing import Undoing
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import ANA, DiskFull, each, usd


class Counter:
    def __init__(self, *item_ids: str) -> None:
        self.shop = Shop().with_items(*item_ids)
        self.undoing = Undoing(self.shop.desk, self.shop.baskets)

    @property
    def lines(self) -> list[tuple[str, str, int]]:
        lines = self.shop.desk.open_sale().lines.values()
        return [(line.line_id, line.item_id, int(line.quantity)) for line in lines]

    def is_over(self) -> bool:
        with pytest.raises(NotAllowedNow, match="nothing to take back"):
            self.undoing.undo()
        return not self.undoing.can_undo


def test_steps_are_taken_back_one_after_the_other_to_an_empty_sale() -> None:
    counter = Counter("latte", "muffin")
    counter.shop.selling.set_quantity("1", Decimal(3))
    counter.shop.selling.remove_line("2")
    seen = []
    while counter.undoing.can_undo:
        counter.undoing.undo()
        seen.append(counter.lines)

    assert seen == [
        [("1", "latte", 3), ("2", "muffin", 1)],
        [("1", "latte", 1), ("2", "muffin", 1)],
        [("1", "latte", 1)],
        [],
    ]
    assert counter.is_over()


def test_what_was_taken_back_is_stored_and_its_number_not_given_again() -> None:
    counter = Counter("latte", "muffin")
    counter.undoing.undo()
    assert counter.shop.baskets.stored is not None
    assert list(counter.shop.baskets.stored.lines) == ["1"]
    assert counter.shop.selling.add_item("muffin").line_id == "3"


def test_every_change_of_a_line_and_of_discounts_is_a_step() -> None:
    counter = Counter("latte")
    shop = counter.shop
    shop.put(each("beer", "3.10", minimum_age=18))
    shop.selling.add_item("beer")
    shop.adjusting.set_note("1", "extra hot")
    shop.adjusting.confirm_age("2", AgeOutcome.DOCUMENT)
    shop.discounting.add("Regular", percent=Decimal(5))
    basket = shop.desk.open_sale()
    counter.undoing.undo()
    assert basket.discounts == ()
    counter.undoing.undo()
    assert basket.line("2").age_outcome is None
    counter.undoing.undo()
    assert basket.line("1").note is None


def test_a_modifier_goes_and_comes_back_with_its_line() -> None:
    counter = Counter("latte")
    counter.shop.selling.add_modifier("1", "oat")
    counter.shop.selling.remove_line("1")
    counter.undoing.undo()
    assert counter.lines == [("1", "latte", 1), ("2", "oat", 1)]


def test_twenty_steps_are_remembered() -> None:
    counter = Counter("latte")
    for number in range(2, 30):
        counter.shop.selling.set_quantity("1", Decimal(number))
    for _ in range(MOST_STEPS):
        counter.undoing.undo()
    assert counter.lines == [("1", "latte", 9)]
    assert counter.is_over()


def test_nothing_is_taken_back_across_a_tender() -> None:
    counter = Counter("latte", "muffin")
    counter.shop.checkout.tender("Cash", usd("1.00"))
    assert counter.is_over()
    counter.shop.selling.add_item("muffin")
    counter.undoing.undo()
    assert counter.lines == [("1", "latte", 1), ("2", "muffin", 1)]
    assert counter.is_over()
    counter.shop.checkout.remove_tender("1")
    assert counter.is_over()


def test_nothing_is_taken_back_across_an_approval() -> None:
    counter = Counter("latte")
    counter.shop.desk.approver = replace(ANA, employee_id="3001", role=Role.MANAGER)
    counter.shop.adjusting.set_price("1", usd("1.00"), "Damaged")
    assert counter.is_over()


def test_nothing_is_taken_back_across_what_the_platform_said() -> None:
    counter = Counter("latte")
    basket = counter.shop.desk.open_sale()
    offer = Discount(
        "uo-1", "UserOfferId", "Off", "SessionM", usd("1.00"), 0, counter.shop.clock.now(), status=DiscountStatus.LOCKED
    )
    basket.put_discounts((offer,))
    counter.shop.selling.opening.taken(basket)
    assert counter.is_over()
    counter.shop.selling.add_item("muffin")
    basket.member = Attribution("member-1")
    counter.shop.selling.opening.taken(basket)
    assert counter.is_over()


def test_a_start_remembers_the_sale_and_no_step_of_it() -> None:
    counter = Counter("latte", "muffin")
    recover(counter.shop.desk, lambda: counter.shop.baskets.stored, counter.shop.tills)
    assert counter.is_over()
    counter.shop.selling.add_item("latte")
    counter.undoing.undo()
    assert counter.lines == [("1", "latte", 1), ("2", "muffin", 1)]


def test_the_steps_of_one_sale_are_none_of_the_next() -> None:
    counter = Counter("latte")
    counter.shop.checkout.void("Left")
    counter.shop.selling.add_item("muffin")
    counter.undoing.undo()
    assert counter.lines == []
    assert counter.is_over()


def test_what_money_was_taken_for_is_not_taken_back() -> None:
    counter = Counter("latte")
    counter.shop.checkout.tender("Cash", usd("4.00"))
    counter.shop.selling.add_item("muffin")
    counter.shop.checkout.tender("Cash", usd("3.00"))
    assert counter.is_over()


def test_a_full_disk_leaves_the_step_as_it_was_taken() -> None:
    counter = Counter("latte", "muffin")
    counter.shop.baskets.full = True
    with pytest.raises(DiskFull):
        counter.undoing.undo()
    counter.shop.baskets.full = False
    assert counter.lines == [("1", "latte", 1), ("2", "muffin", 1)]
    counter.undoing.undo()
    assert counter.lines == [("1", "latte", 1)]
