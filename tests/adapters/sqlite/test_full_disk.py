import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, StorageFailed, storage_failure
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.replies import Why
from pos_terminal.domain.errors import DiskLow, Refused
from pos_terminal.domain.printer_state import Proof
from tests.adapters.sqlite.ended import ESPRESSO, KEY, OPENED, POLICY, Recorder, closed, rung_up
from tests.application.fakes import FakeIds
from tests.architecture.source import ROOT

PLENTY = 1_000_000


class Till:
    """Everything that writes, on one connection whose disk can be filled up. Implements the port `Headroom`."""

    def __init__(self, database: Database) -> None:
        self.connection = database.connect()
        self.spare = 0
        self.given_up = 0
        self.sales = SqliteSales(self.connection, database.lock, KEY, self)
        self.baskets = SqliteBaskets(self.connection, database.lock, POLICY, self)
        self.prints = SqlitePrints(self.connection, database.lock, FakeIds(), self)
        self.outbox = SqliteOutbox(self.connection, database.lock)
        self.recorder = Recorder()

    def leave_room_for(self, pages: int) -> None:
        used = self.connection.execute("PRAGMA page_count").fetchone()[0]
        self.connection.execute(f"PRAGMA max_page_count = {used + pages}")

    def refuse_new_sale(self) -> None:
        if self.given_up:
            raise DiskLow

    def give_up(self) -> bool:
        if not self.spare:
            return False
        self.leave_room_for(self.spare)
        self.spare = 0
        self.given_up += 1
        return True

    def sell(self) -> None:
        number = self.sales.journal_head().seq + 1
        transaction = closed(rung_up(f"lane-1-TEST-{number:06d}"))
        self.sales.commit(self.recorder.record(transaction, self.sales.journal_head().hash))

    def content(self) -> list[str]:
        return list(self.connection.iterdump())


@pytest.fixture
def till(database: Database) -> Till:
    return Till(database)


def _until_it_fails(step: Callable[[], object]) -> tuple[int, StorageFailed]:
    """Repeat a step until the disk does not take it: how often it did, and what was said then."""
    for done in range(1000):
        try:
            step()
        except StorageFailed as failure:
            return done, failure
    pytest.fail("the disk never filled up")


@pytest.mark.parametrize("room", range(6))
def test_a_sale_on_a_full_disk_leaves_nothing_and_can_be_tried_again(till: Till, room: int) -> None:
    till.leave_room_for(room)
    before: list[str] = []

    def sell() -> None:
        before[:] = till.content()
        till.sell()

    sold, failure = _until_it_fails(sell)

    assert isinstance(failure, Refused)
    assert failure.sentence == "The disk is full, so nothing was stored. Free some space, then try again."
    assert not till.connection.in_transaction
    assert till.content() == before
    till.leave_room_for(PLENTY)
    till.sell()
    assert till.sales.verify_journal() is None
    assert till.outbox.counts().pending == sold + 1


def test_a_step_of_the_open_sale_on_a_full_disk_leaves_the_step_before(till: Till) -> None:
    sale = rung_up()
    till.baskets.save(sale.take_change())
    till.leave_room_for(0)

    def add() -> None:
        sale.add(ESPRESSO, Decimal(1))
        till.baskets.save(sale.take_change())

    added, _ = _until_it_fails(add)

    found = till.baskets.load()
    assert found is not None
    assert len(found.lines) == 4 + added
    assert found.next_line == 5 + added


def test_a_step_of_delivery_on_a_full_disk_leaves_the_step_before(till: Till) -> None:
    for _ in range(3):
        till.sell()
    till.outbox.attempted("single-1", OPENED)
    till.leave_room_for(0)

    noted, _ = _until_it_fails(lambda: till.outbox.unknown("single-1", "x" * 30_000, Why.FAILING))

    request = till.outbox.open_request()
    assert request is not None
    assert request.definite == noted
    assert till.outbox.counts().pending == 3


