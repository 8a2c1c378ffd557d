"""A member at the till: what the platform has said of them and of their offers for this sale."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.member import Member
    from pos_terminal.wording.message import Message


@dataclass(frozen=True, slots=True)
class CartPrint:
    """What an offer's worth depends on: two sales with the same print get the same answer."""

    lines: tuple[tuple[object, ...], ...]
    discounts: frozenset[tuple[str, int]]

    def still_stands(self, below: CartPrint, sale: CartPrint) -> bool:
        """Whether an offer asked for with this is worth the same: ``below`` is what it stands on now, of ``sale``.

        Where the platform puts the offer is its own affair: of what the offer was asked with, some may lie above it.
        """
        return self.lines == sale.lines and below.discounts <= self.discounts <= sale.discounts


def cart_print(basket: Basket, discounts: Iterable[Discount] = ()) -> CartPrint:
    """The lines of a sale, and the discounts that one stands on."""
    lines = tuple(
        (line.line_id, line.item_id, line.quantity, line.unit_price.minor, line.modifies_line_id)
        for line in basket.lines.values()
    )
    return CartPrint(lines, frozenset((each.reference_id, each.amount.minor) for each in discounts))


@dataclass(slots=True)
class Visit:
    """A member and the offers in their wallet, as of ``at``.

    ``wallet`` holds all offers that the platform has listed, by id; ``fitting`` those that it listed for the cart of
    ``asked_for``, with what each takes off it; None: it was not asked with a cart yet. ``refusals`` say why it did not
    give one. ``unfit``: those whose worth cannot be meant for that cart. ``unreadable`` counts the offers that the
    platform has listed and nobody can read.
    """

    member: Member
    at: datetime
    wallet: dict[str, Discount] = field(default_factory=dict)
    fitting: dict[str, Discount] | None = None
    asked_for: CartPrint | None = None
    refusals: dict[str, Message] = field(default_factory=dict)
    unfit: frozenset[str] = frozenset()
    unreadable: int = 0

    def over(self) -> Visit:
        """What stays of it when the sale has ended: for the receipt, and for the screen until the next sale."""
        return Visit(self.member.remembered(), self.at)

    @property
    def knows_offers(self) -> bool:
        """Whether the platform has said which offers there are: None is not the same as none."""
        return self.member.offers is not None
