import threading

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.faults import StorageFailed
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.sales import SqliteSales
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import KEY, OPENED, POLICY, rung_up

BACKLOG = 60
SALES = 40
PATIENCE = 30.0


def test_selling_and_sending_at_once_lose_nothing(database: Database, sell: Sell) -> None:
    for _ in range(BACKLOG):
        sell()

    def send() -> None:
        outbox = SqliteOutbox(database.connect(), database.lock)
        for _ in range(BACKLOG):
            (waiting,) = outbox.waiting(1)
            outbox.attempted(waiting.request.request_id, OPENED)
            outbox.done(waiting.request.request_id, OPENED)

    sender = threading.Thread(target=send)
    sender.start()
    for _ in range(SALES):
        sell()
    sender.join(PATIENCE)

    outbox = SqliteOutbox(database.connect(), database.lock)
    assert not sender.is_alive()
    assert outbox.counts().pending == SALES
    assert [row.seq for row in outbox.rows(BACKLOG + SALES)] == list(range(BACKLOG + 1, BACKLOG + SALES + 1))
    assert SqliteSales(database.connect(), database.lock, KEY).verify_journal() is None


def test_another_program_that_writes_on_is_said_in_a_sentence(database: Database, sell: Sell) -> None:
    other, connection = database.connect(), database.connect()
    connection.execute("PRAGMA busy_timeout = 0")
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageFailed, match="Another program keeps the database busy"):
        SqliteBaskets(connection, database.lock, POLICY).save(rung_up().take_change())

    other.execute("ROLLBACK")
    sell()
