"""Giving offers back, so that none outlives its sale, whatever got lost on the way.

The platform's unlock names no transaction and knows no order: a lock that arrives late would hold the offer for ever,
and an unlock that arrives late would free the next cart's. So a lock whose outcome is not known is first repeated,
with the same id and bytes, until there is one; only then the unlock goes out, under an id of its own, until it is
settled; and nobody locks the offer meanwhile. An offer that was used at once goes the same way, by redeem and
reinstate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.breaker import LONGEST
from pos_terminal.application.replies import ENOUGH, STOPPING, Outcome, Reply, Why
from pos_terminal.domain.offer import OfferFlow

if TYPE_CHECKING:
    from pos_terminal.application.hold_ports import Holds
    from pos_terminal.application.holds import Hold, OfferRequest
    from pos_terminal.application.platform_ports import Loyalty, OfferWire
    from pos_terminal.application.ports import Clock, Ids
    from pos_terminal.application.queueing import Request
    from pos_terminal.domain.discount import Discount


@dataclass(frozen=True, slots=True)
class ReleasePorts:
    """What giving back works with."""

    holds: Holds
    loyalty: Loyalty
    wire: OfferWire
    clock: Clock
    ids: Ids


def claimed(loyalty: Loyalty, hold: Hold, request: Request) -> tuple[Reply, Discount | None]:
    """Post a claim of an offer, in the flow it is claimed by; a Discount with DONE, None with everything else."""
    return (loyalty.redeem if hold.flow is OfferFlow.REDEEM else loyalty.lock)(request, hold.offer)


class Releasing:
    """Settles what is to be given back, oldest first. All methods run in the one delivery worker."""

    def __init__(self, ports: ReleasePorts) -> None:
        self._ports = ports
        self._resting: dict[int, float] = {}

    def step(self) -> Reply | None:
        """Make one try, if one is due; what the platform said, or None when there is nothing to do."""
        now = self._ports.clock.monotonic()
        self._resting = {hold_id: until for hold_id, until in self._resting.items() if until > now}
        hold = self._ports.holds.to_release(self._resting.keys())
        if hold is None:
            return None
        if hold.lock is not None:
            return self._settle_lock(hold, hold.lock)
        if hold.reference_id is None:
            raise ValueError(f"hold {hold.hold_id} is to be given back, and nothing says what was locked")
        return self._unlock(hold, hold.unlock or self._asked(hold, hold.reference_id))

    def hurry(self) -> None:
        """Somebody waits for it: what rests is tried at once."""
        self._resting.clear()

    def next_wake(self) -> float | None:
        """Seconds until one that rests may be tried again; None when none rests."""
        now = self._ports.clock.monotonic()
        return max(0.0, min(self._resting.values()) - now) if self._resting else None

    def _asked(self, hold: Hold, reference_id: str) -> OfferRequest:
        ports = self._ports
        wire = ports.wire.reinstate if hold.is_used else ports.wire.unlock
        request = wire(ports.ids.uuid(), reference_id, hold.employee_id)
        asked = ports.holds.ask_back(hold.hold_id, request).unlock
        if asked is None:
            raise ValueError(f"hold {hold.hold_id} has no unlock where one was stored")
        return asked

    def _settle_lock(self, hold: Hold, lock: OfferRequest) -> Reply:
        """Repeat the lock until it is known whether there is anything to give back."""
        ports, request_id = self._ports, lock.request.request_id
        ports.holds.attempted(request_id, ports.clock.now())
        reply, discount = claimed(ports.loyalty, hold, lock.request)
        at = ports.clock.now()
        if discount is not None:
            ports.holds.locked(request_id, discount, at)
        elif reply.outcome is Outcome.REJECTED:
            ports.holds.refused(request_id, reply.said, at)
        elif reply.why is Why.FAILING and lock.is_failed_by_definition and hold.reference_id is not None:
            ports.holds.doubtful(request_id, f"platform failing: {reply.said}", at)
        else:
            self._unknown(hold, lock, reply)
        return reply

    def _unlock(self, hold: Hold, unlock: OfferRequest) -> Reply:
        ports, request_id = self._ports, unlock.request.request_id
        ports.holds.attempted(request_id, ports.clock.now())
        reply = ports.loyalty.give_back(unlock.request)
        if reply.outcome in {Outcome.DONE, Outcome.REJECTED}:
            # "Not locked" is what was wanted; no other refusal can be mended from here, and its words are kept.
            ports.holds.released(request_id, "" if reply.outcome is Outcome.DONE else reply.said, ports.clock.now())
        elif reply.why is Why.EMPTY and unlock.empty + 1 >= ENOUGH:
            ports.holds.released(request_id, "taken with empty replies alone", ports.clock.now())
        elif reply.why is Why.FAILING and unlock.is_failed_by_definition:
            self._asked(hold, hold.reference_id or "")
            self._rest(hold, unlock)
        else:
            self._unknown(hold, unlock, reply)
        return reply

    def _unknown(self, hold: Hold, tried: OfferRequest, reply: Reply) -> None:
        self._ports.holds.unknown(tried.request.request_id, reply.said, reply.why)
        if reply.outcome not in STOPPING:
            self._rest(hold, tried)

    def _rest(self, hold: Hold, tried: OfferRequest) -> None:
        """Leave this one alone for 1, 2, 4 … seconds by its own tries; sales go on meanwhile."""
        wait = min(LONGEST, 2.0 ** min(tried.tries, 16))
        self._resting[hold.hold_id] = self._ports.clock.monotonic() + wait
