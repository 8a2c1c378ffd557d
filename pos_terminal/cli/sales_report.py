"""`report sales` and its kind: what was sold and done in a period, and the transactions behind each figure."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.adapters.files.report_out import entries_csv, report_csv
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.app.sales_reporting import (
    business_day_now,
    entries_behind,
    print_sales_report,
    sales_report,
    written_report,
)
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import Row, print_facts, print_rows
from pos_terminal.cli.values import when
from pos_terminal.domain.sales_report import Entry, Period, ReportName, SalesReport, Value
from pos_terminal.settings import Settings

_PAPER_SECONDS = 15.0
First = Annotated[str, typer.Option("--from", metavar="DAY", help="The first business day; today when left out.")]
Last = Annotated[str, typer.Option("--to", metavar="DAY", help="The last one; the first when left out.")]
Key = Annotated[str | None, typer.Option("--of", metavar="KEY", help="What stands behind the row of this key.")]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write it into this file as a PDF.")]
Prints = Annotated[bool, typer.Option("--print", help="Print it on the receipt printer.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]


def register(app: typer.Typer) -> None:
    """Add a command for each report."""
    for name in ReportName:
        app.command(name.value, help=f"{name.words}, in business days.")(_command(name))


def _command(name: ReportName) -> Callable[..., None]:
    def command(  # noqa: PLR0913, PLR0917 - one a choice of the user's
        context: typer.Context,
        first: First = "",
        last: Last = "",
        of: Key = None,
        json: Json = False,  # noqa: FBT002
        csv: Csv = False,  # noqa: FBT002
        pdf: Pdf = None,
        prints: Prints = False,  # noqa: FBT002
        force: Force = False,  # noqa: FBT002
    ) -> None:
        if sum((json, csv, pdf is not None, prints)) > 1:
            raise WrongUsage("Give one of --json, --csv, --pdf and --print.")
        if of is not None and (pdf or prints):
            raise WrongUsage("--of tells rows on the screen, as --json or as --csv: leave out --pdf and --print.")
        settings = given(context).settings()
        report = sales_report(settings, name, _period(settings, first, last))
        if of is not None:
            _tell_entries(report, entries_behind(settings, report, of), as_json=json, as_csv=csv)
        elif pdf is not None:
            _write(settings, report, pdf, replaces=force)
        elif prints:
            _print(settings, report)
        else:
            _tell(report, as_json=json, as_csv=csv)

    return command


def _period(settings: Settings, first: str, last: str) -> Period:
    begins = _day("--from", first) if first else None
    ends = _day("--to", last) if last else None
    begins = begins or ends or business_day_now(settings)
    return Period(begins, ends or begins)


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{option} takes a day such as 2026-03-04, not {text!r}.") from None


def _tell(report: SalesReport, *, as_json: bool, as_csv: bool) -> None:
    if as_csv:
        typer.echo(report_csv(report), nl=False)
        return
    rows = [_row(report, row.values, {"key": row.key, "name": report.words_of(row)}) for row in report.rows]
    sums = _row(report, report.totals, {})
    if as_json:
        facts: dict[str, object] = {"report": report.name.value, "at": when(report.at)}
        facts |= {"from": report.period.first.isoformat(), "to": report.period.last.isoformat()}
        print_facts(facts | {"currency": report.currency.code, "rows": rows, "totals": sums}, as_json=True)
        return
    print_rows([*rows, {"key": "", "name": "Total", **sums}] if rows else [], as_json=False)


def _tell_entries(report: SalesReport, entries: tuple[Entry, ...], *, as_json: bool, as_csv: bool) -> None:
    if as_csv:
        typer.echo(entries_csv(report, entries), nl=False)
        return
    print_rows([_row(report, each.values, _facts(each)) for each in entries], as_json=as_json)


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "journal_seq": entry.seq,
        "at": when(entry.at),
        "kind": entry.kind,
        "transaction_id": entry.transaction_id or None,
        "who": entry.who,
    }


def _row(report: SalesReport, values: tuple[Value | None, ...], facts: dict[str, object]) -> Row:
    return facts | {each.name: _told(value) for each, value in zip(report.name.columns, values, strict=True)}


def _told(value: Value | None) -> object:
    """A count is a number; quantities, without needless zeros, and amounts are decimals in a text."""
    return value if value is None or isinstance(value, int) else str(value)


def _write(settings: Settings, report: SalesReport, path: Path, *, replaces: bool) -> None:
    with whole_file(path, replaces=replaces) as file:
        file.write(written_report(settings, report))
    print_facts({"file": str(path), "rows": len(report.rows)}, as_json=False)


def _print(settings: Settings, report: SalesReport) -> None:
    fault = print_sales_report(settings, report, _PAPER_SECONDS)
    if fault:
        raise CommandFailed(f"The report is not on paper: {fault}")
