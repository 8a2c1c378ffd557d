import sqlite3
from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite import documents as documents_module
from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.faults import StorageFailed
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.queueing import Erased, JournalFault, Request
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import KEY, OPENED, batch, closed, rung_up

YEARS_LATER = OPENED + timedelta(days=4000)


@pytest.fixture
def documents(database: Database) -> SqliteDocuments:
    return SqliteDocuments(database.connect(), database.lock, KEY)


@pytest.fixture
def one_erased(outbox: SqliteOutbox, documents: SqliteDocuments, sell: Sell) -> SqliteDocuments:
    """Three sales, of which the second is delivered, and its document erased."""
    for _ in range(3):
        sell()
    taken(outbox, "single-2")
    assert documents.erase(YEARS_LATER, YEARS_LATER) == Erased(1, 2)
    return documents


@pytest.fixture
def tampering(database: Database) -> sqlite3.Connection:
    """A connection of somebody who knows SQL and takes every guard away."""
    connection = database.connect()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    return connection


def taken(outbox: SqliteOutbox, *request_ids: str) -> None:
    """The platform takes these."""
    for request_id in request_ids:
        outbox.attempted(request_id, OPENED)
        outbox.done(request_id, OPENED)


def erased(database: Database) -> list[int]:
    rows = database.connect().execute("SELECT seq FROM document WHERE body IS NULL ORDER BY seq")
    return [seq for (seq,) in rows]


def test_what_was_taken_and_is_old_is_erased_and_the_journal_holds(
    database: Database, sales: SqliteSales, outbox: SqliteOutbox, documents: SqliteDocuments, sell: Sell
) -> None:
    for _ in range(3):
        sell()
    taken(outbox, "single-1", "single-2", "single-3")

    assert documents.erase(YEARS_LATER, YEARS_LATER) == Erased(3, 3)
    assert documents.erase(YEARS_LATER, YEARS_LATER, 3) == Erased(0, None)
    assert documents.erase(YEARS_LATER, YEARS_LATER) == Erased(0, None)

    assert erased(database) == [1, 2, 3]
    assert (sales.verify_journal(), sales.count_erased()) == (None, 3)
    sell()
    assert sales.verify_journal() is None


def test_the_sale_itself_stays(
    sales: SqliteSales, outbox: SqliteOutbox, documents: SqliteDocuments, sell: Sell
) -> None:
    transaction = closed(rung_up())
    sell(transaction)
    taken(outbox, "single-1")

    documents.erase(YEARS_LATER, YEARS_LATER)

    assert sales.transaction(transaction.transaction_id) == transaction
    assert sales.last() == transaction


def test_what_was_never_to_be_sent_is_erased_when_it_is_old(
    database: Database, sales: SqliteSales, documents: SqliteDocuments, sell: Sell
) -> None:
    sell(sends=False)

    documents.erase(YEARS_LATER, YEARS_LATER)

    assert (erased(database), sales.verify_journal()) == ([1], None)


def test_what_waits_is_on_its_way_or_was_refused_is_never_erased(
    database: Database, sales: SqliteSales, outbox: SqliteOutbox, documents: SqliteDocuments, sell: Sell
) -> None:
    for _ in range(4):
        sell()
    outbox.attempted("single-1", OPENED)
    outbox.attempted("single-2", OPENED)
    outbox.park("single-2", "no such store", OPENED)
    taken(outbox, "single-4")

    assert documents.erase(YEARS_LATER, YEARS_LATER) == Erased(1, 4)

    assert (erased(database), sales.verify_journal()) == ([4], None)
    assert outbox.waiting(10)[0].document.body
    rows = database.connect().execute("SELECT seq FROM request WHERE body IS NULL").fetchall()
    assert rows == [(4,)]


def test_what_is_young_is_not_erased(
    database: Database, outbox: SqliteOutbox, documents: SqliteDocuments, sell: Sell
) -> None:
    for number in (1, 2, 3):
        sell(closed(rung_up(f"lane-1-TEST-{number}"), timedelta(days=number)))
    taken(outbox, "single-1", "single-2", "single-3")

    assert documents.erase(OPENED + timedelta(days=2), YEARS_LATER) == Erased(1, 1)
    assert documents.erase(OPENED + timedelta(days=2, microseconds=1), YEARS_LATER) == Erased(1, 2)

    assert erased(database) == [1, 2]


def test_every_request_that_carried_it_gives_its_bytes_up(
    database: Database, sales: SqliteSales, outbox: SqliteOutbox, documents: SqliteDocuments, sell: Sell
) -> None:
    for _ in range(3):
        sell()
    bodies = [waiting.document.body for waiting in outbox.waiting(3)]
    outbox.form_batch(batch("batch-1", bodies), [1, 2, 3], OPENED)
    halves = [(batch("batch-2", bodies[:2]), [1, 2]), (Request("single-4", "/send_transaction", bodies[2]), [3])]
    outbox.renew("batch-1", halves, "refused")
    outbox.renew("single-4", [(Request("single-5", "/send_transaction", bodies[2]), [3])], "failing")
    taken(outbox, "single-5")

    documents.erase(YEARS_LATER, YEARS_LATER)

    connection = database.connect()
    kept = {name for (name,) in connection.execute("SELECT request_id FROM request WHERE body IS NOT NULL")}
    assert kept == {"single-1", "single-2", "batch-2"}
    taken(outbox, "batch-2")
    documents.erase(YEARS_LATER, YEARS_LATER)
    assert connection.execute("SELECT COUNT(*) FROM request WHERE body IS NOT NULL").fetchone() == (0,)
    assert (erased(database), sales.verify_journal()) == ([1, 2, 3], None)


