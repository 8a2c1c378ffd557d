"""The open sale on disk: one durable commit a step, of the lines that changed and the head."""

import sqlite3

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.linerows import line_of, line_row
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.adapters.sqlite.settledrows import (
    attribution_of,
    attribution_text,
    discounts_of,
    discounts_text,
    payments_of,
    payments_text,
)
from pos_terminal.adapters.sqlite.values import Value
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.domain.basket import Basket, BasketChange, BasketHead
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Currency
from pos_terminal.domain.totals import TaxPolicy

_OPEN_SALE = "SELECT transaction_id FROM basket WHERE slot = 1"
_INSERT_HEAD = """INSERT INTO basket (slot, open_time_us, channel, pos_employee_id, sm_employee_id, operator_name,
    table_id, guest_count, from_transaction_id, currency, next_line, next_payment, discounts, payments, member,
    additional, transaction_id) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FORGET_ENDED = "DELETE FROM basket_line"
_UPDATE_HEAD = """UPDATE basket SET open_time_us = ?, channel = ?, pos_employee_id = ?, sm_employee_id = ?,
    operator_name = ?, table_id = ?, guest_count = ?, from_transaction_id = ?, currency = ?, next_line = ?,
    next_payment = ?, discounts = ?, payments = ?, member = ?, additional = ? WHERE transaction_id = ?"""
_SAVE_LINE = """INSERT INTO basket_line (slot, line_id, item_id, name, quantity_e6, unit, unit_price, extended, taxes,
    sku, modifies_line_id, per_parent_e6, minimum_age, image, lot)
    VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (slot, line_id) DO UPDATE SET item_id = excluded.item_id, name = excluded.name,
    quantity_e6 = excluded.quantity_e6, unit = excluded.unit, unit_price = excluded.unit_price,
    extended = excluded.extended, taxes = excluded.taxes, sku = excluded.sku,
    modifies_line_id = excluded.modifies_line_id, per_parent_e6 = excluded.per_parent_e6,
    minimum_age = excluded.minimum_age, image = excluded.image, lot = excluded.lot"""
_FORGET_LINE = "DELETE FROM basket_line WHERE slot = 1 AND line_id = ?"
_TAKE_NUMBER = "UPDATE terminal SET sale_number = ? WHERE sale_number < ?"
_READ_HEAD = """SELECT transaction_id, open_time_us, channel, pos_employee_id, sm_employee_id, operator_name, table_id,
    guest_count, from_transaction_id, currency, next_line, next_payment, discounts, payments, member, additional
    FROM basket WHERE slot = 1"""
_READ_LINES = """SELECT CAST(line_id AS TEXT), item_id, name, quantity_e6, unit, unit_price, extended, taxes, sku,
    CAST(modifies_line_id AS TEXT), per_parent_e6, minimum_age, image, lot
    FROM basket_line WHERE slot = 1 ORDER BY line_id"""
_READ_NUMBER = "SELECT epoch, sale_number FROM terminal"


class AnotherSaleIsOpen(RuntimeError):
    """A step of one sale was to be stored while another one is open: a mistake in the program."""


class SaleInAnotherCurrency(Refused):
    """The open sale was begun under another currency than the one now set."""

    def __init__(self, transaction_id: str, begun: str, now: str) -> None:
        super().__init__(
            f"Sale {transaction_id} is still open in {begun}, and the currency is now {now}. "
            f"Set the currency back to {begun}, close or void the sale, then change it."
        )


class SqliteBaskets:
    """Implements the port `Baskets`; lines stand in the order of their ids, which count up within a sale."""

    def __init__(
        self, connection: sqlite3.Connection, lock: WriteLock, policy: TaxPolicy, room: Headroom = NOTHING_SPARE
    ) -> None:
        self.room = room
        self._connection = connection
        self._lock = lock
        self._policy = policy
        self._given = 0

    @finishes
    def save(self, change: BasketChange) -> None:
        """Store one step. Raises `StorageFailed` when the disk does not take it; then nothing of it is stored."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            head = _head_row(change.basket)
            if not write.execute(_UPDATE_HEAD, head).rowcount:
                self._open(write, head)
            if change.gone:
                write.executemany(_FORGET_LINE, [(int(line_id),) for line_id in change.gone])
            write.executemany(_SAVE_LINE, [line_row(line) for line in change.lines])

    def _open(self, write: sqlite3.Connection, head: tuple[Value, ...]) -> None:
        another = write.execute(_OPEN_SALE).fetchone()
        if another:
            raise AnotherSaleIsOpen(f"{another[0]} is open, so another sale cannot be stored")
        write.execute(_FORGET_ENDED)
        write.execute(_INSERT_HEAD, head)
        if self._given:
            write.execute(_TAKE_NUMBER, (self._given, self._given))

    def load(self) -> Basket | None:
        """The open sale as it was after its last stored step. Raises SaleInAnotherCurrency."""
        with translated:
            row = self._connection.execute(_READ_HEAD).fetchone()
            lines = self._connection.execute(_READ_LINES).fetchall() if row else []
        if row is None:
            return None
        currency = Currency.of(row[9])
        if currency != self._policy.currency:
            raise SaleInAnotherCurrency(row[0], currency.code, self._policy.currency.code)
        basket = Basket.restored(
            BasketHead(row[0], instant(row[1]), *row[2:9]),
            self._policy,
            [line_of(line, currency) for line in lines],
            (discounts_of(row[12], currency), payments_of(row[13], currency)),
            (row[10], row[11]),
        )
        basket.member, basket.additional = attribution_of(row[14]), attribution_of(row[15])
        return basket

    def next_number(self) -> tuple[str, int]:
        """The epoch and a number that is on disk as taken once the sale's first step is. Raises DiskLow."""
        self.room.refuse_new_sale()
        with translated:
            epoch, taken = self._connection.execute(_READ_NUMBER).fetchone()
        self._given = max(taken, self._given) + 1
        return epoch, self._given


def _head_row(basket: Basket) -> tuple[Value, ...]:
    head = basket.head
    return (
        micros(head.open_time),
        head.channel,
        head.pos_employee_id,
        head.sm_employee_id,
        head.operator_name,
        head.table_id,
        head.guest_count,
        head.from_transaction_id,
        basket.policy.currency.code,
        basket.next_line,
        basket.next_payment,
        discounts_text(basket.discounts),
        payments_text(basket.payments),
        attribution_text(basket.member),
        attribution_text(basket.additional),
        head.transaction_id,
    )
