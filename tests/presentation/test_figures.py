from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.entry import POINT, Entry
from pos_terminal.presentation.figures import (
    amount_text,
    clock_text,
    count_text,
    date_text,
    day_text,
    percent_text,
    quantity_text,
    short_amount_text,
)
from pos_terminal.wording import speak, speak_as_in


@pytest.mark.parametrize(
    ("minor", "code", "text"),
    [
        (2263, "USD", "22.63"),
        (123450, "USD", "1,234.50"),
        (-290, "USD", "−2.90"),
        (1200, "JPY", "1,200"),
        (5, "KWD", "0.005"),
    ],
)
def test_amounts_have_all_decimals_of_their_currency(minor: int, code: str, text: str) -> None:
    assert amount_text(Money(minor, Currency.of(code))) == text


@pytest.mark.parametrize(("minor", "text"), [(2500, "25"), (2263, "22.63"), (100000, "1,000"), (50, "0.50")])
def test_whole_amounts_on_keys_lose_their_decimals(minor: int, text: str) -> None:
    assert short_amount_text(Money(minor, Currency.of("USD"))) == text


@pytest.mark.parametrize(("value", "text"), [("2", "2"), ("0.750", "0.75"), ("100", "100"), ("1E+2", "100")])
def test_quantities_have_no_trailing_zeros(value: str, text: str) -> None:
    assert quantity_text(Decimal(value)) == text


@pytest.fixture
def spoken() -> Iterator[Callable[[str], None]]:
    """Opens a shop of another culture, until the test is over."""
    yield speak_as_in
    speak_as_in("en_US")


@pytest.mark.parametrize(
    ("culture", "written"),
    [
        ("en_US", ["−1,234.50", "1,000", "0.75", "7.5%", "3:02\u00a0PM", "Wednesday, March 4", "3/4/2026"]),
        ("en_GB", ["−1,234.50", "1,000", "0.75", "7.5%", "15:02", "Wednesday, 4 March", "04/03/2026"]),
        ("en_IN", ["−1,234.50", "1,000", "0.75", "7.5%", "3:02\u00a0PM", "Wednesday, 4 March", "4/3/2026"]),
        ("de_DE", ["−1.234,50", "1.000", "0,75", "7,5\u00a0%", "15:02", "Mittwoch, 4. März", "4.3.2026"]),
        ("de_CH", ["−1’234.50", "1’000", "0.75", "7.5%", "15:02", "Mittwoch, 4. März", "4.3.2026"]),
        ("pt_BR", ["−1.234,50", "1.000", "0,75", "7,5%", "15:02", "quarta-feira, 4 de março", "04/03/2026"]),
        ("ja_JP", ["−1,234.50", "1,000", "0.75", "7.5%", "15:02", "3月4日水曜日", "2026/3/4"]),
        ("nl_NL", ["−1.234,50", "1.000", "0,75", "7,5%", "15:02", "Wednesday 4 March", "4-3-2026"]),
        ("xx_XX", ["−1,234.50", "1,000", "0.75", "7.5%", "3:02\u00a0PM", "Wednesday, March 4", "3/4/2026"]),
    ],
)
def test_figures_are_written_as_the_shop_does(spoken: Callable[[str], None], culture: str, written: list[str]) -> None:
    spoken(culture)
    moment = datetime(2026, 3, 4, 15, 2, tzinfo=UTC)
    assert written == [
        amount_text(Money(-123450, Currency.of("USD"))),
        count_text(1000),
        quantity_text(Decimal("0.750")),
        percent_text(Decimal("7.50")),
        clock_text(moment),
        day_text(moment.date()),
        date_text(moment.date()),
    ]


def test_who_chose_another_language_reads_figures_as_that_does(spoken: Callable[[str], None]) -> None:
    spoken("de_CH")
    speak("fr")
    assert amount_text(Money(123450, Currency.of("CHF"))) == "1\u202f234,50"
    speak("de")
    assert amount_text(Money(123450, Currency.of("CHF"))) == "1’234.50"


def test_the_last_groups_of_an_indian_amount_are_not_of_one_length(spoken: Callable[[str], None]) -> None:
    spoken("en_IN")
    assert [count_text(each) for each in (999, 99_999, 1_234_567, 123_456_789)] == [
        "999",
        "99,999",
        "12,34,567",
        "12,34,56,789",
    ]


def test_what_is_typed_has_the_point_of_the_language_and_is_the_same_number(spoken: Callable[[str], None]) -> None:
    spoken("de_DE")
    entry = Entry(decimals=2)
    for key in ("1", "2", POINT, "5"):
        entry = entry.press(key)
    assert (entry.shown, entry.value) == ("12,5", Decimal("12.5"))
