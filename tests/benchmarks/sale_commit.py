"""The commit of a sale, against raw SQLite that writes the very same rows in one durable transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from pos_terminal.adapters.sqlite.engine import Database, open_database
from tests.benchmarks.harness import Figure, Goal, compared, wall_ms
from tests.benchmarks.sales import Desk

GOAL = Goal("sale commit", 1.5, "ms")
_BY_SEQ = ("snapshot", "snapshot_line", "snapshot_payment", "journal", "document", "request", "delivery")
_SALE = "transaction_id = (SELECT transaction_id FROM snapshot WHERE seq = :seq)"
_WRITTEN = {
    "pos_transaction": _SALE,
    **dict.fromkeys(_BY_SEQ, "seq = :seq"),
    "print_job": _SALE,
}
"""The tables that a sale's commit inserts into, in its order, and which rows are that sale's."""
_COUNTS = "SELECT journal_count, journal_hash, journal_seal, pending FROM terminal"
_COUNT = "UPDATE terminal SET journal_count = ?, journal_hash = ?, journal_seal = ?, pending = ?"


def measured(folder: Path, rounds: int) -> list[Figure]:
    """The figure; a round is one sale on each side, the raw side a sale behind."""
    with open_database(folder / "till.db") as database, _raw_beside(database, folder / "raw.db") as raw:
        desk, reader = Desk.of(database), database.connect()
        records, numbers = desk.records(), count(1)

        def commit() -> float:
            record = next(records)
            return wall_ms(partial(desk.sales.commit, record))

        def write() -> float:
            sale = _RawSale(reader, next(numbers))
            sale.open(raw)
            return wall_ms(partial(sale.end, raw))

        commit()
        return [compared(GOAL, rounds, commit, write)]


class _RawSale:
    """A committed sale's rows, to be written again without any of the terminal's code."""

    def __init__(self, till: sqlite3.Connection, seq: int) -> None:
        self._writes: list[tuple[str, list[tuple[object, ...]]]] = []
        for table, which in _WRITTEN.items():
            rows = till.execute(f"SELECT * FROM {table} WHERE {which}", {"seq": seq}).fetchall()  # noqa: S608 - ours
            marks = ", ".join("?" * len(rows[0]))
            self._writes.append((f"INSERT INTO {table} VALUES ({marks})", rows))  # noqa: S608 - ours
        self._counts = till.execute(_COUNTS).fetchone()
        self._sale = (self._writes[0][1][0][0],)

    def open(self, raw: sqlite3.Connection) -> None:
        """The open sale that the end removes."""
        raw.execute("INSERT INTO basket VALUES (1, ?)", self._sale)

    def end(self, raw: sqlite3.Connection) -> None:
        """The one transaction."""
        raw.execute("BEGIN IMMEDIATE")
        for statement, rows in self._writes:
            raw.executemany(statement, rows)
        raw.execute(_COUNT, self._counts)
        raw.execute("DELETE FROM basket WHERE transaction_id = ?", self._sale)
        raw.execute("COMMIT")


@contextmanager
def _raw_beside(database: Database, path: Path) -> Iterator[sqlite3.Connection]:
    """A database of the same tables and indexes, without triggers and references: what writing alone needs."""
    wanted = {*_WRITTEN, "terminal"}
    made = "SELECT sql, tbl_name FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        for statement, table in database.connect().execute(made):
            if table in wanted:
                raw.execute(statement)
        raw.execute("CREATE TABLE basket (slot INTEGER PRIMARY KEY, transaction_id TEXT NOT NULL)")
        raw.execute("INSERT INTO terminal VALUES (1, '', 0, 0, '', '', 0, 0)")
        yield raw
