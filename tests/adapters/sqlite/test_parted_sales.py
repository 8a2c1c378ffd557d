"""Sales that become one, on a real file: all of it in one commit."""

from collections.abc import Callable
from functools import partial

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.faults import DiskFull
from pos_terminal.adapters.sqlite.leasefile import LeaseFile, lease_path
from pos_terminal.adapters.sqlite.parting import SqlitePartedSales
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.suspendedsales import SqliteSuspendedSales
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.records import SaleRecord
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.joining import joined
from tests.adapters.sqlite.ended import KEY, POLICY, Recorder, voided
from tests.adapters.sqlite.test_suspended_sales import put_aside, seen, told

Ends = list[tuple[Basket, Callable[[JournalHead], SaleRecord]]]


@pytest.fixture
def suspended(database: Database) -> SqliteSuspendedSales:
    return SqliteSuspendedSales(database.connect(), database.lock, POLICY)


@pytest.fixture
def parted(database: Database) -> SqlitePartedSales:
    connection = database.connect()
    sales = SqliteSales(connection, database.lock, KEY)
    return SqlitePartedSales((connection, database.lock), POLICY, NOTHING_SPARE, sales)


def ends(*others: Basket) -> Ends:
    """The ends of these sales, each entered behind the one before."""
    recorder = Recorder()
    return [(each, partial(_end, recorder, each)) for each in others]


def _end(recorder: Recorder, sale: Basket, head: JournalHead) -> SaleRecord:
    return recorder.record(voided(sale), head.hash, sends=False, prints=False)


def _no_room(_head: JournalHead) -> SaleRecord:
    raise DiskFull("The disk is full.")


def test_three_sales_become_one_and_each_that_went_has_an_entry_of_its_own(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales, parted: SqlitePartedSales, sales: SqliteSales
) -> None:
    first, second, third = put_aside(baskets, suspended, 1, 2, 3)
    whole = joined(joined(first, second), third)

    parted.merge((whole, told(whole, "All")), ends(second, third))

    assert [(each.transaction_id, each.total) for each in suspended.all()] == [
        (first.head.transaction_id, whole.totals.total)
    ]
    assert seen(parted.load(first.head.transaction_id)) == seen(whole)
    assert sales.journal_head().seq == 2
    assert sales.verify_journal() is None
    for each in (second, third):
        (ended,) = sales.history(each.head.transaction_id)
        assert ended.is_voided


def test_a_disk_that_fails_at_the_last_of_three_leaves_all_three_as_they_were(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales, parted: SqlitePartedSales, sales: SqliteSales
) -> None:
    first, second, third = before = put_aside(baskets, suspended, 1, 2, 3)
    whole = joined(joined(first, second), third)

    with pytest.raises(DiskFull):
        parted.merge((whole, told(whole, "All")), [*ends(second), (third, _no_room)])

    assert [seen(parted.load(each.head.transaction_id)) for each in before] == [seen(each) for each in before]
    assert sales.journal_head().seq == 0
    assert sales.history(second.head.transaction_id) == []


def test_no_entry_of_a_merge_counts_as_on_disk_before_all_of_it_is(
    database: Database, baskets: SqliteBaskets, suspended: SqliteSuspendedSales, parted: SqlitePartedSales
) -> None:
    first, second, third = put_aside(baskets, suspended, 1, 2, 3)
    whole = joined(joined(first, second), third)

    with pytest.raises(DiskFull):
        parted.merge((whole, told(whole)), [*ends(second, third), (first, _no_room)])

    beside = LeaseFile(lease_path(database.path))
    noted = beside.read()
    beside.close()
    assert noted is not None
    assert noted.reached.seq == 0  # a start would take the file for an older copy of one with two entries
