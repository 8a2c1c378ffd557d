"""Takes from a backup into the till's newer database what it is put back for, and counts what came after it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.salvagedstore import CATALOG

if TYPE_CHECKING:
    import sqlite3

_TAKE = ("DELETE FROM main.{0}", "INSERT INTO main.{0} SELECT * FROM older.{0}")
_NO_WORDS = "INSERT INTO catalog_search_{0} (catalog_search_{0}) VALUES ('delete-all')"
_WORDS = """INSERT INTO catalog_search_{0} (rowid, folded) SELECT "row", folded FROM catalog_item
    WHERE folded IS NOT NULL AND ("row" >> 32) % 2 = {1}"""
# Whoever was to leave by either of the two leaves: a restore lets nobody in again.
_ENDS = """UPDATE employee SET end_date = (
        SELECT o.end_date FROM older.employee AS o WHERE o.employee_id = employee.employee_id)
    WHERE EXISTS (SELECT 1 FROM older.employee AS o WHERE o.employee_id = employee.employee_id
        AND o.end_date < COALESCE(employee.end_date, '9999'))"""
_NEW_LEASE = "UPDATE tenancy SET lease = ?"
_LEASE_BYTES = 16
_SINCE = """SELECT COUNT(*) FILTER (WHERE kind IN ('closed', 'returned', 'voided')),
    COUNT(*) FILTER (WHERE kind = 'z_report') FROM journal WHERE seq > ?"""
_HELD = "SELECT COUNT(*) FROM basket WHERE slot > 1"
_LAST_SHIFT = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'till_session'"
_FORGET_SHIFT = "DELETE FROM sqlite_sequence WHERE name = 'till_session'"
_NEXT_SHIFT = "INSERT INTO sqlite_sequence (name, seq) VALUES ('till_session', ?)"


class Since(NamedTuple):
    """What a database has that came after a backup, in counts; ``held`` are all sales that are held now."""

    sales: int
    shifts: int
    held: int


def take_back(connection: sqlite3.Connection) -> None:
    """Put the catalog of the database attached as ``older`` in force in the main one, and the earlier ends of people.

    Raises StorageFailed.
    """
    with OneCommit(connection) as write:
        for table in ("catalog_in_force", *CATALOG):
            for query in _TAKE:
                write.execute(query.format(table))
        for parity, name in enumerate(("even", "odd")):
            write.execute(_NO_WORDS.format(name))
            write.execute(_WORDS.format(name, parity))
        write.execute(_ENDS)


def count_since(connection: sqlite3.Connection, entries: int) -> Since:
    """What came after the entry of this number. Raises StorageFailed."""
    with translated:
        sales, shifts = connection.execute(_SINCE, (entries,)).fetchone()
        return Since(sales, shifts, int(connection.execute(_HELD).fetchone()[0]))


def make_unknown(connection: sqlite3.Connection) -> None:
    """Give it a lease that no file knows: its next start finds a copy, and gives new numbers. Raises StorageFailed."""
    with OneCommit(connection) as write:
        write.execute(_NEW_LEASE, (os.urandom(_LEASE_BYTES).hex(),))


def number_shifts_after(connection: sqlite3.Connection, last: int) -> None:
    """Have the next shift's number follow this one, unless one so high was given already. Raises StorageFailed."""
    with OneCommit(connection) as write:
        given = int(write.execute(_LAST_SHIFT).fetchone()[0])
        write.execute(_FORGET_SHIFT)
        write.execute(_NEXT_SHIFT, (max(given, last),))
