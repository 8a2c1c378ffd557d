"""Reads closed and open shifts for people, on a connection that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.shiftfigures import figures_of, nobody_trained
from pos_terminal.adapters.sqlite.tillrecords import SqliteTillPapers
from pos_terminal.application.till_ports import ClosedShift
from pos_terminal.domain.shift_report import ShiftReport

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import datetime

_OPEN = "SELECT session_id FROM till_session WHERE closed_at_us IS NULL"
_ALL = "SELECT seq FROM journal WHERE kind = 'z_report' ORDER BY seq DESC"
_ONE = "SELECT seq FROM journal WHERE kind = 'z_report' AND version = ? ORDER BY seq DESC LIMIT 1"


class SqliteShiftReports:
    """X reports of the open shift, and the Zs that were made."""

    def __init__(self, connection: sqlite3.Connection, trained: Callable[[datetime], int] = nobody_trained) -> None:
        self._connection = connection
        self._trained = trained
        self._papers = SqliteTillPapers(connection)

    def x(self, at: datetime) -> ShiftReport | None:
        """What the open shift comes to; None while none is open."""
        with translated:
            self._connection.execute("BEGIN")
            try:
                row = self._connection.execute(_OPEN).fetchone()
                return ShiftReport(figures_of(self._connection, row[0], self._trained), at) if row else None
            finally:
                self._connection.execute("ROLLBACK")

    def z(self, number: int | None = None) -> ClosedShift | None:
        """The Z of this number, or the last one; None where there is none."""
        query, of = (_ALL + " LIMIT 1", ()) if number is None else (_ONE, (number,))
        found = self._found(query, of)
        return found[0] if found else None

    def all(self) -> Sequence[ClosedShift]:
        """Every Z, the newest first."""
        return self._found(_ALL, ())

    def last(self, most: int) -> Sequence[ClosedShift]:
        """So many Zs at most, the newest first."""
        return self._found(_ALL + " LIMIT ?", (most,))

    def _found(self, query: str, of: tuple[int, ...]) -> list[ClosedShift]:
        with translated:
            seqs = [seq for (seq,) in self._connection.execute(query, of)]
        told = [paper for seq in seqs if (paper := self._papers.paper(seq)) is not None]
        return [ClosedShift(each.what, each.entry) for each in told if isinstance(each.what, ShiftReport)]
