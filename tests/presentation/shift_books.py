"""Shifts of a till for the section's tests: one that is open, two that were closed, and what the platform has."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from pos_terminal.application.desk import Desk
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.till_ports import ClosedShift
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.movement import MovementKind, Stander
from pos_terminal.domain.shift_report import Closing, ShiftFigures, ShiftReport, Tally
from pos_terminal.domain.shift_standing import ShiftStanding
from pos_terminal.domain.till import TillSession
from pos_terminal.domain.till_view import ShiftWritten
from pos_terminal.presentation.shifts_section import ShiftsServices

USD = Currency.of("USD")
AT = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)


def usd(minor: int) -> Money:
    return Money(minor, USD)


def figures(number: int, sold: Tally) -> ShiftFigures:
    """A shift that sold so much, for cash beside a float of a hundred."""
    session = TillSession(number, "1001", AT, date(2026, 3, 4 - number % 3), usd(10_000))
    none = Tally(0, usd(0))
    sums = (none, none, none, usd(0), (), (), usd(0), (), dict.fromkeys(MovementKind, none), 0, none)
    return ShiftFigures(session, sold, *sums, usd(10_000) + sold.amount)


def closed(number: int, sold: Tally, off: int, reason: str = "") -> ClosedShift:
    """Its Z, so much over or short."""
    figured = figures(number, sold)
    closing = Closing(Stander("1001", "Maya R."), figured.expected_cash + usd(off), reason)
    return ClosedShift(ShiftReport(figured, AT, closing), JournalHead(number * 10, "f" * 64))


@dataclass
class ShiftBooks:
    """``parked`` of the newest closed shift's twelve sales were refused, ``lost`` are nowhere."""

    desk: Desk
    now: ShiftReport | None = field(default_factory=lambda: ShiftReport(figures(3, Tally(4, usd(4_200))), AT))
    zs: tuple[ClosedShift, ...] = field(
        default_factory=lambda: (
            closed(2, Tally(12, usd(31_050)), -125, "Wrong change given"),
            closed(1, Tally(9, usd(20_000)), 0),
        )
    )
    parked: int = 0
    lost: int = 0
    printed: list[str] = field(default_factory=list)

    @property
    def services(self) -> ShiftsServices:
        return ShiftsServices(
            desk=self.desk,
            open=lambda: self.now,
            closed=lambda most: self.zs[:most],
            standing=self._standing,
            written=lambda report: ShiftWritten((f"Shift {report.number}",), ()),
            print_report=lambda report: self.printed.append(f"X {report.number}"),
            print_again=self._again,
        )

    def _standing(self, report: ShiftReport) -> ShiftStanding:
        sold, none = report.figures.sales, Tally(0, usd(0))
        away = self.parked + self.lost
        each = usd(sold.amount.minor // sold.count)
        left = replace(sold, count=sold.count - away, amount=sold.amount - usd(away * each.minor))
        parts = [Tally(count, usd(count * each.minor)) for count in (self.parked, self.lost)]
        return ShiftStanding(left, none, *parts)

    def _again(self, shift: ClosedShift) -> int:
        self.printed.append(f"Z {shift.report.number}")
        return 1
