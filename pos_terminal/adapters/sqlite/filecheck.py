"""Checks a database piece by piece, while it is sold with: the journal first, then all that stands beside it."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.damagedtext import read_with_marks
from pos_terminal.adapters.sqlite.faults import StorageFailed, translated
from pos_terminal.adapters.sqlite.journal import Journal
from pos_terminal.adapters.sqlite.salerows import AMENDMENT_TABLES, SALE_TABLES, Rows, read_rows
from pos_terminal.adapters.sqlite.soundness import SNAPSHOT_TABLES
from pos_terminal.application.queueing import JournalFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.adapters.sqlite.secondcopy import SaleCopy, SecondCopy

NEWEST = 2_000
"""Entries that are checked before all others: those of today are in them."""

_A_PIECE = 500
_COPIES_A_PIECE = 50
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY rootpage"
_REQUESTS = "SELECT id, seq, body, sha256 FROM request WHERE id > ? ORDER BY id LIMIT ?"
_HASH = "SELECT hash FROM journal WHERE seq = ?"
_FROZEN = ("id", "request_id", "path", "sha256", "seq")


class FileCheck:
    """One check of everything, on a connection of its own that only reads: bad text in a row is told of its entry."""

    def __init__(self, connection: sqlite3.Connection, key: bytes, copies: SecondCopy) -> None:
        self._connection = read_with_marks(connection)
        self._journal = Journal(connection, key)
        self._copies = copies

    def pieces(self) -> Iterator[JournalFault | None]:
        """Check one piece after another; what was wrong in each. After a fault there is no other.

        A fault that belongs to no entry has number 0.
        """
        for part in (self._entries, self._requests, self._copied, self._file):
            found = part()
            while True:
                try:
                    fault = next(found)
                except StopIteration:
                    break
                except StorageFailed as damage:
                    fault = JournalFault(0, damage.sentence)
                except (sqlite3.Error, UnicodeDecodeError) as damage:
                    fault = JournalFault(0, f"a row cannot be read ({damage})")
                yield fault
                if fault:
                    return

    def _entries(self) -> Iterator[JournalFault | None]:
        newest = max(0, self._journal.head().seq - NEWEST)
        yield from self._entries_between(newest, None)
        yield from self._entries_between(0, newest)

    def _entries_between(self, after: int, last: int | None) -> Iterator[JournalFault | None]:
        through: int | None = after
        while through is not None and (last is None or through < last):
            piece = self._journal.verify_piece(through, _A_PIECE if last is None else min(_A_PIECE, last - through))
            yield piece.fault
            through = piece.through

    def _requests(self) -> Iterator[JournalFault | None]:
        last = 0
        while True:
            with translated:
                rows = self._connection.execute(_REQUESTS, (last, _A_PIECE)).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            changed = [row for row in rows if row[2] is not None and not _is_as_sent(row[2], row[3])]
            yield JournalFault(changed[0][1] or 0, "its request was changed") if changed else None

    def _copied(self) -> Iterator[JournalFault | None]:
        """The rows that are sealed nowhere but in the second copy."""
        for day in reversed(self._copies.days()):
            for number, copy in enumerate(self._copies.copies(day)):
                fault = self._fault_beside(copy)
                if fault or number % _COPIES_A_PIECE == 0:
                    yield fault

    def _fault_beside(self, copy: SaleCopy) -> JournalFault | None:
        with translated:
            if self._connection.execute(_HASH, (copy.seq,)).fetchone() != (copy.hash,):
                return None
            for table in (*SNAPSHOT_TABLES, *(each for each in AMENDMENT_TABLES if each in copy.rows)):
                own_rows = read_rows(self._connection, table, SALE_TABLES[table], copy.seq)
                if not _is_as_copied(own_rows, copy.rows[table]):
                    return JournalFault(copy.seq, f"its rows in {table} are not those of its second copy")
            own = read_rows(self._connection, "request", SALE_TABLES["request"], copy.seq).first()
        copied = copy.rows["request"].first()
        if copied and (own is None or (own["id"] == copied["id"] and any(own[k] != copied[k] for k in _FROZEN))):
            return JournalFault(copy.seq, "its request is not that of its second copy")
        return None

    def _file(self) -> Iterator[JournalFault | None]:
        with translated:
            tables = [row[0] for row in self._connection.execute(_TABLES)]
        for table in tables:
            with translated:
                found = self._connection.execute(f"PRAGMA integrity_check({table})").fetchone()[0]
            yield None if found == "ok" else JournalFault(0, f"the file is damaged: {found}")
        with translated:
            dangling = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        yield JournalFault(0, f"{dangling[0]} refers to a {dangling[2]} that is missing") if dangling else None


def _is_as_copied(own: Rows, copied: Rows) -> bool:
    """Whether rows are those of the copy, which knows no columns that came with a later version: they are empty."""
    later = set(own.columns) - set(copied.columns)
    known = [tuple(row[name] for name in copied.columns) for row in own.named()]
    return tuple(known) == copied.rows and not any(row[name] is not None for row in own.named() for name in later)


def _is_as_sent(body: object, sha256: str) -> bool:
    """Whether a body is what was sealed; damage makes numbers and text of bytes, too."""
    return isinstance(body, bytes) and hashlib.sha256(body).hexdigest() == sha256
