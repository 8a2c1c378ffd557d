"""What the discounts take off each drawn line of the cart, in figures and words."""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.line import Line
from pos_terminal.domain.money import Money
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.plain import brief

_UNCONFIRMED = "Being confirmed"
"""First, because the end of a long line is cut."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What a line costs less: ``amount`` with its sign, ``words`` name the offers and how much of the line they meet.

    ``is_confirmed``: the platform has said so of the sale as it is now.
    """

    amount: str
    words: str
    is_confirmed: bool = True


def savings(basket: Basket, *, is_confirmed: bool) -> dict[str, Saving]:
    """The saving of each line that a discount falls on, by line id; a modifier's is in that of its line."""
    shares: dict[str, Money] = {}
    for line in basket.lines.values() if basket.discounts else ():
        share = basket.counted(line.line_id)[1]
        if share.minor:
            drawn = line.modifies_line_id or line.line_id
            shares[drawn] = shares[drawn] + share if drawn in shares else share
    return {line_id: _saving(basket, line_id, share, is_confirmed) for line_id, share in shares.items()}


def _saving(basket: Basket, line_id: str, share: Money, is_confirmed: bool) -> Saving:  # noqa: FBT001
    lines = (basket.lines[line_id], *basket.modifiers(line_id))
    named = [_named(each, lines[0]) for each in basket.discounts if _falls_on(each, lines)]
    parts = named if is_confirmed else [_UNCONFIRMED, *named]
    return Saving(amount_text(-share), " · ".join(parts), is_confirmed)


def _falls_on(discount: Discount, lines: Iterable[Line]) -> bool:
    if not discount.counts:
        return False
    named = {each.line_id for each in discount.lines}
    return not named or any(line.line_id in named for line in lines)


def _named(discount: Discount, line: Line) -> str:
    """The offer's name, and how many of the line it is for where that is not all of them."""
    quantity = next((each.quantity for each in discount.lines if each.line_id == line.line_id), None)
    name = brief(discount.display_name)
    if discount.status is DiscountStatus.OFFLINE:
        name = f"Not verified: {name}"
    if quantity is None or quantity >= line.quantity:
        return name
    return f"{name} ({quantity_text(quantity)} of {quantity_text(line.quantity)})"
