"""Offers of members that this till holds, has used or gives back, whichever sale: looked at, and given back by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.wording import later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime


class OfferStanding(StrEnum):
    """Where a held offer stands, as people have to know it."""

    OF_OPEN_SALE = "of open sale"
    """Claimed for a sale that has not ended: that one settles it."""
    STUCK = "stuck"
    """Claimed, or perhaps, for a sale that is no more: nobody can use it before it is given back."""
    RETURNING = "returning"
    """On its way back."""
    UNVERIFIED = "claimed offline, not verified"
    """A sale took it while nobody could be asked, and the platform does not have that sale yet."""
    USED = "used"
    """Its sale ended with it."""


@dataclass(frozen=True, slots=True)
class HeldOffer:
    """One claim of an offer. ``member`` is the platform's id of whose it is, "" where no sale says.

    ``hold_id`` tells claims apart; that of one which is not verified is below zero, and only as long as it is listed.
    ``is_used``: the platform counts it as used, so that it is reinstated, not unlocked. ``reason`` is why the last try
    to give it back failed.
    """

    hold_id: int
    offer_id: str
    transaction_id: str
    standing: OfferStanding
    is_used: bool
    since: datetime
    member: str
    last_tried: datetime | None
    reason: str
    is_of_open_sale: bool = False
    """Whether one that is not verified is of a sale that has not ended."""


class OfferBooks(Protocol):
    """What is known of all claims. Everything raises StorageFailed."""

    def outstanding(self) -> Sequence[HeldOffer]:
        """All that are not settled, the oldest first."""

    def used(self, most: int, transaction_id: str = "") -> Sequence[HeldOffer]:
        """So many at most that sales ended with, the newest first; of one sale where it is named."""

    def can_go_back(self, hold_id: int) -> bool:
        """Whether `give_back` would have one given back as things stand."""

    def give_back(self, hold_id: int) -> bool:
        """Have a stuck or used one given back; whether it was one, and nobody else claims the offer meanwhile."""


_REFUSALS = {
    OfferStanding.OF_OPEN_SALE: later(
        "The sale {sale} that this offer is claimed for has not ended. Take the offer off that sale, or void it."
    ),
    OfferStanding.RETURNING: later("This offer is on its way back already. It is tried again by itself, and now."),
    OfferStanding.UNVERIFIED: later(
        "The sale {sale} took this offer offline, and the platform does not have that sale yet. Send what waits, then "
        "look again."
    ),
}

_NOT_NOW = later(
    "This offer cannot be given back now: it is claimed or used again, or the platform does not have its sale yet. "
    "Send what waits, then look again."
)


class OfferDesk:
    """Gives offers back by hand. ``hurry`` has the platform asked at once for all that is to be given back."""

    def __init__(self, books: OfferBooks, hurry: Callable[[], None]) -> None:
        self._books = books
        self._hurry = hurry

    def outstanding(self) -> Sequence[HeldOffer]:
        """All that are not settled, the oldest first. Raises StorageFailed."""
        return self._books.outstanding()

    def used(self, most: int, transaction_id: str = "") -> Sequence[HeldOffer]:
        """Those that sales ended with, the newest first. Raises StorageFailed."""
        return self._books.used(most, transaction_id)

    def check(self, offer: HeldOffer) -> None:
        """Asked before it is journalled: raise NotAllowedNow where it cannot be given back, and StorageFailed."""
        if offer.standing is OfferStanding.RETURNING:
            self._hurry()
        standing = OfferStanding.OF_OPEN_SALE if offer.is_of_open_sale else offer.standing
        if standing in _REFUSALS:
            raise NotAllowedNow(_REFUSALS[standing], sale=offer.transaction_id)
        if not self._books.can_go_back(offer.hold_id):
            raise NotAllowedNow(_NOT_NOW)

    def give_back(self, offer: HeldOffer) -> None:
        """Have it given back: unlocked, or reinstated where it was used. Raises NotAllowedNow and StorageFailed."""
        self.check(offer)
        if not self._books.give_back(offer.hold_id):
            raise NotAllowedNow(_NOT_NOW)
        self._hurry()


def deed_of(offer: HeldOffer, reason: str) -> Deed:
    """What the journal is told of giving it back."""
    what = "reinstate" if offer.is_used else "unlock"
    return Deed(reason, offer.transaction_id, {"offer_id": offer.offer_id, "what": what}, is_entered=True)


def named(offers: Sequence[HeldOffer], wanted: str) -> HeldOffer:
    """The one of this offer or this sale. Raises BadArgument where there is not exactly one."""
    found = [each for each in offers if wanted in {each.offer_id, each.transaction_id}]
    if len(found) != 1:
        raise BadArgument(
            "{count} offers go by {wanted}. Give the id of one offer or of its sale, as 'offers list' has it.",
            count=len(found),
            wanted=wanted,
        )
    return found[0]
