import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.journal import Journal
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.queueing import JournalFault, JournalHead
from pos_terminal.application.sealing import NO_HASH, canonical
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import KEY, Recorder, closed, rung_up

GUARDS = (
    "journal_never_changes",
    "journal_never_shrinks",
    "document_never_changes",
    "document_stays",
    "snapshot_never_changes",
    "snapshot_stays",
)
COLUMNS = {
    "transaction_id": "'lane-1-TEST-999999'",
    "version": "2",
    "kind": "'voided'",
    "business_day": "'2026-03-05'",
    "session_id": "7",
    "employee_id": "'emp-8'",
    "total": "total - 1",
    "currency": "'EUR'",
    "created_us": "created_us + 1",
    "software_version": "'0.1.1'",
    "document_sha256": f"'{'a' * 64}'",
    "previous_hash": f"'{'b' * 64}'",
    "hash": f"'{'c' * 64}'",
}


@pytest.fixture
def tampering(database: Database) -> sqlite3.Connection:
    """A connection of somebody who knows SQL and takes the guards away."""
    connection = database.connect()
    connection.execute("PRAGMA foreign_keys = OFF")
    for guard in GUARDS:
        connection.execute(f"DROP TRIGGER {guard}")
    return connection


def test_an_untouched_journal_holds(sales: SqliteSales, sell: Sell) -> None:
    heads = [sell() for _ in range(5)]

    assert [head.seq for head in heads] == [1, 2, 3, 4, 5]
    assert sales.journal_head() == heads[-1]
    assert sales.verify_journal() is None


def test_an_empty_journal_holds_and_has_no_hash(sales: SqliteSales) -> None:
    assert sales.journal_head() == JournalHead(0, NO_HASH)
    assert sales.verify_journal() is None


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_of_any_column_shows(
    sales: SqliteSales, sell: Sell, tampering: sqlite3.Connection, column: str
) -> None:
    for _ in range(3):
        sell()

    tampering.execute(f"UPDATE journal SET {column} = {COLUMNS[column]} WHERE seq = 2")  # noqa: S608 - columns above

    fault = sales.verify_journal()
    assert fault is not None
    assert fault.seq == 2


def test_every_column_of_the_journal_is_tried(database: Database) -> None:
    live = {row[1] for row in database.connect().execute("PRAGMA table_info(journal)")}

    assert live == {"seq", *COLUMNS}


def test_a_missing_entry_shows(sales: SqliteSales, sell: Sell, tampering: sqlite3.Connection) -> None:
    for _ in range(4):
        sell()

    tampering.execute("DELETE FROM journal WHERE seq = 3")

    assert sales.verify_journal() == JournalFault(3, "the entry is missing")


def test_entries_that_changed_places_show(sales: SqliteSales, sell: Sell, tampering: sqlite3.Connection) -> None:
    for _ in range(3):
        sell()

    tampering.executescript(
        "UPDATE journal SET seq = 99 WHERE seq = 1; UPDATE journal SET seq = 1 WHERE seq = 2;"
        "UPDATE journal SET seq = 2 WHERE seq = 99;"
    )

    assert sales.verify_journal() == JournalFault(1, "the entry does not follow the one before it")


def test_missing_newest_entries_show(sales: SqliteSales, sell: Sell, tampering: sqlite3.Connection) -> None:
    for _ in range(4):
        sell()

    tampering.execute("DELETE FROM journal WHERE seq > 2")

    assert sales.verify_journal() == JournalFault(3, "the journal ends here, and not with entry 4")


def test_a_tail_cut_off_with_its_count_shows(sales: SqliteSales, sell: Sell, tampering: sqlite3.Connection) -> None:
    third = [sell() for _ in range(3)][-1]
    sell()

    tampering.execute("DELETE FROM journal WHERE seq = 4")
    tampering.execute("UPDATE terminal SET journal_count = 3, journal_hash = ?", (third.hash,))

    fault = sales.verify_journal()
    assert fault is not None
    assert "count" in fault.what


def test_another_key_shows(database: Database, sell: Sell) -> None:
    sell()

    assert Journal(database.connect(), b"another key of some length").verify() is not None


