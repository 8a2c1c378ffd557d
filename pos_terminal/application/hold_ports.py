"""What holding offers needs from the outside."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from pos_terminal.application.holds import Hold
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Why
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.offer import OfferCode, OfferFlow


class Holds(Protocol):
    """The offers that are held or may be, with their requests. Every method that writes is one durable commit."""

    def begin(
        self, offer: OfferCode, sale: tuple[str, str], request: Request, at: datetime, flow: OfferFlow = OfferFlow.LOCK
    ) -> Hold:
        """Store the intent to claim, and its request, before the wire. ``sale``: its transaction id and employee.

        Raises NotAllowedNow while the offer is held, or not given back yet, by whatever code.
        """

    def relock(self, hold: Hold, request: Request) -> Hold:
        """Store the next lock of the same offer for the same sale, which has changed since."""

    def attempted(self, request_id: str, at: datetime) -> None:
        """Note, before the wire, that the request goes out."""

    def unknown(self, request_id: str, reason: str, why: Why) -> None:
        """Note a try whose outcome is not known."""

    def locked(self, request_id: str, discount: Discount, at: datetime) -> None:
        """The platform holds the offer; one that is to be given back is still to be.

        Unless its sale holds the same offer by another code: that is one lock, and giving it back would free both.
        """

    def refused(self, request_id: str, reason: str, at: datetime) -> None:
        """The platform does not hold the offer: there is nothing to give back."""

    def doubtful(self, request_id: str, reason: str, at: datetime) -> None:
        """The lock is given up without knowing what became of it; the offer is to be given back."""

    def release(self, hold_id: int) -> None:
        """The offer is to be given back."""

    def ask_back(self, hold_id: int, request: Request) -> Hold:
        """Store an unlock before the wire; an earlier one that is not settled is retired."""

    def released(self, request_id: str, reason: str, at: datetime) -> None:
        """The offer is given back."""

    def leaving_names(self) -> frozenset[str]:
        """The ids and codes of all offers that are to be given back."""

    def to_release(self, but: Collection[int] = ()) -> Hold | None:
        """The oldest that is to be given back; those in ``but`` are passed over."""

    def held_for(self, transaction_id: str) -> Sequence[Hold]:
        """What is locked, being locked, or not given back yet for a sale."""
