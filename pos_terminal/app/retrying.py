"""Sends one transaction that the platform refused once more, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.faults import StorageDamaged
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.queueview import SqliteQueueView
from pos_terminal.adapters.system import SystemIds
from pos_terminal.app.rules import wire_settings
from pos_terminal.application.queueing import DeliveryState
from pos_terminal.application.reissuing import Reissuing
from pos_terminal.domain.errors import BadArgument, NotAllowedNow

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.delivery import Delivery, Step
    from pos_terminal.application.queueing import Waiting
    from pos_terminal.application.queueview import SnapshotView

_NOT_PARKED = {
    None: "is not sent to the platform at all, so it cannot be refused.",
    DeliveryState.WAITING: "is not refused: it waits, and goes out by itself. Send it now with 'queue send'.",
    DeliveryState.SENDING: "is not refused: it is on its way, and is settled by itself.",
    DeliveryState.DONE: "is not refused: the platform has taken it.",
}


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of it: taken, refused again, or still on its way because the platform does not answer."""

    transaction_id: str
    state: DeliveryState
    reason: str


def retry(terminal: Terminal, wanted: str) -> Retried:
    """Put a refused transaction back under a new id and send until it is settled or the platform fails.

    Raises BadArgument when nothing has this id, NotAllowedNow when it was not refused, and StorageFailed.
    """
    connection, clock = terminal.database.connect(), terminal.clock
    view, outbox = SqliteQueueView(connection), SqliteOutbox(connection, terminal.database.lock)
    parked = _parked(view, wanted)
    old, member = _of(outbox, terminal, parked.seq)
    Reissuing(outbox, SessionMWire(wire_settings(terminal.settings)), SystemIds(), clock).again(old, member)

    def is_on_its_way(_step: Step) -> bool:
        return _now(view, parked).state in {DeliveryState.WAITING, DeliveryState.SENDING}

    def send(delivery: Delivery) -> Step:
        return delivery.drain(is_on_its_way)

    step = terminal.delivery.ask(send).result()
    after = _now(view, parked)
    reason = after.reason if after.state is DeliveryState.PARKED else step.reason
    return Retried(parked.transaction_id, after.state or DeliveryState.DONE, reason)


def found(view: SqliteQueueView, wanted: str) -> list[str]:
    """The transactions that are meant. Raises BadArgument when there are none."""
    ids = view.found(wanted.strip())
    if not ids:
        raise BadArgument(
            f"Nothing here has the id {wanted!r}. Give a transaction's id, a journal number or a request's id: "
            "'queue list' shows what waits."
        )
    return ids


def _parked(view: SqliteQueueView, wanted: str) -> SnapshotView:
    snapshots = [each for transaction_id in found(view, wanted) for each in view.snapshots(transaction_id)]
    parked = next((each for each in snapshots if each.state is DeliveryState.PARKED), None)
    if not snapshots:  # an index tells of a sale whose rows are gone
        raise StorageDamaged
    if parked is None:
        newest = snapshots[-1]
        raise NotAllowedNow(f"{newest.transaction_id} {_NOT_PARKED[newest.state]}")
    return parked


def _of(outbox: SqliteOutbox, terminal: Terminal, seq: int) -> tuple[str, Waiting]:
    waiting = outbox.parked(terminal.clock.now())
    found = next(((request_id, member) for request_id, member in waiting if member.seq == seq), None)
    if found is None:
        raise NotAllowedNow("More than a thousand older ones were refused. Retry all of them with 'queue send'.")
    return found


def _now(view: SqliteQueueView, parked: SnapshotView) -> SnapshotView:
    return next(each for each in view.snapshots(parked.transaction_id) if each.seq == parked.seq)
