"""Reports of sales, read beside the terminal that sells, in the forms that people carry away."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.salesreports import SqliteSalesReports
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.premises import DATABASE_NAME, store_time, training_mark
from pos_terminal.bundle import bundled
from pos_terminal.domain.money import Currency
from pos_terminal.wording import RIGHT_TO_LEFT, language, language_of, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from pos_terminal.adapters.layout.report_sheets import ReportSheets
    from pos_terminal.domain.report_sheet import ReportSheet
    from pos_terminal.domain.sales_report import Entry, Period, ReportName, SalesReport
    from pos_terminal.settings import Settings


@contextmanager
def sales_reports(settings: Settings) -> Iterator[SqliteSalesReports]:
    """The reports of this till, to be read. Raises DatabaseUnusable when there is no database yet."""
    training = training_mark(settings).parent / DATABASE_NAME
    with ExitStack() as opened:
        own = opened.enter_context(open_readonly(settings.data_dir / DATABASE_NAME)).connect()
        books = opened.enter_context(open_readonly(training)).connect() if training.exists() else None
        yield SqliteSalesReports(own, store_time(settings), Currency.of(settings.terminal.currency), books)


def business_day_now(settings: Settings) -> date:
    """The business day of this moment."""
    return store_time(settings).business_day(SystemClock().now())


def sales_report(settings: Settings, name: ReportName, period: Period) -> SalesReport:
    """One of them. Raises DatabaseUnusable and StorageFailed."""
    with sales_reports(settings) as reports:
        return reports.report(name, period, SystemClock().now())


def entries_behind(settings: Settings, report: SalesReport, key: str) -> tuple[Entry, ...]:
    """What stands behind one row of it. Raises BadArgument for a row there is not, and as `sales_report`."""
    report.row(key)
    with sales_reports(settings) as reports:
        return reports.behind(report.name, report.period, key)


def sheets_of(settings: Settings, culture: str) -> ReportSheets:
    """What writes reports for people, as a culture does."""
    from pos_terminal.adapters.layout.culture import Culture
    from pos_terminal.adapters.layout.report_sheets import ReportSheets

    return ReportSheets(Culture(culture), store_time(settings).zone)


def report_pdf(settings: Settings, sheet: ReportSheet, made_of: SalesReport) -> bytes:
    """A sheet as a PDF, in the language of the moment."""
    from pos_terminal.adapters.escpos.reportpage import PageFacts, ReportPage
    from pos_terminal.app.rules import receipt_fonts

    fonts = (bundled("resources", "fonts", "Inter-Regular.ttf"), *(each for each in receipt_fonts() if _is_wide(each)))
    store = settings.store.name or settings.terminal.store_id
    facts = PageFacts(store, language().replace("_", "-"), made_of.at, language() in RIGHT_TO_LEFT)
    return ReportPage(fonts).pdf(sheet, facts)


def _is_wide(font: Path) -> bool:
    """Not one of equal widths, which would be taken before all others."""
    return "Mono" not in font.name


def written_report(settings: Settings, report: SalesReport) -> bytes:
    """The report as a PDF in the shop's own language."""
    with speaking(language_of(settings.terminal.culture)):
        return report_pdf(settings, sheets_of(settings, settings.terminal.culture).sheet(report), report)


def print_sales_report(settings: Settings, report: SalesReport, seconds: float) -> str:
    """Print it on the receipt printer; why it is not on paper, or nothing. Raises Refused."""
    from pos_terminal.app.terminal import opened_terminal

    with opened_terminal(settings) as terminal:
        return terminal.devices.ask(lambda spool: spool.print_report(report)).result(seconds)
