"""A new database for a test, copied: the ten steps of the schema take ten times as long as the file they make."""

import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pos_terminal.adapters.sqlite.engine import write_new
from pos_terminal.adapters.sqlite.migrations import schema_steps

_made = TemporaryDirectory(prefix="pos-new-", ignore_cleanup_errors=True)


def laid_down(path: Path, epoch: str = "TEST") -> Path:
    """Put the file there that ``open_database`` would make where there is none; nobody has moved into it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy(_new(epoch), path)
    return path


def filled(connection: sqlite3.Connection, epoch: str = "TEST") -> None:
    """Make the empty database of a connection, such as one in memory, the same."""
    with closing(sqlite3.connect(_new(epoch))) as new:
        new.backup(connection)


@cache
def _new(epoch: str) -> Path:
    path = Path(_made.name) / f"{epoch}.db"
    write_new(path, schema_steps(), epoch)
    return path
