"""The platform beyond delivery: members, and their offers."""

from collections.abc import Sequence
from typing import Protocol

from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Reply
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.member import LookupKey, Member
from pos_terminal.domain.offer import OfferCode
from pos_terminal.domain.transaction import Transaction


class Loyalty(Protocol):
    """Members and offers (spec: User Lookup, Discounting). Each call is one request.

    What changes something goes out as it was stored before: repeated under the same id until its outcome is known.
    """

    def lookup(
        self, request_id: str, key: LookupKey, cart: Transaction | None = None
    ) -> tuple[Reply, Sequence[Member]]:
        """Members by exactly one identifier; with a cart, their eligible offers and what they take off it.

        Nobody: DONE with no member, or REJECTED with a code such as ``user_not_found``. Several: REJECTED, or DONE
        with more than one, of whom none may be picked. A member whose ``offers`` is None was told of only in part.
        """

    def lock(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        """Lock an offer to the transaction in the request; a Discount with DONE, None with everything else."""

    def redeem(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        """Use an offer at once; a Discount with DONE, None with everything else."""

    def give_back(self, request: Request) -> Reply:
        """Unlock a locked offer, or reinstate a used one."""


class OfferWire(Protocol):
    """Requests about offers, to be stored before they go out. Pure: the same in, the same bytes out."""

    def lock(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        """Hold this offer for this cart."""

    def redeem(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        """Use this offer on this cart."""

    def unlock(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        """Let this offer go."""

    def reinstate(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        """Put this used offer back."""
