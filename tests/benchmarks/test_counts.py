"""What costs, counted: the same on every machine, whatever it is doing beside."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import FrameType

import pytest

from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.tax import line_taxes
from tests.adapters.sqlite.ended import ESPRESSO, OPENED, POLICY
from tests.benchmarks.sales import STORE, Desk

SALES = 3


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "terminal.db") as opened:
        yield opened


@contextmanager
def calls() -> Iterator[Counter[str]]:
    """Counts the calls of Python functions by name."""
    counted: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            counted[frame.f_code.co_qualname] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield counted
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("lines", [1, 10, 300])
def test_one_more_line_reckons_the_taxes_of_that_line_alone(lines: int) -> None:
    basket = Basket(BasketHead("lane-1-TEST-000001", OPENED, "STORE", "emp-7"), POLICY)
    for _ in range(lines):
        basket.add(ESPRESSO, Decimal(1))

    with calls() as counted:
        basket.add(ESPRESSO, Decimal(1))
        _ = basket.totals

    assert counted[line_taxes.__qualname__] == 1


def test_what_is_sent_is_what_the_journal_holds_to_the_byte(database: Database) -> None:
    desk, wire = Desk.of(database), SessionMWire(STORE)
    for record in islice(desk.records(), SALES):
        desk.sales.commit(record)
    connection = database.connect()

    journalled = [body for (body,) in connection.execute("SELECT body FROM document ORDER BY seq")]
    waiting = SqliteOutbox(connection, database.lock).waiting(SALES)
    batch = wire.batch("batch-1", [each.document for each in waiting])

    assert [each.document.body for each in waiting] == journalled
    assert all(body in each.request.body for each, body in zip(waiting, journalled, strict=True))
    assert b"[" + b",".join(journalled) + b"]" in batch.body
