"""What is journalled beside the sales: what a cashier may not do alone, with who did it and who approved it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pos_terminal.wording.message import NOTHING_SAID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from pos_terminal.domain.rights import Action
    from pos_terminal.wording.message import Message


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done, as whoever looks into it later wants to know it.

    ``transaction_id`` None: that of the open sale. ``details`` are what the action is about: a line, an amount.
    ``about`` says the same in words, with its amounts, to whoever is to approve it.
    """

    reason: str = ""
    transaction_id: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    is_entered: bool = False
    """Whether it is journalled also where a cashier does it alone."""
    about: Message = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Act:
    """An action that somebody stood for. ``approver_id`` None: the operator did it by their own rights."""

    action: Action
    operator_id: str
    approver_id: str | None
    deed: Deed
    at: datetime
    business_day: date
    session_id: int | None


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """Why something was done to a sale: what it was, with what it was about, in whose words, and who stood for it."""

    action: str
    reason: str
    details: Mapping[str, str]
    employee_id: str
    approved_by: str | None

    @property
    def told(self) -> dict[str, object]:
        """The same for scripts and files."""
        return {
            "action": self.action,
            "reason": self.reason,
            "details": dict(self.details),
            "employee_id": self.employee_id,
            "approved_by": self.approved_by,
        }


class Acts(Protocol):
    """The journal, as far as acts go."""

    def enter(self, act: Act) -> None:
        """Journal an act; it is on disk when this returns. Raises StorageFailed."""

    def of(self, transaction_id: str, action: Action) -> Sequence[Mapping[str, str]]:
        """The details of each such act in a sale, oldest first."""

    def last(self, action: Action) -> Mapping[str, str] | None:
        """The details of the newest such act in no sale; None: there was none."""

    def reasons(self, transaction_id: str) -> Sequence[ReasonGiven]:
        """The acts in a sale that a reason was given for, oldest first."""
