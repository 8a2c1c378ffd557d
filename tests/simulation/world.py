"""What a simulated terminal stands on: a clock that jumps, ids from a seed, a database that dies at a statement."""

import hashlib
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NoReturn
from uuid import UUID

AT_A_COMMIT = 0.003
"""How often the plug is pulled right behind a commit, beside the crashes at any statement."""
BEGIN = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


class Crash(BaseException):
    """The plug is pulled. No program catches it."""


@dataclass
class SimClock:
    """Implements `Clock`: monotonic time runs by itself alone, wall time also jumps."""

    wall: datetime = BEGIN
    ticks: float = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.ticks

    def forward(self, seconds: float) -> None:
        self.ticks += seconds
        self.wall += timedelta(seconds=seconds)

    def jump(self, by: timedelta) -> None:
        self.wall += by


@dataclass
class SimIds:
    """Implements `Ids`, from a seed."""

    draw: Random

    def uuid(self) -> str:
        return str(UUID(int=self.draw.getrandbits(128), version=4))


@dataclass
class Trace:
    """Everything that can be seen from outside, as one hash: two runs of a seed are the same or they are not."""

    lines: int = 0
    kept: list[str] | None = None
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def note(self, *what: object) -> None:
        line = repr(what)
        self.lines += 1
        self._digest.update(line.encode())
        if self.kept is not None:
            self.kept.append(line)

    @property
    def hash(self) -> str:
        return self._digest.hexdigest()


@dataclass
class Fuse:
    """Decides at which statement the plug is pulled, or the disk takes nothing."""

    draw: Random
    crash_in: int | None = None
    full_for: int = 0
    is_dead: bool = False
    statements: int = 0

    def burn(self) -> None:
        """A statement begins, or has just ended."""
        if self.is_dead:
            self.blow()
        self.statements += 1
        if self.crash_in is not None:
            self.crash_in -= 1
            if self.crash_in <= 0:
                self.is_dead = True
                self.blow()

    def committed(self) -> None:
        """A step is on disk: what was meant to follow it may never come."""
        if self.crash_in is not None and self.draw.random() < AT_A_COMMIT:
            self.crash_in = 1

    def refuse_if_full(self, sql: str) -> None:
        if self.full_for and not sql.startswith(("SELECT", "ROLLBACK", "PRAGMA", "BEGIN")):
            self.full_for -= 1
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    def renewed(self) -> None:
        """Power is back."""
        self.crash_in, self.is_dead, self.full_for = None, False, 0

    def blow(self) -> NoReturn:
        raise Crash


class Sometimes:
    """States that a run of many days must reach, or it proves less than it seems to."""

    def __init__(self) -> None:
        self.reached: Counter[str] = Counter()

    def saw(self, state: str) -> None:
        self.reached[state] += 1
