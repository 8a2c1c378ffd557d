from decimal import Decimal
from fractions import Fraction
from math import lcm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.money import Currency, Money, RoundingMode, allocate, round_to, total_of
from tests.domain import reference
from tests.domain.making import CLF, JPY, KWD, USD, usd

CURRENCIES = st.sampled_from([JPY, USD, KWD, CLF])
MINORS = st.integers(-(2**53) + 1, 2**53 - 1)


@pytest.mark.parametrize(
    ("code", "exponent"), [("JPY", 0), ("USD", 2), ("EUR", 2), ("KWD", 3), ("BHD", 3), ("CLF", 4), ("CLP", 0)]
)
def test_a_currency_has_as_many_decimals_as_iso_4217_gives_it(code: str, exponent: int) -> None:
    currency = Currency.of(code)

    assert (currency.code, currency.exponent) == (code, exponent)
    assert currency.quantum == Decimal(10) ** -exponent


@pytest.mark.parametrize("code", ["", "US", "usd", "USDX", "U$D", "ЮСД", "123"])
def test_what_is_no_currency_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="three capital letters"):
        Currency.of(code)


@given(MINORS, CURRENCIES)
def test_an_amount_is_read_back_as_it_was_written(minor: int, currency: Currency) -> None:
    money = Money(minor, currency)

    assert Money.of(str(money), currency) == money
    assert Money.of(money.amount, currency) == money
    assert Fraction(money.amount) == Fraction(minor, 10**currency.exponent)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1250, USD, "12.50"),
        (-5, USD, "-0.05"),
        (0, USD, "0.00"),
        (-300, JPY, "-300"),
        (5, KWD, "0.005"),
        (10_001, CLF, "1.0001"),
    ],
)
def test_an_amount_is_written_with_its_currencys_decimals(minor: int, currency: Currency, text: str) -> None:
    assert str(Money(minor, currency)) == text


@pytest.mark.parametrize("text", ["12.5", "12.50", "012.50", "12.500"])
def test_an_amount_may_be_written_with_fewer_decimals_or_more_zeros(text: str) -> None:
    assert Money.of(text, USD) == Money(1250, USD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".",
        "--5",
        "1,000.00",
        "1 000",
        "abc",
        "1e3",
        "+5",
        "0x10",
        "NaN",
        "Infinity",
        "1.2.3",
        "5-",
        "٣",
        "１２",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        Money.of(text, USD)


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_decimal_that_is_no_number_is_no_amount(value: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        Money.of(Decimal(value), USD)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("0.005", USD), ("1.5", JPY), ("0.0001", KWD), ("0." + "0" * 40 + "1", USD), ("1E-999999", USD)],
)
def test_more_decimals_than_the_currency_has_are_refused(text: str, currency: Currency) -> None:
    with pytest.raises(ValueError, match="more decimals"):
        Money.of(Decimal(text), currency)


def test_decimals_beyond_the_usual_precision_are_seen_too() -> None:
    with pytest.raises(ValueError, match="more decimals"):
        Money.of("1." + "0" * 40 + "1", USD)


@pytest.mark.parametrize("text", ["90071992547409.92", "-90071992547409.92", "9" * 60, "1E+999999", "1E+40"])
def test_an_amount_beyond_what_json_numbers_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too large"):
        Money.of(Decimal(text), USD)


def test_the_largest_amount_is_taken() -> None:
    assert Money.of("90071992547409.91", USD).minor == 2**53 - 1


@given(MINORS, MINORS, MINORS, CURRENCIES)
def test_amounts_add_up_in_any_order(one: int, two: int, three: int, currency: Currency) -> None:
    a, b, c = (Money(minor, currency) for minor in (one, two, three))

    assert (a + b) + c == a + (b + c) == total_of([c, a, b], currency)
    assert (a + b) - b == a
    assert a - b == -(b - a)
    assert (a < b, a <= b, a > b, a >= b) == (one < two, one <= two, one > two, one >= two)
    assert a.is_zero is (one == 0)


def test_nothing_sums_up_to_nothing() -> None:
    assert total_of([], KWD) == Money.zero(KWD)


