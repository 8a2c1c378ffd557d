"""`queue`: what waits to be sent, what was refused and why, and sending it now."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.looking import read_only_queue, read_only_uploads
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.causes import cause_of
from pos_terminal.application.offlineoffers import OfflineClaim
from pos_terminal.application.queueing import DeliveryState, QueueRow
from pos_terminal.application.standing import Link
from pos_terminal.cli import queue_support
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.offers_back import offers_back
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import Row, print_facts, print_rows
from pos_terminal.cli.uploads import brief
from pos_terminal.cli.values import amounts, when
from pos_terminal.domain.money import Money
from pos_terminal.presentation.figures import age_text

app = typer.Typer(name="queue", help="The outbox: counts, sums, age, causes; send, retry.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
_MOST_ROWS = 10_000
_ONLY_IN_JSON = ("request_id", "created", "means", "advice", "reason")


@app.command()
def status(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """How much waits, what it is worth, how old the oldest is, and why it is not sent."""
    settings = given(context).settings()
    uploads = read_only_uploads(settings)
    with read_only_queue(settings) as (outbox, view):
        counts, trouble = outbox.counts(), view.trouble()
        worth = view.pending_worth(), view.parked_worth()
        claims, returning = view.offline_claims(), view.returning_offers()
    age = age_text(SystemClock().now() - counts.since) if counts.since else None
    facts: dict[str, object] = {"pending": counts.pending, "parked": counts.parked}
    facts |= {"pending_total": amounts(worth[0], as_json=json), "parked_total": amounts(worth[1], as_json=json)}
    facts |= {"oldest": when(counts.since), "oldest_age": age}
    if counts.pending or counts.parked:
        cause = cause_of(trouble.reason if trouble else "", is_parked=not counts.pending)
        facts |= queue_support.told_cause(cause)
        facts["last_try"] = when(trouble.at) if trouble else None
    facts |= brief({each.subject.value: each for each in uploads}, as_json=json)
    if claims:
        facts["offers_not_verified"] = _claims(claims, as_json=json)
    if returning:
        facts["offers_to_give_back"] = offers_back(returning, as_json=json)
    print_facts(facts, as_json=json)


def _claims(claims: Sequence[OfflineClaim], *, as_json: bool) -> object:
    """Offers that were sold with while the platform could not be asked, and whose sales it does not have yet."""
    if as_json:
        return [
            {
                "transaction_id": each.transaction_id,
                "offer_id": each.reference_id,
                "name": each.display_name,
                "amount": str(each.amount),
            }
            for each in claims
        ]
    return "; ".join(f"{each.amount} {each.display_name} ({each.transaction_id})" for each in claims)


@app.command("list")
def list_(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=_MOST_ROWS, help="At most this many rows.")] = 100,
    json: Json = False,  # noqa: FBT002
) -> None:
    """What waits or was refused, oldest first, with the cause in plain words."""
    with read_only_queue(given(context).settings()) as (outbox, view):
        rows = outbox.rows(limit)
        totals = view.totals(row.seq for row in rows)
    told = [_told(row, totals[row.seq]) for row in rows]
    if not json:
        told = [{name: value for name, value in row.items() if name not in _ONLY_IN_JSON} for row in told]
    print_rows(told, as_json=json)


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


queue_support.register(app)


def _told(row: QueueRow, total: Money) -> Row:
    cause = cause_of(row.reason, is_parked=row.state is DeliveryState.PARKED)
    return {
        "seq": row.seq,
        "transaction_id": row.transaction_id,
        "kind": row.kind,
        "state": row.state.value,
        "total": str(total),
        "currency": total.currency.code,
        "age": age_text(SystemClock().now() - row.created),
        "tries": row.tries,
        **queue_support.told_cause(cause),
        "request_id": row.request_id,
        "created": when(row.created),
        "reason": row.reason,
    }
