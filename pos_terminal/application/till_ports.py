"""What is written and read of the till itself: cash that moved beside the sales, and shifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from pos_terminal.domain.movement import Movement
from pos_terminal.domain.sales_report import SalesReport
from pos_terminal.domain.shift_report import CashCount, ShiftReport

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.application.queueing import JournalHead
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.shift_report import Closing, ShiftFigures

TillPaper: TypeAlias = Movement | ShiftReport | CashCount | SalesReport
"""What can be on paper of the till itself."""


@dataclass(frozen=True, slots=True)
class JournalledPaper:
    """Something about the till that was journalled, with its entry."""

    entry: JournalHead
    what: TillPaper


@dataclass(frozen=True, slots=True)
class ClosedShift:
    """The Z of a shift, with its entry: the head of the journal when the shift was closed."""

    report: ShiftReport
    entry: JournalHead


class TillRecords(Protocol):
    """The journal and the print queue, as far as the till itself goes."""

    def move(self, movement: Movement, print_job_id: str) -> JournalHead:
        """Journal a movement and queue its slip in ONE durable commit. Raises StorageFailed."""

    def close(self, session_id: int, closing: Closing, at: datetime, print_job_id: str) -> ClosedShift:
        """Close a shift: its Z into the journal and the print queue in ONE durable commit. Raises StorageFailed."""

    def figures(self, session_id: int) -> ShiftFigures:
        """What a shift comes to now."""

    def expected_cash(self, session_id: int) -> Money:
        """What the drawer should hold of the shop's own currency."""


class TillPapers(Protocol):
    """What is printed of the till itself."""

    def paper(self, seq: int) -> JournalledPaper | None:
        """What the entry of this number is about; None where it is about something else."""
