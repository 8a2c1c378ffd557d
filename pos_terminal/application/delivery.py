"""What to send now: one sender, order kept per transaction, the same id and bytes until the outcome is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.ahead import Ahead
from pos_terminal.application.breaker import LONGEST
from pos_terminal.application.gathering import Gathering
from pos_terminal.application.linkwatch import LinkWatch
from pos_terminal.application.pacing import Pacing
from pos_terminal.application.patience import Patience
from pos_terminal.application.reissuing import Reissuing
from pos_terminal.application.replies import ENOUGH, STOPPING, Outcome, Reply, Why
from pos_terminal.application.standing import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.breaker import Breaker
    from pos_terminal.application.ports import Clock, Ids, Outbox, Platform, Wire
    from pos_terminal.application.queueing import OpenRequest
    from pos_terminal.application.releasing import Releasing

LARGEST_BATCH = 10
"""The platform takes at most this many transactions at a time (spec, Batch Send Transaction)."""
_A_DAY = 86_400.0
_LOOK_AT_PARKED_SECONDS = 3600.0
_PENDING_LONGEST = 8.0


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of delivery did. ``wait`` is how many seconds to leave before the next; None: nothing to send."""

    sent: int
    wait: float | None
    link: Link
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryPorts:
    """What delivery works with. ``releasing`` gives offers back; a terminal without loyalty has none."""

    outbox: Outbox
    platform: Platform
    wire: Wire
    clock: Clock
    ids: Ids
    releasing: Releasing | None = None


