"""What the queue's section works with, built of a terminal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.queueview import SqliteQueueView
from pos_terminal.app.exports import exported
from pos_terminal.app.queueexport import export_queue
from pos_terminal.app.retrying import found, retry
from pos_terminal.presentation.queue_section import MOST_ROWS, QueueServices, QueueStanding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background
    from pos_terminal.application.queueing import DeliveryState
    from pos_terminal.application.queueview import SnapshotView


def queue_services(terminal: Terminal, background: Background) -> QueueServices:
    """The services of this terminal; ``background`` is one that no PIN waits for."""
    connection, settings = terminal.database.connect(), terminal.settings
    outbox, view = SqliteOutbox(connection, terminal.database.lock), SqliteQueueView(connection)

    def standing() -> QueueStanding:
        counts, rows = outbox.counts(), outbox.rows(MOST_ROWS)
        totals = view.totals(row.seq for row in rows)
        return QueueStanding(counts.pending, counts.parked, rows, totals, view.returning_offers())

    def story(wanted: str) -> Sequence[SnapshotView]:
        return [each for transaction_id in found(view, wanted) for each in view.snapshots(transaction_id)]

    def again(wanted: str) -> DeliveryState:
        return retry(terminal, wanted).state

    def export() -> str:
        return exported(settings, "queue.jsonl", partial(export_queue, settings, replaces=True))

    return QueueServices(
        clock=terminal.clock,
        background=background,
        standing=standing,
        story=story,
        retry=again,
        send=partial(terminal.send_pending, parked_too=True),
        export=export,
    )
