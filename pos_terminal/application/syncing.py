"""Catalog and employees in: read a file whole, list every fault, and put it in force only when there is none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Protocol, TypeAlias, TypeVar

from pos_terminal.application.catalogdiff import Difference, ItemChange, summed_up
from pos_terminal.domain.item import Item
from pos_terminal.domain.staff import Employee
from pos_terminal.domain.tax import TaxKind

SHOWN_FAULTS = 200
CHUNK = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: where it stands and what to do. ``line`` and ``field`` are None for the whole.

    ``ends_reading``: nothing after it could be read.
    """

    line: int | None
    field: str | None
    sentence: str
    ends_reading: bool = False

    def __str__(self) -> str:
        """``line 12, price: '4,50' is not an amount``."""
        where = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.field or "") if part)
        return f"{where}: {self.sentence}" if where else self.sentence


@dataclass(frozen=True, slots=True)
class TaxEntry:
    """A tax as a file gives it; ``included`` None leaves it to the terminal's setting."""

    line: int
    tax_code: str
    name: str
    rate: Decimal
    kind: TaxKind = TaxKind.PERCENT
    included: bool | None = None
    adds_to_base_of_next: bool = False
    base_affected_by_previous: bool = True


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category as a file gives it: with the ids of its children and of its items."""

    line: int
    category_id: str
    name: str
    description: str | None = None
    category_ids: tuple[str, ...] = ()
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item as a file gives it: its taxes by code, and (from CSV) the path of its category, outermost first."""

    line: int
    item: Item
    tax_codes: tuple[str, ...] = ()
    category_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmployeeEntry:
    """An employee as a file gives it."""

    line: int
    employee: Employee


