"""What each kind of offer is worth on a cart."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.simulator.offers import Award, Cart, CartLine, Offer, OfferKind, award

COFFEE = frozenset({"coffee", "drinks"})


def cart_line(line_id: str, item_id: str, count: int, price: str, categories: frozenset[str] = frozenset()) -> CartLine:
    return CartLine(line_id, item_id, count, Decimal(price), Decimal(1), categories)


LATTES = cart_line("1", "LATTE", 2, "4.50", COFFEE)
MUFFIN = cart_line("2", "MUFFIN", 1, "3.25")
WATER = cart_line("3", "WATER", 1, "1.90")
APPLES = CartLine("4", "APPLES", 1, Decimal("1.01"), Decimal("0.335"), frozenset())


def cart(*lines: CartLine, remaining: str | None = None) -> Cart:
    total = sum((line.unit_value * line.count for line in lines), Decimal(0))
    return Cart("store-77", lines, total, Decimal(remaining) if remaining else total, 2)


def offer(kind: OfferKind, value: str, **more: object) -> Offer:
    return replace(Offer("o", kind, Decimal(value), {"en_US": "An offer"}), **more)  # type: ignore[arg-type] # by name


ALL = cart(LATTES, MUFFIN, WATER)  # 14.15
CASES = {
    "fixed off the check": (offer(OfferKind.CHECK_FIXED, "5.00"), ALL, "5.00", {}),
    "fixed, no more than the check": (offer(OfferKind.CHECK_FIXED, "20"), ALL, "14.15", {}),
    "fixed, no more than other discounts leave": (
        offer(OfferKind.CHECK_FIXED, "5.00"),
        cart(LATTES, remaining="3.00"),
        "3.00",
        {},
    ),
    "percent of the check": (offer(OfferKind.CHECK_PERCENT, "10"), ALL, "1.42", {}),
    "fixed off one item": (offer(OfferKind.ITEM_FIXED, "2", item_ids=frozenset({"MUFFIN"})), ALL, "2.00", {"2": "1"}),
    "fixed, no more than the item": (
        offer(OfferKind.ITEM_FIXED, "9", item_ids=frozenset({"WATER"})),
        ALL,
        "1.90",
        {"3": "1"},
    ),
    "one unit of a line of two": (
        offer(OfferKind.ITEM_FIXED, "2", category_ids=frozenset({"coffee"})),
        ALL,
        "2.00",
        {"1": "1"},
    ),
    "a category above the item's own": (
        offer(OfferKind.ITEM_FIXED, "2", category_ids=frozenset({"drinks"}), applications_per_check=9),
        ALL,
        "4.00",
        {"1": "2"},
    ),
    "half off the lowest priced": (offer(OfferKind.ITEM_PERCENT, "50"), ALL, "0.95", {"3": "1"}),
    "half off the highest priced": (offer(OfferKind.ITEM_PERCENT, "50", pick="highest"), ALL, "2.25", {"1": "1"}),
    "several applications over lines": (
        offer(OfferKind.ITEM_PERCENT, "100", applications_per_check=2),
        ALL,
        "5.15",
        {"2": "1", "3": "1"},
    ),
    "one for every two bought": (
        offer(OfferKind.ITEM_PERCENT, "100", required_quantity=2, applications_per_check=9),
        ALL,
        "5.15",
        {"2": "1", "3": "1"},
    ),
    "a set price": (offer(OfferKind.SET_PRICE, "1.00", item_ids=frozenset({"MUFFIN"})), ALL, "2.25", {"2": "1"}),
    "a weighed line is one unit": (offer(OfferKind.ITEM_PERCENT, "50"), cart(APPLES, MUFFIN), "0.51", {"4": "0.335"}),
    "buy two, get the cheapest free": (
        offer(OfferKind.BUY_GET_PERCENT, "100", required_quantity=2),
        ALL,
        "1.90",
        {"3": "1"},
    ),
    "buy a coffee, a muffin for less": (
        offer(OfferKind.BUY_GET_FIXED, "1.50", buy_item_ids=frozenset({"LATTE"}), item_ids=frozenset({"MUFFIN"})),
        ALL,
        "1.50",
        {"2": "1"},
    ),
    "buy a muffin, water at a price": (
        offer(OfferKind.BUY_GET_SET_PRICE, "0.50", buy_item_ids=frozenset({"MUFFIN"}), item_ids=frozenset({"WATER"})),
        ALL,
        "1.40",
        {"3": "1"},
    ),
    "as often as there is something to buy": (
        offer(OfferKind.BUY_GET_PERCENT, "100", applications_per_check=9),
        cart(cart_line("1", "LATTE", 5, "4.50")),
        "9.00",
        {"1": "2"},
    ),
}
NOT_FITTING = {
    "nothing of the kind in the cart": (offer(OfferKind.ITEM_FIXED, "2", item_ids=frozenset({"TEA"})), ALL),
    "too few units": (offer(OfferKind.ITEM_FIXED, "2", item_ids=frozenset({"LATTE"}), required_quantity=3), ALL),
    "nothing left to give": (offer(OfferKind.BUY_GET_PERCENT, "100", required_quantity=4), ALL),
    "dearer at the set price": (offer(OfferKind.SET_PRICE, "9.00", item_ids=frozenset({"MUFFIN"})), ALL),
    "below the minimum": (offer(OfferKind.CHECK_FIXED, "5", minimum_subtotal=Decimal("14.16")), ALL),
    "another store": (offer(OfferKind.CHECK_FIXED, "5", store_ids=frozenset({"store-1"})), ALL),
    "an empty cart": (offer(OfferKind.CHECK_PERCENT, "10"), cart()),
    "all discounted already": (offer(OfferKind.CHECK_FIXED, "5"), cart(LATTES, remaining="-1.00")),
}


@pytest.mark.parametrize("name", CASES)
def test_an_offer_takes_off(name: str) -> None:
    what, on, amount, lines = CASES[name]

    found = award(what, on)

    assert found == Award(Decimal(amount), tuple((line_id, Decimal(count)) for line_id, count in lines.items()))


@pytest.mark.parametrize("name", NOT_FITTING)
def test_an_offer_does_not_fit(name: str) -> None:
    assert award(*NOT_FITTING[name]) is None


lines = st.builds(
    CartLine,
    line_id=st.uuids().map(str),
    item_id=st.sampled_from(["LATTE", "MUFFIN", "WATER"]),
    count=st.integers(1, 5),
    unit_value=st.decimals("0.01", "99.99", places=2),
    unit_quantity=st.just(Decimal(1)),
    categories=st.just(frozenset[str]()),
)
offers = st.builds(
    Offer,
    offer_id=st.just("o"),
    kind=st.sampled_from(OfferKind),
    value=st.decimals("0.01", "100", places=2),
    names=st.just({"en_US": "An offer"}),
    item_ids=st.sampled_from([frozenset[str](), frozenset({"LATTE"}), frozenset({"MUFFIN", "WATER"})]),
    buy_item_ids=st.sampled_from([frozenset[str](), frozenset({"LATTE", "MUFFIN"})]),
    required_quantity=st.integers(1, 4),
    get_quantity=st.integers(0, 3),
    pick=st.sampled_from(["lowest", "highest"]),
    applications_per_check=st.integers(0, 5),
)


@given(offers, st.lists(lines, max_size=5), st.decimals("-5", "500", places=2))
def test_an_offer_never_takes_more_than_there_is(what: Offer, on: list[CartLine], remaining: Decimal) -> None:
    counts = {line.line_id: line.count for line in on}

    found = award(what, cart(*on, remaining=str(remaining)))

    if found is not None:
        assert 0 < found.amount <= remaining
        assert found.amount == round(found.amount, 2)
        assert all(0 < quantity <= counts[line_id] for line_id, quantity in found.lines)


@given(offers)
def test_a_name_is_found_in_any_culture(what: Offer) -> None:
    assert what.name_in(None) == what.name_in("xx_YY") == what.name_in("en-US") == "An offer"
