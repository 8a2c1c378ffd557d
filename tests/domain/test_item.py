from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.sale_hours import SaleHours

USD = Currency.of("USD")
MONDAY_NOON = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001 - local time of the store


def beer(*hours: str) -> Item:
    return Item("B1", "Beer", Money(310, USD), sale_hours=tuple(SaleHours.parse(each) for each in hours))


def test_an_item_by_the_kilogram_is_weighed_and_a_piece_is_not() -> None:
    assert Item("A1", "Apples", Money(299, USD), unit=Unit.KG).is_weighed
    assert not Item("A2", "Apple", Money(50, USD)).is_weighed


def test_an_item_without_hours_is_always_sold() -> None:
    assert beer().may_be_sold_at(MONDAY_NOON)


@pytest.mark.parametrize(
    ("hours", "day", "clock", "sold"),
    [
        ("mon-sat 08:00-22:00", 2, "07:59", False),
        ("mon-sat 08:00-22:00", 2, "08:00", True),
        ("mon-sat 08:00-22:00", 2, "22:00", False),
        ("mon-sat 08:00-22:00", 8, "12:00", False),
        ("sun 12:00-18:00", 8, "12:00", True),
        ("fri-mon 22:00-02:00", 6, "23:00", True),
        ("fri-mon 22:00-02:00", 6, "22:00", True),
        ("fri-mon 22:00-02:00", 3, "01:59", True),
        ("fri-mon 22:00-02:00", 3, "02:00", False),
        ("fri-mon 22:00-02:00", 3, "22:30", False),
        ("fri 22:00-02:00", 7, "01:59", True),
        ("fri 22:00-02:00", 8, "01:59", False),
        ("00:00-24:00", 5, "23:59", True),
    ],
)
def test_hours_of_sale_hold_on_their_days_and_past_midnight(hours: str, day: int, clock: str, *, sold: bool) -> None:
    at = datetime.fromisoformat(f"2026-03-{day:02}T{clock}")
    assert beer(hours).may_be_sold_at(at) is sold


def test_several_hours_add_up() -> None:
    breakfast_and_late = beer("06:00-10:00", "20:00-22:00")
    assert not breakfast_and_late.may_be_sold_at(MONDAY_NOON)
    assert breakfast_and_late.may_be_sold_at(MONDAY_NOON.replace(hour=21))


@pytest.mark.parametrize(
    "text",
    ["", "8-22", "mon 8:00-9:00", "mon-xyz 08:00-09:00", "08:00-08:00", "08:00-25:00", "08:60-09:00", "24:00-08:00"],
)
def test_hours_that_cannot_be_meant_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no hours of sale"):
        SaleHours.parse(text)


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 1439), st.integers(0, 1440))
def test_hours_written_out_are_read_back_the_same(first: int, last: int, opens: int, closes: int) -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    text = f"{names[first]}-{names[last]} {opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
    if opens == closes:
        return
    hours = SaleHours.parse(text)
    assert SaleHours.parse(str(hours)) == hours