CatalogEntry: TypeAlias = TaxEntry | CategoryEntry | ItemEntry


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import changes: ids that are new, that differ, and that are gone."""

    added: int = 0
    changed: int = 0
    retired: int = 0


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far an import is.

    ``stage`` is ``reading``, ``checking``, ``writing``, ``clearing`` (the old catalog) or ``waiting`` (for the open
    sale to end). ``done`` of ``total`` are items while reading and rows after; ``total`` is None where it is not known.
    """

    stage: str
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What an import did. With any fault it did nothing; ``faults`` are the first of ``fault_count``."""

    read: int
    changes: Changes = Changes()
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0

    @property
    def is_done(self) -> bool:
        """Whether the file is in force now (or could be, after a check)."""
        return not self.fault_count


class CatalogSource(Protocol):
    """A catalog file."""

    @property
    def has_taxes(self) -> bool:
        """Whether this form of file can hold taxes; else those in force stay."""

    def entries(self) -> Iterator[CatalogEntry | Fault]:
        """Its entries and its faults, in their order, without holding the file in memory.

        An entry with a fault comes too, as far as it could be read: others may refer to it.
        """


class CatalogStage(Protocol):
    """Where a new catalog waits, unseen, until it is whole."""

    def open(self, *, keep_taxes: bool) -> None:
        """Forget whatever an earlier import left; ``keep_taxes`` starts with those of the catalog in force."""

    def take(self, entries: Sequence[CatalogEntry]) -> None:
        """Keep some entries."""

    def faults(self) -> Iterator[Fault]:
        """What is wrong between the entries: duplicates, unknown ids, circles."""

    def differences(self) -> Iterator[ItemChange]:
        """What differs from the catalog in force, once there are no faults."""

    def publish(self) -> Iterator[SyncProgress]:
        """Write in small steps (the caller may pause after each), then put all in force in one."""

    def changes(self) -> Changes:
        """What the import changed, once published."""

    def discard(self) -> None:
        """Forget everything taken. The catalog in force is untouched until it was published."""


class EmployeeSource(Protocol):
    """A file of employees."""

    def entries(self) -> Iterator[EmployeeEntry | Fault]:
        """Its entries and its faults."""


class EmployeeRegister(Protocol):
    """The employees of this terminal."""

    def replace(self, employees: Sequence[Employee]) -> Changes:
        """Put these in force, in one commit; PINs of those who stay are kept."""


@dataclass
class _Faults:
    """The first faults, and the number of all."""

    shown: list[Fault] = field(default_factory=list)
    count: int = 0
    is_cut_short: bool = False

    def add(self, fault: Fault) -> None:
        self.count += 1
        self.is_cut_short |= fault.ends_reading
        if len(self.shown) < SHOWN_FAULTS:
            self.shown.append(fault)


class CatalogSync:
    """Brings a catalog file into the terminal, all or nothing.

    ``report`` is told of the progress; ``pause`` is called after each small write: no sale is kept waiting.
    """

    def __init__(self, stage: CatalogStage, report: Callable[[SyncProgress], None], pause: Callable[[], None]) -> None:
        self._stage = stage
        self._report = report
        self._pause = pause

    def check_file(self, source: CatalogSource, odd_percent: Decimal) -> tuple[SyncResult, Difference]:
        """Every fault of the file, or all that it would change; the catalog in force stays."""
        try:
            result = self._read(source)
            found = summed_up(self._stage.differences(), odd_percent) if result.is_done else Difference()
            return replace(result, changes=Changes(found.added, found.changed, found.retired)), found
        finally:
            self._stage.discard()

    def import_file(self, source: CatalogSource) -> SyncResult:
        """Put the file in force if it has no fault at all; otherwise the catalog in force stays."""
        try:
            result = self._read(source)
            if not result.is_done:
                return result
            for progress in self._stage.publish():
                self._report(progress)
                self._pause()
            return SyncResult(result.read, self._stage.changes())
        finally:
            self._stage.discard()

    def _read(self, source: CatalogSource) -> SyncResult:
        faults, read = _Faults(), 0
        self._stage.open(keep_taxes=not source.has_taxes)
        for chunk in _chunks(source.entries()):
            entries: list[CatalogEntry] = []
            for each in chunk:
                if isinstance(each, Fault):
                    faults.add(each)
                else:
                    entries.append(each)
            self._stage.take(entries)
            read += sum(isinstance(each, ItemEntry) for each in entries)
            self._report(SyncProgress("reading", read))
        self._report(SyncProgress("checking", read, read))
        if not faults.is_cut_short:  # else every id in the unread rest would count as unknown
            for fault in self._stage.faults():
                faults.add(fault)
        ordered = tuple(sorted(faults.shown, key=_line_of))
        return SyncResult(read, faults=ordered, fault_count=faults.count)


class EmployeeSync:
    """Brings a file of employees into the terminal, all or nothing."""

    def __init__(self, register: EmployeeRegister) -> None:
        self._register = register

    def import_file(self, source: EmployeeSource) -> SyncResult:
        """Put the file in force if it has no fault at all; otherwise the employees in force stay."""
        faults = _Faults()
        lines: dict[str, int] = {}
        employees: list[Employee] = []
        for each in source.entries():
            if isinstance(each, Fault):
                faults.add(each)
                continue
            employee_id = each.employee.employee_id
            if employee_id in lines:
                faults.add(Fault(each.line, "employee_id", f"{employee_id} is on line {lines[employee_id]} already"))
            lines.setdefault(employee_id, each.line)
            employees.append(each.employee)
        for fault in _shared_badges(employees, lines):
            faults.add(fault)
        if faults.count:
            return SyncResult(
                len(employees), faults=tuple(sorted(faults.shown, key=_line_of)), fault_count=faults.count
            )
        return SyncResult(len(employees), self._register.replace(employees))


def _shared_badges(employees: Sequence[Employee], lines: dict[str, int]) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for employee in employees:
        if employee.badge is None:
            continue
        owner = owners.setdefault(employee.badge, employee.employee_id)
        if owner != employee.employee_id:
            yield Fault(lines[employee.employee_id], "badge", f"the badge {employee.badge} is {owner}'s already")


def _chunks(entries: Iterator[_T]) -> Iterator[list[_T]]:
    while chunk := list(islice(entries, CHUNK)):
        yield chunk


def _line_of(fault: Fault) -> int:
    return fault.line or 0
