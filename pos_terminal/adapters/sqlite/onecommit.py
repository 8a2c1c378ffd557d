"""One durable commit: all of a step is on disk when the block ends, or none of it."""

import sqlite3
from contextlib import suppress
from types import TracebackType

from pos_terminal.adapters.sqlite.faults import READING_FAILED, FaultOfTheFile, storage_failure


class OneCommit:
    """A block of statements that is committed whole, or rolled back whole when anything in it raises.

    Take the write lock first: ``with lock.sale(), OneCommit(connection):``. Raises `StorageFailed` in place of an
    SQLite error when the disk is full or fails.
    """

    __slots__ = ("_connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sqlite3.Connection:
        """Begin; the write lock of SQLite is taken here, not in the middle."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except READING_FAILED as error:
            self._fail(error)
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Commit, or put everything back."""
        if error is None:
            try:
                self._connection.execute("COMMIT")
            except sqlite3.Error as failed:
                self._fail(failed)
            return
        self._roll_back()
        if isinstance(error, READING_FAILED):
            self._fail(error)

    def _fail(self, error: FaultOfTheFile) -> None:
        self._roll_back()
        raise storage_failure(error) or error from error

    def _roll_back(self) -> None:
        # After some errors SQLite has rolled back by itself; what is left to report is the error that led here.
        if self._connection.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
