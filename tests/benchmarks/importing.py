"""A catalog file put in force, searched words and all, beside the bare inserts of the rows that it leaves behind.

The limit is one transaction of `sqlite3` over the same items and codes, made up beforehand, into the same two tables:
no file is read, nothing is checked, no words are indexed, and nobody could sell meanwhile.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from time import process_time

from pos_terminal.adapters.files.catalog import catalog_file
from pos_terminal.adapters.sqlite.catalog_stage import SqliteCatalogStage
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.writelock import SaleFirstLock
from pos_terminal.application.syncing import CatalogSync, SyncProgress
from pos_terminal.domain.money import Currency
from tests.benchmarks.goods import goods, write_catalog
from tests.benchmarks.harness import Figure, Goal, figure

GOAL = Goal("a catalog file put in force", 6.0, "s of CPU")
ITEMS, ITEMS_QUICK = 50_000, 10_000
_TABLES = ("catalog_item", "catalog_code")


def measured(folder: Path, items: int, products: Path, rounds: int) -> list[Figure]:
    """So many rounds, each of a new database on either side."""
    file = folder / "catalog.csv"
    write_catalog(file, goods(items, products))
    return [figure(GOAL, list(_rounds(folder, file, rounds)))]


def _rounds(folder: Path, file: Path, rounds: int) -> Iterator[tuple[float, float]]:
    numbers = count(1)
    for _ in range(rounds):
        stocked = folder / f"till-{next(numbers)}.db"
        ours = _imported(stocked, file)
        yield ours, _bare(folder / f"bare-{next(numbers)}.db", stocked)


def _imported(path: Path, file: Path) -> float:
    with open_database(path) as database, closing(database.connect()) as connection:
        return imported(connection, database.lock, file)


def imported(connection: sqlite3.Connection, lock: SaleFirstLock, file: Path) -> float:
    """Put a catalog file in force; the seconds of CPU that it took."""
    currency = Currency.of("USD")
    sync = CatalogSync(SqliteCatalogStage(connection, lock, currency), _quietly, _at_once)
    begun = process_time()
    result = sync.import_file(catalog_file(file, currency))
    took = process_time() - begun
    if not result.is_done:
        raise ValueError(f"{result.fault_count} faults: {result.faults[:3]}")
    return took


def _bare(path: Path, stocked: Path) -> float:
    with closing(sqlite3.connect(stocked)) as source, closing(sqlite3.connect(path, isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        loads = []
        for table in _TABLES:
            (made,) = source.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            bare.execute(made)
            rows = source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - names from above
            loads.append((f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows))  # noqa: S608
        begun = process_time()
        bare.execute("BEGIN")
        for statement, rows in loads:
            bare.executemany(statement, rows)
        bare.execute("COMMIT")
        return process_time() - begun


def _quietly(_: SyncProgress) -> None:
    """Nobody watches."""


def _at_once() -> None:
    """Nobody sells meanwhile."""
