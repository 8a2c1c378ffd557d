from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.money import Currency, Money, RoundingMode
from pos_terminal.domain.tender import CashRounding, cash_keys, cash_rounding, settle_cash, settle_exact
from tests.domain.making import CLF, JPY, KWD, USD, usd

NICKEL = CashRounding(Decimal("0.05"))
SCHEMES = ["australia", "canada", "denmark", "new_zealand_a", "new_zealand_b", "south_africa", "sweden", "switzerland"]


@pytest.mark.parametrize(
    ("balance", "taken", "amount", "change"),
    [
        ("12.34", None, "12.34", "0.00"),
        ("12.34", "12.34", "12.34", "0.00"),
        ("12.34", "20.00", "12.34", "7.66"),
        ("12.34", "5.00", "5.00", "0.00"),
        ("0.00", None, "0.00", "0.00"),
        ("0.01", "500.00", "0.01", "499.99"),
    ],
)
def test_cash_settles_what_is_due_and_the_rest_is_change(
    balance: str, taken: str | None, amount: str, change: str
) -> None:
    settled = settle_cash(usd(balance), None if taken is None else usd(taken), None)

    assert (settled.amount, settled.change) == (usd(amount), usd(change))
    assert settled.taken == (usd(balance) if taken is None else usd(taken))
    assert settled.rounding.is_zero


@pytest.mark.parametrize(
    ("balance", "taken", "parts"),
    [
        ("12.32", None, ("12.32", "12.30", "0.00", "-0.02")),
        ("12.33", None, ("12.33", "12.35", "0.00", "0.02")),
        ("12.32", "20.00", ("12.32", "20.00", "7.70", "-0.02")),
        ("12.33", "12.35", ("12.33", "12.35", "0.00", "0.02")),
        ("12.33", "10.00", ("10.00", "10.00", "0.00", "0.00")),
        ("0.02", None, ("0.02", "0.00", "0.00", "-0.02")),
        ("-12.33", None, ("-12.33", "-12.35", "0.00", "-0.02")),
    ],
)
def test_cash_is_rounded_to_the_coins_there_are_and_still_settles_the_cent(
    balance: str, taken: str | None, parts: tuple[str, str, str, str]
) -> None:
    settled = settle_cash(usd(balance), None if taken is None else usd(taken), NICKEL)

    assert (settled.amount, settled.taken, settled.change, settled.rounding) == tuple(map(usd, parts))


def test_a_tie_in_the_change_falls_as_the_country_has_it_for_change() -> None:
    rule = cash_rounding("sweden", USD, RoundingMode.HALF_UP)

    settled = settle_cash(usd("87.50"), usd("100.50"), rule)  # 88 is due, and 12.50 would go back

    assert (settled.amount, settled.change, settled.rounding) == (usd("87.50"), usd("12.00"), usd("1.00"))


@given(
    st.integers(0, 10**7),
    st.none() | st.integers(0, 10**7),
    st.sampled_from(["", "0.05", "0.10", *SCHEMES]),
    st.sampled_from(RoundingMode),
)
def test_what_is_taken_is_the_amount_with_rounding_and_change(
    balance: int, taken: int | None, setting: str, mode: RoundingMode
) -> None:
    rule = cash_rounding(setting, USD, mode)

    settled = settle_cash(Money(balance, USD), None if taken is None else Money(taken, USD), rule)

    assert settled.taken == settled.amount + settled.rounding + settled.change
    assert 0 <= settled.amount.minor <= max(balance, settled.taken.minor)
    assert settled.change.minor >= 0
    step = int(rule.increment * 100) if rule else 1
    assert settled.change.minor % step == 0
    assert abs(settled.rounding.minor) < 2 * step
    if taken is None:
        assert settled.amount.minor == balance
        assert settled.taken.minor % step == 0


@pytest.mark.parametrize(("taken", "amount"), [(None, "12.34"), ("12.34", "12.34"), ("5.00", "5.00"), ("0", "0")])
def test_a_tender_without_change_settles_its_amount(taken: str | None, amount: str) -> None:
    settled = settle_exact(usd("12.34"), None if taken is None else usd(taken))

    assert (settled.amount, settled.taken) == (usd(amount), usd(amount))
    assert (settled.change, settled.rounding) == (usd("0"), usd("0"))


