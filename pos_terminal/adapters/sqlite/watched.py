"""A connection that notes damage where it meets it, so that the next start recovers what is in the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos_terminal.adapters.sqlite.faults import StorageDamaged, storage_failure

if TYPE_CHECKING:
    from collections.abc import Iterable


class WatchedConnection(sqlite3.Connection):
    """As every other; a statement that fails on a damaged page leaves a mark beside the file."""

    def __init__(self, database: Path, *more: Any, **named: Any) -> None:  # noqa: ANN401 - what sqlite3 takes
        super().__init__(database, *more, **named)
        self._file = Path(database)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - what sqlite3 takes
        """Execute, and note damage."""
        try:
            return super().execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            self._note(error)
            raise

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Execute for each, and note damage."""
        try:
            return super().executemany(sql, parameters)
        except sqlite3.DatabaseError as error:
            self._note(error)
            raise

    def _note(self, error: sqlite3.DatabaseError) -> None:
        if isinstance(storage_failure(error), StorageDamaged):
            from pos_terminal.adapters.sqlite.quarantine import leave_mark

            leave_mark(self._file, f"a page could not be read while selling ({error})")
