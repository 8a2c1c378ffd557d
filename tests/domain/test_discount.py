from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.discount import DiscountedLine, DiscountStatus, shares
from pos_terminal.domain.money import Money
from tests.domain.making import USD, discount, usd

COSTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-500, 5_000).map(lambda minor: Money(minor, USD)))


@given(COSTS, st.integers(0, 20_000), st.lists(st.sampled_from("abcdefghxyz"), max_size=5))
def test_shares_add_up_to_the_amount_or_to_all_that_it_reaches(
    costs: dict[str, Money], minor: int, named: list[str]
) -> None:
    found = shares(discount(Money(minor, USD), *named), costs)

    reach = {line_id: cost.minor for line_id, cost in costs.items() if not named or line_id in named}
    assert sum(share.minor for share in found.values()) == min(minor, sum(max(0, cost) for cost in reach.values()))
    assert all(0 <= share.minor <= reach[line_id] for line_id, share in found.items())


@dataclass(frozen=True)
class Amount:
    """How much of a line there is."""

    quantity: Decimal


QUANTITIES = st.integers(1, 4_000).map(lambda milli: Decimal(milli) / 1000)
CUTS = st.none() | st.integers(-1_000, 6_000).map(lambda milli: Decimal(milli) / 1000)


@given(COSTS, st.integers(0, 20_000), st.data())
def test_shares_of_parts_add_up_and_never_take_more_than_there_is(
    costs: dict[str, Money], minor: int, data: st.DataObject
) -> None:
    lines = {line_id: Amount(data.draw(QUANTITIES)) for line_id in costs}
    named = {line_id: data.draw(CUTS) for line_id in costs if data.draw(st.booleans())}
    each = replace(discount(Money(minor, USD)), lines=tuple(DiscountedLine(*item) for item in named.items()))

    found = shares(each, costs, lines)

    reach = {line_id: cost.minor for line_id, cost in costs.items() if not named or line_id in named}
    assert sum(share.minor for share in found.values()) == min(minor, sum(max(0, cost) for cost in reach.values()))
    assert all(0 <= share.minor <= reach[line_id] for line_id, share in found.items())


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(2, 9), st.integers(0, 40_000))
def test_the_units_that_a_discount_names_bear_it_before_the_others(
    part: int, whole: int, quantity: int, minor: int
) -> None:
    costs = {"1": Money(part, USD), "2": Money(whole, USD)}
    lines = {"1": Amount(Decimal(quantity)), "2": Amount(Decimal(1))}
    each = replace(discount(Money(minor, USD)), lines=(DiscountedLine("1", Decimal(1)), DiscountedLine("2")))

    found = shares(each, costs, lines)

    unit = part // quantity
    if minor <= unit + whole:
        assert found["1"].minor <= unit
    else:
        assert (found["1"].minor >= unit, found["2"].minor) == (True, whole)


@pytest.mark.parametrize(
    ("amount", "quantity", "first"),
    [
        ("2.00", "1", "0.67"),
        ("3.50", "1", "1.17"),
        ("10.50", "1", "3.50"),
        ("12.00", "1", "5.00"),
        ("7.00", "2", "3.50"),
        ("7.00", "4", "4.67"),
    ],
)
def test_part_of_a_line_bears_its_part_and_the_rest_of_it_only_what_goes_beyond(
    amount: str, quantity: str, first: str
) -> None:
    costs = {"1": usd("14.00"), "2": usd("7.00")}
    lines = {"1": Amount(Decimal(4)), "2": Amount(Decimal(1))}
    each = replace(discount(usd(amount)), lines=(DiscountedLine("1", Decimal(quantity)), DiscountedLine("2")))

    assert shares(each, costs, lines) == {"1": usd(first), "2": usd(amount) - usd(first)}


def test_a_weighed_part_bears_what_it_costs() -> None:
    each = replace(discount(usd("9.00")), lines=(DiscountedLine("1", Decimal("0.250")),))

    assert shares(each, {"1": usd("4.00")}, {"1": Amount(Decimal("1.000"))}) == {"1": usd("4.00")}
    assert shares(replace(each, amount=usd("1.00")), {"1": usd("4.00")}, {"1": Amount(Decimal("1.000"))}) == {
        "1": usd("1.00")
    }


def test_a_discount_falls_on_the_lines_in_proportion_to_what_they_cost() -> None:
    found = shares(discount(usd("1.00")), {"1": usd("3.00"), "2": usd("1.00"), "3": usd("2.00")})

    assert found == {"1": usd("0.50"), "2": usd("0.17"), "3": usd("0.33")}


def test_a_discount_on_lines_leaves_the_others_alone() -> None:
    assert shares(discount(usd("1.00"), "2"), {"1": usd("3.00"), "2": usd("4.00")}) == {"2": usd("1.00")}


def test_a_discount_larger_than_its_lines_is_cut_to_them() -> None:
    assert shares(discount(usd("9.00"), "1"), {"1": usd("3.00"), "2": usd("4.00")}) == {"1": usd("3.00")}


def test_a_line_named_twice_is_discounted_once() -> None:
    assert shares(discount(usd("9.00"), "1", "1"), {"1": usd("3.00")}) == {"1": usd("3.00")}


@pytest.mark.parametrize("line_id", ["gone", "free", "refunded"])
def test_nothing_comes_off_lines_that_are_gone_or_cost_nothing(line_id: str) -> None:
    assert shares(discount(usd("1.00"), line_id), {"free": usd("0"), "refunded": usd("-2.00")}) == {}


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (None, True),
        (DiscountStatus.LOCKED, True),
        (DiscountStatus.REDEEMED, True),
        (DiscountStatus.OFFLINE, True),
        (DiscountStatus.INFO, False),
    ],
)
def test_only_an_info_discount_takes_nothing_off(status: DiscountStatus | None, *, counts: bool) -> None:
    each = discount(usd("1.00"), status=status)

    assert each.counts is counts
    assert bool(shares(each, {"1": usd("3.00")})) is counts