class Delivery:
    """Sends what the outbox holds. All methods run in the one delivery worker."""

    def __init__(self, ports: DeliveryPorts, breaker: Breaker, batch_size: int) -> None:
        if not 1 <= batch_size <= LARGEST_BATCH:
            raise ValueError(f"batch_size is from 1 to {LARGEST_BATCH}")
        self._ports = ports
        self._watch = LinkWatch(breaker)
        self._reissuing = Reissuing(ports.outbox, ports.wire, ports.ids, ports.clock)
        self._patience = Patience()
        self._pacing = Pacing(ports.outbox, ports.clock)
        self._gathering = Gathering(ports.outbox, self._reissuing, self._pacing, batch_size)
        self._ahead = Ahead(ports.outbox, self._gathering, ports.clock)
        self._was_live = False
        self._backlog_through = ports.outbox.newest()
        self._parked_due = ports.clock.monotonic()

    @property
    def link(self) -> Link:
        """How it stood at the last try."""
        return self._watch.link

    def step(self) -> Step:
        """Try one request if one is due.

        Offers to give back go first; then, while the platform answers, sales of this moment; then what has no known
        outcome; then the backlog in batches. A request that may itself be the trouble rests while the others go on.
        """
        now = self._now()
        rest = self._watch.rest_left(now)
        if rest:
            return self._stands(rest)
        if now >= self._parked_due:
            self._parked_due = now + _LOOK_AT_PARKED_SECONDS
            self._reissuing.parked_again(_A_DAY)
        released = self._ports.releasing.step() if self._ports.releasing else None
        if released is not None:
            return self.heard(released)
        sending = self._chosen(now)
        return self._idle(now) if sending is None else self._try(sending)

    def drain(self, keep_on: Callable[[Step], bool]) -> Step:
        """Step until nothing can be tried now or ``keep_on`` says stop; the last step, with all that was taken.

        A drain that somebody asked for does not wait out an earlier failure's pause, unless the platform set it.
        """
        self._watch.hurry()
        self._patience.wake()
        if self._ports.releasing:
            self._ports.releasing.hurry()
        sent = 0
        while True:
            step = self.step()
            sent += step.sent
            if step.wait != 0.0 or not keep_on(step):
                self.leave()
                return replace(step, sent=sent)

    def leave(self) -> None:
        """Leave everything on disk as it is known: nobody may come back to go on."""
        self._ahead.give_up()

    def give_back(self) -> None:
        """Ask for every offer that is to be given back, as long as the platform answers: somebody waits for it."""
        if releasing := self._ports.releasing:
            self._watch.hurry()
            releasing.hurry()
            while not self._watch.rest_left(self._now()) and (reply := releasing.step()) is not None:
                self.heard(reply)

    def try_parked_again(self) -> None:
        """Put what was refused back in the queue, each under a new id: the cause may be mended by now."""
        self._reissuing.parked_again(0.0)

    def _chosen(self, now: float) -> OpenRequest | None:
        was_live, self._was_live = self._was_live, False
        # Live ones go every other turn at most, so that nothing starves.
        is_online = self._watch.link is Link.ONLINE
        live = self._gathering.live(self._backlog_through) if is_online and not was_live else None
        if live is not None:
            self._was_live = True
            return live
        if (ready := self._ahead.next()) is not None:
            return ready
        fresh = self._next() if self._patience.wants_another() else None
        return fresh or self._ports.outbox.open_request(self._patience.resting(now)) or self._next()

    def _next(self) -> OpenRequest | None:
        return self._gathering.next() if self._patience.allows_another() else None

    def _try(self, sending: OpenRequest) -> Step:
        is_steady = sending.is_fresh_batch and self._watch.link is Link.ONLINE and self._patience.is_calm
        meanwhile = partial(self._ahead.write, is_steady=is_steady)
        if not sending.is_noted:
            self._ports.outbox.attempted(sending.request.request_id, self._ports.clock.now())
        reply = self._ports.platform.send(sending.request, meanwhile)
        self._pacing.sent(sending.members)
        if reply.outcome is Outcome.DONE:
            return self._done(sending, "")
        self._ahead.give_up()
        if reply.outcome in STOPPING:
            return self._stopped(sending, reply)
        if reply.outcome is Outcome.REJECTED:
            return self._rejected(sending, reply)
        return self._unknown(sending, reply)

    def _done(self, sending: OpenRequest, note: str) -> Step:
        request_id = sending.request.request_id
        self._ahead.taken(sending, note)
        self._patience.taken(request_id, self._now())
        return self._answered(len(sending.members))

    def _rejected(self, sending: OpenRequest, reply: Reply) -> Step:
        if reply.why is Why.TOO_LARGE and sending.is_batch:
            self._gathering.batch_size = min(self._gathering.batch_size, max(1, len(sending.members) // 2))
        if sending.is_batch:
            self._reissuing.halve(sending, reply.said)
        else:
            self._ports.outbox.park(sending.request.request_id, reply.said, self._ports.clock.now())
        self._patience.settled(sending.request.request_id)
        return self._answered()

    def _stopped(self, sending: OpenRequest, reply: Reply) -> Step:
        if reply.why is Why.NO_BATCH:
            self._gathering.singles_only = True
            # A try that nobody answered may have been taken: then one word that there are no batches is not enough.
            if sending.tries == 0 or sending.bare + 1 >= ENOUGH:
                self._reissuing.as_singles(sending, "the platform takes no batches")
                return self._answered()
        self._ports.outbox.unknown(sending.request.request_id, reply.said, reply.why)
        self._watch.stopped(reply.said, self._now())
        return self._stands(self._watch.rest_left(self._now()))

    def _unknown(self, sending: OpenRequest, reply: Reply) -> Step:
        if reply.why is Why.EMPTY and sending.empty + 1 >= ENOUGH:
            return self._done(sending, "taken with empty replies alone")
        if reply.why is Why.FAILING and sending.is_failed_by_definition:
            return self._replaced(sending, reply, f"platform failing: {reply.said}")
        if reply.why in {Why.FAILING, Why.BARE} and self._patience.is_poisoned(sending, self._now()):
            return self._replaced(sending, reply, f"relies on the platform taking a sale once: {reply.said}")
        self._ports.outbox.unknown(sending.request.request_id, reply.said, reply.why)
        if reply.why is Why.PENDING:
            self._patience.rest(sending, self._now(), _PENDING_LONGEST)
            return self._answered()
        if reply.why in {Why.FAILING, Why.BARE}:
            self._patience.rest(sending, self._now(), LONGEST)
            if self._patience.alone_for(sending.request.request_id, self._now()) is not None:
                return self._stands(0.0)
            self._patience.troubled()
        return self._failed(reply)

    def _replaced(self, sending: OpenRequest, reply: Reply, reason: str) -> Step:
        """The platform keeps failing on this id: a batch is halved, a single goes on under a new id."""
        alone = self._patience.alone_for(sending.request.request_id, self._now()) is not None
        if sending.is_batch:
            self._reissuing.halve(sending, reason)
            self._patience.settled(sending.request.request_id)
        else:
            (renewed,) = self._reissuing.as_singles(sending, reason)
            self._patience.renamed(sending.request.request_id, renewed, self._now(), LONGEST)
        return self._stands(0.0) if alone else self._failed(reply)

    def heard(self, reply: Reply) -> Step:
        """Something else was asked of the platform, such as an offer back: what came of it says how that does."""
        self._ahead.settle()
        if reply.outcome in STOPPING:
            self._watch.stopped(reply.said, self._now())
            return self._stands(self._watch.rest_left(self._now()))
        return self._failed(reply) if reply.outcome is Outcome.UNKNOWN else self._answered()

    def _answered(self, sent: int = 0) -> Step:
        if self._watch.answered(self._now()):
            self._backlog_through = self._ports.outbox.newest()
        return self._stands(0.0, sent)

    def _failed(self, reply: Reply) -> Step:
        now = self._now()
        self._watch.failed(reply.said, now, reply.retry_after)
        return self._stands(self._watch.rest_left(now))

    def _idle(self, now: float) -> Step:
        """Nothing can go now; the soonest of what will change that."""
        if self._watch.settled(now):
            self._backlog_through = self._ports.outbox.newest()
        releasing = self._ports.releasing
        resting = releasing.next_wake() if releasing else None
        waits = (self._patience.next_wake(now), self._watch.settles_in(now), resting, self._pacing.next_wake())
        return self._stands(min((wait for wait in waits if wait is not None), default=None))

    def _stands(self, wait: float | None, sent: int = 0) -> Step:
        return Step(sent, wait, self._watch.link, self._watch.reason)

    def _now(self) -> float:
        return self._ports.clock.monotonic()
