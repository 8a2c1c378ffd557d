"""Text as it stands in a damaged file: what cannot be read is marked, so that a check can say where it stands."""

import sqlite3


def read_with_marks(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Have a connection read text that is no UTF-8 with marks in it, for whoever only looks; the same connection."""
    connection.text_factory = _readable
    return connection


def _readable(raw: bytes) -> str:
    return raw.decode(errors="replace")
