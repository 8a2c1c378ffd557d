"""A database beside the terminal's own, for what an import works on: a million items would fill the memory."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from pos_terminal.adapters.sqlite.faults import disk_refused

_PREFIX, _SUFFIX = "catalog-", ".part"
_FOLDER = "SELECT file FROM pragma_database_list WHERE name = 'main'"
_ATTACHED = "SELECT 1 FROM pragma_database_list WHERE name = 'stage'"
_SETTINGS = (
    "PRAGMA stage.journal_mode = MEMORY",
    "PRAGMA stage.synchronous = OFF",  # what a crash leaves of it is thrown away
    "PRAGMA stage.cache_size = -16000",
)


class StageFile:
    """Attached to one connection as ``stage``; nothing of it is left, whatever happens."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._path: Path | None = None
        self._descriptor: int | None = None

    def attach(self) -> None:
        """Make it, empty. Raises sqlite3.Error, and OSError where the folder takes no file."""
        self.detach()
        folder = Path(self._connection.execute(_FOLDER).fetchone()[0]).parent
        self._descriptor, name = tempfile.mkstemp(_SUFFIX, _PREFIX, folder)
        self._path = Path(name)
        self._connection.execute("ATTACH ? AS stage", (name,))
        for setting in _SETTINGS:
            self._connection.execute(setting)
        self._forget_name()

    def detach(self) -> None:
        """Let go of it; again does nothing. Raises StorageFailed where the disk takes not even that."""
        try:
            self._let_go()
        except sqlite3.DatabaseError:  # a write that failed left it unreadable; the terminal's own database is whole
            self._empty()
            try:
                self._let_go()
            except sqlite3.DatabaseError as error:
                raise disk_refused() from error
        self._close()
        self._forget_name()

    def _let_go(self) -> None:
        if self._connection.execute(_ATTACHED).fetchone() is not None:
            self._connection.execute("DETACH stage")

    def _empty(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                os.ftruncate(self._descriptor, 0)

    def _close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _forget_name(self) -> None:
        """A file that has no name goes with whoever has it open, even where that is killed; Windows keeps the name."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            if not self._path.exists():
                self._path = None
