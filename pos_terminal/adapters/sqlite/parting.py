"""Sales that become several, and several that become one: all of it in one durable commit."""

import sqlite3
from collections.abc import Callable, Sequence

from pos_terminal.adapters.sqlite.basketrows import (
    ON_SCREEN,
    forget_lines,
    insert_head,
    line_rows,
    next_slot,
    not_suspended,
    read_basket,
    slot_of,
    update_head,
    write_lines,
)
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import finishes
from pos_terminal.adapters.sqlite.sales import TAKE_NUMBER, SqliteSales
from pos_terminal.adapters.sqlite.salesteps import MERGED, SPLIT, TOLD, UNKEPT, SaleSteps, put_steps_by
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.records import SaleRecord
from pos_terminal.domain.basket import Basket, BasketChange
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.totals import TaxPolicy

_TAKE_OUT = "DELETE FROM basket WHERE slot = ?"


class SqlitePartedSales:
    """Implements the port `PartedSales`; the sales that end by it are entered as ``sales`` enters all others."""

    def __init__(
        self,
        stored: tuple[sqlite3.Connection, WriteLock],
        policy: TaxPolicy,
        room: Headroom,
        sales: SqliteSales,
        steps: SaleSteps = UNKEPT,
    ) -> None:
        self.room = room
        self._steps = steps
        self._connection, self._lock = stored
        self._policy = policy
        self._sales = sales

    def load(self, transaction_id: str) -> Basket:
        """A suspended sale, which stays where it is. Raises BadArgument when there is none with this id."""
        with translated:
            slot = slot_of(self._connection, transaction_id)
            basket = read_basket(self._connection, slot, self._policy) if slot else None
        if basket is None or slot == ON_SCREEN:
            raise not_suspended(transaction_id)
        return basket

    @finishes
    def tell(self, basket: Basket, record: Callable[[JournalHead], SaleRecord]) -> None:
        """Store what is told of a sale that goes on, beside the sale itself. Raises `StorageFailed`."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            slot = slot_of(write, basket.head.transaction_id)
            step = self._steps.step(write, slot or ON_SCREEN, BasketChange(basket, (), ()), (), TOLD)
            if slot is None or not update_head(write, slot, basket, step):
                raise LookupError(f"{basket.head.transaction_id} is neither open nor suspended")
            self._sales.enter(write, record(self._sales.journal_head()))
        self._steps.stored()

    @finishes
    def split(self, stays: Basket, others: Sequence[tuple[Basket, SuspendedSale]], number: int) -> None:
        """Store the parts of the open sale: one stays on the screen, the others are suspended. ``number``: the newest.

        Raises `StorageFailed` with nothing changed.
        """
        with self._lock.sale(), OneCommit(self._connection) as write:
            step = self._step(write, stays, SPLIT)
            _take_out(write, stays)
            _put(write, stays, None, step)
            for basket, told in others:
                _put(write, basket, told, self._step(write, basket, SPLIT))
            write.execute(TAKE_NUMBER, (number,))
        self._steps.stored()

    @finishes
    def merge(
        self,
        whole: tuple[Basket, SuspendedSale | None],
        ended: Sequence[tuple[Basket, Callable[[JournalHead], SaleRecord]]],
    ) -> None:
        """Store the sale that others were put into, and how those end. Raises `StorageFailed` with nothing changed.

        The sale before the entries: what is counted of the journal when a sale is written counts as on disk already
        (`tenancy`).
        """
        with self._lock.sale(), OneCommit(self._connection) as write:
            step = self._step(write, whole[0], MERGED)
            for basket in (whole[0], *(other for other, _ in ended)):
                _take_out(write, basket)
            _put(write, *whole, step)
            self._sales.enter_each(write, [record for _, record in ended])
        self._steps.stored()

    def _step(self, write: sqlite3.Connection, basket: Basket, did: str) -> str:
        """The step by which a sale became as it is, with all its lines."""
        slot = slot_of(write, basket.head.transaction_id)
        whole = _whole(basket)
        return self._steps.step(write, slot or next_slot(write), whole, line_rows(whole), did)


def _take_out(write: sqlite3.Connection, basket: Basket) -> None:
    slot = slot_of(write, basket.head.transaction_id)
    if slot is not None:
        put_steps_by(write, basket.head.transaction_id)
        write.execute(_TAKE_OUT, (slot,))
        forget_lines(write, slot)


def _whole(basket: Basket) -> BasketChange:
    return BasketChange(basket, tuple(basket.lines.values()), ())


def _put(write: sqlite3.Connection, basket: Basket, told: SuspendedSale | None, step: str) -> None:
    """Put a sale into a slot that is free: that of the screen, or where it is suspended the next one."""
    slot = ON_SCREEN if told is None else next_slot(write)
    forget_lines(write, slot)
    insert_head(write, slot, basket, told, step)
    whole = _whole(basket)
    write_lines(write, slot, whole, line_rows(whole))
