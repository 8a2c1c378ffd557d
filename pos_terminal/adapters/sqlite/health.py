"""Whether the file itself is whole: what a support call asks first."""

import sqlite3

from pos_terminal.adapters.sqlite.faults import StorageFailed, translated


def integrity_fault(connection: sqlite3.Connection) -> str | None:
    """The first thing that is wrong with the file, or None. Reads all of it: some seconds with years of sales in it.

    A flipped bit in a value is not seen here, only by the journal's chain.
    """
    try:
        with translated:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except StorageFailed as failure:
        return failure.sentence
    if found != "ok":
        return str(found)
    return f"{dangling[0]} refers to a {dangling[2]} that is missing" if dangling else None
