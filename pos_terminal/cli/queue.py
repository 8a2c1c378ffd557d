"""`queue`: what waits to be sent, what was refused, and sending it now."""

from typing import Annotated

import typer

from pos_terminal.app.looking import read_only_outbox
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.standing import Link
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_facts, print_rows

app = typer.Typer(name="queue", help="The outbox: counts, age, reasons; send now.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
_MOST_ROWS = 10_000


@app.command()
def status(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Counts and the oldest age."""
    options = given(context)
    with read_only_outbox(options.settings()) as outbox:
        counts = outbox.counts()
    oldest = counts.oldest.isoformat(timespec="milliseconds").replace("+00:00", "Z") if counts.oldest else None
    print_facts({"pending": counts.pending, "parked": counts.parked, "oldest": oldest}, as_json=json)


@app.command("list")
def list_(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=_MOST_ROWS, help="At most this many rows.")] = 100,
    json: Json = False,  # noqa: FBT002
) -> None:
    """What waits or is parked, oldest first."""
    options = given(context)
    with read_only_outbox(options.settings()) as outbox:
        rows = outbox.rows(limit)
    print_rows(
        [
            {
                "seq": row.seq,
                "transaction_id": row.transaction_id,
                "kind": row.kind,
                "state": row.state.value,
                "request_id": row.request_id,
                "created": row.created.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "tries": row.tries,
                "reason": row.reason,
            }
            for row in rows
        ],
        as_json=json,
    )


@app.command()
def send(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Send what waits and what was parked, until nothing is left or the platform fails."""
    options = given(context)
    with opened_terminal(options.settings(), options.log_level) as terminal:
        sent = terminal.send_pending(parked_too=True)
        counts = terminal.queue_counts()
        link, reason = terminal.link()
    print_facts({"sent": sent, "left": counts.pending, "parked": counts.parked}, as_json=json)
    if counts.pending and link is not Link.ONLINE:
        raise CommandFailed(f"The platform did not take everything: {reason}")
