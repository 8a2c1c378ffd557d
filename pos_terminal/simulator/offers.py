"""The kinds of offers, and what each is worth on a cart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pos_terminal.simulator.jsontext import JsonObject
from pos_terminal.simulator.rules import round_money


class OfferKind(StrEnum):
    """What an offer does; its `value` is an amount, a percentage or a price accordingly."""

    CHECK_FIXED = "check_fixed"
    CHECK_PERCENT = "check_percent"
    ITEM_FIXED = "item_fixed"
    ITEM_PERCENT = "item_percent"
    SET_PRICE = "set_price"
    BUY_GET_FIXED = "buy_get_fixed"
    BUY_GET_PERCENT = "buy_get_percent"
    BUY_GET_SET_PRICE = "buy_get_set_price"


_CHECK_KINDS = {OfferKind.CHECK_FIXED, OfferKind.CHECK_PERCENT}
_BUY_GET_KINDS = {OfferKind.BUY_GET_FIXED, OfferKind.BUY_GET_PERCENT, OfferKind.BUY_GET_SET_PRICE}
_PERCENT_KINDS = {OfferKind.CHECK_PERCENT, OfferKind.ITEM_PERCENT, OfferKind.BUY_GET_PERCENT}
_SET_PRICE_KINDS = {OfferKind.SET_PRICE, OfferKind.BUY_GET_SET_PRICE}


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as the tenant set it up; seed.py documents the fields."""

    offer_id: str
    kind: OfferKind
    value: Decimal
    names: Mapping[str, str]
    item_ids: frozenset[str] = frozenset()
    category_ids: frozenset[str] = frozenset()
    buy_item_ids: frozenset[str] = frozenset()
    required_quantity: int = 1
    get_quantity: int = 1
    pick: Literal["lowest", "highest"] = "lowest"
    applications_per_check: int = 1
    minimum_subtotal: Decimal = Decimal(0)
    store_ids: frozenset[str] = frozenset()
    starts: datetime | None = None
    ends: datetime | None = None
    image_url: str | None = None
    extra: JsonObject = field(default_factory=dict)

    def name_in(self, culture: str | None) -> str:
        """The display name in a culture, else in its language, else the first one given."""
        wanted = (culture or "").replace("-", "_")
        if wanted in self.names:
            return self.names[wanted]
        language = wanted.partition("_")[0]
        same_language = [name for key, name in self.names.items() if key.partition("_")[0] == language]
        return (same_language or list(self.names.values()))[0]

    def covers(self, item_id: str, categories: frozenset[str]) -> bool:
        """Whether the discount may fall on this item; an offer that names nothing covers every known item."""
        if not self.item_ids and not self.category_ids:
            return True
        return item_id in self.item_ids or not categories.isdisjoint(self.category_ids)


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line an offer may look at: known to the catalog and no modifier.

    Attributes:
        count: How many units can be discounted one by one; 1 for a weighed line.
        unit_value: Price of one such unit, in money.
        unit_quantity: Quantity of one such unit: 1, or the whole weight.
        categories: Every category the item lies in, at any depth.
    """

    line_id: str
    item_id: str
    count: int
    unit_value: Decimal
    unit_quantity: Decimal
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cart:
    """What is in a transaction, seen by an offer.

    Attributes:
        known_total: Sum of the lines whose items the catalog knows.
        remaining: What the other discounts leave; no offer takes more.
        exponent: Decimals of the currency.
    """

    store_id: str
    lines: tuple[CartLine, ...]
    known_total: Decimal
    remaining: Decimal
    exponent: int


@dataclass(frozen=True, slots=True)
class Award:
    """What an offer takes off, and from how many units of which lines (none: from the whole check)."""

    amount: Decimal
    lines: tuple[tuple[str, Decimal], ...] = ()


def award(offer: Offer, cart: Cart) -> Award | None:
    """What the offer is worth on this cart, or None when the cart does not qualify."""
    if offer.store_ids and cart.store_id not in offer.store_ids:
        return None
    if cart.known_total < offer.minimum_subtotal:
        return None
    found = _check_award(offer, cart) if offer.kind in _CHECK_KINDS else _item_award(offer, cart)
    return found if found.amount > 0 else None


def _check_award(offer: Offer, cart: Cart) -> Award:
    base = max(min(cart.known_total, cart.remaining), Decimal(0))
    wanted = base * offer.value / 100 if offer.kind in _PERCENT_KINDS else offer.value
    return Award(min(round_money(wanted, cart.exponent), base))


def _item_award(offer: Offer, cart: Cart) -> Award:
    chosen = _buy_get_units(offer, cart) if offer.kind in _BUY_GET_KINDS else _plain_units(offer, cart)
    lines = [line for line in cart.lines if chosen.get(line.line_id)]
    amount = sum((_cut(offer, line, chosen[line.line_id], cart.exponent) for line in lines), Decimal(0))
    quantities = tuple((line.line_id, line.unit_quantity * chosen[line.line_id]) for line in lines)
    return Award(min(amount, max(cart.remaining, Decimal(0))), quantities)


def _cut(offer: Offer, line: CartLine, count: int, exponent: int) -> Decimal:
    whole = line.unit_value * count
    if offer.kind in _PERCENT_KINDS:
        return min(round_money(whole * offer.value / 100, exponent), round_money(whole, exponent))
    value = round_money(offer.value, exponent)
    unit = line.unit_value - value if offer.kind in _SET_PRICE_KINDS else min(value, line.unit_value)
    return round_money(max(unit, Decimal(0)) * count, exponent)


def _plain_units(offer: Offer, cart: Cart) -> dict[str, int]:
    """Units discounted by an item offer: one for every `required_quantity` eligible units."""
    eligible = _in_order(offer, [line for line in cart.lines if offer.covers(line.item_id, line.categories)])
    available = sum(line.count for line in eligible)
    wanted = min(offer.applications_per_check, available // offer.required_quantity)
    return _take(eligible, {line.line_id: line.count for line in eligible}, wanted) or {}


def _buy_get_units(offer: Offer, cart: Cart) -> dict[str, int]:
    """Units discounted by buy-X-get-Y: every application uses X bought units and discounts Y others."""
    given = _in_order(offer, [line for line in cart.lines if offer.covers(line.item_id, line.categories)])
    bought = [line for line in cart.lines if line.item_id in offer.buy_item_ids] if offer.buy_item_ids else given
    # The units paid in full are taken from the other end of the price list.
    bought = list(reversed(_in_order(offer, bought)))
    stock = {line.line_id: line.count for line in cart.lines}
    chosen: dict[str, int] = {}
    for _application in range(offer.applications_per_check):
        discounted = _take(given, stock, offer.get_quantity)
        paid = _take(bought, stock, offer.required_quantity) if discounted is not None else None
        if discounted is None or paid is None:
            break
        for line_id, count in discounted.items():
            chosen[line_id] = chosen.get(line_id, 0) + count
    return chosen


def _in_order(offer: Offer, lines: list[CartLine]) -> list[CartLine]:
    return sorted(lines, key=lambda line: line.unit_value, reverse=offer.pick == "highest")


def _take(lines: list[CartLine], stock: dict[str, int], wanted: int) -> dict[str, int] | None:
    """Take units off the stock in order; None (and nothing taken) when there are not enough."""
    taken: dict[str, int] = {}
    for line in lines:
        count = min(stock[line.line_id], wanted - sum(taken.values()))
        if count > 0:
            taken[line.line_id] = count
    if sum(taken.values()) < wanted:
        return None
    for line_id, count in taken.items():
        stock[line_id] -= count
    return taken
