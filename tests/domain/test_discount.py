import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.discount import DiscountStatus, shares
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
