import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, TakenOver
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.leasefile import LeaseFile, forget, lease_path, open_witness, witness_path
from pos_terminal.adapters.sqlite.machine import Place, machine_id
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tenancy import HERE, CopyFound, last_copy
from pos_terminal.application.queueing import Request
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from tests.adapters.sqlite.ended import ESPRESSO, KEY, OPENED, POLICY, USD, Recorder, closed, payment, rung_up
from tests.application.fakes import FakeClock, FakeIds
from tests.architecture.source import ROOT

FOUND = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
THERE = HERE._replace(machine=lambda: "a till", clock=FakeClock(wall=FOUND), state=lambda: None)
ELSEWHERE = THERE._replace(machine=lambda: "another till")


class Till:
    """What sells, sends and prints, on one opening of a database."""

    def __init__(self, database: Database) -> None:
        connection = database.connect()
        self.database = database
        self.connection = connection
        self.sales = SqliteSales(connection, database.lock, KEY)
        self.baskets = SqliteBaskets(connection, database.lock, POLICY)
        self.outbox = SqliteOutbox(connection, database.lock)
        self.prints = SqlitePrints(connection, database.lock, FakeIds())
        self.recorder = Recorder(ids=lambda: self.sales.journal_head().seq + 1)

    def sell(self) -> str:
        sale = rung_up("lane-1-{}-{:06d}".format(*self.baskets.next_number()))
        self.baskets.save(sale.take_change())
        self.sales.commit(self.recorder.record(closed(sale), self.sales.journal_head().hash))
        return sale.head.transaction_id


