"""From a report to what people read of it, as a culture writes it: the same on the screen, on paper and in a PDF."""

from collections.abc import Sequence
from datetime import date, tzinfo
from decimal import Decimal

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.domain.money import Money
from pos_terminal.domain.receipt_view import ReceiptAmount
from pos_terminal.domain.report_sheet import ReportSheet, SheetRow
from pos_terminal.domain.sales_report import (
    Entry,
    Measure,
    Period,
    ReportName,
    ReportRow,
    SalesReport,
    Value,
    shares,
    weights,
)
from pos_terminal.domain.till_view import ShiftSection
from pos_terminal.wording import _


class ReportSheets:
    """Writes them, in the language of the moment."""

    def __init__(self, culture: Culture, zone: tzinfo) -> None:
        self._culture = culture
        self._zone = zone

    def sheet(self, report: SalesReport) -> ReportSheet:
        """The whole report."""
        drawn = report.name.columns.index(report.name.main)
        bars = shares([row.values[drawn] for row in report.rows])
        return ReportSheet(
            title=report.name.words,
            facts=self._facts(report),
            heads=tuple(each.words for each in report.name.columns),
            drawn=drawn,
            rows=tuple(
                SheetRow(row.key, self._label(report, row), self._cells(row.values), bar, weights(row.values))
                for row, bar in zip(report.rows, bars, strict=True)
            ),
            totals=self._cells(report.totals),
        )

    def behind(self, report: SalesReport, key: str, entries: Sequence[Entry]) -> ReportSheet:
        """What stands behind one row; the key of each entry is the transaction's id."""
        row = report.row(key)
        rows = tuple(
            SheetRow(each.transaction_id, self._entry(each), self._cells(each.values), weights=weights(each.values))
            for each in entries
        )
        heads = tuple(each.words for each in report.name.columns)
        title = f"{report.name.words}: {report.words_of(row)}"
        return ReportSheet(title, self._facts(report), heads, None, rows, self._cells(row.values))

    def sections(self, report: SalesReport) -> tuple[ShiftSection, ...]:
        """The report as narrow paper has it: a line for each row, then the sum of each column."""
        sheet, columns = self.sheet(report), report.name.columns
        drawn = columns.index(report.name.main)
        counted = next((at for at, each in enumerate(columns) if each.measure is not Measure.MONEY), drawn)
        rows = [
            ReceiptAmount(
                each.label if counted == drawn else f"{each.label} ({each.cells[counted]})",
                each.cells[drawn],
            )
            for each in sheet.rows
        ]
        sums = [ReceiptAmount(head, total) for head, total in zip(sheet.heads, sheet.totals, strict=True) if total]
        return (ShiftSection(sheet.heads[drawn], tuple(rows)), ShiftSection(_("Total"), tuple(sums)))

    def _facts(self, report: SalesReport) -> tuple[str, ...]:
        made = self._culture.time(report.at.astimezone(self._zone))
        return (
            self.period(report.period),
            _("Amounts in {currency}. Made {time}", currency=report.currency.code, time=made),
        )

    def period(self, period: Period) -> str:
        """Its business days."""
        first, last = self._culture.day(period.first), self._culture.day(period.last)
        if first == last:
            return _("Business day {day}", day=first)
        return _("Business days {first} to {last}", first=first, last=last)

    def _label(self, report: SalesReport, row: ReportRow) -> str:
        """What a row is called; a day as the culture writes it."""
        if report.name is ReportName.SALES:
            period = report.period
            return self._culture.weekday(date.fromisoformat(row.key), has_year=period.first.year != period.last.year)
        return report.words_of(row)

    def _entry(self, entry: Entry) -> str:
        said = [self._culture.time(entry.at.astimezone(self._zone)), entry.words, entry.transaction_id, entry.who]
        return "  ".join(filter(None, said))

    def _cells(self, values: Sequence[Value | None]) -> tuple[str, ...]:
        return tuple(map(self._cell, values))

    def _cell(self, value: Value | None) -> str:
        if value is None:
            return ""
        if isinstance(value, Money):
            return self._culture.amount(value)
        return self._culture.quantity(Decimal(value))