@pytest.mark.parametrize("room", range(6))
def test_with_room_in_reserve_a_sale_that_is_open_finishes_and_prints_and_no_other_opens(till: Till, room: int) -> None:
    sale = rung_up("lane-1-{}-{:06d}".format(*till.baskets.next_number()))
    till.baskets.save(sale.take_change())
    till.leave_room_for(room)
    till.spare = PLENTY
    for number in range(1000):
        sale.add(replace(ESPRESSO, item_id=f"espresso-{number}"), Decimal(1))
        till.baskets.save(sale.take_change())
        if till.given_up:
            break

    till.sales.commit(till.recorder.record(closed(sale), till.sales.journal_head().hash))

    job = till.prints.next_job()
    assert job is not None
    till.prints.started(job.job_id, job.copy)
    till.prints.printed(job.job_id, Proof.PRINTED)
    assert till.given_up == 1
    assert len(till.sales.transaction(sale.head.transaction_id).lines) == 5 + number  # type: ignore[union-attr] # it is there
    assert till.sales.verify_journal() is None
    with pytest.raises(DiskLow):
        till.baskets.next_number()


@pytest.mark.parametrize("step", ["save", "commit", "started", "printed"])
def test_each_step_of_an_open_sale_takes_the_reserve_once(till: Till, step: str) -> None:
    sale = rung_up()
    till.baskets.save(sale.take_change())

    def save() -> None:
        sale.add(ESPRESSO, Decimal(1), merge=False)
        till.baskets.save(sale.take_change())

    def commit() -> None:
        till.sell()

    def started() -> None:
        till.prints.failed("job-1", "x" * 20_000, in_doubt=True)  # more than the pages that old schemas left free

    def printed() -> None:
        job = till.prints.next_job()
        assert job is not None
        till.prints.printed(job.job_id, Proof.PRINTED)

    for _ in range(400 if step == "printed" else 1):
        till.sell()
    till.leave_room_for(0)
    till.spare = PLENTY
    taken = {"save": save, "commit": commit, "started": started, "printed": printed}[step]
    for _ in range(400):
        taken()
    assert till.given_up == 1


def test_with_nothing_in_reserve_the_step_is_refused_as_before(till: Till) -> None:
    till.leave_room_for(0)
    _until_it_fails(till.sell)
    assert till.given_up == 0


LIMITED = (
    "import pathlib, resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    "sys.dont_write_bytecode = True;"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2);"
)
"""With a limit on the size of files, writes fail with EFBIG where a dying disk says EIO."""


def _limited(code: str, path: Path, limit: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED + code, str(path), str(limit)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_disk_that_fails_in_the_middle_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    open_database(path).close()

    done = _limited("from tests.adapters.sqlite.selling import main; main(sys.argv[1], '500')", path, 600_000)

    told = done.stdout.count("sale ")
    assert "StorageFailed: The disk could not be read or written" in done.stderr
    assert 0 < told < 500
    with open_database(path) as database:
        till = Till(database)
        assert till.sales.verify_journal() is None
        assert till.outbox.counts().pending == told


def test_no_room_for_a_new_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    code = "from pos_terminal.adapters.sqlite.engine import open_database; open_database(pathlib.Path(sys.argv[1]))"

    done = _limited(code, path, 20_000)

    assert f"DatabaseUnusable: {path} cannot be opened." in done.stderr
    assert not path.exists()
    open_database(path).close()


def test_a_mistake_of_the_program_is_not_blamed_on_the_disk(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError) as mistake:
        database.connect().execute("SELECT nothing FROM nowhere")

    assert storage_failure(mistake.value) is None


def test_a_damaged_page_is_said_to_be_damage(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    with open_database(path) as database:
        till = Till(database)
        for _ in range(30):
            till.sell()
        root = till.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : (root - 1) * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)

    with open_database(path) as database, pytest.raises(StorageFailed, match="damaged"):
        Till(database).sales.verify_journal()


def test_a_disk_that_goes_away_is_said_in_a_sentence(tmp_path: Path) -> None:
    database = open_database(tmp_path / "till" / "terminal.db")
    database.close()
    for file in database.path.parent.iterdir():
        file.unlink()
    database.path.parent.rmdir()

    with pytest.raises(DatabaseUnusable, match="could not be opened"):
        database.connect()
