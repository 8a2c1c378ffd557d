"""Writing while the platform works: a backlog goes out at the pace of the link, not of the link and the disk in turns.

While a batch is on its way the next one is stored, and in the same commit the one before it is noted as taken. Every
request is stored and noted as tried before it goes out, and one is under way at a time. A crash leaves at most two
more requests behind that look tried: one that was taken, and one that never went out. Both go out under their own ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.gathering import Gathering
    from pos_terminal.application.ports import Clock, Outbox
    from pos_terminal.application.queueing import OpenRequest


class Ahead:
    """Has a batch ready, and keeps one that was taken until the next commit. `settle` and `give_up` leave neither."""

    def __init__(self, outbox: Outbox, gathering: Gathering, clock: Clock) -> None:
        self._outbox = outbox
        self._gathering = gathering
        self._clock = clock
        self._ready: OpenRequest | None = None
        self._taken: tuple[str, ...] = ()

    def write(self, *, is_steady: bool) -> None:
        """While a request is on its way: store the next batch if the backlog goes out steadily; note what was taken."""
        ready = self._gathering.ahead(self._taken) if is_steady else None
        if ready is None:
            self.settle()
        else:
            self._ready, self._taken = ready, ()

    def next(self) -> OpenRequest | None:
        """The batch that is ready, which goes now; without one nothing is left to be noted."""
        ready, self._ready = self._ready, None
        if ready is None:
            self.settle()
        return ready

    def taken(self, sending: OpenRequest, note: str) -> None:
        """The platform has taken this: noted now, or with the batch after the next where one is about to go."""
        if self._ready is not None and sending.is_fresh_batch:
            self._taken = (*self._taken, sending.request.request_id)
            return
        self.settle()
        self._outbox.done(sending.request.request_id, self._clock.now(), note)

    def settle(self) -> None:
        """Note what was taken."""
        for request_id in self._taken:
            self._outbox.done(request_id, self._clock.now())
        self._taken = ()

    def give_up(self) -> None:
        """Nothing goes on as it did: note what was taken, and that the batch that is ready was not tried after all."""
        self.settle()
        if self._ready is not None:
            self._outbox.untried(self._ready.request.request_id)
            self._ready = None
