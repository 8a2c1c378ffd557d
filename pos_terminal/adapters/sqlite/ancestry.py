"""How the journals of two databases of one till stand to each other: which of them goes on from the other."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated

if TYPE_CHECKING:
    import sqlite3

_SAME = "SELECT 1 FROM {other}.journal AS same WHERE same.seq = one.seq AND same.hash = one.hash"
_LACKS = "SELECT EXISTS (SELECT 1 FROM {one}.journal AS one WHERE NOT EXISTS ({same}))"
_DIFFERS = """SELECT EXISTS (SELECT 1 FROM main.journal AS one JOIN older.journal AS same ON same.seq = one.seq
    WHERE same.hash <> one.hash)"""


class Ancestry(Enum):
    """How one database stands to an older one."""

    FOLLOWS = auto()
    """It has every entry of the older one."""
    LACKS = auto()
    """It follows the older one, and has lost entries that the older one has."""
    BEHIND = auto()
    """It has nothing that the older one has not."""
    APART = auto()
    """Each has gone a way of its own."""


def ancestry(connection: sqlite3.Connection) -> Ancestry:
    """How the main database stands to the one attached as ``older``. Reads both journals. Raises StorageFailed."""

    def is_true(query: str) -> bool:
        return bool(connection.execute(query).fetchone()[0])

    with translated:
        if is_true(_DIFFERS):
            return Ancestry.APART
        if not is_true(_LACKS.format(one="older", same=_SAME.format(other="main"))):
            return Ancestry.FOLLOWS
        has_more = is_true(_LACKS.format(one="main", same=_SAME.format(other="older")))
    return Ancestry.LACKS if has_more else Ancestry.BEHIND
