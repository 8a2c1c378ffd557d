"""What the kitchen is told of a sale: dishes with what goes on them, and later only what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from pos_terminal.domain.line import Line


@dataclass(frozen=True, slots=True)
class Dish:
    """Something to make: an item with its modifiers and its note. Another note makes another dish."""

    item_id: str
    name: str
    unit: str
    modifiers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """How much of a dish; below zero: so much of it is not wanted any more."""

    dish: Dish
    quantity: Decimal


Orders = tuple[Ordered, ...]


@dataclass(frozen=True, slots=True)
class KitchenOrder:
    """One paper for one kitchen printer: what is new of a sale, and what is not wanted any more.

    ``number`` counts the papers of the sale, over all printers, from 1.
    """

    station: str
    transaction_id: str
    number: int
    at: datetime
    channel: str
    operator_name: str
    changes: Orders
    table_id: str | None = None
    guest_count: int | None = None

    @property
    def additions(self) -> Orders:
        """What is to be made."""
        return tuple(each for each in self.changes if each.quantity > 0)

    @property
    def cancellations(self) -> Orders:
        """What is not wanted any more, as amounts above zero."""
        return tuple(Ordered(each.dish, -each.quantity) for each in self.changes if each.quantity < 0)


def dishes_of(lines: Collection[Line]) -> Orders:
    """What a sale with these lines has of each dish, in the order in which they were rung up."""
    modifiers: dict[str, list[str]] = {}
    for line in lines:
        if line.modifies_line_id:
            words = line.name if line.per_parent == 1 else f"{line.per_parent.normalize():f} × {line.name}"
            modifiers.setdefault(line.modifies_line_id, []).append(words)
    dishes = (
        (
            Dish(each.item_id, each.name, each.unit, tuple(modifiers.get(each.line_id, ())), each.note or ""),
            each.quantity,
        )
        for each in lines
        if not each.modifies_line_id
    )
    return together(Ordered(dish, quantity) for dish, quantity in dishes)


def together(*orders: Iterable[Ordered]) -> Orders:
    """Orders added up by dish; what comes to nothing is left out."""
    counts: dict[Dish, Decimal] = {}
    for each in orders:
        for ordered in each:
            counts[ordered.dish] = counts.get(ordered.dish, Decimal(0)) + ordered.quantity
    return tuple(Ordered(dish, quantity) for dish, quantity in counts.items() if quantity)


def changes(told: Orders, now: Orders) -> Orders:
    """What makes the one the other: what goes first, below zero, then what is added."""
    found = together(now, (Ordered(each.dish, -each.quantity) for each in told))
    return tuple(sorted(found, key=lambda each: each.quantity > 0))


def shared_out(told: Orders, parts: Sequence[Orders]) -> tuple[Orders, ...]:
    """What was told of a sale, as its parts go on from it: each as much of a dish as it has, the first one the rest."""
    left = {each.dish: each.quantity for each in told}
    shares: list[list[Ordered]] = []
    for part in parts:
        share = [Ordered(each.dish, min(each.quantity, left[each.dish])) for each in part if each.dish in left]
        for each in share:
            left[each.dish] -= each.quantity
        shares.append(share)
    rest = [Ordered(dish, quantity) for dish, quantity in left.items()]
    return (together(shares[0], rest), *map(together, shares[1:]))