def test_the_bytes_are_nowhere_in_the_file_any_more(
    database: Database, outbox: SqliteOutbox, documents: SqliteDocuments, sell: Sell
) -> None:
    for _ in range(3):
        sell()
    bodies = [waiting.document.body for waiting in outbox.waiting(3)]
    taken(outbox, "single-1", "single-3")

    documents.erase(YEARS_LATER, YEARS_LATER)

    database.connect().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = database.path.read_bytes()
    assert [body in content for body in bodies] == [False, True, False]


def test_many_go_in_small_pieces(
    sales: SqliteSales, documents: SqliteDocuments, database: Database, sell: Sell
) -> None:
    for _ in range(120):
        sell(sends=False)

    pieces, through = [], 0
    while (piece := documents.erase(YEARS_LATER, YEARS_LATER, through)).through is not None:
        pieces.append(piece.count)
        through = piece.through
        assert sales.verify_journal() is None

    assert pieces == [50, 50, 20]
    assert len(erased(database)) == 120


def test_erasing_writes_under_the_lock_that_sales_take_first(
    database: Database, documents: SqliteDocuments, sell: Sell
) -> None:
    sell(sends=False)

    with database.lock.sale(), pytest.raises(RuntimeError, match="one commit"):
        documents.erase(YEARS_LATER, YEARS_LATER)

    assert erased(database) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET body = CAST(body || ' ' AS BLOB) WHERE seq = 2",
        "UPDATE journal SET created_us = created_us - 1 WHERE seq = 2",
        "UPDATE journal SET document_sha256 = 'a' WHERE seq = 2",
    ],
)
def test_what_was_changed_is_not_erased_and_stays_found_out(
    sales: SqliteSales, documents: SqliteDocuments, sell: Sell, tampering: sqlite3.Connection, statement: str
) -> None:
    for _ in range(3):
        sell(sends=False)
    tampering.execute(statement)

    assert documents.erase(YEARS_LATER, YEARS_LATER) == Erased(2, 3)

    assert sales.count_erased() == 2
    fault = sales.verify_journal()
    assert fault is not None
    assert fault.seq == 2


GONE = "the entry's document is gone, and not erased by this terminal"
THERE = "the entry's document is said to be erased, and is there"
TAMPERING = {
    "UPDATE document SET body = NULL, erased_us = 1": (1, GONE),
    "UPDATE document SET body = NULL, erased_us = 1, erased_mac = 'f'": (1, GONE),
    "UPDATE document SET body = NULL WHERE seq = 3": (3, GONE),
    "UPDATE document SET erased_us = 1 WHERE seq = 3": (3, THERE),
    "UPDATE document SET erased_mac = (SELECT erased_mac FROM document WHERE seq = 2) WHERE seq = 3": (3, THERE),
    "UPDATE document SET body = x'00' WHERE seq = 2": (2, THERE),
    "UPDATE document SET erased_us = erased_us + 1 WHERE seq = 2": (2, GONE),
    "UPDATE document SET erased_mac = NULL WHERE seq = 2": (2, GONE),
    "UPDATE document SET erased_us = NULL, erased_mac = NULL WHERE seq = 2": (2, GONE),
    "UPDATE document SET (body, erased_us, erased_mac) = (SELECT body, erased_us, erased_mac FROM document"
    " WHERE seq = 2) WHERE seq = 3": (3, GONE),
    "UPDATE delivery SET state = 'waiting' WHERE seq = 2": (
        2,
        "the entry's document was erased before it was delivered",
    ),
    "DELETE FROM document WHERE seq = 2": (2, "the entry's document is missing"),
}


@pytest.mark.parametrize("statement", TAMPERING)
def test_an_erasure_that_the_terminal_did_not_make_shows(
    sales: SqliteSales, one_erased: SqliteDocuments, tampering: sqlite3.Connection, statement: str
) -> None:
    assert one_erased.erase(YEARS_LATER, YEARS_LATER) == Erased(0, None)
    assert sales.verify_journal() is None

    tampering.execute(statement)

    assert sales.verify_journal() == JournalFault(*TAMPERING[statement])


def test_another_key_makes_no_erasure(database: Database, sales: SqliteSales, sell: Sell) -> None:
    sell(sends=False)
    stranger = SqliteDocuments(database.connect(), database.lock, b"another key of some length")

    assert stranger.erase(YEARS_LATER, YEARS_LATER) == Erased(0, 1)

    assert (erased(database), sales.verify_journal()) == ([], None)


def test_the_proof_is_never_changed(database: Database, documents: SqliteDocuments, sell: Sell) -> None:
    sell(sends=False)
    documents.erase(YEARS_LATER, YEARS_LATER)

    for statement in ("UPDATE document SET erased_us = 7", "UPDATE document SET body = x'00'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            database.connect().execute(statement)


def test_a_disk_that_does_not_take_it_leaves_all_as_it_was(database: Database, sales: SqliteSales, sell: Sell) -> None:
    for _ in range(3):
        sell(sends=False)
    connection = database.connect()
    documents = SqliteDocuments(connection, database.lock, KEY)
    connection.execute("PRAGMA query_only = ON")

    with pytest.raises(StorageFailed):
        documents.erase(YEARS_LATER, YEARS_LATER)

    assert (erased(database), sales.verify_journal()) == ([], None)


def test_looking_for_what_is_old_reads_from_where_it_left_off(database: Database) -> None:
    connection = database.connect()
    for query, values in (
        (documents_module._STILL_THERE, (0, 1)),  # noqa: SLF001 - its plan is what is asked about
        (documents_module._ERASE_REQUESTS, {"seq": 1}),  # noqa: SLF001 - the same
    ):
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
        assert not [step for step in plan if step.startswith("SCAN") or "ORDER BY" in step], plan
