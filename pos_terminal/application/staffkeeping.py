"""What a manager does about the people at the till: locks, PINs, roles, and the end of somebody's work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.staff import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from pos_terminal.application.syncing import Changes
    from pos_terminal.domain.staff import Employee


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Somebody, and how they stand at the till; ``is_locked``: too many wrong PINs, until a wait or a manager."""

    employee: Employee
    works_today: bool
    has_pin: bool
    is_locked: bool


class StaffBooks(Protocol):
    """The employees of this terminal, their PINs and their wrong tries. Everything raises StorageFailed."""

    def employees(self) -> list[Employee]:
        """Everybody, by name."""

    def ids_with_pin(self) -> frozenset[str]:
        """Those who have a PIN."""

    def locked_ids(self) -> frozenset[str]:
        """Those who typed too many wrong PINs, and wait or want a manager."""

    def set_pin(self, employee_id: str, pin: str) -> None:
        """Give somebody a new PIN, and forget the wrong ones. Raises BadArgument when it is not good enough."""

    def unlock(self, employee_id: str) -> None:
        """Forget somebody's wrong PINs."""

    def replace(self, employees: Sequence[Employee]) -> Changes:
        """Put these in force, in one commit."""


class StaffKeeping:
    """For the one thread that its books belong to; ``changed`` has the platform told."""

    def __init__(self, books: StaffBooks, today: Callable[[], date], changed: Callable[[], None]) -> None:
        self._books = books
        self._today = today
        self._changed = changed

    def cards(self) -> tuple[StaffCard, ...]:
        """Everybody, by name."""
        able, locked, today = self._books.ids_with_pin(), self._books.locked_ids(), self._today()
        return tuple(
            StaffCard(each, each.works_on(today), each.employee_id in able, each.employee_id in locked)
            for each in self._books.employees()
        )

    def unlock(self, employee_id: str) -> Employee:
        """Let somebody try again after too many wrong PINs. Raises BadArgument for somebody unknown."""
        employee = self._known(employee_id)
        self._books.unlock(employee_id)
        return employee

    def set_pin(self, employee_id: str, pin: str) -> Employee:
        """Give somebody a new PIN. Raises BadArgument for somebody unknown, and for a PIN that is not good enough."""
        employee = self._known(employee_id)
        self._books.set_pin(employee_id, pin)
        return employee

    def end(self, employee_id: str, day: date | None = None, by: str = "") -> Employee:
        """Somebody's work ends on this day, today unless it is said: from then on they cannot sign on.

        A sale that they are in the middle of goes on. Raises BadArgument for somebody unknown or a day before they
        began, NotAllowedNow for the last manager, the last one with a PIN, and for whoever does it: ``by``.
        """
        employee = self._known(employee_id)
        _refuse_oneself(employee, by)
        ends = day or self._today()
        if employee.start_date is not None and ends < employee.start_date:
            raise BadArgument(
                "{name} begins on {day} only. Name a later day.", name=employee.display_name, day=employee.start_date
            )
        self._refuse_losing_all_managers(employee)
        return self._put(replace(employee, end_date=ends))

    def go_on(self, employee_id: str) -> Employee:
        """Somebody's work does not end. Raises BadArgument for somebody unknown."""
        return self._put(replace(self._known(employee_id), end_date=None))

    def make(self, employee_id: str, role: Role, by: str = "") -> Employee:
        """Somebody has this role from now on. Raises BadArgument for somebody unknown, NotAllowedNow as `end`."""
        employee = self._known(employee_id)
        _refuse_oneself(employee, by)
        if role is not Role.MANAGER:
            self._refuse_losing_all_managers(employee)
        return self._put(replace(employee, role=role))

    def _known(self, employee_id: str) -> Employee:
        found = next((each for each in self._books.employees() if each.employee_id == employee_id), None)
        if found is None:
            raise BadArgument(
                "There is no employee {employee}. 'employees list' names all of them.", employee=employee_id
            )
        return found

    def _put(self, employee: Employee) -> Employee:
        everybody = [employee if each.employee_id == employee.employee_id else each for each in self._books.employees()]
        self._books.replace(everybody)
        self._changed()
        return employee

    def _refuse_losing_all_managers(self, employee: Employee) -> None:
        """A manager who has no PIN opens no manager's desk, so one who has stays."""
        today, alone = self._today(), {employee.employee_id}
        managers = {each.employee_id for each in self._books.employees() if _manages(each, today)}
        if managers == alone:
            raise NotAllowedNow(
                "{name} is the last manager here. Make somebody else one first.", name=employee.display_name
            )
        if managers & self._books.ids_with_pin() == alone:
            raise NotAllowedNow(
                "{name} is the last manager here who has a PIN. Give another manager one first.",
                name=employee.display_name,
            )


def _refuse_oneself(employee: Employee, by: str) -> None:
    if employee.employee_id == by:
        raise NotAllowedNow("Nobody ends their own work here or changes their own role. Ask another manager.")


def _manages(employee: Employee, today: date) -> bool:
    return employee.role is Role.MANAGER and employee.works_on(today)
