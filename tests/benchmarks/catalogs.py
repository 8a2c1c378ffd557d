"""A store's catalog as the desk reads it, and the same file as SQLite alone reads it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.app.premises import DATABASE_NAME
from tests.benchmarks.stores import settings_of


@dataclass(frozen=True, slots=True)
class OpenCatalog:
    """Both ways into one catalog."""

    catalog: SqliteCatalog
    raw: sqlite3.Connection


@contextmanager
def opened_catalog(config: Path) -> Iterator[OpenCatalog]:
    """The catalog of a prepared store."""
    settings = settings_of(config)
    path = settings.data_dir / DATABASE_NAME
    with open_readonly(path) as database, closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
        yield OpenCatalog(SqliteCatalog(database.connect(), settings.currency, prices_include_tax=False), raw)
