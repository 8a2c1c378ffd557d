"""Signing on and off, with a PIN or a badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.domain.errors import LockedOut, WrongPin
from pos_terminal.domain.symbology import printed_code
from pos_terminal.wording import _, ngettext
from pos_terminal.wording.message import Spoken

if TYPE_CHECKING:
    from datetime import date

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.staff_ports import Staff
    from pos_terminal.domain.staff import Employee


class Signing:
    """Puts an operator on the desk; the slow part (`check`) may run off the UI thread.

    ``pins`` is who checks: `Staff` again, or a twin of it that belongs to the worker's thread. ``badge_is_enough``:
    whoever wears a badge needs no PIN beside it.
    """

    def __init__(self, desk: Desk, staff: Staff, pins: Staff, *, badge_is_enough: bool = True) -> None:
        self.badge_is_enough = badge_is_enough
        self._desk = desk
        self._staff = staff
        self._pins = pins

    def operators(self, today: date) -> list[Employee]:
        """Those who may sign on today, by name: they work here, and have a PIN."""
        able = self._staff.ids_with_pin()
        return [each for each in self._staff.employees() if each.works_on(today) and each.employee_id in able]

    def check(self, employee_id: str, pin: str) -> PinOutcome:
        """Whether the PIN is right. About 0.2 s; touches nothing of the desk."""
        return self._pins.verify(employee_id, pin)

    def wearer(self, badge: str) -> Employee | None:
        """Whose badge this is; None for any other code."""
        return self._staff.wearer(printed_code(badge))

    def is_badge(self, code: str) -> bool:
        """Whether this code is somebody's badge."""
        return self.wearer(code) is not None

    def check_badge(self, employee_id: str) -> PinOutcome:
        """Whether the badge of this person is taken; in the place of `check`, and in its thread."""
        return self._pins.lock_out(employee_id) or PinOutcome(PinVerdict.RIGHT)

    def accept(self, employee_id: str, outcome: PinOutcome, today: date) -> Employee:
        """Sign on after a check. Raises WrongPin or LockedOut with what to do next."""
        self._desk.operator = self.known(employee_id, outcome, today)
        return self._desk.operator

    def known(self, employee_id: str, outcome: PinOutcome, today: date) -> Employee:
        """Who this is, after a check. Raises as `accept`; signs nobody on."""
        if outcome.verdict is PinVerdict.LOCKED:
            raise _locked_out(outcome)
        employee = self._staff.employee(employee_id)
        if outcome.verdict is PinVerdict.WRONG or employee is None:
            raise WrongPin("This PIN is not right. {tries_left}", tries_left=Spoken(_tries, outcome.tries_left))
        if not employee.works_on(today):
            raise WrongPin("This person does not work here today. Ask a manager to check the start and end dates.")
        return employee

    def sign_on(self, employee_id: str, pin: str, today: date) -> Employee:
        """Check and accept in one."""
        return self.accept(employee_id, self.check(employee_id, pin), today)

    def sign_off(self) -> None:
        """Leave the desk; an open sale stays for whoever signs on next, what its member is called does not."""
        self._desk.signed_on()
        self._desk.operator = self._desk.visit = self._desk.beside = None


def _locked_out(outcome: PinOutcome) -> LockedOut:
    if outcome.wait_seconds is None:
        return LockedOut("Too many wrong PINs. Ask a manager to unlock this person.")
    return LockedOut("Too many wrong PINs. Wait {seconds} seconds, then try again.", seconds=outcome.wait_seconds)


def _tries(left: int) -> str:
    if left <= 0:
        return _("Wait before you try again.")
    return ngettext("One more try before a wait.", "{count} more tries before a wait.", left)
