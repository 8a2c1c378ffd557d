"""Cash movements and closed shifts: entries of their own in the chain of the sales, with their paper in one commit."""

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.journal import Z_REPORT, Entry, Journal
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.adapters.sqlite.shiftfigures import expected_cash, figures_of
from pos_terminal.adapters.sqlite.tillwords import Facts, movement_facts, movement_of, report_facts, report_of
from pos_terminal.adapters.sqlite.values import compact
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.till_ports import ClosedShift, JournalledPaper
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import Movement, MovementKind
from pos_terminal.domain.shift_report import Closing, ShiftFigures, ShiftReport

_INSERT_JOB = "INSERT INTO print_job (job_id, copy_number, state, seq) VALUES (?, ?, 'waiting', ?)"
_CLOSE = "UPDATE till_session SET closed_at_us = ? WHERE session_id = ? AND closed_at_us IS NULL"
_PAPER = "SELECT j.kind, j.hash, d.body FROM journal AS j JOIN document AS d ON d.seq = j.seq WHERE j.seq = ?"


class SqliteTillRecords:
    """Implements the port `TillRecords`. The journal's key has at least 16 bytes.

    ``terms`` are the version of the till's software, and what counts the training's sales since a moment.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        lock: WriteLock,
        journal_key: bytes,
        terms: tuple[str, Callable[[datetime], int]],
        room: Headroom = NOTHING_SPARE,
    ) -> None:
        self.room = room
        self._connection = connection
        self._lock = lock
        self._journal = Journal(connection, journal_key)
        self._version, self._trained = terms

    @finishes
    def move(self, movement: Movement, print_job_id: str) -> JournalHead:
        """Journal a movement and queue its slip; both are on disk when this returns. Raises StorageFailed."""
        entry = Entry(
            transaction_id="",
            version=0,
            kind=movement.kind.value,
            business_day=movement.business_day.isoformat(),
            session_id=movement.session_id,
            employee_id=movement.by.employee_id,
            total=movement.amount.minor,
            currency=movement.amount.currency.code,
            created_us=micros(movement.at),
            software_version=self._version,
        )
        with self._lock.sale(), OneCommit(self._connection) as write:
            return self._enter(write, entry, movement_facts(movement), print_job_id)

    @finishes
    def close(self, session_id: int, closing: Closing, at: datetime, print_job_id: str) -> ClosedShift:
        """Close a shift; its figures are those of this commit. Raises StorageFailed; NotAllowedNow if it is closed."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            if not write.execute(_CLOSE, (micros(at), session_id)).rowcount:
                raise NotAllowedNow("This shift is closed already.")
            report = ShiftReport(figures_of(write, session_id, self._trained), at, closing)
            entry = Entry(
                transaction_id="",
                version=report.number,
                kind=Z_REPORT,
                business_day=report.figures.session.business_day.isoformat(),
                session_id=session_id,
                employee_id=closing.by.employee_id,
                total=report.figures.net.minor,
                currency=report.figures.net.currency.code,
                created_us=micros(at),
                software_version=self._version,
            )
            return ClosedShift(report, self._enter(write, entry, report_facts(report), print_job_id))

    def figures(self, session_id: int) -> ShiftFigures:
        """What a shift comes to now, all as of one moment. Raises LookupError for one there is not."""
        with translated:
            self._connection.execute("BEGIN")
            try:
                return figures_of(self._connection, session_id, self._trained)
            finally:
                self._connection.execute("ROLLBACK")

    def expected_cash(self, session_id: int) -> Money:
        """What the drawer should hold of the shop's own currency. Raises LookupError for a shift there is not."""
        with translated:
            return expected_cash(self._connection, session_id)

    def _enter(self, write: sqlite3.Connection, entry: Entry, facts: Facts, print_job_id: str) -> JournalHead:
        head = self._journal.append(self._journal.head(), entry, compact(facts).encode())
        write.execute(_INSERT_JOB, (print_job_id, 0, head.seq))
        return head


class SqliteTillPapers:
    """Implements the port `TillPapers`: reads what was journalled of the till itself."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def paper(self, seq: int) -> JournalledPaper | None:
        """What the entry of this number is about; None where it is about something else."""
        with translated:
            row = self._connection.execute(_PAPER, (seq,)).fetchone()
        if row is None or row[2] is None:
            return None
        kind, entry_hash, body = row
        if kind == Z_REPORT:
            return JournalledPaper(JournalHead(seq, entry_hash), report_of(json.loads(body)))
        if kind in set(MovementKind):
            return JournalledPaper(JournalHead(seq, entry_hash), movement_of(json.loads(body)))
        return None
