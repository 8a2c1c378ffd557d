"""People to choose among by name, and the PIN that one of them types: for signing on, and for approving."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.domain.staff import Role
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.plain import plain
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from pos_terminal.domain.staff import Employee

SHORTEST_PIN = 4
_ROLES = {Role.CASHIER: later("Cashier"), Role.SUPERVISOR: later("Supervisor"), Role.MANAGER: later("Manager")}
NO_PIN = Entry(most=12, is_code=True)
"""Nothing typed yet."""


class Person(NamedTuple):
    """Somebody to choose."""

    employee_id: str
    name: str
    role: str
    initials: str
    is_chosen: bool = False


def role_words(role: Role) -> str:
    """What the role is called."""
    return _(_ROLES[role])


def person(employee: Employee, chosen: str) -> Person:
    """The employee as a key shows them; ``chosen`` is the id of whoever is chosen."""
    initials = employee.first_name[:1] + employee.last_name[:1]
    return Person(
        employee_id=employee.employee_id,
        name=plain(employee.display_name),
        role=role_words(employee.role),
        initials=plain(initials).upper(),
        is_chosen=employee.employee_id == chosen,
    )
