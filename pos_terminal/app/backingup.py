"""Backs a till up into one file, while it sells."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.durable import OWNER_ONLY
from pos_terminal.adapters.files.backupfile import DATABASE, KEYS, BackupFacts, write_backup
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.adapters.sqlite.health import integrity_fault
from pos_terminal.adapters.sqlite.replacement import Replacement
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.premises import DATABASE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pos_terminal.settings import Settings

_ENTRIES = "SELECT journal_count FROM terminal"


def back_up(settings: Settings, path: Path, *, replaces: bool) -> BackupFacts:
    """Write a backup; sales may go on meanwhile, and those after this moment are not in it.

    Raises BadArgument, OSError, or DatabaseUnusable, also for a database that is not whole: then there is no file.
    """
    keys = settings.data_dir / KEYS
    Replacement(settings.data_dir / DATABASE_NAME).finish()
    with open_readonly(settings.data_dir / DATABASE_NAME) as database, _workshop(settings) as workshop:
        copy = workshop / DATABASE
        copy.touch(mode=OWNER_ONLY)
        with closing(sqlite3.connect(copy)) as target:
            database.connect().backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            if fault := integrity_fault(target):
                raise DatabaseUnusable(f"The database is not whole ({fault}), so nothing was backed up. Run 'doctor'.")
            (entries,) = target.execute(_ENTRIES).fetchone()
        terminal, made = settings.terminal, SystemClock().now()
        facts = BackupFacts(terminal.store_id, terminal.register_id, _when(made), __version__, entries)
        with whole_file(path, replaces=replaces) as out:
            write_backup(out, facts, {DATABASE: copy, KEYS: keys})
    return facts


@contextmanager
def _workshop(settings: Settings) -> Iterator[Path]:
    """A folder on the till's own disk, for its owner alone."""
    with TemporaryDirectory(prefix=".backup-", dir=settings.data_dir) as folder:
        yield Path(folder)


def _when(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
