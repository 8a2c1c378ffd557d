"""The journal: every snapshot in order, each entry sealed with the one before it, so that any change shows.

An entry's hash is the HMAC-SHA256 of all its columns, of the SHA-256 of its document and of the hash before it. How
many entries there are and the newest hash are sealed in the terminal row, so that a cut-off tail shows too. The key
is kept outside the database: who can write the file cannot make a chain that holds.
"""

import hashlib
import hmac
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.values import Value
from pos_terminal.application.queueing import JournalFault, JournalHead

NO_HASH = "0" * 64
"""What the first entry follows."""

_SHORTEST_KEY = 16
_ENTRY = b"pos-terminal journal entry 1\n"
_HEAD = b"pos-terminal journal head 1\n"
_ROWS_AT_A_TIME = 500

_INSERT_ENTRY = """INSERT INTO journal (seq, transaction_id, version, kind, business_day, session_id, employee_id,
    total, currency, created_us, software_version, document_sha256, previous_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_DOCUMENT = "INSERT INTO document (seq, body) VALUES (?, ?)"
_MOVE_HEAD = "UPDATE terminal SET journal_count = ?, journal_hash = ?, journal_seal = ?"
_READ_HEAD = "SELECT journal_count, journal_hash, journal_seal FROM terminal"
_READ_ENTRIES = """SELECT j.seq, j.transaction_id, j.version, j.kind, j.business_day, j.session_id, j.employee_id,
    j.total, j.currency, j.created_us, j.software_version, j.document_sha256, j.previous_hash, j.hash, d.seq, d.body
    FROM journal AS j LEFT JOIN document AS d ON d.seq = j.seq WHERE j.seq > ? ORDER BY j.seq"""
_READ_HASH = "SELECT hash FROM journal WHERE seq = ?"


_Row = tuple[int, str, int, str, str, int | None, str, int, str, int, str, str, str, str, int | None, bytes | None]
"""In the order of `_READ_ENTRIES`."""


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


class Journal:
    """The journal of one database, under one key. Raises ValueError for a key of fewer than 16 bytes."""

    def __init__(self, connection: sqlite3.Connection, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            raise ValueError(f"the journal's key has at least {_SHORTEST_KEY} bytes")
        self._connection = connection
        self._key = key

    def head(self) -> JournalHead:
        """The newest entry."""
        with translated:
            count, newest, _ = self._connection.execute(_READ_HEAD).fetchone()
        return JournalHead(count, newest)

    def append(self, after: JournalHead, entry: Entry, document: bytes) -> JournalHead:
        """Write the entry that follows ``after``; call it within the commit of what it records."""
        seq = after.seq + 1
        columns = (seq, *entry, hashlib.sha256(document).hexdigest(), after.hash)
        head = JournalHead(seq, self._sealed(_ENTRY, columns))
        self._connection.execute(_INSERT_ENTRY, (*columns, head.hash))
        self._connection.execute(_INSERT_DOCUMENT, (seq, document))
        self._connection.execute(_MOVE_HEAD, (seq, head.hash, self._sealed(_HEAD, (seq, head.hash))))
        return head

    def verify(self, after: int = 0) -> JournalFault | None:
        """The first entry behind number ``after`` that is not as it was written, or None when the chain holds.

        Reads as of one moment; sales may go on in other threads. An erased document is no fault.
        """
        with translated:
            self._connection.execute("BEGIN")
            try:
                return self._verify(after)
            finally:
                self._connection.execute("ROLLBACK")

    def _verify(self, after: int) -> JournalFault | None:
        count, newest, seal = self._connection.execute(_READ_HEAD).fetchone()
        if (count or seal) and seal != self._sealed(_HEAD, (count, newest)):
            return JournalFault(count, "the count of entries was changed, or the key is another")
        head = self._start(after)
        for row in self._rows(after):
            what = self._fault_in(row, head)
            if what:
                return JournalFault(min(row[0], head.seq + 1), what)
            head = JournalHead(row[0], row[13])
        if head != JournalHead(count, newest):
            return JournalFault(head.seq + 1, f"the journal ends here, and not with entry {count}")
        return None

    def _start(self, after: int) -> JournalHead:
        row = self._connection.execute(_READ_HASH, (after,)).fetchone() if after else (NO_HASH,)
        return JournalHead(after, row[0] if row else "")

    def _rows(self, after: int) -> Iterator[_Row]:
        cursor = self._connection.execute(_READ_ENTRIES, (after,))
        while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
            yield from rows

    def _fault_in(self, row: _Row, before: JournalHead) -> str:
        document_sha256, previous_hash, written_hash, has_document, body = row[11:]
        if row[0] != before.seq + 1:
            return "the entry is missing"
        if previous_hash != before.hash:
            return "the entry does not follow the one before it"
        if written_hash != self._sealed(_ENTRY, row[:13]):
            return "the entry was changed, or the key is another"
        if has_document is None:
            return "the entry's document is missing"
        if body is not None and hashlib.sha256(body).hexdigest() != document_sha256:
            return "the entry's document was changed"
        return ""

    def _sealed(self, purpose: bytes, columns: Sequence[Value]) -> str:
        return hmac.digest(self._key, purpose + canonical(columns), "sha256").hex()


def canonical(columns: Sequence[Value]) -> bytes:
    """The columns as bytes that no other columns have: each as its length, a colon and itself; nothing as a dash."""
    texts = ["" if column is None else str(column) for column in columns]
    return "".join(
        [f"{len(text)}:{text}" if column is not None else "-" for text, column in zip(texts, columns, strict=True)]
    ).encode()
