"""Reads the queue for people: what it is worth, what troubles it, and the whole story of one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.glances import PARKED, PENDING, queue_worth
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.adapters.sqlite.offlineclaims import SqliteOfflineClaims
from pos_terminal.adapters.sqlite.returningoffers import returning_offers
from pos_terminal.application.queueing import DeliveryState
from pos_terminal.application.queueview import RequestView, SnapshotView, Trouble
from pos_terminal.domain.money import Currency, Money

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pos_terminal.application.offlineoffers import OfflineClaim
    from pos_terminal.application.queueview import ReturningOffer

_TROUBLE = """SELECT reason, attempted_us FROM request WHERE state = 'open' AND reason <> ''
    ORDER BY attempted_us DESC LIMIT 1"""
_REFUSAL = """SELECT reason, settled_us FROM delivery WHERE state = 'parked' AND state <> 'done'
    ORDER BY settled_us DESC LIMIT 1"""
_TOTAL = "SELECT total, currency FROM journal WHERE seq = ?"
_BY_TRANSACTION = "SELECT DISTINCT transaction_id FROM snapshot WHERE transaction_id = ?"
_BY_SEQ = "SELECT transaction_id FROM snapshot WHERE seq = ?"
_BY_REQUEST = """SELECT DISTINCT s.transaction_id FROM request AS r CROSS JOIN carried AS c ON c.request = r.id
    CROSS JOIN snapshot AS s ON s.seq = c.seq WHERE r.request_id = ? ORDER BY s.seq"""
_SNAPSHOTS = """SELECT s.seq, s.transaction_id, s.version, s.kind, j.total, j.currency, j.created_us, d.state,
    d.settled_us, COALESCE(d.reason, '') FROM snapshot AS s JOIN journal AS j ON j.seq = s.seq
    LEFT JOIN delivery AS d ON d.seq = s.seq WHERE s.transaction_id = ? ORDER BY s.version"""
# Every request that carried a snapshot: its current one, its own, batches, and singles that others went out for.
_REQUESTS = """SELECT r.request_id, r.path, MAX(1, (SELECT COUNT(*) FROM request_member AS m WHERE m.request = r.id)),
    r.state, r.tries, r.first_attempted_us, r.attempted_us, r.settled_us, r.reason
    FROM request AS r WHERE r.id IN (
        SELECT request FROM delivery WHERE seq = :seq UNION SELECT single FROM delivery WHERE seq = :seq
        UNION SELECT id FROM request WHERE seq = :seq AND state = 'retired'
        UNION SELECT request FROM request_member WHERE seq = :seq) ORDER BY r.id"""


class SqliteQueueView:
    """The queue of one database, to look at. Nothing here writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def pending_worth(self) -> tuple[Money, ...]:
        """What the transactions that wait are worth, a sum a currency. Reads all of them."""
        return queue_worth(self._connection, PENDING)

    def parked_worth(self) -> tuple[Money, ...]:
        """What the refused transactions are worth, a sum a currency."""
        return queue_worth(self._connection, PARKED)

    def offline_claims(self) -> Sequence[OfflineClaim]:
        """Offers that were sold with unverified, and whose sales are not delivered yet."""
        return SqliteOfflineClaims(self._connection).outstanding()

    def returning_offers(self) -> Sequence[ReturningOffer]:
        """Offers that are still to be given back, of sales that have ended and of the open one."""
        return returning_offers(self._connection)

    def trouble(self) -> Trouble | None:
        """Why sending does not go on: the newest failed try, else the newest refusal; None when there is neither."""
        with translated:
            row = self._connection.execute(_TROUBLE).fetchone() or self._connection.execute(_REFUSAL).fetchone()
        return Trouble(row[0], _maybe(row[1])) if row else None

    def totals(self, numbers: Iterable[int]) -> dict[int, Money]:
        """The totals of these journal entries."""
        with translated:
            rows = {seq: self._connection.execute(_TOTAL, (seq,)).fetchone() for seq in numbers}
        return {seq: Money(row[0], Currency.of(row[1])) for seq, row in rows.items() if row}

    def found(self, wanted: str) -> list[str]:
        """The transactions that somebody means by a transaction's id, a journal number or a request's id."""
        with translated:
            ids = self._connection.execute(_BY_TRANSACTION, (wanted,)).fetchall()
            if not ids and wanted.isascii() and wanted.isdigit() and len(wanted) <= len("9" * 15):
                ids = self._connection.execute(_BY_SEQ, (int(wanted),)).fetchall()
            ids = ids or self._connection.execute(_BY_REQUEST, (wanted,)).fetchall()
        return [transaction_id for (transaction_id,) in ids]

    def snapshots(self, transaction_id: str) -> list[SnapshotView]:
        """Everything that is known of the transaction's way to the platform."""
        with translated:
            return [self._snapshot(row) for row in self._connection.execute(_SNAPSHOTS, (transaction_id,)).fetchall()]

    def _snapshot(self, row: tuple[int, str, int, str, int, str, int, str | None, int | None, str]) -> SnapshotView:
        seq, transaction_id, version, kind, total, currency, created, state, settled, reason = row
        requests = self._connection.execute(_REQUESTS, {"seq": seq}).fetchall()
        return SnapshotView(
            seq=seq,
            transaction_id=transaction_id,
            version=version,
            kind=kind,
            total=Money(total, Currency.of(currency)),
            created=instant(created),
            state=None if state is None else DeliveryState(state),
            settled=_maybe(settled),
            reason=reason,
            requests=tuple(map(_request, requests)),
        )


def _request(row: tuple[str, str, int, str, int, int | None, int | None, int | None, str]) -> RequestView:
    request_id, path, together, state, tries, first, last, settled, reason = row
    moments = (_maybe(first), _maybe(last), _maybe(settled))
    return RequestView(request_id, path, together, state, tries, *moments, reason)


def _maybe(micros: int | None) -> datetime | None:
    return None if micros is None else instant(micros)
