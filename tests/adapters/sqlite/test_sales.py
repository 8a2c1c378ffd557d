import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.sales import _WITH_PIECE, JournalMoved, SqliteSales
from pos_terminal.application.standing import QueueCounts
from pos_terminal.domain.batch import Batch
from pos_terminal.domain.transaction import SnapshotKind, Transaction
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import ESPRESSO, KEY, Recorder, basket, closed, rung_up, voided
from tests.adapters.sqlite.made import transactions

WRITTEN = (
    "pos_transaction",
    "snapshot",
    "snapshot_line",
    "snapshot_payment",
    "journal",
    "document",
    "request",
    "delivery",
    "print_job",
)


def _rows(database: Database) -> dict[str, int]:
    connection = database.connect()
    return {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in WRITTEN}  # noqa: S608 - names above


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[SqliteSales, Iterator[int]]]:
    """One database for all examples of a property, and numbers for its sales."""
    with TemporaryDirectory() as folder, open_database(Path(folder) / "terminal.db") as database:
        yield SqliteSales(database.connect(), database.lock, KEY), count(1)


@settings(max_examples=40)
@given(transaction=transactions())
def test_any_transaction_comes_back_exactly(
    shared: tuple[SqliteSales, Iterator[int]], transaction: Transaction
) -> None:
    sales, numbers = shared
    number = next(numbers)
    transaction = replace(transaction, head=replace(transaction.head, transaction_id=f"lane-1-TEST-{number:06d}"))
    recorder = Recorder(ids=numbers.__next__)

    sales.commit(recorder.record(transaction, sales.journal_head().hash))

    assert sales.transaction(transaction.transaction_id) == transaction


def test_a_sale_comes_back_to_the_representation_of_its_numbers(sales: SqliteSales, sell: Sell) -> None:
    transaction = closed(rung_up())

    sell(transaction)

    found = sales.transaction(transaction.transaction_id)
    assert repr(found) == repr(transaction).replace("<Unit.EACH: 'each'>", "'each'").replace("<Unit.KG: 'kg'>", "'kg'")


def test_an_ended_sale_comes_back_with_its_lots(sales: SqliteSales, sell: Sell) -> None:
    sale = basket()
    sale.add(ESPRESSO, Decimal(1), batch=Batch("LOT7"))
    sale.add(ESPRESSO, Decimal(1))
    transaction = closed(sale)

    sell(transaction)

    found = sales.transaction(transaction.transaction_id)
    assert found is not None
    assert [sold.line.lot for sold in found.lines] == ["LOT7", None]


def test_one_commit_writes_everything_and_forgets_the_basket(
    database: Database, sales: SqliteSales, baskets: SqliteBaskets, outbox: SqliteOutbox, sell: Sell
) -> None:
    sale = rung_up()
    baskets.save(sale.take_change())

    head = sell(closed(sale))

    assert head == sales.journal_head()
    assert baskets.load() is None
    assert outbox.counts().pending == 1
    assert _rows(database) == dict.fromkeys(WRITTEN, 1) | {"snapshot_line": 4}


def test_a_failure_in_the_middle_leaves_nothing(
    database: Database, sales: SqliteSales, baskets: SqliteBaskets, sell: Sell
) -> None:
    sale = rung_up()
    baskets.save(sale.take_change())
    before = _rows(database)
    database.connect().execute("CREATE TRIGGER torn BEFORE INSERT ON print_job BEGIN SELECT RAISE(ABORT, 'torn'); END")

    with pytest.raises(sqlite3.IntegrityError, match="torn"):
        sell(closed(sale))

    assert _rows(database) == before == dict.fromkeys(WRITTEN, 0)
    assert sales.journal_head().seq == 0
    assert sales.last() is None
    kept = baskets.load()
    assert kept is not None
    assert kept.lines == sale.lines


def test_a_record_made_for_another_place_in_the_journal_is_refused(sales: SqliteSales, sell: Sell) -> None:
    stale = sales.journal_head().hash
    sell()

    with pytest.raises(JournalMoved):
        sales.commit(Recorder(ids=lambda: 99).record(closed(rung_up("lane-1-TEST-000099")), stale))

    assert sales.transaction("lane-1-TEST-000099") is None
    assert sales.journal_head().seq == 1


def test_a_transaction_is_closed_once(sales: SqliteSales, sell: Sell) -> None:
    sell(closed(rung_up()))

    with pytest.raises(sqlite3.IntegrityError, match="closed once"):
        sell(closed(rung_up(), timedelta(minutes=9)))

    assert sales.journal_head().seq == 1


