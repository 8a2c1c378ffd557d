"""Looks at what waits as often as anybody asks, and at what it is worth only now and then."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.glances import PARKED, PENDING, queue_counts, queue_worth, suspended_count
from pos_terminal.domain.errors import Refused

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.application.ports import Clock
    from pos_terminal.application.standing import QueueCounts
    from pos_terminal.domain.money import Money

_MOST_RECKONED = 1_000
"""Each of them is read for the sum: more would be felt at the screen."""
_CHANGED_SECONDS = 1.0
_UNCHANGED_SECONDS = 5.0
"""One may have come while another went."""


class QueueGlance:
    """What waits, for the screen. Its sum is never that of another moment than its counts: rather there is none."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._reckoned: tuple[int, int] | None = None
        self._worth: Money | None = None
        # Nothing is reckoned for the first screen.
        self._at = clock.monotonic()

    def counts(self) -> QueueCounts:
        """How much waits and since when, with the sum where it was reckoned lately. Microseconds, mostly."""
        found = queue_counts(self._connection)
        seconds = self._clock.monotonic() - self._at
        is_changed = (found.pending, found.parked) != self._reckoned
        if seconds >= (_CHANGED_SECONDS if is_changed else _UNCHANGED_SECONDS):
            return self._reckon(found)
        return found if is_changed else found._replace(worth=self._worth)

    def last(self) -> QueueCounts:
        """As `counts`, with the sum of this moment: for what is said at the end."""
        return self._reckon(queue_counts(self._connection))

    def suspended(self) -> int:
        """How many sales are suspended."""
        return suspended_count(self._connection)

    def _reckon(self, found: QueueCounts) -> QueueCounts:
        sums: tuple[Money, ...] = ()
        if 0 < found.pending + found.parked <= _MOST_RECKONED:
            # Where the journal cannot be read, that is told by others.
            with suppress(Refused):
                sums = queue_worth(self._connection, (*PENDING, *PARKED))
        # Only damage leaves several currencies, or none.
        self._worth = sums[0] if len(sums) == 1 else None
        self._reckoned, self._at = (found.pending, found.parked), self._clock.monotonic()
        return found._replace(worth=self._worth)
