"""`report`: what a shift comes to, while it goes on (x) and once it is closed (z), and reports of any days."""

from typing import Annotated

import typer

from pos_terminal.app.reporting import (
    closed_shift,
    closed_shifts,
    open_shift,
    print_again,
    report_of_shift,
    report_text,
)
from pos_terminal.application.queueing import PaperKind
from pos_terminal.application.till_ports import ClosedShift
from pos_terminal.cli import sales_report
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.options import Options, given
from pos_terminal.cli.printing import print_facts, print_rows
from pos_terminal.cli.values import when
from pos_terminal.domain.shift_report import CashCount

app = typer.Typer(
    name="report", help="Shifts: the open one (x), those that were closed (z). Sales of any days.", no_args_is_help=True
)
sales_report.register(app)
Json = Annotated[bool, typer.Option("--json", help="JSON instead of the paper's text.")]
_PAPER_SECONDS = 15.0


@app.command()
def x(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """What the open shift comes to now. Changes nothing, and may run beside the terminal that sells."""
    settings = given(context).settings()
    report = open_shift(settings)
    if report is None:
        raise CommandFailed("No shift is open on this till. The last one that was closed: report z.")
    if json:
        print_facts(report_of_shift(settings, report), as_json=True)
    else:
        typer.echo(report_text(settings, report), nl=False)


@app.command()
def z(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(min=1, help="The Z's number; the last one when left out.")] = None,
    every: Annotated[bool, typer.Option("--list", help="Every Z in a line.")] = False,  # noqa: FBT002
    prints: Annotated[bool, typer.Option("--print", help="Print it again, marked as a copy.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002
) -> None:
    """The Z of a shift that was closed, as it was made."""
    options = given(context)
    if every:
        if number is not None or prints:
            raise WrongUsage("--list tells every Z: leave out the number and --print.")
        print_rows([_row(each) for each in closed_shifts(options.settings())], as_json=json)
        return
    closed = _closed(options, number)
    if json:
        print_facts(report_of_shift(options.settings(), closed.report, closed.entry), as_json=True)
    else:
        typer.echo(report_text(options.settings(), closed.report, closed.entry), nl=False)
    if prints:
        _print(options, closed, PaperKind.RECEIPT)


@app.command()
def count(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(min=1, help="The Z's number; the last one when left out.")] = None,
    prints: Annotated[bool, typer.Option("--print", help="Print it again, marked as a copy.")] = False,  # noqa: FBT002
) -> None:
    """What was counted in the drawer when a shift was closed, and how far off it was: the slip that is signed."""
    options = given(context)
    closed = _closed(options, number)
    typer.echo(report_text(options.settings(), CashCount(closed.report), closed.entry), nl=False)
    if prints:
        _print(options, closed, PaperKind.COUNT)


def _closed(options: Options, number: int | None) -> ClosedShift:
    closed = closed_shift(options.settings(), number)
    if closed is None:
        said = "No shift was closed on this till yet." if number is None else f"This till has no Z {number}."
        raise CommandFailed(f"{said} Those there are: report z --list.")
    return closed


def _print(options: Options, closed: ClosedShift, kind: PaperKind) -> None:
    copy, fault = print_again(options.settings(), closed, _PAPER_SECONDS, kind)
    if fault:
        raise CommandFailed(f"Copy {copy} waits for the printer: {fault}")


def _row(closed: ClosedShift) -> dict[str, object]:
    report = closed.report
    return {
        "number": report.number,
        "business_day": report.figures.session.business_day.isoformat(),
        "closed_at": when(report.at),
        "net": str(report.figures.net),
        "over_short": str(report.over_short),
        "currency": report.figures.net.currency.code,
        "journal_seq": closed.entry.seq,
    }
