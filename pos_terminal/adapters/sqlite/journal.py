"""The journal: every snapshot in order, each entry sealed with the one before it, so that any change shows.

An entry's hash is the HMAC-SHA256 of all its columns, of the SHA-256 of its document and of the hash before it. How
many entries there are and the newest hash are sealed in the terminal row, so that a cut-off tail shows too. The key
is kept outside the database: who can write the file cannot make a chain that holds.

A document may be erased when it is delivered: the chain holds only its SHA-256. In its place stands when that was, and
an HMAC-SHA256 of it that nobody without the key can make: a document that is just gone shows.

Entries that were lost with a damaged file leave a gap, sealed in the same way: it is told, and is no fault.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.journalgaps import Gaps
from pos_terminal.application.queueing import JournalFault, JournalGap, JournalHead
from pos_terminal.application.sealing import NO_HASH, Seals

ACT = "act"
"""The kind of an entry for what somebody was allowed to do."""
Z_REPORT = "z_report"
"""The kind of an entry for a shift that was closed; its version is the shift's number."""
OF_NO_SALE = frozenset({ACT, Z_REPORT, "cash_in", "cash_out", "pickup", "no_sale"})
"""Kinds of entries that have no snapshot and are sent nowhere. Their documents are never erased: no shopper is in them,
and of what a shift came to nothing else tells."""

_SETTLED = (None, "done")
"""Where the delivery of a document stands that nobody needs any more: there was none to be made, or it is made."""
_ROWS_AT_A_TIME = 500
_ALL = -1
"""What SQLite takes for no limit."""

