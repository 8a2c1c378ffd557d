from collections.abc import Iterator, Sequence
from decimal import Decimal

from pos_terminal.application.catalogdiff import ChangeKind, ItemChange
from pos_terminal.application.syncing import (
    CatalogEntry,
    CatalogSync,
    Changes,
    EmployeeEntry,
    EmployeeSync,
    Fault,
    ItemEntry,
    SyncProgress,
    SyncResult,
)
from pos_terminal.domain.item import Item
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.staff import Employee

THING = ItemEntry(1, Item("1", "Thing", Money(1, Currency.of("USD"))))


class Listed:
    """A source of what it was given."""

    has_taxes = False

    def __init__(self, *entries: CatalogEntry | Fault) -> None:
        self._entries = entries

    def entries(self) -> Iterator[CatalogEntry | Fault]:
        yield from self._entries


class RecordingStage:
    """Implements CatalogStage; writes down what it is asked."""

    def __init__(self, *faults: Fault) -> None:
        self.asked: list[str] = []
        self._faults = faults

    def open(self, *, keep_taxes: bool) -> None:
        self.asked.append(f"open {keep_taxes}")

    def take(self, entries: Sequence[CatalogEntry]) -> None:
        self.asked.append(f"take {len(entries)}")

    def faults(self) -> Iterator[Fault]:
        self.asked.append("faults")
        yield from self._faults

    def differences(self) -> Iterator[ItemChange]:
        self.asked.append("differences")
        yield ItemChange(ChangeKind.RETIRED, "old", "Old")

    def publish(self) -> Iterator[SyncProgress]:
        for done in (1, 2):
            self.asked.append(f"write {done}")
            yield SyncProgress("writing", done, 2)

    def changes(self) -> Changes:
        return Changes(added=2)

    def discard(self) -> None:
        self.asked.append("discard")


class Register:
    """Implements EmployeeRegister; keeps what it was given."""

    def __init__(self) -> None:
        self.employees: list[Employee] | None = None

    def replace(self, employees: Sequence[Employee]) -> Changes:
        self.employees = list(employees)
        return Changes(added=len(employees))


class Staffed:
    """A file of employees."""

    def __init__(self, *entries: EmployeeEntry | Fault) -> None:
        self._entries = entries

    def entries(self) -> Iterator[EmployeeEntry | Fault]:
        yield from self._entries


def run(stage: RecordingStage, *entries: CatalogEntry | Fault) -> tuple[SyncResult, list[SyncProgress], int]:
    told: list[SyncProgress] = []
    pauses: list[None] = []
    sync = CatalogSync(stage, told.append, lambda: pauses.append(None))
    return sync.import_file(Listed(*entries)), told, len(pauses)


def test_a_sound_file_is_staged_checked_written_with_pauses_and_put_away() -> None:
    stage = RecordingStage()
    result, told, pauses = run(stage, THING, THING)
    assert stage.asked == ["open True", "take 2", "faults", "write 1", "write 2", "discard"]
    assert result == SyncResult(2, Changes(added=2))
    assert [each.stage for each in told] == ["reading", "checking", "writing", "writing"]
    assert pauses == 2


def test_a_fault_of_the_file_or_of_the_stage_stops_before_anything_is_written() -> None:
    for stage, entry in ((RecordingStage(), Fault(3, "price", "no")), (RecordingStage(Fault(3, "price", "no")), THING)):
        result, _, _ = run(stage, THING, entry)
        assert not result.is_done
        assert [str(fault) for fault in result.faults] == ["line 3, price: no"]
        assert "write 1" not in stage.asked
        assert stage.asked[-1] == "discard"


def test_faults_are_listed_by_line() -> None:
    result, _, _ = run(RecordingStage(Fault(2, None, "b")), Fault(9, None, "c"), Fault(None, None, "a"))
    assert [str(fault) for fault in result.faults] == ["a", "line 2: b", "line 9: c"]


def test_a_check_reads_and_writes_nothing() -> None:
    stage = RecordingStage()
    result, found = CatalogSync(stage, print, print).check_file(Listed(THING), Decimal(50))
    assert result == SyncResult(1, Changes(retired=1))
    assert found.retired == 1
    assert stage.asked == ["open True", "take 1", "faults", "differences", "discard"]


def test_sound_employees_are_put_in_force() -> None:
    register = Register()
    people = [Employee("1", "A", "B", badge="x"), Employee("2", "C", "D")]
    result = EmployeeSync(register).import_file(
        Staffed(*(EmployeeEntry(at, each) for at, each in enumerate(people, 2)))
    )
    assert result == SyncResult(2, Changes(added=2))
    assert register.employees == people


def test_the_same_employee_or_badge_twice_stops_the_import() -> None:
    register = Register()
    people = (Employee("1", "A", "B", badge="x"), Employee("1", "C", "D"), Employee("3", "E", "F", badge="x"))
    result = EmployeeSync(register).import_file(
        Staffed(*(EmployeeEntry(at, each) for at, each in enumerate(people, 2)))
    )
    assert [str(fault) for fault in result.faults] == [
        "line 3, employee_id: 1 is on line 2 already",
        "line 4, badge: the badge x is 1's already",
    ]
    assert register.employees is None


def test_a_fault_in_the_file_of_employees_stops_the_import() -> None:
    register = Register()
    result = EmployeeSync(register).import_file(
        Staffed(Fault(2, "role", "no"), EmployeeEntry(3, Employee("1", "A", "B")))
    )
    assert result.fault_count == 1
    assert register.employees is None
