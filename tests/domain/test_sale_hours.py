from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.sale_hours import SaleHours


@pytest.mark.parametrize(
    ("hours", "day", "clock", "sold"),
    [
        ("mon-sat 08:00-22:00", 2, "07:59", False),
        ("mon-sat 08:00-22:00", 2, "08:00", True),
        ("mon-sat 08:00-22:00", 2, "08:30", True),
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
    assert SaleHours.parse(hours).holds_at(at) is sold


@pytest.mark.parametrize(
    "text", ["08:00-22:00", "mon-sat 08:00-22:00", "sun 10:00-18:00", "fri-mon 22:00-02:00", "tue 00:00-24:00"]
)
def test_hours_are_written_as_they_were_read(text: str) -> None:
    assert str(SaleHours.parse(text)) == text


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
