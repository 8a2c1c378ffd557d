"""What the shifts' section works with, built of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.shiftstandings import standing_of
from pos_terminal.adapters.sqlite.zreports import SqliteShiftReports
from pos_terminal.app.trained import trained_since
from pos_terminal.presentation.shifts_section import ShiftsServices

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal
    from pos_terminal.domain.shift_report import ShiftReport
    from pos_terminal.domain.shift_standing import ShiftStanding
    from pos_terminal.presentation.drawer_services import DrawerServices


def shifts_services(terminal: Terminal, drawer: DrawerServices) -> ShiftsServices:
    """The services of this terminal; what writes and prints shifts is that of its drawer."""
    connection = terminal.database.connect()
    reports = SqliteShiftReports(connection, trained_since(terminal.settings))

    def now() -> ShiftReport | None:
        return reports.x(terminal.tilling.now())

    def standing(report: ShiftReport) -> ShiftStanding:
        return standing_of(connection, report.number, report.figures.net.currency)

    return ShiftsServices(
        desk=terminal.desk,
        open=now,
        closed=reports.last,
        standing=standing,
        written=drawer.written,
        print_report=drawer.print_report,
        print_again=drawer.print_again,
    )
