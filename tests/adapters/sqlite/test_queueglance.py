"""What the screen is told of the queue: the sum belongs to the counts beside it, or there is none."""

from decimal import Decimal

import pytest

from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.queueglance import QueueGlance
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import OPENED, WINE, closed, rung_up
from tests.application.fakes import FakeClock

TOTAL = closed(rung_up("lane-1-TEST-000001")).totals.total


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def glance(database: Database, clock: FakeClock) -> QueueGlance:
    return QueueGlance(database.connect(), clock)


def test_the_first_screen_reckons_nothing_and_a_second_later_the_sum_is_told(
    glance: QueueGlance, clock: FakeClock, sell: Sell
) -> None:
    sell()
    sell()
    assert (glance.counts().pending, glance.counts().worth) == (2, None)
    clock.forward(1)
    assert glance.counts().worth == TOTAL + TOTAL


def test_a_sum_is_never_shown_beside_other_counts_than_its_own(
    glance: QueueGlance, clock: FakeClock, sell: Sell
) -> None:
    sell()
    clock.forward(1)
    assert glance.counts().worth == TOTAL
    sell()
    assert (glance.counts().pending, glance.counts().worth) == (2, None)
    clock.forward(1)
    assert glance.counts().worth == TOTAL + TOTAL


def test_one_that_came_while_another_went_is_seen_after_a_while(
    glance: QueueGlance, clock: FakeClock, sell: Sell, outbox: SqliteOutbox
) -> None:
    sell()
    clock.forward(1)
    assert glance.counts().worth == TOTAL
    outbox.attempted("single-1", OPENED)
    outbox.done("single-1", OPENED)
    larger = rung_up("lane-1-TEST-000002")
    larger.add(WINE, Decimal(1))
    total = closed(larger).totals.total
    sell(closed(larger))
    clock.forward(5)
    assert (glance.counts().pending, glance.counts().worth) == (1, total)
    assert total > TOTAL


def test_what_was_set_aside_is_part_of_the_sum_and_has_its_age(
    glance: QueueGlance, sell: Sell, outbox: SqliteOutbox
) -> None:
    sell()
    sell()
    outbox.attempted("single-1", OPENED)
    outbox.park("single-1", "VALIDATION: no", OPENED)
    last = glance.last()
    assert (last.pending, last.parked, last.worth) == (1, 1, TOTAL + TOTAL)
    assert last.oldest_parked is not None
    assert last.since == last.oldest_parked


def test_nothing_is_reckoned_where_nothing_or_more_than_a_thousand_waits(
    database: Database, glance: QueueGlance, sell: Sell
) -> None:
    assert glance.last().worth is None
    sell()
    with database.lock.background():
        database.connect().execute("UPDATE terminal SET pending = 1001")
    assert (glance.last().pending, glance.last().worth) == (1001, None)
