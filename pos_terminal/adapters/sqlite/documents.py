"""The documents beside the journal: erased when they are delivered and old, in pieces that let sales go first."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.engine import BUSY_SECONDS
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.journal import Journal
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.settledrows import FORGOTTEN
from pos_terminal.application.queueing import Erased

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from pos_terminal.application.ports import WriteLock

_A_PIECE = 50

# Entries stand in the order of their time: the first that is too young ends the search, whatever the clock did since.
# What is about no sale (`journal.OF_NO_SALE`) names no shopper: it stays.
_STILL_THERE = """SELECT d.seq, j.created_us FROM document AS d CROSS JOIN journal AS j ON j.seq = d.seq
    LEFT JOIN delivery AS w ON w.seq = d.seq
    WHERE d.seq > ? AND d.erased_us IS NULL AND COALESCE(w.state, 'done') = 'done' AND j.kind NOT IN (
        'act', 'z_report', 'cash_in', 'cash_out', 'pickup', 'no_sale')
    ORDER BY d.seq LIMIT ?"""
# What carried the document holds its bytes too: the request that was taken, and those that others went out for.
_ERASE_REQUESTS = """UPDATE request SET body = NULL
    WHERE body IS NOT NULL AND state IN ('done', 'retired') AND id IN (
        SELECT request FROM delivery WHERE seq = :seq UNION SELECT single FROM delivery WHERE seq = :seq
        UNION SELECT id FROM request WHERE seq = :seq AND state = 'retired'
        UNION SELECT request FROM request_member WHERE seq = :seq)"""


# Only what was delivered: until then the document is what the platform finds the member by.
_KEYED = """SELECT DISTINCT p.seq, s.business_day FROM snapshot_payment AS p
    CROSS JOIN delivery AS w ON w.seq = p.seq CROSS JOIN snapshot AS s ON s.seq = p.seq
    WHERE p.user_id_type IN ('Email', 'Phone', 'External_ID') AND w.state = 'done' ORDER BY p.seq LIMIT ?"""
_FORGET_KEYED = f"""UPDATE snapshot_payment SET user_id = NULL, user_id_type = '{FORGOTTEN}'
    WHERE seq = ? AND user_id_type IN ('Email', 'Phone', 'External_ID')"""  # noqa: S608 - a constant


class SqliteDocuments:
    """Implements the port `Documents`. ``journal_key`` is the journal's."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock, journal_key: bytes) -> None:
        self._connection = connection
        self._lock = lock
        self._journal = Journal(connection, journal_key)
        self._is_in_log = False

    def erase(self, older_than: datetime, at: datetime, after: int = 0) -> Erased:
        """Erase the next few documents behind entry ``after``, with what their requests hold of them: one commit.

        Only those whose entry is older than ``older_than`` and which were taken by the platform or never meant for
        it. The snapshot stays. The bytes are overwritten, and leave the write-ahead log at its next checkpoint.
        Raises StorageFailed.
        """
        found = self._old(micros(older_than), after)
        if not found:
            return Erased(0, None)
        # Otherwise SQLite leaves the bytes where they lay, in pages that it will use again some day.
        self._connection.execute("PRAGMA secure_delete = ON")
        with self._lock.background(), OneCommit(self._connection) as write:
            erased = [seq for seq in found if self._journal.erase(seq, micros(at))]
            write.executemany(_ERASE_REQUESTS, [{"seq": seq} for seq in erased])
        return Erased(len(erased), found[-1])

    def erase_keyed(self, at: datetime) -> date | None:
        """Forget the next few members who are known by a keyed phone number, e-mail or card alone: one commit.

        Only of sales that the platform has. Their documents go with it; the journal keeps the proof of them. Gives the
        newest business day that was touched, None when there was nothing to forget: then the write-ahead log, which
        still had them, is emptied. Raises StorageFailed.
        """
        with translated:
            found = self._connection.execute(_KEYED, (_A_PIECE,)).fetchall()
        if not found:
            self._empty_log()
            return None
        self._connection.execute("PRAGMA secure_delete = ON")
        with self._lock.background(), OneCommit(self._connection) as write:
            erased = [seq for seq, _ in found if self._journal.erase(seq, micros(at))]
            write.executemany(_ERASE_REQUESTS, [{"seq": seq} for seq in erased])
            write.executemany(_FORGET_KEYED, [(seq,) for seq, _ in found])
        self._is_in_log = True
        return max(date.fromisoformat(day) for _, day in found)

    def _empty_log(self) -> None:
        """Put the log into the file and cut it, once after erasing; while somebody reads it, at the next turn.

        Most of it is moved and synced while others write; nobody is waited for with the lock held.
        """
        if not self._is_in_log:
            return
        with translated:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._connection.execute("PRAGMA busy_timeout = 0")
            try:
                with self._lock.background():
                    is_busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        self._is_in_log = bool(is_busy)

    def _old(self, older_than_us: int, after: int) -> list[int]:
        with translated:
            rows = self._connection.execute(_STILL_THERE, (after, _A_PIECE)).fetchall()
        return [seq for seq, _ in takewhile(lambda row: row[1] < older_than_us, rows)]
