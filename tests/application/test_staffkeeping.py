from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

import pytest

from pos_terminal.application.staffkeeping import StaffKeeping
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.staff_book import DAN, MAYA, StaffBook

TODAY = date(2026, 3, 4)


@dataclass
class Kept:
    """Two people, and how often the platform was to be told."""

    book: StaffBook = field(default_factory=StaffBook)
    told: int = 0

    def __post_init__(self) -> None:
        self.keeping = StaffKeeping(self.book, lambda: TODAY, self._tell)

    def _tell(self) -> None:
        self.told += 1


def test_everybody_is_listed_with_how_they_stand() -> None:
    kept = Kept(StaffBook(pins={"3001": "x"}, locked={"1001"}))
    kept.book.people[1] = replace(MAYA, end_date=TODAY)
    assert [(each.works_today, each.has_pin, each.is_locked) for each in kept.keeping.cards()] == [
        (True, True, False),
        (False, False, True),
    ]


def test_somebodys_work_ends_today_or_on_a_day_and_goes_on_again_and_the_platform_is_told() -> None:
    kept = Kept()
    assert kept.keeping.end("1001").end_date == TODAY
    assert kept.keeping.end("1001", date(2026, 4, 1)).end_date == date(2026, 4, 1)
    assert kept.keeping.go_on("1001") == MAYA
    assert (kept.told, kept.book.people) == (3, [DAN, MAYA])


def test_nobody_leaves_before_they_began_and_a_till_keeps_a_manager() -> None:
    kept = Kept()
    kept.book.people[1] = replace(MAYA, start_date=date(2026, 5, 1))
    with pytest.raises(BadArgument, match=r"Maya R\. begins on 2026-05-01 only\."):
        kept.keeping.end("1001")
    for losing in (partial(kept.keeping.end, "3001"), partial(kept.keeping.make, "3001", Role.CASHIER)):
        with pytest.raises(NotAllowedNow, match=r"Dan O\. is the last manager here\."):
            losing()
    kept.book.people[1] = MAYA
    kept.keeping.make("1001", Role.MANAGER)
    assert kept.keeping.end("3001").end_date == TODAY


def test_the_last_manager_with_a_pin_stays_and_nobody_ends_or_changes_themselves() -> None:
    kept = Kept(StaffBook(people=[DAN, replace(MAYA, role=Role.MANAGER)], pins={"3001": "x"}))
    for losing in (kept.keeping.end, partial(kept.keeping.make, role=Role.CASHIER)):
        with pytest.raises(NotAllowedNow, match=r"Dan O\. is the last manager here who has a PIN\."):
            losing("3001")
        with pytest.raises(NotAllowedNow, match="Nobody ends their own work here"):
            losing("1001", by="1001")
    assert kept.told == 0
    assert kept.keeping.end("1001", by="3001").end_date == TODAY


def test_somebody_is_unlocked_and_given_a_pin_that_is_good_enough() -> None:
    kept = Kept(StaffBook(locked={"1001"}))
    kept.keeping.unlock("1001")
    assert kept.book.locked == set()
    with pytest.raises(BadArgument, match="6 to 12 digits"):
        kept.keeping.set_pin("3001", "1234")
    kept.keeping.set_pin("3001", "135791")
    assert (kept.book.pins, kept.told) == ({"3001": "135791"}, 0)
    with pytest.raises(BadArgument, match="There is no employee 77"):
        kept.keeping.unlock("77")


def test_who_leaves_in_the_middle_of_a_sale_ends_it_and_begins_no_other() -> None:
    shop = Shop().signed_on()
    shop.selling.add_item("latte")
    shop.desk.as_now = lambda _: None
    shop.selling.add_item("muffin")
    shop.checkout.void("The end")
    with pytest.raises(NotAllowedNow, match=r"does not work here any more\. Sign off\."):
        shop.selling.add_item("latte")
    assert shop.desk.basket is None