def test_a_currency_is_the_same_however_it_came() -> None:
    assert usd("1.50") + Money(50, Currency("USD", 2)) == usd("2.00")


def test_currencies_are_never_mixed() -> None:
    with pytest.raises(TypeError, match="USD and JPY"):
        usd("1") + Money(1, JPY)
    with pytest.raises(TypeError):
        usd("1") - Money(1, JPY)
    with pytest.raises(TypeError):
        assert usd("1") < Money(1, JPY)
    with pytest.raises(TypeError):
        assert usd("1") >= Money(1, JPY)


@given(st.fractions(max_denominator=10**9), CURRENCIES, st.sampled_from(RoundingMode))
def test_a_value_is_rounded_to_the_smallest_unit(value: Fraction, currency: Currency, mode: RoundingMode) -> None:
    scale = 2**9 * 5**9  # a denominator that decimals can hold
    exact = Fraction(round(value * scale), scale)
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)

    expected = reference.whole(Fraction(decimal) * 10**currency.exponent, mode)
    assert Money.rounded(decimal, currency, mode).minor == expected


@given(
    st.decimals("-1E6", "1E6", places=6),
    st.sampled_from([Decimal(step) for step in ("0.01", "0.05", "0.1", "0.25", "0.5", "1", "3", "5")]),
    st.sampled_from(RoundingMode),
)
def test_a_value_is_rounded_to_any_step(value: Decimal, step: Decimal, mode: RoundingMode) -> None:
    assert Fraction(round_to(value, step, mode)) == reference.whole(Fraction(value) / Fraction(step), mode) * Fraction(
        step
    )


def test_a_value_just_below_a_tie_is_not_taken_for_one() -> None:
    value = Decimal("1.4" + "9" * 40)

    assert round_to(value, Decimal(1)) == 1
    assert Money.rounded(value, JPY).minor == 1


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "away"),
    [
        ("0.005", 1, 0, 1),
        ("0.015", 2, 2, 2),
        ("-0.005", -1, 0, -1),
        ("0.0049", 0, 0, 1),
        ("0.0051", 1, 1, 1),
        ("-0.0149", -1, -1, -2),
        ("0.02", 2, 2, 2),
    ],
)
def test_ties_fall_as_the_mode_says(value: str, half_up: int, half_even: int, away: int) -> None:
    found = [Money.rounded(Decimal(value), USD, mode).minor for mode in RoundingMode]

    assert found == [half_up, half_even, away]


WEIGHTS = st.lists(st.integers(0, 10**12) | st.decimals(0, 10**6, places=6), min_size=1, max_size=30)


@given(st.integers(-(10**12), 10**12), WEIGHTS, CURRENCIES)
def test_shares_add_up_and_each_is_within_one_of_its_part(
    minor: int, weights: list[int | Decimal], currency: Currency
) -> None:
    total = Money(minor, currency)

    shares = allocate(total, weights)

    assert total_of(shares, currency) == total
    fractions = [Fraction(weight) for weight in weights]
    whole = sum(fractions)
    for share, weight in zip(shares, fractions, strict=True):
        part = Fraction(minor) * weight / whole if whole else Fraction(minor, len(weights))
        assert abs(share.minor - part) < 1
        assert share.minor * minor >= 0


@given(st.integers(0, 10**6), WEIGHTS.filter(any))
def test_what_is_left_over_goes_to_whom_most_is_owed_and_first_to_the_earlier(
    minor: int, weights: list[int | Decimal]
) -> None:
    fractions = [Fraction(weight) for weight in weights]
    common = lcm(*(each.denominator for each in fractions))

    expected = reference.shared(minor, [int(each * common) for each in fractions])

    assert [share.minor for share in allocate(Money(minor, USD), weights)] == expected


def test_equal_remainders_are_equal_whatever_precision_they_would_be_written_in() -> None:
    assert [share.minor for share in allocate(Money(2, USD), [4, 1, 1])] == [2, 0, 0]


@pytest.mark.parametrize("weights", [[], [-1, 2], [Decimal("-0.1")]])
def test_nothing_is_shared_out_over_no_weights_or_negative_ones(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="at least one weight"):
        allocate(usd("1.00"), weights)
