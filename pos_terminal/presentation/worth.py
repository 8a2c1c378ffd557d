"""What the discounts take off each drawn line of the cart, in figures and words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.line import Line
from pos_terminal.domain.money import Money
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _, later

_UNCONFIRMED = later("Being confirmed")
"""First, because the end of a long line is cut."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What a line costs less: ``amount`` with its sign, ``words`` name the offers and how much of the line they meet.

    ``is_confirmed``: the platform has said so, for the sale as it is now, of each offer that is in it.
    """

    amount: str
    words: str
    is_confirmed: bool = True


def doubt(basket: Basket, doubtful: Collection[str]) -> str:
    """How far the discount as a whole is not confirmed, in a word or two; "" when all of it is.

    ``doubtful`` are the offers that the platform has not confirmed for the sale as it is now, by id; one of which
    nothing is known yet takes nothing off.
    """
    if not doubtful:
        return ""
    is_any_sure = any(each.counts and each.reference_id not in doubtful for each in basket.discounts)
    return _("partly confirmed") if is_any_sure else _("being confirmed")


def savings(basket: Basket, doubtful: Collection[str]) -> dict[str, Saving]:
    """The saving of each line that a discount falls on, by line id; a modifier's is in that of its line.

    ``doubtful`` are as for `doubt`.
    """
    shares: dict[str, Money] = {}
    for line in basket.lines.values() if basket.discounts else ():
        share = basket.counted(line.line_id)[1]
        if share.minor:
            drawn = line.modifies_line_id or line.line_id
            shares[drawn] = shares[drawn] + share if drawn in shares else share
    return {line_id: _saving(basket, line_id, share, doubtful) for line_id, share in shares.items()}


def _saving(basket: Basket, line_id: str, share: Money, doubtful: Collection[str]) -> Saving:
    lines = (basket.lines[line_id], *basket.modifiers(line_id))
    here = [each for each in basket.discounts if _falls_on(each, lines)]
    sure = [_named(each, lines[0]) for each in here if each.reference_id not in doubtful]
    unsure = [_named(each, lines[0]) for each in here if each.reference_id in doubtful]
    is_confirmed = not unsure
    parts = sure if is_confirmed else [_(_UNCONFIRMED), *unsure, *sure]
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
        name = _("Not verified: {offer}", offer=name)
    if quantity is None or quantity >= line.quantity:
        return name
    part, whole = quantity_text(quantity), quantity_text(line.quantity)
    return _("{offer} ({part} of {whole})", offer=name, part=part, whole=whole)
