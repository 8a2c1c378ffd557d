"""Reports as CSV: figures as plain decimals, and no cell that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from pos_terminal.adapters.files.spreadsheet_cell import spreadsheet_cell
from pos_terminal.domain.sales_report import Entry, SalesReport, Value


def report_csv(report: SalesReport) -> str:
    """The rows, without their sums: a program reckons those, and a spreadsheet would count them twice."""
    names = [each.name for each in report.name.columns]
    rows = (
        [spreadsheet_cell(row.key), spreadsheet_cell(report.words_of(row)), *map(_figure, row.values)]
        for row in report.rows
    )
    return _written(["key", "name", *names], rows)


def entries_csv(report: SalesReport, entries: Sequence[Entry]) -> str:
    """What stands behind a row."""
    names = [each.name for each in report.name.columns]
    rows = (
        [
            "" if each.seq is None else str(each.seq),
            each.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            *map(spreadsheet_cell, (each.kind, each.transaction_id, each.who)),
            *map(_figure, each.values),
        ]
        for each in entries
    )
    return _written(["journal_seq", "at", "kind", "transaction_id", "who", *names], rows)


def _written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _figure(value: Value) -> str:
    return str(value)
