from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.figures import amount_text, clock_text, quantity_text, short_amount_text


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


def test_the_time_is_told_on_24_hours() -> None:
    assert clock_text(datetime(2026, 3, 4, 15, 2, tzinfo=UTC)) == "15:02"
