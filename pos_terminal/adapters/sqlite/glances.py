"""What the first screen asks of the database, without loading what reads sales and requests."""

import sqlite3

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.application.standing import QueueCounts

_OPEN_SALE = "SELECT 1 FROM basket WHERE slot = 1"
_COUNTS = "SELECT pending, parked FROM terminal"
# `delivery_undone` is a partial index: a query uses it only when it says `state <> 'done'` in so many words.
_OLDEST = """SELECT MIN(created_us) FROM (
    SELECT * FROM (SELECT created_us FROM delivery WHERE state = 'waiting' AND state <> 'done' ORDER BY seq LIMIT 1)
    UNION ALL
    SELECT * FROM (SELECT created_us FROM delivery WHERE state = 'sending' AND state <> 'done' ORDER BY seq LIMIT 1))"""


def has_open_sale(connection: sqlite3.Connection) -> bool:
    """Whether a sale was left open."""
    with translated:
        return connection.execute(_OPEN_SALE).fetchone() is not None


def queue_counts(connection: sqlite3.Connection) -> QueueCounts:
    """How much waits to be sent and since when; the counts are kept with every change, not counted."""
    with translated:
        pending, parked = connection.execute(_COUNTS).fetchone()
        oldest = connection.execute(_OLDEST).fetchone()[0] if pending else None
    return QueueCounts(pending, parked, None if oldest is None else instant(oldest))