@pytest.mark.parametrize("taken", ["12.35", "-0.01"])
def test_a_tender_without_change_takes_no_more_than_is_due_and_no_less_than_nothing(taken: str) -> None:
    with pytest.raises(ValueError, match=r"only 12\.34 is due"):
        settle_exact(usd("12.34"), usd(taken))


def test_less_than_no_cash_is_refused() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        settle_cash(usd("12.34"), usd("-0.01"), None)


def test_money_goes_back_on_a_negative_balance() -> None:
    assert settle_exact(usd("-5.00"), None).amount == usd("-5.00")
    assert settle_exact(usd("-5.00"), usd("-2.00")).amount == usd("-2.00")
    with pytest.raises(ValueError, match="is due"):
        settle_exact(usd("-5.00"), usd("-5.01"))
    with pytest.raises(ValueError, match="less than nothing"):
        settle_cash(usd("-5.00"), usd("-5.01"), None)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_is_known_by_its_name(scheme: str) -> None:
    assert cash_rounding(scheme, USD, RoundingMode.HALF_UP) is not None


def test_no_setting_rounds_no_cash() -> None:
    assert cash_rounding("", USD, RoundingMode.HALF_UP) is None


@pytest.mark.parametrize(
    ("mode", "due"),
    [
        (RoundingMode.HALF_UP, "0.10"),
        (RoundingMode.HALF_EVEN, "0.00"),
        (RoundingMode.AWAY_FROM_ZERO, "0.10"),
    ],
)
def test_an_increment_is_rounded_to_as_the_shop_rounds(mode: RoundingMode, due: str) -> None:
    rule = cash_rounding("0.10", USD, mode)

    assert rule is not None
    assert rule.due(usd("0.05")) == usd(due)
    assert rule.due(usd("0.01")) == usd("0.10" if mode is RoundingMode.AWAY_FROM_ZERO else "0.00")
    assert rule.change(usd("0.05")) == usd(due)


@pytest.mark.parametrize("setting", ["0", "-0.05", "narnia", "0.001", "Canada", "5%"])
def test_what_is_neither_an_increment_nor_a_scheme_is_refused_by_name(setting: str) -> None:
    with pytest.raises(ValueError, match=r"increment in USD such as 0\.05, or one of australia, canada"):
        cash_rounding(setting, USD, RoundingMode.HALF_UP)


def test_a_scheme_of_coins_that_the_currency_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="increment in JPY"):
        cash_rounding("denmark", JPY, RoundingMode.HALF_UP)
    assert cash_rounding("sweden", JPY, RoundingMode.HALF_UP) == cash_rounding("sweden", USD, RoundingMode.HALF_UP)


@pytest.mark.parametrize(
    ("due", "currency", "keys"),
    [
        ("12.34", USD, ["12.34", "15.00", "20.00", "50.00"]),
        ("137.20", USD, ["137.20", "140.00", "200.00", "500.00"]),
        ("20.00", USD, ["20.00", "50.00", "100.00", "200.00"]),
        ("5.00", USD, ["5.00", "10.00", "20.00", "50.00"]),
        ("12345.00", USD, ["12345.00", "12350.00", "12400.00"]),
        ("0.00", USD, ["0.00"]),
        ("1234", JPY, ["1234", "1500", "2000", "5000"]),
        ("0.455", KWD, ["0.455", "5.000", "10.000", "20.000"]),
        ("7.0001", CLF, ["7.0001", "10.0000", "20.0000", "50.0000"]),
    ],
)
def test_the_quick_amounts_are_exact_then_what_notes_make(due: str, currency: Currency, keys: list[str]) -> None:
    assert [str(key) for key in cash_keys(Money.of(due, currency))] == keys


def test_the_exact_key_is_what_coins_can_pay() -> None:
    assert cash_keys(usd("12.33"), NICKEL)[0] == usd("12.35")


@given(st.integers(1, 10**8), st.sampled_from([JPY, USD, KWD, CLF]), st.booleans())
def test_the_quick_amounts_rise_settle_the_sale_and_none_comes_twice(
    minor: int,
    currency: Currency,
    rounds: bool,  # noqa: FBT001 - drawn
) -> None:
    due = Money(minor, currency)
    rule = CashRounding(currency.quantum * 5, ROUND_HALF_UP) if rounds else None

    keys = cash_keys(due, rule)

    assert keys[0] == (rule.due(due) if rule else due)
    assert list(keys) == sorted(set(keys), key=lambda key: key.minor)
    assert 1 <= len(keys) <= 4
    assert all(settle_cash(due, key, rule).amount == due for key in keys)
