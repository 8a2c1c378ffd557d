import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.faults import StorageFailed
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.salecopies import SqliteSaleCopies
from pos_terminal.adapters.sqlite.salerows import SALE_TABLES, read_sale
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.secondcopy import SecondCopy
from pos_terminal.application.sealing import Seals
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import DAY, KEY, OPENED, Recorder, closed, rung_up, voided

FILE = f"{DAY.isoformat()}.sales"
UNUSED = {"till_session", "snapshot_discount", "amendment", "snapshot_refund"}


@pytest.fixture
def files(tmp_path: Path) -> SecondCopy:
    return SecondCopy(tmp_path / "copies", Seals(KEY))


@pytest.fixture
def copies(database: Database, files: SecondCopy) -> SqliteSaleCopies:
    return SqliteSaleCopies(database.connect(), files)


def seqs(files: SecondCopy) -> list[int]:
    return [copy.seq for day in files.days() for copy in files.copies(day)]


def test_a_copy_holds_every_row_that_the_sale_wrote(
    database: Database, sell: Sell, copies: SqliteSaleCopies, files: SecondCopy
) -> None:
    sell()
    head = sell()

    copies.catch_up()

    [_, copy] = files.copies(DAY.isoformat())
    assert (copy.seq, copy.hash, copy.done_through) == (2, head.hash, 0)
    assert copy.rows == read_sale(database.connect(), 2)
    assert {name for name, rows in copy.rows.items() if not rows.rows} == UNUSED
    assert len(copy.rows["snapshot_line"].rows) == 4


def test_the_copied_tables_are_those_that_a_commit_writes_for_good(database: Database, sell: Sell) -> None:
    connection = database.connect()
    written: set[str] = set()
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    before = {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone() for name in names}  # noqa: S608
    sell()
    written = {
        name
        for name in names
        if connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone() != before[name]  # noqa: S608
    }

    assert written - {"print_job"} == set(SALE_TABLES) - UNUSED


def test_each_call_appends_what_is_new(sell: Sell, copies: SqliteSaleCopies, files: SecondCopy) -> None:
    sell()
    assert not copies.catch_up()
    copies.catch_up()
    sell()
    sell(voided(rung_up("lane-1-TEST-000003")), sends=False, prints=False)
    copies.catch_up()

    assert seqs(files) == [1, 2, 3]


def test_a_start_makes_good_what_a_crash_left_out(database: Database, sell: Sell, files: SecondCopy) -> None:
    for _ in range(2):
        sell()
    SqliteSaleCopies(database.connect(), files).catch_up()
    for _ in range(2):
        sell()

    SqliteSaleCopies(database.connect(), files).catch_up()

    assert seqs(files) == [1, 2, 3, 4]


def test_a_torn_last_line_is_written_again(database: Database, sell: Sell, files: SecondCopy, tmp_path: Path) -> None:
    for _ in range(3):
        sell()
    SqliteSaleCopies(database.connect(), files).catch_up()
    path = tmp_path / "copies" / FILE
    whole = path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for cut in (last + 1, last + 100, len(whole) - 1):
        path.write_bytes(whole[:cut])

        SqliteSaleCopies(database.connect(), files).catch_up()

        assert seqs(files)[:3] == [1, 2, 3]
        assert path.read_bytes().startswith(whole[:cut])


def test_many_sales_are_copied_in_pieces(database: Database, sell: Sell, files: SecondCopy) -> None:
    for _ in range(101):
        sell()
    copies = SqliteSaleCopies(database.connect(), files)

    assert [copies.catch_up(), copies.catch_up()] == [True, False]
    assert seqs(files) == list(range(1, 102))
    assert [copy.seq for copy in files.newest_first(DAY.isoformat())] == list(range(101, 0, -1))


def test_each_business_day_has_a_file_of_its_own_that_its_owner_alone_reads(
    sales: SqliteSales, copies: SqliteSaleCopies, files: SecondCopy, tmp_path: Path
) -> None:
    recorder = Recorder()
    for number, day in enumerate((date(2026, 3, 5), date(2026, 3, 4), date(2026, 3, 5)), 1):
        record = recorder.record(closed(rung_up(f"lane-1-TEST-{number}")), sales.journal_head().hash)
        sales.commit(replace(record, business_day=day))
    copies.catch_up()

    assert files.days() == ["2026-03-04", "2026-03-05"]
    assert [[copy.seq for copy in files.copies(day)] for day in files.days()] == [[2], [1, 3]]
    folder = tmp_path / "copies"
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("place", [0, 3, 20, 70, 200, -2])
def test_a_changed_line_is_passed_over_and_the_others_are_not(
    sell: Sell, copies: SqliteSaleCopies, files: SecondCopy, tmp_path: Path, place: int
) -> None:
    for _ in range(3):
        sell()
    copies.catch_up()
    path = tmp_path / "copies" / FILE
    lines = path.read_bytes().splitlines(keepends=True)
    changed = bytearray(lines[1])
    changed[place] ^= 1
    path.write_bytes(lines[0] + bytes(changed) + lines[2])

    assert seqs(files) == [1, 3]


