"""The open sale on disk: one durable commit a step, of the lines that changed and the head."""

import sqlite3

from pos_terminal.adapters.sqlite.basketrows import (
    ON_SCREEN,
    forget_lines,
    insert_head,
    line_rows,
    read_basket,
    sale_on_screen,
    update_head,
    write_lines,
)
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.adapters.sqlite.salesteps import UNKEPT, SaleSteps
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.domain.basket import Basket, BasketChange
from pos_terminal.domain.totals import TaxPolicy

_TAKE_NUMBER = "UPDATE terminal SET sale_number = ? WHERE sale_number < ?"
_READ_NUMBER = "SELECT epoch, sale_number FROM terminal"


class AnotherSaleIsOpen(RuntimeError):
    """A step of one sale was to be stored while another one is open: a mistake in the program."""


class SqliteBaskets:
    """Implements the port `Baskets`; lines stand in the order of their ids, which count up within a sale."""

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
        self._given = 0

    @finishes
    def save(self, change: BasketChange) -> None:
        """Store one step. Raises `StorageFailed` when the disk does not take it; then nothing of it is stored."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            rows = line_rows(change)
            step = self._steps.step(write, ON_SCREEN, change, rows)
            if not update_head(write, ON_SCREEN, change.basket, step):
                self._open(write, change.basket, step)
            write_lines(write, ON_SCREEN, change, rows)
        self._steps.stored()

    def _open(self, write: sqlite3.Connection, basket: Basket, step: str) -> None:
        another = sale_on_screen(write)
        if another:
            raise AnotherSaleIsOpen(f"{another} is open, so another sale cannot be stored")
        forget_lines(write, ON_SCREEN)
        insert_head(write, ON_SCREEN, basket, step=step)
        if self._given:
            write.execute(_TAKE_NUMBER, (self._given, self._given))

    def load(self) -> Basket | None:
        """The open sale as it was after its last stored step. Raises SaleInAnotherCurrency."""
        with translated:
            return read_basket(self._connection, ON_SCREEN, self._policy)

    def next_number(self) -> tuple[str, int]:
        """The epoch and a number that is on disk as taken once the sale's first step is. Raises DiskLow."""
        epoch, self._given = self.coming_number()
        return epoch, self._given

    def coming_number(self) -> tuple[str, int]:
        """What `next_number` gives next; it is not given yet. Raises DiskLow."""
        self.room.refuse_new_sale()
        with translated:
            epoch, taken = self._connection.execute(_READ_NUMBER).fetchone()
        return epoch, max(taken, self._given) + 1
