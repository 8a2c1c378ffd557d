"""Offers that were claimed while the platform could not be asked, until their sales are delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.adapters.sqlite.settledrows import discounts_of
from pos_terminal.application.offlineoffers import OfflineClaim
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.money import Currency, Money

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_OUTSTANDING = """SELECT s.transaction_id, d.reference_id, d.display_name, d.amount, s.currency, d.user_id,
        s.modified_time_us
    FROM snapshot_discount AS d CROSS JOIN delivery AS w ON w.seq = d.seq CROSS JOIN snapshot AS s ON s.seq = d.seq
    WHERE d.status = 'OFFLINE' AND w.state <> 'done' ORDER BY d.seq"""
_NAMES = """SELECT d.reference_id FROM snapshot_discount AS d CROSS JOIN delivery AS w ON w.seq = d.seq
    WHERE d.status = 'OFFLINE' AND w.state <> 'done'"""

_NOT_ENDED = """SELECT transaction_id, discounts, currency, COALESCE(suspended_us, open_time_us) FROM basket
    WHERE slot >= ? AND discounts LIKE '%"OFFLINE"%' ORDER BY slot"""
_SCREEN, _BESIDE = 1, 2


class SqliteOfflineClaims:
    """Implements the port `OfflineClaims`; costs as much as there are such offers and suspended sales."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def outstanding(self) -> Sequence[OfflineClaim]:
        """Every such claim, oldest first."""
        with translated:
            rows = self._connection.execute(_OUTSTANDING).fetchall()
        return [
            OfflineClaim(row[0], row[1], row[2], Money(row[3], Currency.of(row[4])), row[5], instant(row[6]))
            for row in rows
        ]

    def put_aside(self) -> Sequence[OfflineClaim]:
        """Every such claim of a suspended sale."""
        return self._of_slots(_BESIDE)

    def of_open_sales(self) -> Sequence[OfflineClaim]:
        """Every such claim of a sale that has not ended, on the screen or put aside."""
        return self._of_slots(_SCREEN)

    def _of_slots(self, first: int) -> list[OfflineClaim]:
        with translated:
            rows = self._connection.execute(_NOT_ENDED, (first,)).fetchall()
        return [
            OfflineClaim(sale, each.reference_id, each.display_name, each.amount, each.user_id, instant(since))
            for sale, discounts, currency, since in rows
            for each in discounts_of(discounts, Currency.of(currency))
            if each.status is DiscountStatus.OFFLINE
        ]

    def names(self) -> frozenset[str]:
        """The ids of all these offers."""
        with translated:
            rows = self._connection.execute(_NAMES).fetchall()
        return frozenset((*(name for (name,) in rows), *(each.reference_id for each in self.put_aside())))
