"""Versions of one transaction leave some time apart: a platform that gets them at once may keep the older one."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pos_terminal.application.ports import Clock, Outbox
    from pos_terminal.application.queueing import Waiting

APART = 1.0
"""Seconds between two sends of one transaction (spec notes, acceptance 33)."""


class Pacing:
    """Gives what waits and may go now; other transactions wait for none that is held back."""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        self._outbox = outbox
        self._clock = clock
        self._sent = dict.fromkeys(outbox.followed(), clock.monotonic())
        """When each transaction went out last, as long as that holds its next version back; before a start: by then.

        The longest ago comes first: a backlog going out is thousands a second, and looking at all of them costs more
        than sending some.
        """
        self._held: set[str] = set()

    def waiting(self, limit: int, after: int = 0) -> Sequence[Waiting]:
        """The oldest snapshots that wait behind ``after`` and may go now."""
        recent = self._recent()
        free: list[Waiting] = []
        self._held = set()
        page = self._outbox.waiting(limit, after)
        while True:
            free += [each for each in page if each.transaction_id not in recent]
            self._held |= {each.transaction_id for each in page if each.transaction_id in recent}
            if len(page) < limit or len(free) >= limit:
                return free[:limit]
            page = self._outbox.waiting(limit, page[-1].seq)

    def sent(self, members: Sequence[Waiting]) -> None:
        """These have just been tried, whatever came of it."""
        now = self._clock.monotonic()
        for each in members:
            self._sent.pop(each.transaction_id, None)  # so that it goes to the end
            self._sent[each.transaction_id] = now

    def next_wake(self) -> float | None:
        """In how many seconds the first of what was held back may go; None: nothing was."""
        recent = self._recent()
        due = [self._sent[each] for each in self._held if each in recent]
        return min(due) + APART - self._clock.monotonic() if due else None

    def _recent(self) -> Collection[str]:
        now = self._clock.monotonic()
        for each in list(takewhile(lambda each: now - self._sent[each] >= APART, self._sent)):
            del self._sent[each]
        return self._sent.keys()
