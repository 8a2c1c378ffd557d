from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.presentation.entry import BACK, CLEAR, POINT, Entry

KEYS = st.sampled_from([*"0123456789", POINT, BACK, CLEAR, "00", "x", ""])


def typed(keys: str, decimals: int = 2, most: int = 9) -> Entry:
    entry = Entry(decimals=decimals, most=most)
    for key in keys:
        entry = entry.press(key)
    return entry


def test_digits_and_a_point_make_a_number() -> None:
    assert typed("12.5").value == Decimal("12.5")
    assert typed(".5").text == "0.5"
    assert typed("007").text == "7"


def test_nothing_typed_is_no_number() -> None:
    assert typed("").value is None
    assert typed("5").press(BACK).value is None
    assert typed("55").press(CLEAR).value is None


def test_decimals_beyond_the_currencys_are_not_taken() -> None:
    assert typed("1.239").text == "1.23"
    assert typed("12.3", decimals=0).text == "123"


@given(st.lists(KEYS, max_size=40), st.integers(0, 4), st.integers(1, 14))
def test_whatever_is_pressed_the_entry_stays_a_number_that_fits(keys: list[str], decimals: int, most: int) -> None:
    entry = Entry(decimals=decimals, most=most)
    for key in keys:
        entry = entry.press(key)
        whole, _, places = entry.text.partition(".")
        assert len(places) <= decimals
        assert len(whole) + len(places) <= most or whole == "0"
        assert entry.value is None or entry.value >= 0
