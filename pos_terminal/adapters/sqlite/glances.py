"""What the first screen asks of the database, without loading what reads sales and requests."""

import sqlite3

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.application.standing import QueueCounts

_OPEN_SALE = "SELECT 1 FROM basket WHERE slot = 1"
_COUNTS = "SELECT pending, parked FROM terminal"


def has_open_sale(connection: sqlite3.Connection) -> bool:
    """Whether a sale was left open."""
    with translated:
        return connection.execute(_OPEN_SALE).fetchone() is not None


def queue_counts(connection: sqlite3.Connection) -> QueueCounts:
    """How much waits to be sent; the counts are kept with every change, not counted."""
    with translated:
        pending, parked = connection.execute(_COUNTS).fetchone()
    return QueueCounts(pending, parked)
