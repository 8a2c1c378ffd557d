"""The employees of a till, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pos_terminal.application.syncing import Changes
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.staff import Employee, Role, pin_fault

DAN = Employee("3001", "Dan", "Oka", Role.MANAGER)
MAYA = Employee("1001", "Maya", "Rossi", badge="B-1")


@dataclass
class StaffBook:
    """Implements `StaffBooks`."""

    people: list[Employee] = field(default_factory=lambda: [DAN, MAYA])
    pins: dict[str, str] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)

    def employees(self) -> list[Employee]:
        return list(self.people)

    def ids_with_pin(self) -> frozenset[str]:
        return frozenset(self.pins)

    def locked_ids(self) -> frozenset[str]:
        return frozenset(self.locked)

    def set_pin(self, employee_id: str, pin: str) -> None:
        role = next(each.role for each in self.people if each.employee_id == employee_id)
        fault = pin_fault(role, pin)
        if fault is not None:
            raise BadArgument(fault)
        self.pins[employee_id] = pin
        self.locked.discard(employee_id)

    def unlock(self, employee_id: str) -> None:
        self.locked.discard(employee_id)

    def replace(self, employees: Sequence[Employee]) -> Changes:
        self.people = list(employees)
        return Changes()
