"""The offers members hold: issued, locked, redeemed, given back; and the short-lived codes that stand for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pos_terminal.simulator.jsontext import JsonObject
from pos_terminal.simulator.offers import Offer
from pos_terminal.simulator.replies import Refusal


class OfferState(StrEnum):
    """Where a member's offer stands."""

    ISSUED = "ISSUED"
    LOCKED = "LOCKED"
    REDEEMED = "REDEEMED"


@dataclass(slots=True)
class WalletOffer:
    """One member's copy of an offer.

    Attributes:
        transaction_id: The transaction that holds the lock or redeemed the offer.
        discount: The Discount object given to that transaction.
        redemptions: How often the offer was consumed, less how often it was reinstated.
        history: What happened, oldest first, as `EVENT transaction-or-employee`.
    """

    user_offer_id: str
    user_id: str
    offer: Offer
    state: OfferState = OfferState.ISSUED
    transaction_id: str | None = None
    changed_at: datetime | None = None
    discount: JsonObject | None = None
    redemptions: int = 0
    history: list[str] = field(default_factory=list)

    def lock(self, transaction_id: str, now: datetime) -> None:
        """Hold the offer for a transaction."""
        self._change(OfferState.LOCKED, transaction_id, now, f"LOCK {transaction_id}")

    def redeem(self, transaction_id: str, now: datetime) -> None:
        """Consume the offer."""
        self.redemptions += 1
        self._change(OfferState.REDEEMED, transaction_id, now, f"REDEEM {transaction_id}")

    def unlock(self, by: str, now: datetime) -> None:
        """Return a locked offer to the wallet."""
        self.discount = None
        self._change(OfferState.ISSUED, None, now, f"UNLOCK {by}")

    def reinstate(self, by: str, now: datetime) -> None:
        """Return a redeemed offer to the wallet."""
        self.redemptions -= 1
        self.discount = None
        self._change(OfferState.ISSUED, None, now, f"REINSTATE {by}")

    def held_by(self, transaction_id: str, state: OfferState) -> bool:
        """Whether the offer is in this state for this transaction."""
        return self.state is state and self.transaction_id == transaction_id

    def locked_for(self, now: datetime) -> timedelta:
        """The age of the lock; less than nothing when there is none."""
        return now - self.changed_at if self.state is OfferState.LOCKED and self.changed_at else timedelta(-1)

    def _change(self, state: OfferState, transaction_id: str | None, now: datetime, event: str) -> None:
        self.state = state
        self.transaction_id = transaction_id
        self.changed_at = now
        self.history.append(event)


@dataclass(frozen=True, slots=True)
class TtlCode:
    """A code that stands for a member's offer until it expires."""

    code: str
    user_offer_id: str
    expires: datetime


class Wallet:
    """All members' offers."""

    def __init__(self, offers: Iterable[WalletOffer], codes: Iterable[TtlCode], lock_seconds: int | None) -> None:
        self._offers = {offer.user_offer_id: offer for offer in offers}
        self._codes = {code.code: code for code in codes}
        self._lock_seconds = lock_seconds

    def all(self) -> list[WalletOffer]:
        """Every offer ever issued."""
        return list(self._offers.values())

    def of(self, user_id: str) -> list[WalletOffer]:
        """The offers still in a member's wallet: not yet redeemed."""
        mine = [offer for offer in self._offers.values() if offer.user_id == user_id]
        return [offer for offer in mine if offer.state is not OfferState.REDEEMED]

    def issue(self, offer: WalletOffer) -> None:
        """Put an offer into a member's wallet."""
        self._offers[offer.user_offer_id] = offer

    def issue_code(self, code: TtlCode) -> None:
        """Make a code valid until it expires."""
        self._codes[code.code] = code

    def by_id(self, user_offer_id: str, now: datetime) -> WalletOffer | None:
        """A member's offer by its id; a lock that is too old ends here."""
        offer = self._offers.get(user_offer_id)
        if offer and self._lock_seconds is not None and offer.locked_for(now) >= timedelta(seconds=self._lock_seconds):
            offer.unlock("expiry", now)
        return offer

    def by_code(self, lookup_type: str, code: str, now: datetime) -> WalletOffer:
        """The offer a lock or redeem call names.

        Raises:
            Refusal: Unknown offer, unknown code or expired code.
        """
        user_offer_id = code
        if lookup_type == "TTLCode":
            known = self._codes.get(code)
            if known is None:
                raise Refusal("CODE_NOT_FOUND", "This code is not known.")
            if known.expires <= now:
                raise Refusal("CODE_EXPIRED", "This code has expired.")
            user_offer_id = known.user_offer_id
        offer = self.by_id(user_offer_id, now)
        if offer is None:
            raise Refusal("OFFER_NOT_FOUND", "This offer is not known.")
        return offer
