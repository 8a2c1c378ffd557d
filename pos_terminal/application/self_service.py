"""Who stands at a kiosk: the service account for shoppers, or an attendant who signed on for a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Employee

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pos_terminal.application.authority import Authority
    from pos_terminal.application.checkout import Checkout
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.pin_verdict import PinOutcome
    from pos_terminal.application.signing import Signing


def service_account(employee_id: str, known: Employee | None) -> Employee:
    """Whom a kiosk's sales are rung up by: the employee with this id where there is one."""
    return known or Employee(employee_id, "Service", "Account")


@dataclass(frozen=True, slots=True)
class SelfServicePorts:
    """What self-service works with. ``let_go`` gives all offers of the open sale back."""

    signing: Signing
    checkout: Checkout
    authority: Authority
    let_go: Callable[[], None]


class SelfService:
    """Puts the service account on the desk, and an attendant in its place for as long as they stay."""

    def __init__(self, desk: Desk, ports: SelfServicePorts, account: Employee) -> None:
        self._desk = desk
        self._ports = ports
        self.account = account

    @property
    def is_attended(self) -> bool:
        """Whether an attendant is signed on."""
        return self._desk.operator is not None and self._desk.operator.employee_id != self.account.employee_id

    def begin(self) -> None:
        """Shoppers may use the kiosk; what an attendant does not do any more is theirs."""
        self._desk.operator = self.account

    def attendants(self, today: date) -> list[Employee]:
        """Those who may sign on at the kiosk, by name."""
        return [each for each in self._ports.signing.operators(today) if each.employee_id != self.account.employee_id]

    def check(self, employee_id: str, pin: str) -> PinOutcome:
        """Whether the PIN is right. About 0.2 s; may run in any thread."""
        return self._ports.signing.check(employee_id, pin)

    def wearer(self, badge: str) -> Employee | None:
        """Whose badge this is; None for any other code."""
        return self._ports.signing.wearer(badge)

    @property
    def badge_is_enough(self) -> bool:
        """Whether whoever wears a badge needs no PIN beside it."""
        return self._ports.signing.badge_is_enough

    def check_badge(self, employee_id: str) -> PinOutcome:
        """Whether the badge of this person is taken; in the place of `check`, and in its thread."""
        return self._ports.signing.check_badge(employee_id)

    def attend(self, employee_id: str, outcome: PinOutcome, today: date) -> Employee:
        """An attendant stands here now; the sale stays. Raises WrongPin or LockedOut."""
        return self._ports.signing.accept(employee_id, outcome, today)

    def close(self) -> None:
        """Close the kiosk, so that whoever stands here reaches the system behind it. Raises ApprovalNeeded."""
        self._ports.authority.allow(Action.CLOSE_KIOSK)

    @property
    def is_shut(self) -> bool:
        """Whether no shoppers are taken, as the journal has it: a new start opens no kiosk that somebody closed."""
        newest = self._ports.authority.last(Action.SHUT_KIOSK)
        return newest is not None and newest["takes_shoppers"] == "no"

    def shut(self, *, takes_shoppers: bool) -> None:
        """Take no shoppers from now on, or take them again; who did it is journalled. Raises ApprovalNeeded."""
        told = "yes" if takes_shoppers else "no"
        self._ports.authority.allow(Action.SHUT_KIOSK, Deed(details={"takes_shoppers": told}, is_entered=True))

    def abandon(self) -> None:
        """The shopper has gone: the sale is given up, its offers go back, and nobody's name is kept.

        Raises NotAllowedNow once money was taken: then an attendant has to see to it.
        """
        desk = self._desk
        if desk.basket is not None:
            if not desk.is_unpaid:
                raise NotAllowedNow("Money was taken for this sale. An attendant has to end it or give it back.")
            self._ports.let_go()
            listed = self._ports.checkout.rules.reasons.lists.get("void", ())
            self._ports.checkout.void(listed[0] if listed else "Left at the kiosk")
        desk.finished = desk.suspended = None
        desk.visit = desk.beside = None
        self.begin()
