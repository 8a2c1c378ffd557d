"""Values of the offers that this terminal holds for a sale, or may hold."""

from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import one_more_failure_decides
from pos_terminal.domain.offer import OfferCode, OfferFlow


class HoldState(StrEnum):
    """Where a hold stands."""

    LOCKING = "locking"
    """Asked for; no answer is known."""
    LOCKED = "locked"
    REFUSED = "refused"
    SOLD = "sold"
    """Its sale ended with it: the platform uses it up with the sale."""
    RELEASING = "releasing"
    """To be given back, whatever became of the lock."""
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class OfferRequest:
    """A lock or an unlock without a known outcome, and how often it was tried and failed or came back empty."""

    request: Request
    tries: int = 0
    definite: int = 0
    empty: int = 0

    @property
    def is_failed_by_definition(self) -> bool:
        """Whether one more failure that the platform itself reports decides (as for what is sent)."""
        return one_more_failure_decides(self.tries, self.definite)


@dataclass(frozen=True, slots=True)
class Hold:
    """An offer that is held or may be. ``reference_id`` is its id in the wallet, None while only a code is known.

    ``lock`` and ``unlock`` are the requests that are not settled: what claims it and what gives it back, in either
    flow. ``is_used``: the platform counts it as used, so that it is reinstated, not unlocked.
    """

    hold_id: int
    offer: OfferCode
    reference_id: str | None
    transaction_id: str
    employee_id: str
    state: HoldState
    lock: OfferRequest | None = None
    unlock: OfferRequest | None = None
    flow: OfferFlow = OfferFlow.LOCK
    is_used: bool = False

    @property
    def is_leaving(self) -> bool:
        """Whether it is being given back."""
        return self.state is HoldState.RELEASING

    @property
    def names(self) -> frozenset[str]:
        """What a discount of this offer may be called."""
        return frozenset(name for name in (self.offer.code, self.reference_id) if name)
