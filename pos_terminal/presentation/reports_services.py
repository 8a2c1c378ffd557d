"""What the reports' section works with, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pos_terminal.application.ports import Background
    from pos_terminal.domain.report_sheet import ReportSheet
    from pos_terminal.domain.sales_report import Period, ReportName, SalesReport
    from pos_terminal.presentation.report_panel import ReportPanel
    from pos_terminal.presentation.tiles import Chip


@dataclass(frozen=True, slots=True)
class Written:
    """A report with what people read of it."""

    report: SalesReport
    sheet: ReportSheet


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReportsServices:
    """``read``, ``behind`` and the two that write a file, which tell its place, are for the background.

    ``behind`` makes the sheet of what stands behind a row, ``sale`` the page of one sale. All raise Refused.
    """

    today: Callable[[], date]
    background: Background
    read: Callable[[ReportName, Period], Written]
    behind: Callable[[Written, str], ReportSheet]
    write_csv: Callable[[Written], str]
    write_pdf: Callable[[Written], str]
    print: Callable[[SalesReport], None]
    sale: Callable[[str], ReportPanel]


@dataclass(frozen=True, slots=True)
class ReportsState:
    """What the section shows.

    Attributes:
        sheet: the report, or what stands behind one of its rows; None while it is read.
        sentence: why there is nothing to read.
        is_behind: the rows are entries, and there is a way back to the report.
        has_later: there are days after these.
        sale: one sale, over all else.
    """

    names: tuple[Chip, ...]
    lengths: tuple[Chip, ...]
    sheet: ReportSheet | None
    sentence: str = ""
    is_behind: bool = False
    has_later: bool = False
    sale: ReportPanel | None = None


class ReportsScreen(Protocol):
    """Draws the section."""

    def show_state(self, state: ReportsState, /) -> None:
        """Draw this."""
