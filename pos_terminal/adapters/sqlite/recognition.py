"""Tells a database of this terminal whose header is damaged from one of another program or of a newer version."""

import sqlite3
from contextlib import closing
from pathlib import Path

from pos_terminal.adapters.sqlite.fileheader import APPLICATION_ID
from pos_terminal.adapters.sqlite.migrations import migrate, schema_steps

_MOST_VERSIONS = 1_000
_MADE = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def is_ours_in_truth(path: Path) -> bool:
    """Whether the file has this program's tables to the letter, and only says otherwise in its header."""
    steps = schema_steps()
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            tables = set(connection.execute(_MADE))
            said = [connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("application_id", "user_version")]
    except sqlite3.Error:
        return False
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, steps)
        is_alike = tables == set(fresh.execute(_MADE))
    program, version = said
    return is_alike and (program != APPLICATION_ID or _is_misread(version, len(steps)))


def _is_misread(version: int, ours: int) -> bool:
    """Whether a version is one bit off, or none that there will ever be: a newer one has other tables, too."""
    return (version ^ ours).bit_count() == 1 or not 0 <= version <= _MOST_VERSIONS
