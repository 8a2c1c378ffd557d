"""What the first screen asks of the database, without loading what reads sales and requests."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.application.standing import QueueCounts
from pos_terminal.domain.money import Currency, Money

_JOURNAL_COUNT = "SELECT journal_count FROM terminal"
_FIRST_READ = (
    "SELECT * FROM terminal",
    "SELECT * FROM till_session WHERE closed_at_us IS NULL",
    "SELECT * FROM employee",
    "SELECT * FROM employee_pin",
    "SELECT * FROM pin_attempts",
    *(
        f"SELECT * FROM {table} ORDER BY {key} DESC LIMIT 1"  # noqa: S608 - names from here
        for table, key in {
            "journal": "seq",
            "document": "seq",
            "snapshot": "seq",
            "snapshot_line": "seq",
            "snapshot_payment": "seq",
            "request": "id",
            "delivery": "seq",
            "print_job": "id",
        }.items()
    ),
)
"""What signing on reads, and the rows beside which the next sale is written."""

UNFINISHED_CARD = "(is_leaving = 1 OR state IN ('due', 'asking', 'approved', 'refused'))"
"""What the partial index `card_unfinished` holds: a query uses it only when it says so in so many words."""
_OPEN_SALE = f"""SELECT 1 FROM basket WHERE slot = 1 UNION ALL SELECT 1 FROM card_charge
    WHERE {UNFINISHED_CARD} AND kind = 'payment' AND is_leaving = 0
    AND state IN ('asking', 'approved')"""  # noqa: S608 - made of constants
_SUSPENDED = "SELECT COUNT(*) FROM basket WHERE slot > 1"
_COUNTS = "SELECT pending, parked FROM terminal"
# `delivery_undone` is a partial index: a query uses it only when it says `state <> 'done'` in so many words.
_OLDEST = """SELECT MIN(created_us) FROM (
    SELECT * FROM (SELECT created_us FROM delivery WHERE state = 'waiting' AND state <> 'done' ORDER BY seq LIMIT 1)
    UNION ALL
    SELECT * FROM (SELECT created_us FROM delivery WHERE state = 'sending' AND state <> 'done' ORDER BY seq LIMIT 1))"""
_OLDEST_PARKED = """SELECT created_us FROM delivery WHERE state = 'parked' AND state <> 'done' ORDER BY seq LIMIT 1"""
# Of a transaction with several snapshots in the queue the newest one counts. What is voided or open is worth nothing.
_WORTH = """SELECT j.currency, SUM(CASE WHEN j.kind IN ('voided', 'open') THEN 0 ELSE j.total END)
    FROM delivery AS d CROSS JOIN journal AS j ON j.seq = d.seq
    WHERE d.state = ? AND d.state <> 'done' AND NOT EXISTS (
        SELECT 1 FROM snapshot AS s CROSS JOIN delivery AS later ON later.seq = s.seq
        WHERE s.transaction_id = d.transaction_id AND s.version > d.version AND later.state <> 'done')
    GROUP BY j.currency"""
PENDING = ("waiting", "sending")
PARKED = ("parked",)


def first_count(connection: sqlite3.Connection) -> int:
    """How many entries the journal has, after a look at what a start stands on. Raises StorageDamaged."""
    with translated:
        for query in _FIRST_READ:
            connection.execute(query).fetchall()
        return int(connection.execute(_JOURNAL_COUNT).fetchone()[0])


def has_open_sale(connection: sqlite3.Connection) -> bool:
    """Whether a sale was left open, or a card asked for that is no part of an ended one."""
    with translated:
        return connection.execute(_OPEN_SALE).fetchone() is not None


def suspended_count(connection: sqlite3.Connection) -> int:
    """How many sales are suspended."""
    with translated:
        return int(connection.execute(_SUSPENDED).fetchone()[0])


def queue_counts(connection: sqlite3.Connection) -> QueueCounts:
    """How much waits to be sent and since when; the counts are kept with every change, not counted."""
    with translated:
        pending, parked = connection.execute(_COUNTS).fetchone()
        oldest = connection.execute(_OLDEST).fetchone() if pending else None
        oldest_parked = connection.execute(_OLDEST_PARKED).fetchone() if parked else None
    return QueueCounts(pending, parked, _moment(oldest), _moment(oldest_parked))


def _moment(row: tuple[int | None] | None) -> datetime | None:
    return None if row is None or row[0] is None else instant(row[0])


def queue_worth(connection: sqlite3.Connection, states: Iterable[str]) -> tuple[Money, ...]:
    """What the transactions in these states are worth, a sum a currency. Reads all of them."""
    sums: dict[str, int] = {}
    with translated:
        for state in states:
            for code, minor in connection.execute(_WORTH, (state,)):
                sums[code] = sums.get(code, 0) + minor
    return tuple(Money(minor, Currency.of(code)) for code, minor in sorted(sums.items()))