def test_a_changed_document_shows(sales: SqliteSales, sell: Sell, tampering: sqlite3.Connection) -> None:
    for _ in range(3):
        sell()

    tampering.execute("UPDATE document SET body = CAST(body || ' ' AS BLOB) WHERE seq = 2")

    assert sales.verify_journal() == JournalFault(2, "the entry's document was changed")


def test_a_missing_document_shows(sales: SqliteSales, sell: Sell, tampering: sqlite3.Connection) -> None:
    for _ in range(3):
        sell()

    tampering.execute("DELETE FROM document WHERE seq = 2")

    assert sales.verify_journal() == JournalFault(2, "the entry's document is missing")


def test_a_document_that_waits_cannot_be_erased(database: Database, sell: Sell) -> None:
    sell()

    with pytest.raises(sqlite3.IntegrityError, match="when it is delivered"):
        database.connect().execute("UPDATE document SET body = NULL, erased_us = 1, erased_mac = 'f'")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET total = 0",
        "DELETE FROM journal WHERE seq = 2",
        "UPDATE document SET body = x'00'",
        "DELETE FROM document",
        "UPDATE snapshot SET change_due = 0",
        "DELETE FROM snapshot",
        "DELETE FROM terminal",
        "UPDATE request SET body = x'00'",
        "UPDATE request SET body = NULL",
        "UPDATE request SET request_id = 'other'",
        "DELETE FROM request",
        "DELETE FROM delivery",
    ],
)
def test_the_database_itself_keeps_what_was_written(database: Database, sell: Sell, statement: str) -> None:
    for _ in range(2):
        sell()
    connection = database.connect()
    connection.execute("PRAGMA foreign_keys = OFF")

    with pytest.raises(sqlite3.IntegrityError, match=r"never"):
        connection.execute(statement)


def test_the_newest_part_can_be_checked_alone(database: Database, sell: Sell, tampering: sqlite3.Connection) -> None:
    for _ in range(4):
        sell()
    tampering.execute("UPDATE journal SET total = 0 WHERE seq = 1")
    journal = Journal(database.connect(), KEY)

    assert journal.verify(after=2) is None
    assert journal.verify() == JournalFault(1, "the entry was changed, or the key is another")


def test_a_short_key_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Journal(database.connect(), b"secret")


def test_the_chain_goes_on_after_a_restart(tmp_path: Path) -> None:
    recorder, path = Recorder(), tmp_path / "terminal.db"
    for number in (1, 2):
        with closing(open_database(path)) as database:
            sales = SqliteSales(database.connect(), database.lock, KEY)
            record = recorder.record(closed(rung_up(f"lane-1-TEST-{number}")), sales.journal_head().hash)
            assert sales.commit(record).seq == number
            assert sales.verify_journal() is None


def test_an_entry_says_what_the_sale_was(database: Database, sales: SqliteSales) -> None:
    transaction = closed(rung_up())
    record = replace(Recorder().record(transaction, NO_HASH), session_id=None, software_version="1.2.3")

    head = sales.commit(record)

    cursor = database.connect().execute("SELECT * FROM journal")
    row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    assert row == {
        "seq": 1,
        "transaction_id": "lane-1-TEST-000001",
        "version": 1,
        "kind": "closed",
        "business_day": "2026-03-04",
        "session_id": None,
        "employee_id": "emp-7",
        "total": transaction.totals.total.minor,
        "currency": "USD",
        "created_us": int(transaction.modified_time.timestamp()) * 1_000_000 + 120_000,
        "software_version": "1.2.3",
        "document_sha256": record.document.sha256,
        "previous_hash": NO_HASH,
        "hash": head.hash,
    }
    assert database.connect().execute("SELECT body FROM document").fetchone() == (record.document.body,)


def _parsed(written: str) -> list[str | None]:
    """The columns that `canonical` wrote, read back by their lengths."""
    columns: list[str | None] = []
    while written:
        if written.startswith("-"):
            columns.append(None)
            written = written[1:]
        else:
            length, _, rest = written.partition(":")
            columns.append(rest[: int(length)])
            written = rest[int(length) :]
    return columns


@given(st.lists(st.none() | st.integers() | st.text(st.sampled_from("0123:-é")), max_size=6))
def test_what_is_sealed_can_be_read_in_one_way_only(columns: list[int | str | None]) -> None:
    texts = [None if column is None else str(column) for column in columns]

    assert _parsed(canonical(columns).decode()) == texts