def test_a_later_snapshot_is_the_next_version(database: Database, sales: SqliteSales, sell: Sell) -> None:
    first = closed(rung_up())
    later = replace(first, kind=SnapshotKind.VOIDED, modified_time=first.modified_time + timedelta(days=1))
    sell(first)
    sell()

    sell(later)

    assert sales.transaction(first.transaction_id) == later
    assert sales.last() == later
    versions = database.connect().execute(
        "SELECT seq, version FROM snapshot WHERE transaction_id = ?", (first.transaction_id,)
    )
    assert versions.fetchall() == [(1, 1), (3, 2)]


@pytest.mark.parametrize("after", [timedelta(0), timedelta(microseconds=-1), timedelta(days=-3652)])
def test_a_snapshot_that_is_not_later_than_the_one_before_is_not_stored(
    sales: SqliteSales, sell: Sell, after: timedelta
) -> None:
    first = closed(rung_up())
    sell(first)

    with pytest.raises(ValueError, match="was changed later"):
        sell(replace(first, kind=SnapshotKind.VOIDED, modified_time=first.modified_time + after))

    assert sales.last() == first
    assert sales.journal_head().seq == 1


def test_a_later_snapshot_keeps_the_time_it_was_opened_at(sales: SqliteSales, sell: Sell) -> None:
    first = closed(rung_up())
    sell(first)
    moved = replace(
        first, kind=SnapshotKind.VOIDED, head=replace(first.head, open_time=first.head.open_time + timedelta(seconds=1))
    )

    with pytest.raises(ValueError, match="opened at another time"):
        sell(moved)


def test_a_void_the_platform_never_saw_is_journalled_and_not_sent(
    database: Database, sales: SqliteSales, outbox: SqliteOutbox, sell: Sell
) -> None:
    transaction = voided(rung_up())

    sell(transaction, sends=False, prints=False)

    assert outbox.counts() == QueueCounts(0, 0)
    assert sales.last() == transaction
    rows = _rows(database)
    assert (rows["journal"], rows["document"], rows["request"], rows["delivery"], rows["print_job"]) == (1, 1, 0, 0, 0)


def test_ending_one_sale_leaves_another_open_one_alone(baskets: SqliteBaskets, sell: Sell) -> None:
    open_sale = rung_up("lane-1-TEST-000042")
    baskets.save(open_sale.take_change())

    sell(voided(rung_up("lane-1-TEST-000007")), sends=False)

    kept = baskets.load()
    assert kept is not None
    assert kept.head == open_sale.head


def test_an_unknown_transaction_is_none(sales: SqliteSales) -> None:
    assert sales.transaction("lane-1-TEST-000404") is None
    assert sales.last() is None


def test_looking_a_transaction_up_uses_indexes(database: Database, sell: Sell) -> None:
    sell()
    connection = database.connect()
    queries = (
        "SELECT seq FROM snapshot WHERE transaction_id = ? ORDER BY version DESC LIMIT 1",
        "SELECT name FROM snapshot_line WHERE seq = ? ORDER BY position",
    )

    for query in queries:
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", ("x",)))
        assert "SCAN" not in plan
        assert "TEMP B-TREE" not in plan


def test_a_piece_is_found_by_its_number_in_an_index_however_it_is_written(
    database: Database, sales: SqliteSales, sell: Sell
) -> None:
    for sale_id, serial in (("lane-1-TEST-000001", "IMEI 12"), ("lane-1-TEST-000002", None)):
        sale = rung_up(sale_id)
        sale.put(replace(sale.line("1"), serial=serial))
        sell(closed(sale))

    item = sale.line("1").item_id
    assert sales.with_piece(item, "imei1 2") == ["lane-1-TEST-000001"]
    assert sales.with_piece(item, "IMEI 13") == sales.with_piece("other", "IMEI 12") == []
    rows = database.connect().execute(f"EXPLAIN QUERY PLAN {_WITH_PIECE}", {"item": item, "serial": "x"}).fetchall()
    plan = [row[3] for row in rows]
    assert plan[0].startswith("SEARCH l USING INDEX snapshot_line_of_piece (<expr>=? AND item_id=?)"), plan
    assert not any("SCAN" in each for each in plan), plan


def test_a_transaction_comes_with_the_journal_entry_of_its_newest_snapshot(sales: SqliteSales, sell: Sell) -> None:
    sale = closed(rung_up("lane-1-TEST-000001"))
    first = sell(sale)
    sell()
    found = sales.journalled(sale.transaction_id)
    assert found is not None
    assert (found.transaction, found.entry) == (sale, first)
    later = replace(sale, kind=SnapshotKind.RETURNED, modified_time=sale.modified_time + timedelta(hours=1))
    third = sell(later)
    found = sales.journalled(sale.transaction_id)
    assert found is not None
    assert (found.transaction, found.entry) == (later, third)
    assert sales.journalled("lane-1-TEST-000404") is None
