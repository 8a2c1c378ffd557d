"""`journal search`: entries by words, by who did or approved it, by what was done, by day."""

from datetime import date
from typing import Annotated

import typer

from pos_terminal.app.journaling import search_journal
from pos_terminal.application.journalsearch import EntryKind, JournalFound, JournalWanted
from pos_terminal.cli.failing import WrongUsage
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import Row, print_rows
from pos_terminal.cli.values import when

_MOST = 10_000


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(_search)


def _search(  # noqa: PLR0913, PLR0917 - one a choice of the user's
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Words in it: a number, a name, a reason. None: all entries.")] = "",
    who: Annotated[str, typer.Option(metavar="ID", help="Who did it, or approved it.")] = "",
    kind: Annotated[EntryKind | None, typer.Option(help="What was done.")] = None,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The first business day.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last business day.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="At most this many, the newest first.")] = 100,
    json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,  # noqa: FBT002
) -> None:
    """Find entries, the newest first: who did what, when, and who approved it."""
    wanted = JournalWanted(text.strip(), who.strip(), kind, _day("--from", first), _day("--to", last))
    found = search_journal(given(context).settings(), wanted, limit)
    print_rows([_told(each) for each in found], as_json=json)


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUsage(f"{option} takes a day such as 2026-03-04, not {text!r}.") from None


def _told(entry: JournalFound) -> Row:
    return {
        "seq": entry.seq,
        "at": when(entry.at),
        "kind": entry.kind,
        "action": entry.action or None,
        "transaction_id": entry.transaction_id or None,
        "employee_id": entry.employee_id,
        "name": entry.employee_name,
        "approver_id": entry.approver_id or None,
        "total": str(entry.total),
        "currency": entry.total.currency.code,
        "reason": entry.reason or None,
    }
