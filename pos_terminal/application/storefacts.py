"""What is told of the store: the catalog in force, and everybody who works here or did, as requests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pos_terminal.application.upload_ports import LARGEST_CATALOG, Subject
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.staff import Employee

if TYPE_CHECKING:
    from datetime import tzinfo

    from pos_terminal.application.queueing import Request
    from pos_terminal.application.routine import DailyHour
    from pos_terminal.application.upload_ports import Leaver, MetadataWire, Roster, StoreCatalog


class Told(NamedTuple):
    """A request that tells, and how many entries it has."""

    request: Request
    entries: int


class StoreFact(Protocol):
    """Something that the platform is told of the store."""

    @property
    def subject(self) -> Subject:
        """What it is about."""

    @property
    def daily(self) -> DailyHour | None:
        """When it is told again though nothing changed; None: never."""

    def frame(self) -> str:
        """What else its bytes depend on, beside what is in force."""

    def told(self, request_id: str) -> Told | None:
        """The request; None while there is nothing to tell. Raises Refused, and BadArgument for too much."""


class CatalogFact:
    """Categories and items, mixed (spec, Upload Catalog API)."""

    subject = Subject.CATALOG
    daily = None

    def __init__(self, catalog: StoreCatalog, wire: MetadataWire, version: str) -> None:
        """``version`` is the program's: another one may encode the same catalog in another way."""
        self._catalog = catalog
        self._wire = wire
        self._frame = f"{version} {self._wire.catalog('', (), ()).body.decode()}"

    def frame(self) -> str:
        """The program's version, and whose catalog it is in which language."""
        return self._frame

    def told(self, request_id: str) -> Told | None:
        """The catalog in force. Raises BadArgument where it is larger than the platform takes."""
        rows = self._catalog.rows()
        if rows > LARGEST_CATALOG:  # before a million items are read into memory
            raise too_many(rows)
        return (
            Told(self._wire.catalog(request_id, self._catalog.categories(), self._catalog.items()), rows)
            if rows
            else None
        )


class EmployeesFact:
    """Everybody who works in the store, who did, and the one who stands for nobody (spec, Upload Employees API)."""

    subject = Subject.EMPLOYEES

    def __init__(
        self, roster: Roster, wire: MetadataWire, service_employee_id: str, times: tuple[tzinfo, DailyHour]
    ) -> None:
        """``times`` are the store's zone, and when the platform is told though nothing changed."""
        self._roster = roster
        self._wire = wire
        self._service = Employee(service_employee_id, "Service", "Account")
        self._zone, daily = times
        self._frame = f"{self._zone} {wire.employees('', [self._service]).body.decode()}"
        self.daily: DailyHour | None = daily

    def frame(self) -> str:
        """All that is not in the list of employees: whose they are, and the one who stands for nobody."""
        return self._frame

    def told(self, request_id: str) -> Told | None:
        """Who works here, with the leavers; None before anybody does."""
        here = self._roster.employees()
        if not here:
            return None
        everybody = {
            each.employee_id: each for each in (self._service, *map(self._gone, self._roster.leavers()), *here)
        }
        people = sorted(everybody.values(), key=_by_id)
        return Told(self._wire.employees(request_id, people), len(people))

    def _gone(self, leaver: Leaver) -> Employee:
        """Somebody who is not on the list any more has left, at the latest when that was noticed."""
        day, somebody = leaver.noticed.astimezone(self._zone).date(), leaver.employee
        ended = min(day, somebody.end_date) if somebody.end_date else day
        return replace(somebody, end_date=max(ended, somebody.start_date) if somebody.start_date else ended)


def too_many(rows: int) -> BadArgument:
    """Why a catalog of so many rows cannot be uploaded, and what to do."""
    return BadArgument(
        f"The catalog has {rows:,} items and categories, and the platform takes {LARGEST_CATALOG:,}. "
        "Retire what is no longer sold, or ask the platform's owner to load it from a file."
    )


def _by_id(employee: Employee) -> str:
    return employee.employee_id
