"""The rows that a sale's commit writes, read together, and written again as they were."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import storage_failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pos_terminal.adapters.sqlite.values import Value

_BY_SEQ = "seq = :seq"
_OF_THE_SNAPSHOT = "(SELECT {column} FROM snapshot WHERE seq = :seq)"
SALE_TABLES: Mapping[str, str] = {
    "till_session": f"session_id = {_OF_THE_SNAPSHOT.format(column='session_id')}",
    "pos_transaction": f"transaction_id = {_OF_THE_SNAPSHOT.format(column='transaction_id')}",
    "journal": _BY_SEQ,
    "document": _BY_SEQ,
    "snapshot": _BY_SEQ,
    "snapshot_line": _BY_SEQ,
    "snapshot_payment": _BY_SEQ,
    "snapshot_discount": _BY_SEQ,
    "amendment": _BY_SEQ,
    "snapshot_refund": _BY_SEQ,
    "request": "id = (SELECT single FROM delivery WHERE seq = :seq)",
    "delivery": _BY_SEQ,
}
"""The tables, each before those that refer to it, and which of their rows are the sale's. Its shift is one of them: it
was there before, and without it the sale cannot be counted."""
AMENDMENT_TABLES = ("amendment", "snapshot_refund")
"""Those that older files and copies have not, and that most sales have no rows in."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, with the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def first(self) -> dict[str, Value] | None:
        """The first row by its columns' names, or None when there is no row."""
        return next(self.named(), None)

    def named(self) -> Iterator[dict[str, Value]]:
        """Each row by its columns' names."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


SaleRows = dict[str, Rows]
"""All rows of a sale, by table."""


def read_sale(connection: sqlite3.Connection, seq: int) -> SaleRows:
    """The rows of the sale with this number in the journal. Raises sqlite3.Error."""
    return {table: read_rows(connection, table, where, seq) for table, where in SALE_TABLES.items()}


def read_rows(connection: sqlite3.Connection, table: str, where: str, seq: int) -> Rows:
    """The rows of one table that belong to the sale with this number. Raises sqlite3.Error."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {where}", {"seq": seq})  # noqa: S608 - names from here
    return Rows(tuple(column[0] for column in cursor.description), tuple(cursor.fetchall()))


def insert_rows(write: sqlite3.Connection, table: str, rows: Rows) -> None:
    """Write rows again, without those that the table does not take."""
    if not rows.rows:
        return
    try:
        write.executemany(_insert(table, rows.columns), rows.rows)
    except (sqlite3.IntegrityError, sqlite3.OperationalError, OverflowError, UnicodeEncodeError):
        for row in rows.named():
            insert_row(write, table, row)


def insert_row(write: sqlite3.Connection, table: str, row: Mapping[str, Value]) -> bool:
    """Write a row again; False when the table does not take it: it does not fit, or is there already."""
    try:
        write.execute(_insert(table, tuple(row)), tuple(row.values()))
    except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError):
        return False
    except sqlite3.OperationalError as error:
        if storage_failure(error):
            raise
        return False
    return True


@lru_cache(maxsize=256)
def _insert(table: str, names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names from the schema
