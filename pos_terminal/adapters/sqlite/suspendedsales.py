"""Sales that are put aside: each moves from the screen into a slot of its own and back, in one durable commit."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from pos_terminal.adapters.sqlite.basketrows import (
    ON_SCREEN,
    forget_lines,
    line_rows,
    next_slot,
    not_suspended,
    read_basket,
    sale_on_screen,
    slot_of,
    suspended_row,
    update_head,
    write_lines,
)
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.adapters.sqlite.salesteps import RESUMED, SUSPENDED, UNKEPT, SaleSteps
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.domain.basket import Basket, BasketChange
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.totals import TaxPolicy

_SUSPEND = """UPDATE basket SET slot = ?, suspended_us = ?, suspended_by = ?, suspended_name = ?, label = ?, total = ?
    WHERE slot = 1"""
_RESUME = """UPDATE basket SET slot = 1, suspended_us = NULL, suspended_by = NULL, suspended_name = NULL, label = NULL,
    total = NULL WHERE slot = ?"""
_TRANSFER = "UPDATE basket SET table_id = ? WHERE slot > 1 AND transaction_id = ?"
_RENAME = "UPDATE basket SET label = ? WHERE slot > 1 AND transaction_id = ?"
_MOVE_LINES = "UPDATE basket_line SET slot = ? WHERE slot = ?"
_ALL = """SELECT transaction_id, label, suspended_us, suspended_by, suspended_name, total, currency, table_id,
    guest_count, from_transaction_id,
    (SELECT COALESCE(SUM(CASE WHEN unit = 'each' THEN (quantity_e6 + 999999) / 1000000 ELSE 1 END), 0) FROM basket_line
        WHERE basket_line.slot = suspended_sale.slot AND modifies_line_id IS NULL),
    (SELECT open_time_us FROM basket WHERE basket.slot = suspended_sale.slot)
    FROM suspended_sale ORDER BY slot"""


class SqliteSuspendedSales:
    """Implements the port `SuspendedSales`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lock: WriteLock,
        policy: TaxPolicy,
        room: Headroom = NOTHING_SPARE,
        steps: SaleSteps = UNKEPT,
    ) -> None:
        self.room = room
        self._steps = steps
        self._connection = connection
        self._lock = lock
        self._policy = policy

    @finishes
    def suspend(self, change: BasketChange, sale: SuspendedSale) -> None:
        """Move the open sale into the next slot. Raises `StorageFailed` with nothing changed."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            rows = line_rows(change)
            step = self._steps.step(write, ON_SCREEN, change, rows, SUSPENDED)
            if not update_head(write, ON_SCREEN, change.basket, step):
                raise LookupError(f"{change.basket.head.transaction_id} is not the open sale")
            write_lines(write, ON_SCREEN, change, rows)
            slot = next_slot(write)
            write.execute(_SUSPEND, (slot, *suspended_row(sale)))
            write.execute(_MOVE_LINES, (slot, ON_SCREEN))
        self._steps.stored()

    @finishes
    def resume(self, transaction_id: str) -> Basket:
        """Move a suspended sale onto the screen.

        Raises BadArgument, NotAllowedNow, SaleInAnotherCurrency or `StorageFailed`, with nothing changed.
        """
        with self._lock.sale(), OneCommit(self._connection) as write:
            open_sale = sale_on_screen(write)
            if open_sale:
                raise NotAllowedNow("Sale {sale} is open. Hold it or end it first.", sale=open_sale)
            slot = slot_of(write, transaction_id)
            basket = read_basket(write, slot, self._policy) if slot else None
            if basket is None:
                raise not_suspended(transaction_id)
            step = self._steps.step(write, slot or ON_SCREEN, BasketChange(basket, (), ()), (), RESUMED)
            update_head(write, slot or ON_SCREEN, basket, step)
            forget_lines(write, ON_SCREEN)
            write.execute(_RESUME, (slot,))
            write.execute(_MOVE_LINES, (ON_SCREEN, slot))
        self._steps.stored()
        return basket

    @finishes
    def transfer(self, transaction_id: str, table_id: str) -> None:
        """Move a suspended sale to another table. Raises BadArgument or `StorageFailed`."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            if write.execute(_TRANSFER, (table_id, transaction_id)).rowcount != 1:
                raise not_suspended(transaction_id)

    @finishes
    def rename(self, transaction_id: str, label: str) -> None:
        """Put a suspended sale under other words. Raises BadArgument or `StorageFailed`."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            if write.execute(_RENAME, (label, transaction_id)).rowcount != 1:
                raise not_suspended(transaction_id)

    @translated
    def all(self) -> Sequence[SuspendedSale]:
        """All suspended sales, the one that waits longest first."""
        rows = self._connection.execute(_ALL).fetchall()
        return [_listed(row) for row in rows]


def _listed(row: tuple[Any, ...]) -> SuspendedSale:
    """A row of `_ALL`."""
    number, label, at, who, name, total, currency, table, guests, origin, pieces, opened = row
    money = Money(total, Currency.of(currency))
    put_aside = (number, label, instant(at), who, name, money)
    return SuspendedSale(*put_aside, table, guests, origin, pieces, instant(opened))
