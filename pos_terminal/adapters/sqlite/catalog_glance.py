"""What the manager's desk wants to know of the catalog at a glance: a few rows read, however many items there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.catalog_rows import RANK_BITS
from pos_terminal.adapters.sqlite.faults import translated

if TYPE_CHECKING:
    import sqlite3

_EDITIONS = "SELECT edition, previous FROM catalog_in_force"
_LAST = """SELECT max("row") FROM catalog_item WHERE "row" < ?"""
_CATEGORIES = "SELECT max(position) FROM catalog_category WHERE edition = ?"


@translated
def catalog_glance(connection: sqlite3.Connection) -> tuple[int, int, int | None]:
    """Items and categories in force, and the items of the catalog that can be put back. Raises StorageFailed."""
    edition, previous = connection.execute(_EDITIONS).fetchone() or (None, None)
    if edition is None:
        return 0, 0, None
    categories = connection.execute(_CATEGORIES, (edition,)).fetchone()[0] or 0
    before = None if previous is None else _items(connection, previous)
    return _items(connection, edition), categories, before


def _items(connection: sqlite3.Connection, edition: int) -> int:
    """Ranks have no gaps, so the last one counts them."""
    last: int | None = connection.execute(_LAST, ((edition + 1) << RANK_BITS,)).fetchone()[0]
    return 0 if last is None or last >> RANK_BITS != edition else last - (edition << RANK_BITS)
