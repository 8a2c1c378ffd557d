"""Databases on real files for the tests of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.queueing import JournalHead
from pos_terminal.domain.transaction import Transaction
from tests.adapters.sqlite.ended import KEY, POLICY, Recorder, closed, rung_up
from tests.newdatabase import laid_down

Sell = Callable[..., JournalHead]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new database, open."""
    with open_database(laid_down(tmp_path / "till" / "terminal.db")) as opened:
        yield opened


@pytest.fixture
def sales(database: Database) -> SqliteSales:
    return SqliteSales(database.connect(), database.lock, KEY)


@pytest.fixture
def baskets(database: Database) -> SqliteBaskets:
    return SqliteBaskets(database.connect(), database.lock, POLICY)


@pytest.fixture
def outbox(database: Database) -> SqliteOutbox:
    return SqliteOutbox(database.connect(), database.lock)


@pytest.fixture
def sell(sales: SqliteSales) -> Sell:
    """Ends one sale after another: ``sell(transaction, sends=…, prints=…)``; a new one when none is given."""
    recorder = Recorder()

    def sell_one(transaction: Transaction | None = None, *, sends: bool = True, prints: bool = True) -> JournalHead:
        head = sales.journal_head()
        ended = closed(rung_up(f"lane-1-TEST-{head.seq + 1:06d}")) if transaction is None else transaction
        return sales.commit(recorder.record(ended, head.hash, sends=sends, prints=prints))

    return sell_one
