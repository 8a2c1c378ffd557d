"""What the desk remembers of the claims for one sale: what each was asked for, and how often it was made again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pos_terminal.application.holding import below
from pos_terminal.application.holds import HoldState
from pos_terminal.application.offlineoffers import offline_names
from pos_terminal.application.visit import cart_print
from pos_terminal.domain.errors import PlatformUnreachable
from pos_terminal.domain.offer import OfferFlow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_terminal.application.holds import Hold
    from pos_terminal.application.visit import CartPrint
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.offer import OfferCode

_MINUTE = 60.0
_MOST_RENEWALS = 8


@dataclass(frozen=True, slots=True)
class Claimed:
    """The sale as it was when an offer was last claimed for it, and when that was (monotonic)."""

    seen: CartPrint
    at: float


@dataclass(frozen=True, slots=True)
class Renewals:
    """How often an offer was claimed again for the same lines, and since when."""

    lines: object
    since: float
    times: int = 0


@dataclass(slots=True)
class Claims:
    """What the desk knows of one sale's offers, in memory alone: no other sale hears of it.

    ``asked`` and ``claimed`` are by hold.
    """

    sale_id: str | None = None
    asked: dict[int, Claimed] = field(default_factory=dict)
    claimed: dict[int, Claimed] = field(default_factory=dict)
    renewed: dict[OfferCode, Renewals] = field(default_factory=dict)

    def renew(self, offer: OfferCode, lines: object, now: float) -> None:
        """Count a renewal. Raises PlatformUnreachable for one after many, for the same lines within a minute."""
        before = self.renewed.get(offer)
        if before is None or before.lines != lines or now - before.since > _MINUTE:
            before = Renewals(lines, now)
        if before.times >= _MOST_RENEWALS:
            raise PlatformUnreachable(
                "The platform keeps changing what this offer takes off. Go on without it, or try again in a minute."
            )
        self.renewed[offer] = replace(before, times=before.times + 1)

    def is_stale(self, basket: Basket, hold: Hold, oldest: float) -> bool:
        """Whether the sale is another one than the one the offer was claimed for, or the claim was before ``oldest``.

        ``oldest`` is monotonic, in seconds.
        """
        if hold.state is not HoldState.LOCKED:
            return False
        known = self.claimed.get(hold.hold_id)
        sale = cart_print(basket, [each for each in basket.discounts if each.reference_id not in hold.names])
        if known is None or not known.seen.still_stands(cart_print(basket, below(basket, hold.names)), sale):
            return True
        return known.at < oldest and hold.flow is OfferFlow.LOCK and not basket.is_tendering


def in_order(basket: Basket, held: Iterable[Hold]) -> list[Hold]:
    """What is claimed, lowest in the stack first, and what has no discount yet last."""
    orders = {each.reference_id: each.stack_order for each in basket.discounts}

    def order(hold: Hold) -> tuple[float, int]:
        return min((orders[name] for name in hold.names if name in orders), default=float("inf")), hold.hold_id

    gone = offline_names(basket)
    return sorted((each for each in held if not each.names & gone), key=order)
