"""Reports of a shop that was busy, for the section's tests: what was asked of them, and what was taken away."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.report_sheets import ReportSheets
from pos_terminal.application.ports import Background
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.report_sheet import ReportSheet
from pos_terminal.domain.sales_report import (
    Entry,
    Measure,
    Period,
    ReportName,
    ReportRow,
    SalesReport,
    Value,
)
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.report_panel import ReportRow as Figure
from pos_terminal.presentation.reports_services import ReportsServices, Written
from tests.presentation.screens import AtOnce

USD = Currency.of("USD")
TODAY = date(2026, 3, 4)
MADE = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)
SALE = "lane-1-7KQ4-000128"


@dataclass
class ReportBooks:
    """``rows`` are told of every report; ``refuses`` is why nothing can be read."""

    rows: int = 12
    background: Background = field(default_factory=AtOnce)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    refuses: str = ""
    sheets: ReportSheets = field(default_factory=lambda: ReportSheets(Culture("en_US"), ZoneInfo("UTC")))

    @property
    def services(self) -> ReportsServices:
        return ReportsServices(
            today=lambda: TODAY,
            background=self.background,
            read=self.read,
            behind=self.behind,
            write_csv=lambda written: self._take(f"{written.report.name}.csv"),
            write_pdf=lambda written: self._take(f"{written.report.name}.pdf"),
            print=lambda report: self.taken.append(f"{report.name} on paper"),
            sale=self.sale,
        )

    def read(self, name: ReportName, period: Period) -> Written:
        self.asked.append((name.value, period.first.isoformat(), period.last.isoformat()))
        if self.refuses:
            raise BadArgument(self.refuses)
        rows = tuple(ReportRow(*_named(name, at), _values(name, at)) for at in range(self.rows))
        report = SalesReport(name, period, USD, MADE, rows)
        return Written(report, self.sheets.sheet(report))

    def behind(self, written: Written, key: str) -> ReportSheet:
        row = written.report.row(key)
        at = MADE - timedelta(minutes=9)
        return self.sheets.behind(written.report, key, (Entry(1, SALE, at, "Maya R.", "closed", row.values),))

    def sale(self, transaction_id: str) -> ReportPanel:
        if transaction_id != SALE:
            raise BadArgument(f"Sale {transaction_id} has not ended on this till.")
        rows = (Figure("Items", is_title=True), Figure("2 × Latte", "9.00"), Figure("Total", "9.00", is_total=True))
        return ReportPanel(transaction_id, "17:21 · Maya R.", rows, "Open the receipt", "receipt", leave="Back")

    def _take(self, name: str) -> str:
        self.taken.append(name)
        return f"/till/exports/{name}"


def report_books(rows: int = 12) -> ReportBooks:
    """Books with so many rows in every report."""
    return ReportBooks(rows)


_GOODS = (
    "Latte",
    "Flat white with oat milk, large, to take away",
    "Muffin",
    "Gouda, aged 24 months",
    "Tea",
    "Espresso",
    "Apples",
    "Whole grain crackers",
    "Wine",
    "Bread",
    "Butter",
    "Orange juice",
)


def _named(name: ReportName, at: int) -> tuple[str, str]:
    if name is ReportName.SALES:
        day = TODAY - timedelta(days=at)
        return day.isoformat(), day.isoformat()
    if name is ReportName.HOURS:
        return f"{8 + at:02}", ""
    goods = _GOODS[at % len(_GOODS)]
    return f"i{at}", goods


def _values(name: ReportName, at: int) -> tuple[Value, ...]:
    return tuple(_value(each.measure, at, each.name) for each in name.columns)


def _value(measure: Measure, at: int, column: str) -> Value:
    size = 2_481_37 // (at + 1)
    match measure:
        case Measure.COUNT:
            return 240 // (at + 1)
        case Measure.QUANTITY:
            return Decimal(size) / 100
        case Measure.MONEY:
            part = {"returned": 20, "voided": 40, "discount": 12, "tax": 11}.get(column, 1)
            below = -1 if at == 9 and column == "net" else 1
            return Money(below * size // part, USD)
