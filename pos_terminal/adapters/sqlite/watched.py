"""A connection that notes damage where it meets it, so that the next start recovers what is in the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pos_terminal.adapters.sqlite.faults import READING_FAILED, FaultOfTheFile, StorageDamaged, storage_failure

if TYPE_CHECKING:
    from collections.abc import Iterable


class WatchedConnection(sqlite3.Connection):
    """As every other; a statement or a row that fails on a damaged page leaves a mark beside the file."""

    def __init__(self, database: Path, *more: Any, **named: Any) -> None:  # noqa: ANN401 - what sqlite3 takes
        super().__init__(database, *more, **named)
        self._file = Path(database)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - what sqlite3 takes
        """Execute, and note damage, also in the rows to come."""
        return _WatchedCursor(self).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Execute for each, and note damage."""
        return _WatchedCursor(self).executemany(sql, parameters)

    def note(self, error: FaultOfTheFile) -> None:
        """Leave the mark when the file is to blame for an error."""
        if isinstance(storage_failure(error), StorageDamaged):
            from pos_terminal.adapters.sqlite.quarantine import leave_mark

            leave_mark(self._file, f"a page could not be read while selling ({error})")


class _WatchedCursor(sqlite3.Cursor):
    """Most rows are read when they are fetched, and so most damage is met there."""

    connection: WatchedConnection

    def execute(self, sql: str, parameters: Any = (), /) -> Self:  # noqa: ANN401 - what sqlite3 takes
        try:
            return super().execute(sql, parameters)
        except READING_FAILED as error:
            self.connection.note(error)
            raise

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Self:
        try:
            return super().executemany(sql, parameters)
        except READING_FAILED as error:
            self.connection.note(error)
            raise

    def __next__(self) -> Any:  # noqa: ANN401 - a row
        try:
            return super().__next__()
        except READING_FAILED as error:
            self.connection.note(error)
            raise

    def fetchone(self) -> Any:  # noqa: ANN401 - a row or None
        try:
            return super().fetchone()
        except READING_FAILED as error:
            self.connection.note(error)
            raise

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        try:
            return super().fetchmany(size)
        except READING_FAILED as error:
            self.connection.note(error)
            raise

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except READING_FAILED as error:
            self.connection.note(error)
            raise
