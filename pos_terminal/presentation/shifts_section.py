"""Shifts at the manager's desk: the open one and those that were closed, and how far the platform has each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.till_ports import ClosedShift
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import amount_text, date_text
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.plain import apart, brief
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.presentation.shift_rows import shift_rows
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.shift_report import ShiftReport, Tally
    from pos_terminal.domain.shift_standing import ShiftStanding
    from pos_terminal.domain.till_view import ShiftWritten
    from pos_terminal.presentation.back_office import SectionHost

MOST_SHIFTS = 60
"""How many closed shifts the list has, the newest first; commands tell of all."""
_OPEN, _SALE = "open", "sale"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ShiftsServices:
    """What the section works with; all but ``written`` raise Refused.

    ``print_again`` prints a Z once more and says which copy that is, ``print_report`` prints an X.
    """

    desk: Desk
    open: Callable[[], ShiftReport | None]
    closed: Callable[[int], Sequence[ClosedShift]]
    standing: Callable[[ShiftReport], ShiftStanding]
    written: Callable[[ShiftReport], ShiftWritten]
    print_report: Callable[[ShiftReport], None]
    print_again: Callable[[ClosedShift], int]


class ShiftsScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: ReportPanel, /) -> None:
        """Draw this."""


class ShiftsSection:
    """Implements `SectionPresenter`."""

    def __init__(self, services: ShiftsServices, screen: ShiftsScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._shown: ShiftReport | ClosedShift | None = None
        self._closed: dict[str, ClosedShift] = {}

    def entered(self) -> None:
        """All of them."""
        self._shown = None
        self._attempt(self._show_list)

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """What was read stays."""

    def row_chosen(self, key: str) -> None:
        """Look at one of them, or go to what keeps the open one from being closed."""
        if key == _SALE:
            self._host.left()
        elif key == _OPEN:
            self._attempt(self._show_open)
        elif key in self._closed:
            self._shown = self._closed[key]
            self._attempt(self._show_one)

    def print_asked(self) -> None:
        """The one that is shown, on paper."""
        self._attempt(self._print)

    def back_asked(self) -> None:
        """To the list."""
        self.entered()

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Refused as refusal:
            self._host.tell(problem(refusal.sentence))

    def _show_open(self) -> None:
        self._shown = self._services.open()
        if self._shown is not None:
            self._show_one()

    def _show_list(self) -> None:
        now, closed = self._services.open(), self._services.closed(MOST_SHIFTS)
        self._closed = {str(each.report.number): each for each in closed}
        rows = [ReportRow(_("Open now"), is_title=True)]
        rows += self._open_rows(now) if now else [ReportRow(_("No shift is open."))]
        rows.append(ReportRow(_("Closed shifts"), is_title=True))
        rows += [_closed_row(key, each.report) for key, each in self._closed.items()]
        if not closed:
            rows.append(ReportRow(_("None was closed on this till yet.")))
        self._screen.show_panel(ReportPanel(_("Shifts"), "", tuple(rows), leave=""))

    def _open_rows(self, report: ShiftReport) -> list[ReportRow]:
        """The open shift, and what keeps it from being closed."""
        label = _("Shift {number}", number=report.number)
        rows = [ReportRow(label, amount_text(report.figures.net), detail=_day(report), key=_OPEN)]
        if self._services.desk.basket is not None:
            total = amount_text(self._services.desk.basket.totals.total)
            why = _("It cannot be closed: a sale is open. Finish, hold or void it.")
            rows.append(ReportRow(_("Open sale"), total, detail=why, tone="warning", key=_SALE))
        return rows

    def _show_one(self) -> None:
        shown = self._shown
        if shown is None:
            return
        report = shown.report if isinstance(shown, ClosedShift) else shown
        number = report.number
        title = _("Z report {number}", number=number) if report.closing else _("X report {number}", number=number)
        rows = (*self._platform(report), *shift_rows(self._services.written(report)))
        self._screen.show_panel(ReportPanel(title, "", rows, _("Print"), "printer", leave=_("Back")))

    def _platform(self, report: ShiftReport) -> list[ReportRow]:
        standing = self._services.standing(report)
        agrees = standing.agrees_with(report.figures)
        rows = [
            ReportRow(_("The platform's record"), is_title=True),
            _tally(_("Taken by the platform"), standing.taken),
            _tally(_("Waits to be sent"), standing.queued),
            replace(
                _tally(_("Refused by the platform"), standing.parked), tone="danger" if standing.parked.count else ""
            ),
        ]
        if standing.apart.count:
            rows.append(_tally(_("Neither sent nor waiting"), standing.apart, "danger"))
        words = _("Together, as this shift closed") if agrees else _("Together, and this shift closed otherwise")
        rows.append(replace(_tally(words, standing.told, "success" if agrees else "danger"), is_total=True))
        return rows

    def _print(self) -> None:
        shown = self._shown
        if shown is None:
            return
        if isinstance(shown, ClosedShift):
            copy = self._services.print_again(shown)
            self._host.tell(Notice(_("Copy {number} is being printed.", number=copy)))
        else:
            self._services.print_report(shown)
            self._host.tell(Notice(_("The report is being printed.")))


def _day(report: ShiftReport) -> str:
    session = report.figures.session
    return _("Business day {day}", day=date_text(session.business_day))


def _closed_row(key: str, report: ShiftReport) -> ReportRow:
    off = report.over_short
    told, tone = [_day(report)], ""
    if report.closing is not None:
        told.append(_("By {employee}", employee=brief(report.closing.by.employee_name)))
    if off is not None and off.minor:
        over = off.minor > 0
        told.append(
            _("{amount} over", amount=amount_text(off)) if over else _("{amount} short", amount=amount_text(-off))
        )
        tone = "warning"
    if report.closing is not None and report.closing.reason:
        told.append(apart(report.closing.reason))
    label = f"Z {report.number}"
    return ReportRow(label, amount_text(report.figures.net), detail=" · ".join(told), tone=tone, key=key)


def _tally(label: str, tally: Tally, tone: str = "") -> ReportRow:
    entries = ngettext("{count} entry", "{count} entries", tally.count)
    return ReportRow(label, amount_text(tally.amount), detail=entries, tone=tone)
