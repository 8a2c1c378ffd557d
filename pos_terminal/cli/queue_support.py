"""`queue show`, `queue retry`, `queue export`: one transaction's story, a second try, and all of it carried away."""

from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.looking import read_only_queue
from pos_terminal.app.queueexport import export_queue
from pos_terminal.app.retrying import Retried, found, retry
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.causes import Cause, cause_of
from pos_terminal.application.queueing import DeliveryState
from pos_terminal.application.queueview import RequestView, SnapshotView
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.offers_back import offers_back
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import Row, print_facts, print_rows
from pos_terminal.cli.values import when
from pos_terminal.presentation.figures import age_text

Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
Wanted = Annotated[str, typer.Argument(metavar="ID", help="A transaction's id, a journal number or a request's id.")]
_TIMES = ("first_tried", "last_tried", "settled")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("show")(_show)
    app.command("retry")(_retry)
    app.command("export")(_export)


def _show(context: typer.Context, wanted: Wanted, json: Json = False) -> None:  # noqa: FBT002
    """Everything about one transaction's way to the platform: each request, its state, tries and last reply."""
    with read_only_queue(given(context).settings()) as (_, view):
        snapshots = [each for transaction_id in found(view, wanted) for each in view.snapshots(transaction_id)]
        returning = view.returning_offers()

    def told_of(each: SnapshotView) -> dict[str, object]:
        theirs = [offer for offer in returning if offer.transaction_id == each.transaction_id]
        return _snapshot(each) | ({"offers_to_give_back": offers_back(theirs, as_json=json)} if theirs else {})

    if json:
        told = [told_of(each) | {"requests": [_request(one) for one in each.requests]} for each in snapshots]
        print_rows(told, as_json=True)
        return
    for number, each in enumerate(snapshots):
        if number:
            typer.echo()
        print_facts(told_of(each), as_json=False)
        rows = [_request(one) for one in each.requests]
        print_rows([{name: row[name] for name in row if name not in _TIMES} for row in rows], as_json=False)


def _retry(context: typer.Context, wanted: Wanted, json: Json = False) -> None:  # noqa: FBT002
    """Put one that the platform refused back in the queue and send it now."""
    options = given(context)
    with opened_terminal(options.settings(), options.log_level) as terminal:
        tried = retry(terminal, wanted)
    print_facts({"transaction_id": tried.transaction_id, "state": tried.state.value}, as_json=json)
    if tried.state is not DeliveryState.DONE:
        raise CommandFailed(_not_taken(tried))


def _export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to; JSON lines.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002
) -> None:
    """Write everything that was not sent into a file, with the exact bytes: nothing is lost with the till."""
    count = export_queue(given(context).settings(), file, replaces=force)
    print_facts({"file": str(file), "transactions": count}, as_json=json)


def told_cause(cause: Cause) -> dict[str, object]:
    """Why something was not sent, as a part of what is told of it."""
    return {"cause": str(cause.short), "means": str(cause.means), "advice": str(cause.advice)}


def _not_taken(tried: Retried) -> str:
    is_parked = tried.state is DeliveryState.PARKED
    cause = cause_of(tried.reason, is_parked=is_parked)
    what = "was refused again" if is_parked else "is back in the queue, and was not taken yet"
    return f"{tried.transaction_id} {what}. {cause.means} {cause.advice}"


def _snapshot(each: SnapshotView) -> dict[str, object]:
    cause = cause_of(each.reason or _last_said(each), is_parked=each.state is DeliveryState.PARKED)
    is_open = each.state in {DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.PARKED}
    facts: dict[str, object] = {
        "transaction_id": each.transaction_id,
        "seq": each.seq,
        "version": each.version,
        "kind": each.kind,
        "total": str(each.total),
        "currency": each.total.currency.code,
        "state": each.state.value if each.state else "not sent",
        "created": when(each.created),
        "age": age_text(SystemClock().now() - each.created),
        "settled": when(each.settled),
        "reason": each.reason,
    }
    return facts | (told_cause(cause) if is_open else {})


def _last_said(each: SnapshotView) -> str:
    said = [request.reason for request in each.requests if request.state == "open" and request.reason]
    return said[-1] if said else ""


def _request(request: RequestView) -> Row:
    return {
        "request_id": request.request_id,
        "went": "alone" if request.together == 1 else f"in a batch of {request.together}",
        "state": request.state,
        "tries": request.tries,
        "first_tried": when(request.first_tried),
        "last_tried": when(request.last_tried),
        "settled": when(request.settled),
        "last_reply": request.reason,
    }
