"""What the reports' section works with, built of a terminal: reading beside it, in the background's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.files.report_out import report_csv
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, StorageFailed
from pos_terminal.adapters.sqlite.pastsales import SqlitePastSales
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.app.exports import exported
from pos_terminal.app.premises import keys
from pos_terminal.app.sales_reporting import report_pdf, sales_report, sales_reports, sheets_of
from pos_terminal.application.pastsales import opened_sale
from pos_terminal.presentation.reports_services import ReportsServices, Written
from pos_terminal.presentation.sale_page import sale_page
from pos_terminal.wording import culture

if TYPE_CHECKING:
    from pathlib import Path

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background
    from pos_terminal.domain.report_sheet import ReportSheet
    from pos_terminal.domain.sales_report import Period, ReportName, SalesReport
    from pos_terminal.presentation.report_panel import ReportPanel

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Spreadsheets read letters beyond ASCII by it."""


def reports_services(terminal: Terminal, background: Background) -> ReportsServices:
    """The services of this terminal."""
    reading, desk = _Reading(terminal), _SaleDesk(terminal)
    return ReportsServices(
        today=terminal.tilling.today,
        background=background,
        read=reading.read,
        behind=reading.behind,
        write_csv=reading.csv,
        write_pdf=reading.pdf,
        print=desk.print,
        sale=desk.sale,
    )


class _Reading:
    """What the background does; files are written into ``exports``, in the till's own folder."""

    def __init__(self, terminal: Terminal) -> None:
        self._settings = terminal.settings

    def read(self, name: ReportName, period: Period) -> Written:
        try:
            report = sales_report(self._settings, name, period)
        except DatabaseUnusable as error:
            raise StorageFailed(error.sentence) from error
        return Written(report, sheets_of(self._settings, culture()).sheet(report))

    def behind(self, written: Written, key: str) -> ReportSheet:
        report = written.report
        with sales_reports(self._settings) as reports:
            entries = reports.behind(report.name, report.period, key)
        return sheets_of(self._settings, culture()).behind(report, key, entries)

    def csv(self, written: Written) -> str:
        return self._write(written.report, "csv", _BYTE_ORDER_MARK + report_csv(written.report).encode())

    def pdf(self, written: Written) -> str:
        return self._write(written.report, "pdf", report_pdf(self._settings, written.sheet, written.report))

    def _write(self, report: SalesReport, ending: str, content: bytes) -> str:
        days = "-".join(dict.fromkeys((report.period.first.isoformat(), report.period.last.isoformat())))

        def write(path: Path) -> None:
            with whole_file(path, replaces=True) as file:
                file.write(content)

        return exported(self._settings, f"{report.name.value}-{days}.{ending}", write)


class _SaleDesk:
    """What the terminal does itself."""

    def __init__(self, terminal: Terminal) -> None:
        connection, lock = terminal.database.connect(), terminal.database.lock
        self._terminal = terminal
        self._sales = SqliteSales(connection, lock, keys(terminal.settings).key("journal"))
        self._store = SqlitePastSales(connection)

    def print(self, report: SalesReport) -> None:
        self._terminal.devices.ask(lambda spool: spool.print_report(report))

    def sale(self, transaction_id: str) -> ReportPanel:
        opened = opened_sale(self._sales, self._store, transaction_id)
        return sale_page(opened, self._terminal.tilling.local())
