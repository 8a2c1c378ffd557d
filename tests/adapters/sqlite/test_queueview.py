from dataclasses import replace
from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.glances import queue_counts
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.queueview import SqliteQueueView
from pos_terminal.application.queueing import DeliveryState
from pos_terminal.application.replies import Why
from pos_terminal.domain.transaction import SnapshotKind
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import OPENED, USD, closed, rung_up


@pytest.fixture
def view(database: Database) -> SqliteQueueView:
    return SqliteQueueView(database.connect())


def test_what_waits_is_worth_the_sum_of_its_transactions(view: SqliteQueueView, sell: Sell) -> None:
    sale = closed(rung_up("lane-1-TEST-000001"))
    sell(sale)
    sell(sends=False)
    assert [(money.currency, money) for money in view.pending_worth()] == [(USD, sale.totals.total)]
    assert view.parked_worth() == ()


def test_a_transaction_is_worth_what_its_newest_snapshot_says(view: SqliteQueueView, sell: Sell) -> None:
    sale = closed(rung_up("lane-1-TEST-000001"))
    sell(sale)
    later = replace(sale, kind=SnapshotKind.RETURNED, modified_time=sale.modified_time + timedelta(hours=1))
    sell(later)
    assert view.pending_worth() == (sale.totals.total,)
    sell(replace(later, kind=SnapshotKind.VOIDED, modified_time=later.modified_time + timedelta(hours=1)))
    assert [money.minor for money in view.pending_worth()] == [0]


def test_the_newest_trouble_is_told_and_forgotten_when_it_is_over(
    view: SqliteQueueView, outbox: SqliteOutbox, sell: Sell
) -> None:
    sell()
    assert view.trouble() is None
    outbox.attempted("single-1", OPENED)
    outbox.unknown("single-1", "No answer: timed out.", Why.UNREACHABLE)
    trouble = view.trouble()
    assert trouble is not None
    assert (trouble.reason, trouble.at) == ("No answer: timed out.", OPENED)
    outbox.park("single-1", "VALIDATION: no", OPENED + timedelta(minutes=1))
    refusal = view.trouble()
    assert refusal is not None
    assert refusal.reason == "VALIDATION: no"
    outbox_rows = view.snapshots("lane-1-TEST-000001")
    assert [each.state for each in outbox_rows] == [DeliveryState.PARKED]


def steps(database: Database) -> int:
    """How many steps of SQLite's machine a look at the queue takes."""
    connection, taken = database.connect(), [0]

    def count() -> int:
        taken[0] += 1
        return 0

    connection.set_progress_handler(count, 1)
    queue_counts(connection)
    return taken[0]


def test_a_look_at_the_queue_costs_the_same_at_any_size(database: Database, sell: Sell) -> None:
    for _ in range(5):
        sell()
    few = steps(database)
    for _ in range(400):
        sell()
    counts = queue_counts(database.connect())
    assert (counts.pending, counts.oldest) == (405, OPENED + timedelta(minutes=2))
    assert steps(database) == few
