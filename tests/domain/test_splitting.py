"""Lines that are shared out over several sales."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.item import Unit
from pos_terminal.domain.line import Line, line_of
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.splitting import split_evenly, split_line
from pos_terminal.domain.totals import TaxPolicy
from tests.domain.making import JPY, KWD, USD, item, usd

MILLIONTH = Decimal("0.000001")

currencies = st.sampled_from([JPY, USD, KWD])
weights = st.lists(st.integers(0, 50), min_size=1, max_size=12)


def line(price: Money, quantity: Decimal, unit: Unit = Unit.EACH) -> Line:
    return line_of(item(price, unit=unit), "1", price).with_quantity(quantity, TaxPolicy(price.currency))


@st.composite
def piece_lines(draw: st.DrawFn, least: int = 0) -> Line:
    price = Money(draw(st.integers(least, 400_000)), draw(currencies))
    return line(price, Decimal(draw(st.integers(1, 60))))


@st.composite
def weighed_lines(draw: st.DrawFn) -> Line:
    price = Money(draw(st.integers(0, 400_000)), draw(currencies))
    return line(price, Decimal(draw(st.integers(1, 20_000))).scaleb(-3), Unit.KG)


lines = st.one_of(piece_lines(), weighed_lines())


@given(lines, weights)
def test_parts_add_up_to_the_line_in_cents_and_in_quantity(whole: Line, shares: list[int]) -> None:
    parts = split_line(whole, shares)

    assert len(parts) == len(shares)
    assert sum((part.extended for part in parts), Money.zero(whole.extended.currency)) == whole.extended
    assert sum((part.quantity for part in parts), Decimal(0)) == whole.quantity


@given(lines, weights)
def test_a_part_is_never_negative_and_has_six_decimals_at_most(whole: Line, shares: list[int]) -> None:
    for part in split_line(whole, shares):
        assert part.quantity >= 0
        assert part.extended.minor >= 0
        assert part.quantity == round(part.quantity, 6)


@given(lines, st.integers(1, 12))
def test_even_parts_differ_by_one_cent_at_most_the_first_ones_larger(whole: Line, ways: int) -> None:
    cents = [part.extended.minor for part in split_evenly(whole, ways)]

    assert max(cents) - min(cents) <= 1
    assert cents == sorted(cents, reverse=True)


@given(piece_lines(least=1), weights)
def test_a_part_of_pieces_is_its_cents_by_the_unit_price(whole: Line, shares: list[int]) -> None:
    for part in split_line(whole, shares):
        exact = part.extended.amount / part.unit_price.amount
        assert abs(part.quantity - exact) < MILLIONTH
        assert TaxPolicy(part.extended.currency).money(part.unit_price.amount * part.quantity) == part.extended


@given(weighed_lines(), st.integers(2, 12))
def test_a_part_of_a_weighing_still_comes_to_its_cents(whole: Line, ways: int) -> None:
    for part in split_evenly(whole, ways):
        reckoned = part.unit_price.amount * part.quantity
        assert abs(reckoned - part.extended.amount) <= part.extended.currency.quantum


@given(currencies, st.integers(1, 60), weights.filter(any))
def test_what_costs_nothing_is_shared_by_quantity(currency: Currency, quantity: int, shares: list[int]) -> None:
    whole = line(Money.zero(currency), Decimal(quantity))

    for part, share in zip(split_line(whole, shares), shares, strict=True):
        assert part.extended.is_zero
        assert abs(part.quantity - whole.quantity * share / sum(shares)) < MILLIONTH


@pytest.mark.parametrize(
    ("price", "quantity", "ways", "expected"),
    [
        ("10.00", "1", 3, [("3.34", "0.334"), ("3.33", "0.333"), ("3.33", "0.333")]),
        ("0.07", "1", 2, [("0.04", "0.571429"), ("0.03", "0.428571")]),
        ("4.50", "2", 2, [("4.50", "1"), ("4.50", "1")]),
        ("1.00", "300", 3, [("100.00", "100")] * 3),
        ("0.01", "1", 2, [("0.01", "1"), ("0.00", "0")]),
        ("0.00", "1", 3, [("0.00", "0.333334"), ("0.00", "0.333333"), ("0.00", "0.333333")]),
    ],
)
def test_a_line_in_equal_parts(price: str, quantity: str, ways: int, expected: list[tuple[str, str]]) -> None:
    parts = split_evenly(line(usd(price), Decimal(quantity)), ways)

    assert [(str(part.extended), str(part.quantity)) for part in parts] == expected


def test_half_a_cent_that_was_rounded_up_never_makes_a_quantity_negative() -> None:
    parts = split_evenly(line(usd("1.00"), Decimal("0.005"), Unit.KG), 2)

    assert [(str(part.extended), str(part.quantity)) for part in parts] == [("0.01", "0.005"), ("0.00", "0")]


def test_shares_by_pieces_are_whole_pieces() -> None:
    parts = split_line(line(usd("3.33"), Decimal(3)), [1, 2])

    assert [(str(part.extended), str(part.quantity)) for part in parts] == [("3.33", "1"), ("6.66", "2")]


def test_a_modifier_is_shared_out_like_its_item() -> None:
    latte = line(usd("4.50"), Decimal(2))
    oat = line_of(item("0.60", name="Oat"), "2", usd("0.60")).with_quantity(Decimal(2), TaxPolicy(USD))

    assert [part.quantity for part in split_evenly(latte, 4)] == [part.quantity for part in split_evenly(oat, 4)]


def test_a_part_keeps_all_else_of_its_line() -> None:
    whole = line(usd("4.50"), Decimal(2))

    part = split_evenly(whole, 1)[0]

    assert part == whole


@pytest.mark.parametrize("shares", [[], [1, -1]])
def test_shares_that_mean_nothing_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="sharing out"):
        split_line(line(usd("4.50"), Decimal(2)), shares)
