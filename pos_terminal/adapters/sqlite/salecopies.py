"""Keeps the second copy in step with the database: what it lacks is appended, what was erased goes from it too."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.adapters.sqlite.faults import StorageFailed, translated
from pos_terminal.adapters.sqlite.salerows import read_sale
from pos_terminal.adapters.sqlite.secondcopy import SaleCopy

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from pos_terminal.adapters.sqlite.secondcopy import SecondCopy

_A_PIECE = 100
_FILES_LOOKED_AT = 40
"""Of the newest days: a clock set back files a sale under an older day, but not so far back twice."""

_HASH = "SELECT hash FROM journal WHERE seq = ?"
# Nothing is copied that was erased already: it would live on.
_NEXT = """SELECT j.seq, j.business_day FROM journal AS j JOIN document AS d ON d.seq = j.seq
    WHERE j.seq > ? AND d.erased_us IS NULL ORDER BY j.seq LIMIT ?"""
# Nothing behind a gap counts: of what is lost nobody knows whether it was delivered.
# `delivery_undone` is a partial index: a query uses it only when it says `state <> 'done'` in so many words.
_DONE_THROUGH = """SELECT COALESCE(MIN(seq) - 1, (SELECT journal_count FROM terminal)) FROM (
    SELECT MIN(first_seq) AS seq FROM journal_gap
    UNION ALL
    SELECT * FROM (SELECT seq FROM delivery WHERE state = 'waiting' AND state <> 'done' ORDER BY seq LIMIT 1)
    UNION ALL
    SELECT * FROM (SELECT seq FROM delivery WHERE state = 'sending' AND state <> 'done' ORDER BY seq LIMIT 1)
    UNION ALL
    SELECT * FROM (SELECT seq FROM delivery WHERE state = 'parked' AND state <> 'done' ORDER BY seq LIMIT 1))"""
_ERASED = "SELECT seq FROM document WHERE seq BETWEEN ? AND ? AND erased_us IS NOT NULL"


class _Next(NamedTuple):
    seq: int
    day: str


class SqliteSaleCopies:
    """Implements the port `SaleCopies`, in the one thread that writes the second copy."""

    def __init__(self, connection: sqlite3.Connection, files: SecondCopy) -> None:
        self._connection = connection
        self._files = files
        self._through: int | None = None

    def catch_up(self) -> bool:
        """Append the next sales that the second copy lacks, in order; whether there may be more. Raises StorageFailed.

        The sales are on disk in the copy when this returns. Where it fails, the next call begins at the same sale.
        """
        with _told(), translated:
            if self._through is None:
                self._through = self._found_through()
            found = [_Next(*row) for row in self._connection.execute(_NEXT, (self._through, _A_PIECE))]
            for day, sales in groupby(found, lambda each: each.day):
                self._append(day, [each.seq for each in sales])
        return len(found) == _A_PIECE

    def forget_erased(self, through: date) -> None:
        """Take out of the files up to this day what the database has erased. Raises StorageFailed."""
        with _told(), translated:
            for day in self._files.days():
                if day <= through.isoformat():
                    self._forget_in(day)

    def _append(self, day: str, seqs: list[int]) -> None:
        done = int(self._connection.execute(_DONE_THROUGH).fetchone()[0])
        self._files.append(day, (SaleCopy(seq, done, read_sale(self._connection, seq)) for seq in seqs))
        self._through = seqs[-1]

    def _found_through(self) -> int:
        """The newest sale of this journal that is in the files; a copy of another journal's sale does not count."""
        days = self._files.days()[-_FILES_LOOKED_AT:]
        return max((self._found_in(day) for day in days), default=0)

    def _found_in(self, day: str) -> int:
        return next((copy.seq for copy in self._files.newest_first(day) if self._is_ours(copy)), 0)

    def _is_ours(self, copy: SaleCopy) -> bool:
        return bool(self._connection.execute(_HASH, (copy.seq,)).fetchone() == (copy.hash,))

    def _forget_in(self, day: str) -> None:
        numbers = self._files.numbers(day)
        if numbers:
            bounds = (min(numbers), max(numbers))
            erased = {seq for (seq,) in self._connection.execute(_ERASED, bounds)} & numbers
            if erased:
                self._files.keep(day, lambda seq: bool(seq) and seq not in erased)


@contextmanager
def _told() -> Iterator[None]:
    """Say of an error of the disk what it is about."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            "The second copy of the sales cannot be written ({why}). Free some space or check the disk.",
            why=error.strerror,
        ) from error
