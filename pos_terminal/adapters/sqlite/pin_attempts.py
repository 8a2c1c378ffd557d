"""Wrong PINs, counted on disk: a wait after five in a row, a manager after ten, for one person and for the terminal."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.application.ports import Clock

FREE_TRIES = 5
FIRST_WAIT = 30
MANAGER_AFTER = 10
TERMINAL_FREE_TRIES = 20
TERMINAL_LONGEST_WAIT = 600

_TERMINAL = "terminal"
_READ = "SELECT failures, locked_until, seen_at FROM pin_attempts WHERE subject = ?"
_WRITE = """INSERT INTO pin_attempts VALUES (?, ?, ?, ?) ON CONFLICT (subject) DO UPDATE
    SET failures = excluded.failures, locked_until = excluded.locked_until, seen_at = excluded.seen_at"""
_LOCKED = """SELECT substr(subject, 10) FROM pin_attempts
    WHERE subject LIKE 'employee:%' AND (failures >= ? OR locked_until > ?)"""
_FORGET = "DELETE FROM pin_attempts WHERE subject = ?"


class _Count(NamedTuple):
    """Failures in a row; the wall time (seconds) until which nothing is tried; the latest wall time seen."""

    failures: int = 0
    locked_until: float = 0.0
    seen_at: float = 0.0


class PinAttempts:
    """Counts within the commit of its caller.

    A wait survives a restart. Within one run it also holds on the monotonic clock, so that a wall clock set forward
    does not end it; one set back starts the rest of it again, and never shortens it.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._until: dict[str, float] = {}

    def refusal(self, employee_id: str) -> PinOutcome | None:
        """Why nobody may try now; None when a try is allowed."""
        subject = _subject(employee_id)
        if self._count(subject).failures >= MANAGER_AFTER:
            return PinOutcome(PinVerdict.LOCKED, wait_seconds=None)
        wait = max(self._wait(subject), self._wait(_TERMINAL))
        return PinOutcome(PinVerdict.LOCKED, wait_seconds=ceil(wait)) if wait > 0 else None

    def locked(self) -> frozenset[str]:
        """Who is refused now, by what the disk knows."""
        now = self._clock.now().timestamp()
        return frozenset(row[0] for row in self._connection.execute(_LOCKED, (MANAGER_AFTER, now)))

    def count(self, employee_id: str) -> None:
        """Count a try as failed."""
        subject = _subject(employee_id)
        failures = self._count(subject).failures + 1
        self._store(subject, failures, _wait_after(failures, FREE_TRIES))
        failures = self._count(_TERMINAL).failures + 1
        self._store(_TERMINAL, failures, min(_wait_after(failures, TERMINAL_FREE_TRIES), TERMINAL_LONGEST_WAIT))

    def forgive(self, employee_id: str) -> None:
        """Forget somebody's failures, here and in the terminal's count; those of others stay counted there."""
        subject = _subject(employee_id)
        forgiven = self._count(subject).failures
        self._connection.execute(_FORGET, (subject,))
        self._until.pop(subject, None)
        left = max(0, self._count(_TERMINAL).failures - forgiven)
        self._store(_TERMINAL, left, 0)

    def tries_left(self, employee_id: str) -> int:
        """How many tries are left before a wait."""
        return max(0, FREE_TRIES - self._count(_subject(employee_id)).failures)

    def _count(self, subject: str) -> _Count:
        row = self._connection.execute(_READ, (subject,)).fetchone()
        return _Count() if row is None else _Count(*row)

    def _wait(self, subject: str) -> float:
        """How many seconds of a wait are left."""
        count, now = self._count(subject), self._clock.now().timestamp()
        if now < count.seen_at:  # the clock was set back: what was left when it was last seen is left now
            count = count._replace(locked_until=count.locked_until - (count.seen_at - now), seen_at=now)
            self._connection.execute(_WRITE, (subject, *count))
        return max(count.locked_until - now, self._until.get(subject, 0.0) - self._clock.monotonic())

    def _store(self, subject: str, failures: int, wait: int) -> None:
        now = self._clock.now().timestamp()
        self._connection.execute(_WRITE, (subject, failures, now + wait, now))
        self._until[subject] = self._clock.monotonic() + wait


def _subject(employee_id: str) -> str:
    return f"employee:{employee_id}"


def _wait_after(failures: int, free: int) -> int:
    """30 s for the last free try, doubling with each more."""
    return 0 if failures < free else int(FIRST_WAIT * 2 ** min(failures - free, 16))
