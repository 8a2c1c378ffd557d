import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.migrations import SCHEMA_FOLDER
from pos_terminal.adapters.sqlite.pin_attempts import FREE_TRIES
from pos_terminal.adapters.sqlite.pin_hashing import DEFAULT_COST, HashCost, PinHashing
from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.application.syncing import Changes
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.staff import Employee, Role

MAYA = Employee("1001", "Maya", "Rossi", Role.CASHIER, date(2024, 1, 8), None, "sm-1", "B-1")
OMAR = Employee("1002", "Omar", "Haddad", Role.MANAGER)
CHEAP = HashCost(memory_kib=8, rounds=1)
PEPPER = b"pepper of this terminal"
RIGHT = PinOutcome(PinVerdict.RIGHT)


class NoLock:
    """Implements WriteLock for one thread."""

    def sale(self) -> AbstractContextManager[None]:
        return nullcontext()

    def background(self) -> AbstractContextManager[None]:
        return nullcontext()


class SetClock:
    """Implements Clock; shows what it was set to."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
        self.ticks = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.ticks

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ticks += seconds


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "terminal.db", isolation_level=None)
    for script in ("0002_catalog.sql", "0016_uploads.sql"):
        connection.executescript((SCHEMA_FOLDER / script).read_text("utf-8"))
    yield connection
    connection.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def staff(connection: sqlite3.Connection, clock: SetClock) -> SqliteStaff:
    staff = started(connection, clock)
    staff.replace([MAYA, OMAR])
    staff.set_pin("1001", "2580")
    staff.set_pin("1002", "135790")
    return staff


def started(
    connection: sqlite3.Connection, clock: SetClock, cost: HashCost = CHEAP, pepper: bytes = PEPPER
) -> SqliteStaff:
    return SqliteStaff(connection, NoLock(), clock, PinHashing(pepper, cost))


def fail(staff: SqliteStaff, times: int, employee_id: str = "1001") -> PinOutcome:
    return [staff.verify(employee_id, "0000") for _ in range(times)][-1]


def test_employees_come_back_as_they_were_brought_by_name(staff: SqliteStaff) -> None:
    assert staff.employees() == [MAYA, OMAR]
    assert staff.employee("1002") == OMAR
    assert staff.employee("9") is None


def test_an_import_says_what_it_changed_and_keeps_the_pins_of_those_who_stay(staff: SqliteStaff) -> None:
    married = replace(MAYA, last_name="Berg")
    assert staff.replace([married, Employee("1003", "Li", "Wei")]) == Changes(added=1, changed=1, retired=1)
    assert staff.verify("1001", "2580") == RIGHT
    assert staff.ids_with_pin() == {"1001"}


def test_the_pin_of_somebody_who_left_is_forgotten_for_good(staff: SqliteStaff) -> None:
    staff.replace([MAYA])
    staff.replace([MAYA, OMAR])
    assert staff.verify("1002", "135790").verdict is PinVerdict.WRONG


def test_an_import_that_fails_leaves_everybody_as_they_were(staff: SqliteStaff) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        staff.replace([MAYA, replace(OMAR, badge=MAYA.badge)])
    assert staff.employees() == [MAYA, OMAR]


@pytest.mark.parametrize(
    ("employee_id", "pin", "sentence"),
    [
        ("1001", "258", "4 to 12 digits"),
        ("1002", "25801", "6 to 12 digits"),
        ("1001", "25a0", "digits only"),
        ("1001", "٢٥٨٠", "digits only"),
        ("9", "2580", "no employee 9"),
    ],
)
def test_a_pin_that_is_not_good_enough_is_refused(
    staff: SqliteStaff, employee_id: str, pin: str, sentence: str
) -> None:
    with pytest.raises(BadArgument, match=sentence):
        staff.set_pin(employee_id, pin)


def test_a_badge_leads_to_its_wearer_until_too_many_pins_were_wrong(staff: SqliteStaff) -> None:
    assert [staff.wearer(code) for code in (MAYA.badge or "", "none", "")] == [MAYA, None, None]
    assert staff.lock_out(MAYA.employee_id) is None
    for _ in range(FREE_TRIES):
        staff.verify(MAYA.employee_id, "0000")
    outcome = staff.lock_out(MAYA.employee_id)
    assert outcome is not None
    assert outcome.verdict is PinVerdict.LOCKED


def test_nothing_of_a_pin_is_on_disk_and_the_hash_is_argon2id(
    staff: SqliteStaff, connection: sqlite3.Connection
) -> None:
    hashes = dict(connection.execute("SELECT employee_id, pin_hash FROM employee_pin"))
    assert all(value.startswith("$argon2id$") for value in hashes.values())
    assert not any(pin in value for value in hashes.values() for pin in ("2580", "135790"))


def test_by_default_a_hash_takes_sixty_four_mebibytes_and_three_rounds(
    connection: sqlite3.Connection, clock: SetClock
) -> None:
    staff = started(connection, clock, DEFAULT_COST)
    staff.replace([MAYA])
    staff.set_pin("1001", "2580")
    (hashed,) = connection.execute("SELECT pin_hash FROM employee_pin").fetchone()
    assert "$m=65536,t=3,p=1$" in hashed


def test_with_another_pepper_no_pin_is_right(
    staff: SqliteStaff, connection: sqlite3.Connection, clock: SetClock
) -> None:
    assert started(connection, clock, pepper=b"another").verify("1001", "2580").verdict is PinVerdict.WRONG
    assert staff.verify("1001", "2580") == RIGHT


def test_a_hash_moved_to_somebody_else_does_not_fit(staff: SqliteStaff, connection: sqlite3.Connection) -> None:
    connection.execute(
        "UPDATE employee_pin SET pin_hash = (SELECT pin_hash FROM employee_pin WHERE employee_id = '1001')"
    )
    assert staff.verify("1002", "2580").verdict is PinVerdict.WRONG


def test_a_hash_is_made_anew_at_sign_on_when_the_cost_was_raised(
    staff: SqliteStaff, connection: sqlite3.Connection, clock: SetClock
) -> None:
    dearer = started(connection, clock, HashCost(memory_kib=16, rounds=2))
    assert dearer.verify("1001", "2580") == RIGHT
    (hashed,) = connection.execute("SELECT pin_hash FROM employee_pin WHERE employee_id = '1001'").fetchone()
    assert "$m=16,t=2,p=1$" in hashed
    assert staff.verify("1001", "2580") == RIGHT


@pytest.mark.parametrize("employee_id", ["9999", "", "1001\0"])
def test_an_unknown_employee_is_counted_and_checked_like_a_known_one(staff: SqliteStaff, employee_id: str) -> None:
    assert staff.verify(employee_id, "2580") == PinOutcome(PinVerdict.WRONG, 4)
    assert fail(staff, 4, employee_id) == PinOutcome(PinVerdict.WRONG, 0)
    assert staff.verify(employee_id, "2580") == PinOutcome(PinVerdict.LOCKED, wait_seconds=30)


def test_five_wrong_pins_bring_a_wait_that_even_the_right_one_respects(staff: SqliteStaff, clock: SetClock) -> None:
    assert [staff.verify("1001", "0000").tries_left for _ in range(5)] == [4, 3, 2, 1, 0]
    clock.passes(29)
    assert staff.verify("1001", "2580") == PinOutcome(PinVerdict.LOCKED, wait_seconds=1)
    clock.passes(1)
    assert staff.verify("1001", "2580") == RIGHT
    assert staff.verify("1001", "0000") == PinOutcome(PinVerdict.WRONG, 4)


def test_the_wait_doubles_and_after_ten_only_a_manager_unlocks(staff: SqliteStaff, clock: SetClock) -> None:
    waits = []
    fail(staff, 5)
    for _ in range(5):
        locked = staff.verify("1001", "2580")
        waits.append(locked.wait_seconds)
        clock.passes(locked.wait_seconds or 0)
        fail(staff, 1)
    assert waits == [30, 60, 120, 240, 480]
    clock.passes(10**8)
    assert staff.verify("1001", "2580") == PinOutcome(PinVerdict.LOCKED, wait_seconds=None)
    staff.unlock("1001")
    assert staff.verify("1001", "2580") == RIGHT


def test_waits_survive_a_restart(staff: SqliteStaff, connection: sqlite3.Connection, clock: SetClock) -> None:
    fail(staff, 5)
    clock.ticks = 3.0  # the machine was started again
    clock.wall += timedelta(seconds=10)
    assert started(connection, clock).verify("1001", "2580") == PinOutcome(PinVerdict.LOCKED, wait_seconds=20)


def test_a_clock_set_forward_does_not_end_a_wait(staff: SqliteStaff, clock: SetClock) -> None:
    fail(staff, 5)
    clock.wall += timedelta(days=1)
    assert staff.verify("1001", "2580") == PinOutcome(PinVerdict.LOCKED, wait_seconds=30)


def test_a_clock_set_back_neither_shortens_a_wait_nor_makes_it_endless(
    staff: SqliteStaff, connection: sqlite3.Connection, clock: SetClock
) -> None:
    fail(staff, 5)
    clock.ticks = 3.0
    clock.wall -= timedelta(days=400)
    again = started(connection, clock)
    assert again.verify("1001", "2580") == PinOutcome(PinVerdict.LOCKED, wait_seconds=30)
    clock.passes(30)
    assert again.verify("1001", "2580") == RIGHT


def test_one_pin_tried_on_everybody_is_slowed_down_on_the_whole_terminal(staff: SqliteStaff, clock: SetClock) -> None:
    for number in range(20):
        staff.verify(f"guess-{number}", "1234")
    assert staff.verify("1001", "2580") == PinOutcome(PinVerdict.LOCKED, wait_seconds=30)
    clock.passes(30)
    assert staff.verify("1001", "2580") == RIGHT
    assert staff.verify("guess-99", "1234").verdict is PinVerdict.WRONG
    assert staff.verify("1002", "135790") == PinOutcome(PinVerdict.LOCKED, wait_seconds=60)


def test_a_try_that_never_ended_still_counts(
    staff: SqliteStaff, connection: sqlite3.Connection, clock: SetClock
) -> None:
    class PowerCut(Exception):
        pass

    class Cut(PinHashing):
        def check(self, employee_id: str, pin: str, stored: str | None) -> None:  # type: ignore[override] # never ends
            raise PowerCut

    for _ in range(5):
        with pytest.raises(PowerCut):
            SqliteStaff(connection, NoLock(), clock, Cut(PEPPER, CHEAP)).verify("1001", "0000")
    assert staff.verify("1001", "2580").verdict is PinVerdict.LOCKED