def test_another_key_reads_nothing(sell: Sell, copies: SqliteSaleCopies, files: SecondCopy, tmp_path: Path) -> None:
    sell()
    copies.catch_up()

    assert seqs(SecondCopy(tmp_path / "copies", Seals(b"another key of some length"))) == []


def test_a_copy_knows_what_was_delivered_by_then(
    sell: Sell, outbox: SqliteOutbox, copies: SqliteSaleCopies, files: SecondCopy
) -> None:
    for _ in range(3):
        sell()
    for number in (1, 2):
        outbox.attempted(f"single-{number}", OPENED)
        outbox.done(f"single-{number}", OPENED)
    sell()
    copies.catch_up()

    assert {copy.done_through for copy in files.copies(DAY.isoformat())} == {2}


def test_a_copy_calls_nothing_delivered_from_a_gap_on(
    database: Database, sell: Sell, outbox: SqliteOutbox, copies: SqliteSaleCopies, files: SecondCopy
) -> None:
    for number in (1, 2, 3):
        sell()
        outbox.attempted(f"single-{number}", OPENED)
        outbox.done(f"single-{number}", OPENED)
    connection = database.connect()
    connection.execute("INSERT INTO journal_gap VALUES (2, 2, '', '', 0, 'a test', '')")
    copies.catch_up()

    assert {copy.done_through for copy in files.copies(DAY.isoformat())} == {1}


def test_sales_of_another_journal_do_not_count_as_copied(
    database: Database, sell: Sell, copies: SqliteSaleCopies, files: SecondCopy, tmp_path: Path
) -> None:
    for _ in range(5):
        sell()
    copies.catch_up()
    with open_database(tmp_path / "restored.db") as other:
        sales, recorder = SqliteSales(other.connect(), other.lock, KEY), Recorder()
        for number in (1, 2):
            sales.commit(recorder.record(closed(rung_up(f"lane-1-NEWR-{number}")), sales.journal_head().hash))
        SqliteSaleCopies(other.connect(), files).catch_up()

    assert seqs(files) == [1, 2, 3, 4, 5, 1, 2]


def test_erased_documents_go_from_the_copies_too(
    database: Database, sell: Sell, outbox: SqliteOutbox, copies: SqliteSaleCopies, files: SecondCopy
) -> None:
    for _ in range(3):
        sell()
    for number in (1, 3):
        outbox.attempted(f"single-{number}", OPENED)
        outbox.done(f"single-{number}", OPENED)
    copies.catch_up()
    later = OPENED + timedelta(days=40)
    documents = SqliteDocuments(database.connect(), database.lock, KEY)
    documents.erase(OPENED + timedelta(days=10), later)

    copies.forget_erased(DAY - timedelta(days=1))
    assert seqs(files) == [1, 2, 3]
    copies.forget_erased(DAY)
    assert seqs(files) == [2]

    outbox.attempted("single-2", OPENED)
    outbox.done("single-2", OPENED)
    documents.erase(OPENED + timedelta(days=10), later)
    copies.forget_erased(DAY)
    assert files.days() == []
    copies.catch_up()
    SqliteSaleCopies(database.connect(), files).catch_up()
    assert files.days() == []


def test_a_copy_that_cannot_be_written_is_told_and_made_later(
    sell: Sell, copies: SqliteSaleCopies, files: SecondCopy, tmp_path: Path
) -> None:
    sell()
    (tmp_path / "copies").write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageFailed, match="second copy"):
        copies.catch_up()
    (tmp_path / "copies").unlink()

    copies.catch_up()

    assert seqs(files) == [1]


def test_a_database_that_cannot_be_read_is_told(sell: Sell, database: Database, files: SecondCopy) -> None:
    sell()
    connection = database.connect()
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET rootpage = 1 WHERE name = 'snapshot_line'")
    with closing(sqlite3.connect(database.path)) as damaged, pytest.raises(StorageFailed, match="damaged"):
        SqliteSaleCopies(damaged, files).catch_up()
