"""The reports of a till, as far as anything is needed from outside for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.domain.sales_report import Entry, Period, ReportName, SalesReport


class SalesReports(Protocol):
    """What was done on the till, summed; nothing is changed by it."""

    def report(self, name: ReportName, period: Period, at: datetime) -> SalesReport:
        """The whole report, all of it as of one moment."""

    def behind(self, name: ReportName, period: Period, key: str) -> tuple[Entry, ...]:
        """What stands behind the row of this key, oldest first; together it comes to the row."""
