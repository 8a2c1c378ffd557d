"""The people at the till: who they are, what they may do, and what wants a second person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_terminal.wording import later
from pos_terminal.wording.message import Message

_LONGEST_PIN = 12


class Role(StrEnum):
    """What somebody is trusted with; each role may do what the ones before it may."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"

    @property
    def words(self) -> Message:
        """The role inside a sentence."""
        return Message(_ROLES[self])

    def may(self, least: "Role") -> bool:
        """Whether this role may do what wants at least that one."""
        order = list(Role)
        return order.index(self) >= order.index(least)


_ROLES = {Role.CASHIER: later("cashier"), Role.SUPERVISOR: later("supervisor"), Role.MANAGER: later("manager")}


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who works in the store (spec, Employee).

    ``sm_employee_id`` is the platform's user id of an employee in a reward program. Somebody whose ``end_date`` has
    come can no longer sign on.
    """

    employee_id: str
    first_name: str
    last_name: str
    role: Role = Role.CASHIER
    start_date: date | None = None
    end_date: date | None = None
    sm_employee_id: str | None = None
    badge: str | None = None

    @property
    def display_name(self) -> str:
        """The name on screens and receipts: the first name and the initial of the last."""
        return f"{self.first_name} {self.last_name[:1]}.".strip() if self.last_name else self.first_name

    def works_on(self, day: date) -> bool:
        """Whether the employment covers this day (the end date is the first day without it)."""
        return (self.start_date is None or self.start_date <= day) and (self.end_date is None or day < self.end_date)


def pin_fault(role: Role, pin: str) -> Message | None:
    """Why this PIN is not good enough for the role, or None: 4 to 12 digits for cashiers, 6 to 12 for the others."""
    least = 4 if role is Role.CASHIER else 6
    if not (pin.isascii() and pin.isdigit()):
        return Message("A PIN is made of digits only.")
    if not least <= len(pin) <= _LONGEST_PIN:
        return Message("A PIN for this role has {least} to {most} digits.", least=least, most=_LONGEST_PIN)
    if len(set(pin)) == 1:
        return Message("A PIN of one repeated digit is too easy to guess.")
    return None
