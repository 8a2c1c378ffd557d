"""Where in the catalog an item stands: its category and those above it."""

import sqlite3

from pos_terminal.adapters.sqlite.faults import translated

_ABOVE = """WITH RECURSIVE above (category_id, name, parent_id) AS (
    SELECT k.category_id, k.name, k.parent_id FROM catalog_in_force AS f
        JOIN catalog_code AS c ON c.edition = f.edition AND c.code = ? AND c.kind = 4
        JOIN catalog_item AS i ON i."row" = c."row"
        JOIN catalog_category AS k ON k.edition = f.edition AND k.category_id = i.category_id
    UNION SELECT k.category_id, k.name, k.parent_id FROM above
        JOIN catalog_in_force AS f
        JOIN catalog_category AS k ON k.edition = f.edition AND k.category_id = above.parent_id)
    SELECT category_id, name FROM above"""


class SqliteMenu:
    """Implements the port `Menu`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def categories_of(self, item_id: str) -> frozenset[str]:
        """The ids and names of its category and of those above it; none for an item that has none."""
        with translated:
            rows = self._connection.execute(_ABOVE, (item_id,)).fetchall()
        return frozenset(each for row in rows for each in row)
