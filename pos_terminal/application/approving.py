"""A second person's approval for the next step alone, where the first one's rights end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.errors import ApprovalNeeded
from pos_terminal.domain.staff import Role

if TYPE_CHECKING:
    from datetime import date

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.pin_verdict import PinOutcome
    from pos_terminal.application.signing import Signing
    from pos_terminal.domain.staff import Employee


class Approving:
    """Takes an approval and spends it; whoever approves is never signed on by it. `Authority` asks for it.

    The slow part (`check`) may run off the UI thread.
    """

    def __init__(self, desk: Desk, signing: Signing) -> None:
        self._desk = desk
        self._signing = signing

    def approve(self, employee_id: str, pin: str, today: date) -> Employee:
        """Approve the next step. About 0.2 s.

        Raises NotSignedOn, WrongPin or LockedOut as signing on does, and ApprovalNeeded for a cashier, who may approve
        nothing.
        """
        self._desk.signed_on()
        return self.accept(employee_id, self.check(employee_id, pin), today)

    def approvers(self, least: Role, today: date) -> list[Employee]:
        """Those who may approve what wants this role, by name: they work here today, and have a PIN."""
        return [each for each in self._signing.operators(today) if each.role.may(least)]

    def check(self, employee_id: str, pin: str) -> PinOutcome:
        """Whether the PIN is right. About 0.2 s; touches nothing of the desk."""
        return self._signing.check(employee_id, pin)

    def wearer(self, badge: str) -> Employee | None:
        """Whose badge this is; None for any other code."""
        return self._signing.wearer(badge)

    @property
    def badge_is_enough(self) -> bool:
        """Whether whoever wears a badge needs no PIN beside it."""
        return self._signing.badge_is_enough

    def check_badge(self, employee_id: str) -> PinOutcome:
        """Whether the badge of this person is taken; in the place of `check`, and in its thread."""
        return self._signing.check_badge(employee_id)

    def accept(self, employee_id: str, outcome: PinOutcome, today: date) -> Employee:
        """Approve the next step after a check. Raises as `approve`."""
        self._desk.signed_on()
        approver = self._signing.known(employee_id, outcome, today)
        if not approver.role.may(Role.SUPERVISOR):
            raise ApprovalNeeded(
                "{approver} may not approve. Ask a supervisor or a manager.", approver=approver.display_name
            )
        self._desk.approver = approver
        return approver

    def spend(self) -> None:
        """The step is over: the approval is used up, whether it was needed or not."""
        self._desk.approver = None
