from decimal import Decimal

import pytest

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.foreign import Rates, rates
from pos_terminal.domain.money import Currency, Money, RoundingMode
from tests.domain.making import JPY, USD

EUR = Currency.of("EUR")
SHOP = Rates({"EUR": Decimal("1.0850"), "JPY": Decimal("0.0067")})


@pytest.mark.parametrize(
    ("code", "amount", "worth"), [("EUR", "10", "10.85"), ("eur", "0.01", "0.01"), ("JPY", "1000", "6.70")]
)
def test_cash_in_another_currency_is_worth_its_rate(code: str, amount: str, worth: str) -> None:
    assert SHOP.cash(code, Decimal(amount)).worth(USD) == Money.of(worth, USD)


def test_a_tie_goes_as_the_shop_rounds() -> None:
    cash = Rates({"JPY": Decimal("0.005")}).cash("JPY", Decimal(1))
    assert cash.worth(USD, RoundingMode.HALF_UP) == Money.of("0.01", USD)
    assert cash.worth(USD, RoundingMode.HALF_EVEN) == Money.of("0.00", USD)


@pytest.mark.parametrize(
    ("code", "amount", "sentence"),
    [
        ("CHF", "10", "takes no cash in 'CHF'"),
        ("EUR", "0", "more than nothing"),
        ("EUR", "-1", "more than nothing"),
        ("EUR", "0.001", "Cash in EUR"),
        ("JPY", "0.5", "Cash in JPY"),
    ],
)
def test_cash_that_cannot_be_meant_is_refused(code: str, amount: str, sentence: str) -> None:
    with pytest.raises(BadArgument, match=sentence):
        SHOP.cash(code, Decimal(amount))


def test_the_setting_names_currencies_with_what_one_is_worth() -> None:
    assert rates(("EUR 1.08", "JPY 0.0067"), USD) == Rates({"EUR": Decimal("1.08"), "JPY": Decimal("0.0067")})
    assert rates((), JPY) == Rates({})


@pytest.mark.parametrize("text", ["EUR", "EUR x", "EUR 0", "EUR -1", "EUR NaN", "EURO 1", "USD 1", "", "EUR 1000000"])
def test_a_rate_that_cannot_be_meant_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="foreign_cash takes another currency with its worth in USD"):
        rates((text,), USD)
