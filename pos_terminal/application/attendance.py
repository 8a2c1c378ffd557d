"""What shoppers at kiosks want of the staff, told to other terminals, and what somebody there answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.rights import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.authority import Authority
    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.staff import Employee


class Wanted(StrEnum):
    """What a request is for."""

    HELP = "help"
    AGE = "age"


class Verdict(StrEnum):
    """What somebody of the staff says to it."""

    COMING = "coming"
    """They go there; the request stays until it is seen to."""
    YES = "yes"
    """The shopper looks old enough; help was given."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class ShopperRequest:
    """Something that a shopper waits for. ``request_id`` is new for each, so that nothing answers a later one.

    ``about`` says it in the shop's language and names no shopper; ``taken_by`` is who said that they come.
    """

    request_id: str
    wanted: Wanted
    about: str
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class AttendantAnswer:
    """``employee_id`` stands for it, at the terminal ``register``."""

    request_id: str
    verdict: Verdict
    employee_id: str
    register: str


class Attendance(Protocol):
    """The kiosk's side of the line. Nothing here waits."""

    def publish(self, requests: tuple[ShopperRequest, ...]) -> None:
        """Tell these from now on, in the place of those before."""

    def answers(self) -> Sequence[AttendantAnswer]:
        """What was answered since this was asked last, in order."""

    def report(self, request_id: str, why: str) -> None:
        """Tell what became of an answer: ``why`` it could not be followed, empty: it was."""


@dataclass(frozen=True, slots=True)
class KioskSight:
    """One kiosk as a terminal of the staff sees it. ``fault`` is why it cannot be reached; empty: it can."""

    place: str
    register: str = ""
    requests: tuple[ShopperRequest, ...] = ()
    fault: str = ""


class KioskWatch(Protocol):
    """The staff's side of the lines to all kiosks. Nothing here waits."""

    def sights(self) -> Sequence[KioskSight]:
        """The kiosks, in the order of the settings."""

    def answer(self, place: str, answer: AttendantAnswer) -> None:
        """Send this once. Raises NotAllowedNow where the kiosk cannot be reached now."""

    def reports(self) -> Sequence[tuple[str, str]]:
        """What kiosks said since this was asked last: a request's id, and why its answer could not be followed."""


class FarAttendant:
    """Follows answers at the kiosk: whoever gave one stands for it there as if their PIN had been typed."""

    def __init__(self, desk: Desk, authority: Authority, employee: Callable[[str], Employee | None]) -> None:
        self._desk = desk
        self._authority = authority
        self._employee = employee

    def name(self, employee_id: str) -> str:
        """What whoever has this id is called; empty for nobody."""
        found = self._employee(employee_id)
        return found.display_name if found is not None else ""

    def follow(self, request: ShopperRequest, answer: AttendantAnswer, step: Callable[[], object]) -> None:
        """Journal the answer with both people, then do what follows from it.

        Raises NotAllowedNow for somebody who does not work here, ApprovalNeeded for one whose role does not suffice,
        and whatever the step raises.
        """
        known = self._employee(answer.employee_id)
        person = self._desk.as_now(known) if known is not None else None
        if person is None:
            raise NotAllowedNow("Nobody with the id {id} works here.", id=answer.employee_id)
        details = {"request": request.wanted.value, "verdict": answer.verdict.value, "register": answer.register}
        approver, self._desk.approver = self._desk.approver, person
        try:
            self._authority.allow(Action.ANSWER_KIOSK, Deed(details=details, is_entered=True))
            step()
        finally:
            self._desk.approver = approver