_INSERT_ENTRY = """INSERT INTO journal (seq, transaction_id, version, kind, business_day, session_id, employee_id,
    total, currency, created_us, software_version, document_sha256, previous_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_DOCUMENT = "INSERT INTO document (seq, body) VALUES (?, ?)"
_MOVE_HEAD = "UPDATE terminal SET journal_count = ?, journal_hash = ?, journal_seal = ?"
_READ_HEAD = "SELECT journal_count, journal_hash, journal_seal FROM terminal"
_READ_ENTRIES = """SELECT j.seq, j.transaction_id, j.version, j.kind, j.business_day, j.session_id, j.employee_id,
    j.total, j.currency, j.created_us, j.software_version, j.document_sha256, j.previous_hash, j.hash, d.seq,
    d.erased_us, d.erased_mac, d.body, w.state FROM journal AS j LEFT JOIN document AS d ON d.seq = j.seq
    LEFT JOIN delivery AS w ON w.seq = j.seq WHERE j.seq > ? ORDER BY j.seq LIMIT ?"""
_READ_HASH = "SELECT hash FROM journal WHERE seq = ?"
_ERASE = "UPDATE document SET body = NULL, erased_us = ?, erased_mac = ? WHERE seq = ?"
_COUNT_ERASED = "SELECT COUNT(*) FROM document WHERE erased_us IS NOT NULL"


_Written = tuple[int, str, int, str, str, int | None, str, int, str, int, str, str, str, str]
_Beside = tuple[int | None, int | None, str | None, bytes | str | None, str | None]
_Row = tuple[*_Written, *_Beside]
"""In the order of `_READ_ENTRIES`: the entry, then its document, which damage may make a text, with its delivery's
state."""


class Entry(NamedTuple):
    """What the journal says of a snapshot. ``total`` is in minor units, ``created_us`` in microseconds since 1970."""

    transaction_id: str
    version: int
    kind: str
    business_day: str
    session_id: int | None
    employee_id: str
    total: int
    currency: str
    created_us: int
    software_version: str


class Piece(NamedTuple):
    """What the check of a piece found. ``through`` is its last entry; None: the journal ends here, or is at fault."""

    through: int | None
    fault: JournalFault | None


class Journal:
    """The journal of one database, under one key. Raises ValueError for a key of fewer than 16 bytes."""

    def __init__(self, connection: sqlite3.Connection, key: bytes) -> None:
        self._connection = connection
        self._seals = Seals(key)
        self._gaps = Gaps(connection, self._seals)

    def head(self) -> JournalHead:
        """The newest entry."""
        with translated:
            count, newest, _ = self._connection.execute(_READ_HEAD).fetchone()
        return JournalHead(count, newest)

    def append(self, after: JournalHead, entry: Entry, document: bytes) -> JournalHead:
        """Write the entry that follows ``after``, the newest one; call it within the commit of what it records."""
        head = self.add(after, entry, document)
        self.count(head)
        return head

    def add(self, after: JournalHead, entry: Entry, document: bytes) -> JournalHead:
        """Write an entry of several that one commit has; they are not counted before `count` was told of the last."""
        seq = after.seq + 1
        columns = (seq, *entry, hashlib.sha256(document).hexdigest(), after.hash)
        head = JournalHead(seq, self._seals.entry(columns))
        self._connection.execute(_INSERT_ENTRY, (*columns, head.hash))
        self._connection.execute(_INSERT_DOCUMENT, (seq, document))
        return head

    def count(self, newest: JournalHead) -> None:
        """Count all entries up to this one."""
        self._connection.execute(_MOVE_HEAD, (newest.seq, newest.hash, self._seals.head(newest.seq, newest.hash)))

    def verify(self, after: int = 0) -> JournalFault | None:
        """The first entry behind number ``after`` that is not as it was written, or None when the chain holds.

        Reads as of one moment; sales may go on in other threads. A document that `erase` erased is no fault, nor is a
        sealed gap.
        """
        return self.verify_piece(after, _ALL).fault

    def verify_piece(self, after: int, most: int) -> Piece:
        """The same of ``most`` entries at most, so that a check of all gets along with the desk."""
        with translated:
            self._connection.execute("BEGIN")
            try:
                return self._verify(after, most)
            finally:
                self._connection.execute("ROLLBACK")

    def gaps(self) -> list[JournalGap]:
        """What was lost with a damaged file; facts, each sealed when it was found."""
        return self._gaps.all()

    def count_erased(self) -> int:
        """How many entries say that their document was erased."""
        with translated:
            return int(self._connection.execute(_COUNT_ERASED).fetchone()[0])

    def erase(self, seq: int, at_us: int) -> bool:
        """Erase a document for good and leave the proof of it; call it within a commit. Whether it was erased.

        One that is not as it was written stays as it is, so that `verify` goes on telling of it; so does one whose
        delivery is not done.
        """
        row: _Row | None = self._connection.execute(_READ_ENTRIES, (seq - 1, 1)).fetchone()
        if row is None or row[0] != seq or row[18] not in _SETTLED or row[17] is None:
            return False
        if self._fault_in_entry(row) or self._fault_in_document(row):
            return False
        self._connection.execute(_ERASE, (at_us, self._seals.erased(seq, row[11], at_us), seq))
        return True

    def _verify(self, after: int, most: int) -> Piece:
        count, newest, seal = self._connection.execute(_READ_HEAD).fetchone()
        if (count or seal) and seal != self._seals.head(count, newest):
            return Piece(None, JournalFault(count, "the count of entries was changed, or the key is another"))
        head, read = self._start(after), 0
        for row in self._rows(after, most):
            head = self._across_gaps(head, row[0])
            what = self._fault_in(row, head)
            if what:
                return Piece(None, JournalFault(min(row[0], head.seq + 1), what))
            head, read = JournalHead(row[0], row[13]), read + 1
        if read == most:
            return Piece(head.seq, None)
        head = self._across_gaps(head, count + 1)
        if head != JournalHead(count, newest):
            return Piece(None, JournalFault(head.seq + 1, f"the journal ends here, and not with entry {count}"))
        return Piece(None, None)

    def _start(self, after: int) -> JournalHead:
        row = self._connection.execute(_READ_HASH, (after,)).fetchone() if after else (NO_HASH,)
        return JournalHead(after, row[0]) if row else self._gaps.around(after) or JournalHead(after, "")

    def _across_gaps(self, head: JournalHead, to: int) -> JournalHead:
        """The entry, or what stands for one that is lost, that comes before number ``to``."""
        while head.seq + 1 < to and (behind := self._gaps.behind(head)) is not None and behind.seq < to:
            head = behind
        return head

    def _rows(self, after: int, most: int) -> Iterator[_Row]:
        cursor = self._connection.execute(_READ_ENTRIES, (after, most))
        while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
            yield from rows

    def _fault_in(self, row: _Row, before: JournalHead) -> str:
        if row[0] != before.seq + 1:
            return "the entry is missing"
        if row[12] != before.hash:
            return "the entry does not follow the one before it"
        return self._fault_in_entry(row) or self._fault_in_document(row)

    def _fault_in_entry(self, row: _Row) -> str:
        return "" if row[13] == self._seals.entry(row[:13]) else "the entry was changed, or the key is another"

    def _fault_in_document(self, row: _Row) -> str:
        document_sha256, (has_document, erased_us, proof, body, delivery) = row[11], row[14:]
        if has_document is None:
            return "the entry's document is missing"
        if body is None:
            if proof != self._seals.erased(row[0], document_sha256, erased_us):
                return "the entry's document is gone, and not erased by this terminal"
            return "" if delivery in _SETTLED else "the entry's document was erased before it was delivered"
        if erased_us is not None or proof is not None:
            return "the entry's document is said to be erased, and is there"
        if not isinstance(body, bytes) or hashlib.sha256(body).hexdigest() != document_sha256:
            return "the entry's document was changed"
        return ""
