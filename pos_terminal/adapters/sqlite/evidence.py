"""Reads the whole journal as of one moment, a few hundred entries at a time, while sales go on elsewhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pos_terminal.adapters.sqlite.damagedtext import read_with_marks
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.application.evidence import KeptEntry, KeptGap, KeptHead

_ROWS_AT_A_TIME = 200
_HEAD = "SELECT journal_count, journal_hash, journal_seal FROM terminal"
_CURRENCIES = "SELECT DISTINCT currency FROM journal ORDER BY currency"
_GAPS = (
    "SELECT first_seq, last_seq, hash_before, hash_through, found_us, cause, seal FROM journal_gap ORDER BY first_seq"
)
_ENTRIES = """SELECT j.seq, j.transaction_id, j.version, j.kind, j.business_day, j.session_id, j.employee_id,
    j.total, j.currency, j.created_us, j.software_version, j.document_sha256, j.previous_hash, j.hash,
    d.seq IS NOT NULL, d.body, d.erased_us, d.erased_mac, w.state
    FROM journal AS j LEFT JOIN document AS d ON d.seq = j.seq LEFT JOIN delivery AS w ON w.seq = j.seq
    ORDER BY j.seq"""
_HASH = "SELECT hash FROM journal WHERE seq = ?"
_COLUMNS = 14
_GAP_COLUMNS = 6


class SqliteEvidence:
    """The journal of one database, to be handed out as it is, on a connection of its own.

    Text that damage made unreadable is handed out with marks in it: the chain tells that it was changed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = read_with_marks(connection)

    @contextmanager
    def of_one_moment(self) -> Iterator[None]:
        """Everything that is read within it is as of the same moment."""
        with translated:
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def head(self) -> KeptHead:
        """Where the journal ends."""
        return KeptHead(*self._connection.execute(_HEAD).fetchone())

    def currencies(self) -> list[str]:
        """The codes of the currencies that entries are in."""
        return [code for (code,) in self._connection.execute(_CURRENCIES)]

    def entry_hash(self, seq: int) -> str | None:
        """The hash of an entry; None when there is none of this number."""
        with translated:
            row = self._connection.execute(_HASH, (seq,)).fetchone()
        return row[0] if row else None

    def kept(self) -> Iterator[KeptEntry | KeptGap]:
        """All entries in order, and each gap where the entries are missing."""
        gaps = [KeptGap(row[:_GAP_COLUMNS], row[_GAP_COLUMNS]) for row in self._connection.execute(_GAPS)]
        cursor, following = self._connection.execute(_ENTRIES), 1
        while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
            for row in rows:
                while row[0] > following and gaps and int(gaps[0].columns[0]) < row[0]:
                    yield gaps.pop(0)
                yield KeptEntry(row[:_COLUMNS], bool(row[_COLUMNS]), *row[_COLUMNS + 1 :])
                following = row[0] + 1
        yield from (gap for gap in gaps if int(gap.columns[0]) >= following)
