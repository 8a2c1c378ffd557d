"""What to send now: one sender, order kept per transaction, the same id and bytes until the outcome is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.application.queueing import OpenRequest, Request, Waiting
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.application.standing import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.backoff import Backoff
    from pos_terminal.application.ports import Clock, Ids, Outbox, Platform, Wire

LARGEST_BATCH = 10
"""The platform takes at most this many transactions at a time (spec, Batch Send Transaction)."""
_ENOUGH = 3
"""Definite failures, or empty successes, that decide what a single one does not (reliability rules, section 6)."""
_PROBE_SECONDS = 300.0
_PARKED_AGAIN_SECONDS = 86_400.0
_PENDING_LONGEST = 8.0
_RETRY_AFTER_LONGEST = 900.0


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of delivery did. ``wait`` is how many seconds to leave before the next; None: nothing to send."""

    sent: int
    wait: float | None
    link: Link
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryPorts:
    """What delivery works with."""

    outbox: Outbox
    platform: Platform
    wire: Wire
    clock: Clock
    ids: Ids


class Delivery:
    """Sends what the outbox holds. All methods run in the one delivery worker."""

    def __init__(self, ports: DeliveryPorts, backoff: Backoff, batch_size: int) -> None:
        if not 1 <= batch_size <= LARGEST_BATCH:
            raise ValueError(f"batch_size is from 1 to {LARGEST_BATCH}")
        self._ports = ports
        self._backoff = backoff
        self._batch_size = batch_size
        self._singles_only = False
        self._resting_until = 0.0
        self._held: dict[str, float] = {}
        self._parked_due = ports.clock.monotonic() + _PARKED_AGAIN_SECONDS
        self._link = Link.UNTRIED
        self._reason = ""

    @property
    def link(self) -> Link:
        """How it stood at the last try."""
        return self._link

    def step(self) -> Step:
        """Try one request if one is due: first whatever has no known outcome, then what was never tried.

        A request that the platform keeps failing on, or is still processing, is held by itself: the others go on.
        """
        now = self._ports.clock.monotonic()
        if self._resting_until > now:
            return Step(0, self._resting_until - now, self._link, self._reason)
        self._held = {request_id: until for request_id, until in self._held.items() if until > now}
        if now >= self._parked_due:
            self.try_parked_again()
        sending = self._ports.outbox.open_request(self._held.keys()) or self._next()
        if sending is not None:
            return self._try(sending)
        wait = min(self._held.values()) - now if self._held else None
        return Step(0, wait, self._link, self._reason)

    def drain(self, keep_on: Callable[[Step], bool]) -> Step:
        """Step until nothing can be tried now or ``keep_on`` says stop; the last step, with all that was taken.

        A drain that somebody asked for does not wait out an earlier failure's pause.
        """
        self._resting_until = 0.0
        self._held.clear()
        sent = 0
        while True:
            step = self.step()
            sent += step.sent
            if step.wait != 0.0 or not keep_on(step):
                return replace(step, sent=sent)

    def try_parked_again(self) -> None:
        """Put what was refused back in the queue, each under a new id: the cause may be mended by now."""
        for request_id, member in self._ports.outbox.parked():
            self._ports.outbox.renew(request_id, [(self._single(member), (member.seq,))], "tried again")
        self._parked_due = self._ports.clock.monotonic() + _PARKED_AGAIN_SECONDS

    def _next(self) -> OpenRequest | None:
        size = 1 if self._singles_only else self._batch_size
        waiting = self._ports.outbox.waiting(size)
        if not waiting:
            return None
        if len(waiting) == 1:
            return OpenRequest(waiting[0].request, (waiting[0],), tries=0, definite=0, is_batch=False)
        request = self._batch(waiting)
        self._ports.outbox.form_batch(request, [each.seq for each in waiting], self._ports.clock.now())
        return OpenRequest(request, tuple(waiting), tries=0, definite=0, is_batch=True)

    def _try(self, sending: OpenRequest) -> Step:
        outbox, clock = self._ports.outbox, self._ports.clock
        outbox.attempted(sending.request.request_id, clock.now())
        reply = self._ports.platform.send(sending.request)
        if reply.outcome is Outcome.DONE:
            return self._done(sending, "")
        if reply.outcome in {Outcome.AUTH, Outcome.SETUP, Outcome.SECURITY}:
            return self._stopped(sending, reply)
        if reply.outcome is Outcome.REJECTED:
            return self._rejected(sending, reply)
        return self._unknown(sending, reply)

    def _done(self, sending: OpenRequest, note: str) -> Step:
        self._ports.outbox.done(sending.request.request_id, self._ports.clock.now(), note)
        self._backoff.reset()
        return self._went(Link.ONLINE, "", 0.0, len(sending.members))

    def _stopped(self, sending: OpenRequest, reply: Reply) -> Step:
        if sending.is_batch and reply.why is Why.NO_BATCH:
            self._singles_only = True
            self._as_singles(sending, "the platform takes no batches")
            return self._went(Link.ONLINE, "", 0.0)
        self._ports.outbox.unknown(sending.request.request_id, _said(reply), definite=False)
        return self._went(Link.STOPPED, _said(reply), _PROBE_SECONDS)

    def _rejected(self, sending: OpenRequest, reply: Reply) -> Step:
        if reply.why is Why.TOO_LARGE and sending.is_batch:
            self._batch_size = max(1, len(sending.members) // 2)
        if sending.is_batch:
            self._halve(sending, _said(reply))
        else:
            self._ports.outbox.park(sending.request.request_id, _said(reply), self._ports.clock.now())
        self._backoff.reset()
        return self._went(Link.ONLINE, "", 0.0)

    def _unknown(self, sending: OpenRequest, reply: Reply) -> Step:
        if reply.why is Why.EMPTY and sending.empty + 1 >= _ENOUGH:
            return self._done(sending, "taken with empty replies alone")
        definite = reply.why is Why.FAILING
        if definite and sending.definite + 1 >= _ENOUGH:
            return self._failing(sending, reply)
        outbox = self._ports.outbox
        outbox.unknown(sending.request.request_id, _said(reply), definite=definite, empty=reply.why is Why.EMPTY)
        if reply.why is Why.PENDING:
            self._hold(sending, _PENDING_LONGEST)
            return self._went(Link.ONLINE, _said(reply), 0.0)
        if definite:
            self._hold(sending, self._backoff.longest)
        return self._went(Link.OFFLINE, _said(reply), self._pause(reply))

    def _failing(self, sending: OpenRequest, reply: Reply) -> Step:
        """The platform keeps saying that it fails on this id: a batch is halved, a single goes on under a new id."""
        reason = f"platform failing: {_said(reply)}"
        if sending.is_batch:
            self._halve(sending, reason)
        else:
            self._as_singles(sending, reason)
        return self._went(Link.OFFLINE, reason, self._backoff.next_wait())

    def _pause(self, reply: Reply) -> float:
        wait = self._backoff.next_wait()
        return wait if reply.retry_after is None else max(wait, min(reply.retry_after, _RETRY_AFTER_LONGEST))

    def _hold(self, sending: OpenRequest, longest: float) -> None:
        """Leave this request alone for a while: 1, 2, 4 … seconds by its own tries."""
        wait = min(longest, 2.0 ** min(sending.tries, 16))
        self._held[sending.request.request_id] = self._ports.clock.monotonic() + wait

    def _halve(self, sending: OpenRequest, reason: str) -> None:
        middle = (len(sending.members) + 1) // 2
        halves = (sending.members[:middle], sending.members[middle:])
        parts = [
            (self._batch(half) if len(half) > 1 else self._single(half[0]), _seqs(half)) for half in halves if half
        ]
        self._ports.outbox.renew(sending.request.request_id, parts, reason)

    def _as_singles(self, sending: OpenRequest, reason: str) -> None:
        parts = [(self._single(member), (member.seq,)) for member in sending.members]
        self._ports.outbox.renew(sending.request.request_id, parts, reason)

    def _batch(self, members: Sequence[Waiting]) -> Request:
        return self._ports.wire.batch(self._ports.ids.uuid(), [member.document for member in members])

    def _single(self, member: Waiting) -> Request:
        return self._ports.wire.single(self._ports.ids.uuid(), member.document)

    def _went(self, link: Link, reason: str, wait: float, sent: int = 0) -> Step:
        self._link, self._reason = link, reason
        self._resting_until = self._ports.clock.monotonic() + wait
        return Step(sent, wait, link, reason)


def _said(reply: Reply) -> str:
    parts = [part for part in (reply.code, reply.text) if part]
    return ": ".join(parts) or reply.why.value


def _seqs(members: Sequence[Waiting]) -> tuple[int, ...]:
    return tuple(member.seq for member in members)
