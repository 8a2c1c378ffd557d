"""A hundred thousand sales in the queue, or sent, cost what ten do: counted, and so the same on every machine."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.system import SystemIds
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.delivery import Delivery, DeliveryPorts
from pos_terminal.application.replies import Outcome, Reply, Why
from tests.application.fakes import FakeClock, FakePlatform, SteadyChance
from tests.benchmarks.sales import STORE
from tests.reliability.sending import Backlog

SHORT, LONG = 40, 400
HEADROOM = 1.05
"""A longer index is a level deeper, here or there."""


@dataclass
class Queue:
    """A backlog and its delivery on one connection, which counts what SQLite does."""

    connection: sqlite3.Connection
    outbox: SqliteOutbox
    platform: FakePlatform
    delivery: Delivery

    def instructions(self, work: Callable[[], object]) -> int:
        """How many instructions of its virtual machine SQLite went through."""
        done = 0

        def count() -> None:
            nonlocal done
            done += 1

        self.connection.set_progress_handler(count, 1)
        try:
            work()
        finally:
            self.connection.set_progress_handler(None, 1)
        return done

    def statements(self, work: Callable[[], object]) -> list[str]:
        """The statements that ran, without their values."""
        ran: list[str] = []
        self.connection.set_trace_callback(ran.append)
        try:
            work()
        finally:
            self.connection.set_trace_callback(None)
        return ran


@contextmanager
def queue(backlog: Backlog, sales: int, folder: Path) -> Iterator[Queue]:
    folder.mkdir()
    with open_database(backlog.copy(sales, folder)) as database:
        connection = database.connect()
        outbox, platform = SqliteOutbox(connection, database.lock), FakePlatform()
        ports = DeliveryPorts(outbox, platform, SessionMWire(STORE), FakeClock(), SystemIds())
        delivery = Delivery(ports, Breaker(SteadyChance()), 10)
        delivery.step()
        yield Queue(connection, outbox, platform, delivery)


def _batch_is_taken(queue: Queue) -> None:
    assert queue.delivery.step().sent == 10


def _batch_is_lost_and_taken(queue: Queue) -> None:
    queue.platform.answers = [Reply(Outcome.UNKNOWN, Why.PENDING)]
    queue.delivery.step()


def _poison_is_found(queue: Queue) -> None:
    queue.platform.answers = [Reply(Outcome.REJECTED)] * 5
    for _ in range(9):
        queue.delivery.step()


WORK: dict[str, Callable[[Queue], object]] = {
    "a batch that is taken": _batch_is_taken,
    "a batch of unknown outcome": _batch_is_lost_and_taken,
    "a batch with a sale that is refused": _poison_is_found,
    "the counts": lambda queue: queue.outbox.counts(),
    "a page of the list": lambda queue: queue.outbox.rows(20),
}


@pytest.mark.parametrize("name", WORK)
def test_ten_times_the_backlog_is_no_more_work(backlog: Backlog, tmp_path: Path, name: str) -> None:
    work = WORK[name]
    with queue(backlog, SHORT, tmp_path / "short") as short, queue(backlog, LONG, tmp_path / "long") as long:
        few = short.instructions(lambda: work(short))
        many = long.instructions(lambda: work(long))

    assert few > 0
    assert many <= few * HEADROOM


def test_what_was_sent_long_ago_is_no_more_work(backlog: Backlog, tmp_path: Path) -> None:
    with queue(backlog, LONG, tmp_path / "till") as found:
        begun = found.instructions(lambda: _batch_is_taken(found))
        while found.outbox.counts().pending > SHORT:
            found.delivery.step()
        later = found.instructions(lambda: _batch_is_taken(found))

    assert later <= begun * HEADROOM


def test_a_batch_is_one_commit_however_many_wait(backlog: Backlog, tmp_path: Path) -> None:
    """While one is on its way the next is stored with its try, and the one before it noted as taken."""
    for sales in (SHORT, LONG):
        with queue(backlog, sales, tmp_path / str(sales)) as found:
            _batch_is_taken(found)
            ran = found.statements(lambda: _batch_is_taken(found))

        assert ran.count("COMMIT") == 1
        assert len(ran) < 100
