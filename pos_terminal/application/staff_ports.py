"""What is read and written of the people at the till."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pos_terminal.application.pin_verdict import PinOutcome
    from pos_terminal.domain.staff import Employee


class Staff(Protocol):
    """The employees and their PINs."""

    def employees(self) -> list[Employee]:
        """Everybody, by name."""

    def employee(self, employee_id: str) -> Employee | None:
        """Somebody by id."""

    def ids_with_pin(self) -> frozenset[str]:
        """Those who have a PIN, and so can sign on."""

    def wearer(self, badge: str) -> Employee | None:
        """Whose badge this is; None for a code that is nobody's."""

    def lock_out(self, employee_id: str) -> PinOutcome | None:
        """Why nobody may sign on as this person now, after too many wrong PINs; None when they may."""

    def verify(self, employee_id: str, pin: str) -> PinOutcome:
        """Whether the PIN is right; counts wrong ones, persistently. Takes about 0.2 s, whoever is asked for."""
