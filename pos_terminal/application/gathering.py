"""What of the queue goes next, and with what: alone, or in a batch of as many as the platform takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.queueing import OpenRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.pacing import Pacing
    from pos_terminal.application.ports import Outbox
    from pos_terminal.application.queueing import Waiting
    from pos_terminal.application.reissuing import Reissuing


class Gathering:
    """Makes requests of what was never tried. Within ``batch_size``, which a platform may make smaller."""

    def __init__(self, outbox: Outbox, reissuing: Reissuing, pacing: Pacing, batch_size: int) -> None:
        self._outbox = outbox
        self._reissuing = reissuing
        self._pacing = pacing
        self.batch_size = batch_size
        self.singles_only = False

    def live(self, through: int) -> OpenRequest | None:
        """The oldest snapshot behind this number, alone."""
        waiting = self._pacing.waiting(1, through)
        return self._singly(waiting[0]) if waiting else None

    def next(self) -> OpenRequest | None:
        """The oldest of the backlog, as many as go at a time."""
        waiting = self._pacing.waiting(1 if self.singles_only else self.batch_size)
        if not waiting:
            return None
        return self._reissuing.together(waiting) if self._go_together(waiting) else self._singly(waiting[0])

    def ahead(self, taken: Sequence[str]) -> OpenRequest | None:
        """The next batch of several, stored in one commit with the news that these requests were taken; None: none."""
        waiting = () if self.singles_only else self._pacing.waiting(self.batch_size)
        return self._reissuing.together(waiting, taken) if waiting and self._go_together(waiting) else None

    def _go_together(self, waiting: Sequence[Waiting]) -> bool:
        # What another copy of this database may send, too, goes under the id that both of them know.
        return len(waiting) > 1 and waiting[0].seq > self._outbox.copied_through()

    def _singly(self, waiting: Waiting) -> OpenRequest:
        may_batch = not self.singles_only and waiting.seq > self._outbox.copied_through()
        return self._reissuing.together([waiting]) if waiting.goes_by_batch and may_batch else _alone(waiting)


def _alone(waiting: Waiting) -> OpenRequest:
    return OpenRequest(waiting.request, (waiting,), tries=0, definite=0, is_batch=False)
