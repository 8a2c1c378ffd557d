"""What the kitchen is told adds up to what was ordered, however a sale is changed, split and put together again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.kitchen import Dish, Ordered, Orders, changes, shared_out, together
from pos_terminal.domain.kitchen_station import Station, station_for, stations

SOUP, CAKE, RICE = (Dish(name.lower(), name, "each") for name in ("Soup", "Cake", "Rice"))
ORDERS = st.lists(
    st.builds(Ordered, st.sampled_from([SOUP, CAKE, RICE]), st.integers(1, 9).map(Decimal)), max_size=6
).map(tuple)


def amounts(*orders: Orders) -> dict[Dish, Decimal]:
    return {each.dish: each.quantity for each in together(*orders)}


@given(ORDERS, ORDERS)
def test_what_was_told_and_the_changes_come_to_what_is_wanted(told: Orders, now: Orders) -> None:
    new = changes(told, now)
    assert amounts(told, new) == amounts(now)
    assert [each.quantity > 0 for each in new] == sorted(each.quantity > 0 for each in new)
    assert changes(now, now) == ()


@given(ORDERS, st.lists(ORDERS, min_size=1, max_size=4))
def test_parts_share_what_was_told_and_none_has_more_of_it_than_it_holds_but_the_first(
    told: Orders, parts: list[Orders]
) -> None:
    told, parts = together(told), [together(each) for each in parts]
    shares = shared_out(told, parts)
    assert amounts(*shares) == amounts(told)
    for share, part in list(zip(shares, parts, strict=True))[1:]:
        assert all(each.quantity <= amounts(part)[each.dish] for each in share)


@pytest.mark.parametrize("text", ["", "Bar", "tcp://x", "Bar localhost", "Bar TCP://x"])
def test_a_printer_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no kitchen printer"):
        Station.written(text)


def test_a_dish_goes_to_the_printer_of_its_category_and_all_else_to_the_one_without() -> None:
    known = stations(["Pass tcp://a", "Cold Bar tcp://b Drinks | ICE"])
    assert [(each.name, each.address) for each in known] == [("Pass", "tcp://a"), ("Cold Bar", "tcp://b")]
    told = [station_for(each, known) for each in (("ice",), ("X", "drinks"), ("Food",), ())]
    assert [each.name if each else "" for each in told] == ["Cold Bar", "Cold Bar", "Pass", "Pass"]
    assert station_for(("Food",), known[1:]) is None
