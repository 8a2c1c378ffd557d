"""`printer`: which kinds there are, how the configured one is, and a test page."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.app.devices import DriverRow, drivers, printer_report
from pos_terminal.app.looking import orders_in_doubt, papers_in_doubt, waiting_papers
from pos_terminal.app.printing import printer_memory
from pos_terminal.app.seen_papers import ORDERS, SeenPapers
from pos_terminal.app.templating import layout_mistakes
from pos_terminal.app.testpage import TestPage, print_test_page, vouch
from pos_terminal.application.queueing import WaitingPaper
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_facts, print_rows
from pos_terminal.domain.printer_state import NO_DOUBT, PaperLevel, PapersInDoubt
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.settings import Settings

app = typer.Typer(name="printer", help="The receipt printer.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="JSON instead of lines.")]


@app.command("list")
def list_drivers(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Show which kinds of printers there are and how their targets are written."""
    rows = [
        {
            "driver": row.driver,
            "used": row.is_used,
            "what": row.words,
            "target": row.target or "-",
            "addresses": list(row.addresses) if json else " ".join(row.addresses),
            "tested": row.is_tried if json else _trial(row),
        }
        for row in drivers(given(context).settings_if_any())
    ]
    print_rows(rows, as_json=json)


def _trial(row: DriverRow) -> str:
    return "yes" if row.is_tried else "simulated" if row.is_simulated else "untested"


@app.command()
def status(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Show how the printer is and what waits for it; exit 1 when it does not print, or papers may not have come out."""
    settings = given(context).settings()
    report = printer_report(settings)
    found, papers = report.status, _waiting(settings)
    doubts, orders = _known(papers_in_doubt, settings), _known(orders_in_doubt, settings)
    is_well = report.is_well and not doubts.count
    said = doubts.remark.told if doubts.remark and report.is_well else report.said
    facts: dict[str, object] = {
        "printer": report.place,
        "well": is_well,
        "said": str(said),
        "online": found.is_online,
        "paper": None if found.paper is PaperLevel.UNKNOWN else found.paper.value,
        "cover_open": found.is_cover_open,
        "error": found.error.value if found.error else None,
        "drawer_pin": None if found.drawer_pin is None else "high" if found.drawer_pin else "low",
        "waiting": [_row(each) for each in papers] if json else _in_words(papers),
        "in_doubt": {"count": doubts.count, "transaction_id": doubts.transaction_id or None} if json else _told(doubts),
    }
    if settings.kitchen.channels:
        named = {"count": orders.count, "transaction_id": orders.transaction_id or None}
        facts["orders_in_doubt"] = named if json else _told_of_orders(orders)
    print_facts(facts, as_json=json)
    if not is_well:
        raise CommandFailed(str(said))


@app.command("test")
def print_page(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Print a page that shows whether printer and settings agree."""
    settings = given(context).settings()
    try:
        page = print_test_page(settings)
    except PrinterFault as fault:
        raise CommandFailed(str(fault)) from fault
    except ValueError as error:
        raise CommandFailed(f"[printer] {error}") from error
    wrong = layout_mistakes(settings)
    if json:
        facts = {"printer": page.place, "proof": page.proof.value, "said": str(page.said)}
        print_facts(facts | {"confirm": page.wants_witness, "layout": list(wrong)}, as_json=True)
    else:
        _tell(settings, page)
    if wrong:
        raise CommandFailed(f"Printed by the built-in layout: {'; '.join(wrong)}. Mend it.")


def _known(doubts: Callable[[Settings], PapersInDoubt], settings: Settings) -> PapersInDoubt:
    """The papers that may not have come out; none on a till that was never started."""
    try:
        return doubts(settings)
    except DatabaseUnusable:
        return NO_DOUBT


def _told(doubts: PapersInDoubt) -> str:
    if not doubts.count:
        return "nothing"
    last = f"the receipt of sale {doubts.transaction_id}" if doubts.transaction_id else "a slip of the till"
    return f"{doubts.count}, the last is {last}"


def _told_of_orders(doubts: PapersInDoubt) -> str:
    return f"{doubts.count}, the last is of sale {doubts.transaction_id}" if doubts.count else "nothing"


def _tell(settings: Settings, page: TestPage) -> None:
    """Say what became of the page, and ask whether it came out where nobody else can tell."""
    typer.echo(str(page.said))
    if page.wants_witness and sys.stdin.isatty():
        typer.echo(str(vouch(settings, came_out=typer.confirm("Did the page come out, whole and readable?"))))
    elif page.wants_witness:
        typer.echo("Once you have seen the page, say so with 'printer confirm', or with 'printer confirm --no'.")


@app.command()
def confirm(
    context: typer.Context,
    no: Annotated[bool, typer.Option("--no", help="It did not come out.")] = False,  # noqa: FBT002
) -> None:
    """Say that the test page and all papers in doubt came out; of a printer that never says so itself, once for all."""
    settings = given(context).settings()
    seen = not no and _seen_to(settings)
    try:
        typer.echo(str(vouch(settings, came_out=not no)))
    except ValueError as error:
        if not seen:
            raise CommandFailed(f"[printer] {error}") from error


def _seen_to(settings: Settings) -> bool:
    """Say that what is in doubt now was seen to; whether anything was."""
    papers, orders = _known(papers_in_doubt, settings), _known(orders_in_doubt, settings)
    if papers.count:
        SeenPapers(printer_memory(settings)).say(papers.through)
        typer.echo(f"Seen to: {_told(papers)}.")
    if orders.count:
        SeenPapers(printer_memory(settings), ORDERS).say(orders.through)
        typer.echo(f"Seen to in the kitchen: {_told_of_orders(orders)}.")
    return bool(papers.count or orders.count)


def _waiting(settings: Settings) -> tuple[WaitingPaper, ...]:
    """What is in the queue; nothing on a till that was never started."""
    try:
        return waiting_papers(settings)
    except DatabaseUnusable:
        return ()


def _row(paper: WaitingPaper) -> dict[str, object]:
    return {
        "job_id": paper.job_id,
        "transaction_id": paper.transaction_id,
        "state": paper.state.value,
        "tries": paper.tries,
        "cause": paper.cause,
    }


def _in_words(papers: tuple[WaitingPaper, ...]) -> str:
    if not papers:
        return "nothing"
    first = papers[0]
    why = f": {first.cause}" if first.cause else ""
    return f"{len(papers)}, the first is {first.state}{why}"