def opened(path: Path, epoch: str = "AAAA", circumstances: object = THERE) -> Till:
    assert isinstance(circumstances, type(THERE))
    return Till(open_database(path, new_epoch=lambda: epoch, circumstances=circumstances))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database that sold twice, closed."""
    path = tmp_path / "till" / "terminal.db"
    till = opened(path)
    with till.database:
        till.sell()
        till.sell()
    return path


def _found(path: Path, circumstances: object = THERE) -> CopyFound | None:
    with opened(path, "BBBB", circumstances).database as database:
        return database.copy_found


def test_the_same_database_opened_again_is_no_copy(path: Path) -> None:
    for _ in range(3):
        assert _found(path) is None
    till = opened(path)
    with till.database:
        assert till.baskets.next_number() == ("AAAA", 3)
        assert (till.outbox.copied_through(), last_copy(till.connection)) == (0, None)


def _copied(path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(path.parent, tmp_path / "elsewhere")) / path.name


def _moved(path: Path, tmp_path: Path) -> Path:
    return path.parent.rename(tmp_path / "elsewhere") / path.name


def _copied_back(path: Path, tmp_path: Path) -> Path:
    copied = _copied(path, tmp_path)
    path.parent.rename(tmp_path / "away")
    return copied.parent.rename(path.parent) / path.name


def _without_its_file(path: Path, tmp_path: Path) -> Path:
    lease_path(path).unlink()
    return path


def _with_a_torn_file(path: Path, tmp_path: Path) -> Path:
    os.truncate(lease_path(path), 100)
    return path


def _put_back_in_place(path: Path, tmp_path: Path) -> Path:
    """The state of two sales, where three were made: the file stays the same one, the lease is the newest."""
    before = path.read_bytes()
    till = opened(path)
    with till.database:
        till.connection.execute("PRAGMA wal_checkpoint")
        before = path.read_bytes()
        till.sell()
    path.write_bytes(before)
    return path


def _put_back_from_an_earlier_start(path: Path, tmp_path: Path) -> Path:
    before = path.read_bytes()
    opened(path).database.close()
    path.write_bytes(before)
    return path


def test_a_folder_put_back_whole_and_in_place_is_known_by_what_lies_with_the_users_state(
    path: Path, tmp_path: Path
) -> None:
    known = THERE._replace(state=lambda: tmp_path / "state")
    opened(path, circumstances=known).database.close()
    before = {each: each.read_bytes() for each in path.parent.iterdir()}
    till = opened(path, circumstances=known)
    with till.database:
        till.sell()
    for each, content in before.items():
        each.write_bytes(content)

    assert _found(path, known) == CopyFound(FOUND, "it is older than the one that was used here last", 2)
    assert _found(path, known) is None


def test_another_user_who_opens_the_database_now_and_then_raises_no_alarm(path: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "cashier", tmp_path / "support"]
    for folder in folders * 3:
        till = opened(path, circumstances=THERE._replace(state=partial(Path, folder)))
        with till.database:
            assert till.database.copy_found is None
            till.sell()


@pytest.mark.parametrize("state", [Path("/dev/null/x"), None])
def test_a_user_without_a_place_for_state_sells_all_the_same(path: Path, state: Path | None) -> None:
    assert _found(path, THERE._replace(state=lambda: state)) is None


def test_of_databases_that_are_gone_only_the_newest_hundred_are_remembered(tmp_path: Path) -> None:
    state = tmp_path / "state"
    for number in range(103):
        forget(tmp_path / f"{number}.db", state)
        witness = open_witness(tmp_path / f"{number}.db", state)
        assert witness is not None
        os.utime(witness_path(tmp_path / f"{number}.db", state), (number, number))
        witness.close()
    left = {each.name for each in state.iterdir()}
    assert left == {witness_path(tmp_path / f"{number}.db", state).name for number in range(2, 103)}


@pytest.mark.parametrize(
    ("done", "why"),
    [
        (_copied, "it was used in another folder before"),
        (_moved, "it was used in another folder before"),
        (_copied_back, "its file is another than the one used before"),
        (_without_its_file, "the file that goes with it is missing or damaged"),
        (_with_a_torn_file, "the file that goes with it is missing or damaged"),
        (_put_back_in_place, "it is older than the one that was used here last"),
        (_put_back_from_an_earlier_start, "it is another one than was used here last"),
    ],
)
def test_a_copy_is_noticed_once_and_gets_an_epoch_of_its_own(
    path: Path, tmp_path: Path, done: Callable[[Path, Path], Path], why: str
) -> None:
    path = done(path, tmp_path)
    till = opened(path, "BBBB")
    with till.database:
        found = CopyFound(FOUND, why, 2)
        assert till.database.copy_found == found
        assert (till.outbox.copied_through(), last_copy(till.connection)) == (2, found)
        assert till.sell() == "lane-1-BBBB-000003"
    till = opened(path, "CCCC")
    with till.database:
        assert till.database.copy_found is None
        assert (till.outbox.copied_through(), last_copy(till.connection)) == (2, found)
        assert till.baskets.next_number() == ("BBBB", 4)


def test_a_card_put_into_another_machine_is_a_copy(path: Path) -> None:
    found = _found(path, ELSEWHERE)
    assert found is not None
    assert found.why == "it was used on another machine before"


def test_a_copy_of_a_copy_is_noticed_too(path: Path, tmp_path: Path) -> None:
    assert _found(path, ELSEWHERE) is not None
    till = opened(path, "CCCC", ELSEWHERE)
    with till.database:
        till.sell()
    found = _found(path, THERE)
    assert found is not None
    assert found.through == 3


def test_a_start_that_died_between_the_file_and_the_commit_is_no_copy(path: Path) -> None:
    """The file beside the database is ahead by one lease, which the database never got."""
    beside = LeaseFile(lease_path(path))
    said = beside.read()
    assert said is not None
    with closing(sqlite3.connect(path)) as connection:
        (lease,) = connection.execute("SELECT lease FROM tenancy").fetchone()
    beside.write(said._replace(current="f" * 32, previous=lease), durably=True)
    beside.close()

    assert _found(path) is None


@pytest.mark.parametrize("call", range(1, 13))
def test_a_start_killed_at_any_write_makes_no_false_alarm(path: Path, tmp_path: Path, call: int) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is missing; the statements are killed in tests/upgrades")
    opened(path, circumstances=HERE).database.close()
    calls = "pwrite64,write,fsync,fdatasync,ftruncate"
    trace = [strace, "-f", "-qq", "-o", str(tmp_path / "trace"), "-e", f"trace={calls}"]
    inject = ["-e", f"inject={calls}:signal=KILL:when={call}"]
    start = "import pathlib, sys; from pos_terminal.adapters.sqlite.engine import open_database as o;"
    program = [sys.executable, "-c", start + "o(pathlib.Path(sys.argv[1]))", str(path)]

    subprocess.run([*trace, *inject, *program], cwd=ROOT, check=False, capture_output=True)

    assert _found(path, HERE) is None
    assert _found(path, HERE) is None


def test_a_first_start_that_died_before_its_commit_is_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    opened(path).database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE tenancy SET lease = '', place = ''")
        connection.commit()
    beside = LeaseFile(lease_path(path))
    said = beside.read()
    assert said is not None
    beside.write(said._replace(previous=""), durably=True)
    beside.close()

    assert _found(path) is None


def test_a_new_database_beside_an_old_ones_file_is_no_copy(path: Path) -> None:
    path.unlink()

    assert _found(path) is None


def test_a_sale_whose_receipt_started_printing_is_missed_in_an_older_state_even_after_a_crash(path: Path) -> None:
    till = opened(path)
    till.connection.execute("PRAGMA wal_checkpoint")
    before = path.read_bytes()
    till.sell()
    job = till.prints.next_job()
    assert job is not None
    till.prints.started(job.job_id, job.copy)
    till.connection.close()  # so that nothing can be noted at the end, as when the process is killed
    till.database.close()
    path.write_bytes(before)

    found = _found(path)
    assert found is not None
    assert found.why == "it is older than the one that was used here last"


def test_the_open_sale_of_a_copy_gets_a_number_of_its_own_and_keeps_all_but_the_platforms_discounts(
    path: Path, tmp_path: Path
) -> None:
    till = opened(path)
    with till.database:
        sale = rung_up("lane-1-{}-{:06d}".format(*till.baskets.next_number()))
        own = Discount("d1", "POS", "Staff", "POS", Money(100, USD), 0, OPENED)
        locked = replace(own, reference_id="d2", status=DiscountStatus.LOCKED, source="SessionM")
        sale.discounts = (own, locked)
        sale.pay(payment(sale, Money(500, USD)))
        till.baskets.save(sale.take_change())
        holds = SqliteHolds(till.connection, till.database.lock)
        offer = OfferCode("d2", OfferCodeType.USER_OFFER_ID)
        holds.begin(offer, (sale.head.transaction_id, "emp-7"), Request("lock-1", "/lock", b"{}"), OPENED)
        holds.locked("lock-1", locked, OPENED)

    twins = [path, _copied(path, tmp_path)]
    kept = [opened(path, "BBBB") for path in twins]
    original, copied = (till.baskets.load() for till in kept)
    kept_hold, given_back = (SqliteHolds(each.connection, each.database.lock).to_release() for each in kept)
    for till in kept:
        till.database.close()

    assert original is not None
    assert copied is not None
    assert original.head.transaction_id == "lane-1-AAAA-000003"
    assert copied.head == replace(original.head, transaction_id="lane-1-BBBB-000004")
    assert (copied.lines, copied.payments) == (original.lines, original.payments)
    assert (original.discounts, copied.discounts) == ((own, locked), (own,))
    assert kept_hold is None
    assert given_back is not None
    assert given_back.reference_id == "d2"


def test_receipts_that_waited_in_a_copy_may_be_on_paper_already(path: Path, tmp_path: Path) -> None:
    till = opened(_copied(path, tmp_path))
    with till.database:
        job = till.prints.next_job()
    assert job is not None
    assert (job.copy, job.in_doubt) == (0, True)


def _taken_over(path: Path) -> tuple[Till, Till]:
    """Two openings of one database: the file that kept the second one out was deleted."""
    first = opened(path)
    path.with_name("terminal.db.lock").unlink()
    return first, opened(path)


STEPS: dict[str, Callable[[Till], object]] = {
    "sells": lambda till: till.sales.commit(
        till.recorder.record(closed(rung_up("lane-1-AAAA-000099")), till.sales.journal_head().hash)
    ),
    "opens a sale": lambda till: till.baskets.save(rung_up("lane-1-AAAA-000099").take_change()),
    "tries a request": lambda till: till.outbox.attempted("single-1", OPENED),
    "forms a batch": lambda till: till.outbox.form_batch(
        replace(till.outbox.waiting(1)[0].request, request_id="batch"), [1, 2], OPENED
    ),
    "starts to print": lambda till: till.prints.started("job-1", 0),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_process_whose_database_was_taken_over_neither_sells_nor_sends_nor_prints(
    path: Path, step: Callable[[Till], object]
) -> None:
    first, second = _taken_over(path)
    with first.database, second.database:
        before = list(second.connection.iterdump())

        with pytest.raises(TakenOver, match="Another process uses this database now"):
            step(first)

        assert list(second.connection.iterdump()) == before
        step(second)


def test_a_step_of_the_open_sale_is_refused_to_the_process_that_was_taken_over(path: Path) -> None:
    first = opened(path)
    sale = rung_up("lane-1-AAAA-000003")
    first.baskets.save(sale.take_change())
    path.with_name("terminal.db.lock").unlink()
    second = opened(path)
    with first.database, second.database:
        sale.add(ESPRESSO, Decimal(1))
        with pytest.raises(TakenOver):
            first.baskets.save(sale.take_change())
        assert second.database.copy_found is None
        found = second.baskets.load()
        assert found is not None
        assert len(found.lines) == 4


def test_a_disk_that_takes_no_lease_opens_nothing_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()

    class Full(sqlite3.Connection):
        def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as the base class says
            if sql.startswith("UPDATE tenancy"):
                super().execute("PRAGMA max_page_count = 1")
                return super().execute("CREATE TABLE no_room AS SELECT zeroblob(9000000)")
            return super().execute(sql, values)

    with pytest.raises(DatabaseUnusable, match="The disk is full"):
        open_database(path, factory=Full)
    assert path.read_bytes() == before
    assert _found(path) is None


def test_what_the_machine_says_of_itself_is_the_same_every_time(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.touch()
    assert machine_id() == machine_id()
    here = Place.of(file)
    assert here == Place.parsed(here.text)
    assert here.change(Place.of(file)) == ""


def test_links_to_a_database_lead_to_the_same_place(tmp_path: Path) -> None:
    file, link = tmp_path / "x", tmp_path / "link"
    file.touch()
    link.symlink_to(file)
    assert Place.of(link) == Place.of(file)
