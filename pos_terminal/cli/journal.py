"""`journal`: the chained record of every transaction."""

from typing import Annotated

import typer

from pos_terminal.app.looking import read_only_journal
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_facts

app = typer.Typer(name="journal", help="The tamper-evident journal.", no_args_is_help=True)


@app.command()
def verify(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:  # noqa: FBT002
    """Check every entry against the chain."""
    options = given(context)
    with read_only_journal(options.settings()) as sales:
        head, erased, fault = sales.journal_head(), sales.count_erased(), sales.verify_journal()
    facts = {"entries": head.seq, "erased_documents": erased, "head": head.hash, "intact": fault is None}
    if fault:
        facts |= {"broken_at": fault.seq, "what": fault.what}
    print_facts(facts, as_json=json)
    if fault:
        raise CommandFailed(f"The journal was changed at entry {fault.seq}: {fault.what}")


@app.callback()
def _group() -> None:
    """Keep the group's name in front of its only command."""
