"""The gaps of a journal: entries that a damaged file took along, each gap sealed so that nobody else can make one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.application.queueing import JournalGap, JournalHead

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from pos_terminal.adapters.sqlite.values import Value
    from pos_terminal.application.sealing import Seals

_COLUMNS = "first_seq, last_seq, hash_before, hash_through, found_us, cause, seal"
_INSERT = f"INSERT INTO journal_gap ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant
_AT = f"SELECT {_COLUMNS} FROM journal_gap WHERE first_seq = ?"  # noqa: S608 - a constant
_AROUND = f"SELECT {_COLUMNS} FROM journal_gap WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1"  # noqa: S608
_ALL = f"SELECT {_COLUMNS} FROM journal_gap ORDER BY first_seq"  # noqa: S608 - a constant


class Gap(NamedTuple):
    """The columns of a gap that its seal covers. The entry behind it follows ``hash_through``."""

    first_seq: int
    last_seq: int
    hash_before: str
    hash_through: str
    found_us: int
    cause: str

    @classmethod
    def of(cls, row: Mapping[str, Value]) -> Self:
        """The gap that a row tells of."""
        first, last, found_us = (int(str(row[name])) for name in ("first_seq", "last_seq", "found_us"))
        return cls(first, last, str(row["hash_before"]), str(row["hash_through"]), found_us, str(row["cause"]))


class Gaps:
    """The gaps of one journal. What carries no seal that holds counts as none."""

    def __init__(self, connection: sqlite3.Connection, seals: Seals) -> None:
        self._connection = connection
        self._seals = seals

    def behind(self, head: JournalHead) -> JournalHead | None:
        """What the entry behind the gap that begins after ``head`` follows; None when no gap begins there."""
        gap = self._sealed(self._connection.execute(_AT, (head.seq + 1,)).fetchone())
        return JournalHead(gap.last_seq, gap.hash_through) if gap and gap.hash_before == head.hash else None

    def around(self, seq: int) -> JournalHead | None:
        """The end of the gap that an entry is lost in; None when it is not lost."""
        gap = self._sealed(self._connection.execute(_AROUND, (seq,)).fetchone())
        return JournalHead(gap.last_seq, gap.hash_through) if gap and gap.last_seq >= seq else None

    def all(self) -> list[JournalGap]:
        """Every sealed gap, in order."""
        with translated:
            found = [self._sealed(row) for row in self._connection.execute(_ALL)]
        return [JournalGap(gap.first_seq, gap.last_seq, instant(gap.found_us), gap.cause) for gap in found if gap]

    def record(self, gap: Gap) -> None:
        """Write a gap, sealed; call it within a commit."""
        self._connection.execute(_INSERT, (*gap, self._seals.gap(gap)))

    def _sealed(self, row: tuple[int, int, str, str, int, str, str] | None) -> Gap | None:
        return Gap(*row[:6]) if row and row[6] == self._seals.gap(row[:6]) else None
