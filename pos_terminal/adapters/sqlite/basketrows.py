"""A sale that has not ended as rows of its slot, and back: slot 1 is the sale on the screen."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from pos_terminal.adapters.sqlite.exchangerows import exchange_of, exchange_text
from pos_terminal.adapters.sqlite.linerows import LineRow, line_of, line_row
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.orderwords import orders_of, orders_text
from pos_terminal.adapters.sqlite.settledrows import (
    attribution_of,
    attribution_text,
    chosen_of,
    chosen_text,
    discounts_of,
    discounts_text,
    payments_of,
    payments_text,
)
from pos_terminal.adapters.sqlite.values import Value, tax_shift_of, tax_shift_text
from pos_terminal.domain.basket import Basket, BasketChange, BasketHead
from pos_terminal.domain.errors import BadArgument, Refused
from pos_terminal.domain.money import Currency
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.wording import later

ON_SCREEN = 1
"""The slot of the sale on the screen."""
_INSERT_HEAD = """INSERT INTO basket (open_time_us, channel, pos_employee_id, sm_employee_id, operator_name,
    table_id, guest_count, from_transaction_id, currency, next_line, next_payment, discounts, payments, member,
    additional, tax_shift, guest_code, told_us, exchange, ordered, chosen, steps, slot, transaction_id,
    suspended_us, suspended_by, suspended_name, label, total)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_UPDATE_HEAD = """UPDATE basket SET open_time_us = ?, channel = ?, pos_employee_id = ?, sm_employee_id = ?,
    operator_name = ?, table_id = ?, guest_count = ?, from_transaction_id = ?, currency = ?, next_line = ?,
    next_payment = ?, discounts = ?, payments = ?, member = ?, additional = ?, tax_shift = ?,
    guest_code = ?, told_us = ?, exchange = ?, ordered = ?, chosen = ?, steps = steps || ?
    WHERE slot = ? AND transaction_id = ?"""
_SAVE_LINE = """INSERT INTO basket_line (slot, line_id, item_id, name, quantity_e6, unit, unit_price, extended, taxes,
    sku, modifies_line_id, per_parent_e6, minimum_age, image, lot, special)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (slot, line_id) DO UPDATE SET item_id = excluded.item_id, name = excluded.name,
    quantity_e6 = excluded.quantity_e6, unit = excluded.unit, unit_price = excluded.unit_price,
    extended = excluded.extended, taxes = excluded.taxes, sku = excluded.sku,
    modifies_line_id = excluded.modifies_line_id, per_parent_e6 = excluded.per_parent_e6,
    minimum_age = excluded.minimum_age, image = excluded.image, lot = excluded.lot,
    special = excluded.special"""
_FORGET_LINE = "DELETE FROM basket_line WHERE slot = ? AND line_id = ?"
_FORGET_LINES = "DELETE FROM basket_line WHERE slot = ?"
_SLOT_OF = "SELECT slot FROM basket WHERE transaction_id = ?"
_SALE_IN = "SELECT transaction_id FROM basket WHERE slot = ?"
_NEXT_SLOT = "SELECT COALESCE(MAX(slot), 1) + 1 FROM basket"
_READ_HEAD = """SELECT transaction_id, open_time_us, channel, pos_employee_id, sm_employee_id, operator_name, table_id,
    guest_count, from_transaction_id, currency, next_line, next_payment, discounts, payments, member, additional,
    tax_shift, guest_code, told_us, exchange, ordered, chosen FROM basket WHERE slot = ?"""
_READ_LINES = """SELECT CAST(line_id AS TEXT), item_id, name, quantity_e6, unit, unit_price, extended, taxes, sku,
    CAST(modifies_line_id AS TEXT), per_parent_e6, minimum_age, image, lot, special
    FROM basket_line WHERE slot = ? ORDER BY line_id"""


class SaleInAnotherCurrency(Refused):
    """The sale was begun under another currency than the one now set."""

    def __init__(self, transaction_id: str, begun: str, now: str) -> None:
        super().__init__(
            later(
                "Sale {transaction_id} is still open in {begun}, and the currency is now {now}. Set the currency back "
                "to {begun}, close or void the sale, then change it."
            ),
            transaction_id=transaction_id,
            begun=begun,
            now=now,
        )


def slot_of(connection: sqlite3.Connection, transaction_id: str) -> int | None:
    """Where a sale that has not ended is, or None."""
    found = connection.execute(_SLOT_OF, (transaction_id,)).fetchone()
    return None if found is None else int(found[0])


def sale_on_screen(connection: sqlite3.Connection) -> str | None:
    """The id of the open sale, or None."""
    found = connection.execute(_SALE_IN, (ON_SCREEN,)).fetchone()
    return None if found is None else str(found[0])


def next_slot(connection: sqlite3.Connection) -> int:
    """Where the next sale that is suspended goes: behind all that wait, whether one is on the screen or not."""
    return int(connection.execute(_NEXT_SLOT).fetchone()[0])


def not_suspended(transaction_id: str) -> BadArgument:
    """That no such sale waits."""
    return BadArgument("No sale {sale} is held on this till.", sale=transaction_id)


def forget_lines(write: sqlite3.Connection, slot: int) -> None:
    """Forget all lines of a slot; on the screen those of a sale that ended stay until another one comes there."""
    write.execute(_FORGET_LINES, (slot,))


def insert_head(
    write: sqlite3.Connection, slot: int, basket: Basket, told: SuspendedSale | None = None, step: str = ""
) -> None:
    """Put a sale into a slot that is free, ``told`` with a suspended one; its lines are for `write_lines`."""
    write.execute(_INSERT_HEAD, (*_head_row(slot, basket, step), *suspended_row(told)))


def suspended_row(told: SuspendedSale | None) -> tuple[Value, ...]:
    """When a sale was suspended, by whom, under which label, and what it came to; nothing of the one on the screen."""
    if told is None:
        return (None,) * 5
    return micros(told.suspended_at), told.employee_id, told.operator_name, told.label, told.total.minor


def update_head(write: sqlite3.Connection, slot: int, basket: Basket, step: str = "") -> bool:
    """Bring the sale of a slot up to date beside its lines; False when it is not the one in it."""
    return write.execute(_UPDATE_HEAD, _head_row(slot, basket, step)).rowcount == 1


def line_rows(change: BasketChange) -> list[LineRow]:
    """The rows of the lines that changed."""
    return [line_row(line) for line in change.lines]


def write_lines(write: sqlite3.Connection, slot: int, change: BasketChange, rows: Sequence[LineRow]) -> None:
    """Write the lines of a slot that changed, these rows, and forget those that went."""
    if change.gone:
        write.executemany(_FORGET_LINE, [(slot, int(line_id)) for line_id in change.gone])
    write.executemany(_SAVE_LINE, [(slot, *row) for row in rows])


def read_basket(connection: sqlite3.Connection, slot: int, policy: TaxPolicy) -> Basket | None:
    """The sale in a slot, or None. Raises SaleInAnotherCurrency."""
    row = connection.execute(_READ_HEAD, (slot,)).fetchone()
    if row is None:
        return None
    currency = Currency.of(row[9])
    if currency != policy.currency:
        raise SaleInAnotherCurrency(row[0], currency.code, policy.currency.code)
    basket = Basket.restored(
        replace(
            BasketHead(row[0], instant(row[1]), *row[2:9]),
            tax_shift=tax_shift_of(row[16]),
            guest_code=row[17],
            exchange=exchange_of(row[19], currency),
            ordered=orders_of(row[20]),
        ),
        policy,
        [line_of(line, currency) for line in connection.execute(_READ_LINES, (slot,)).fetchall()],
        (discounts_of(row[12], currency), payments_of(row[13], currency)),
        (row[10], row[11]),
    )
    basket.member, basket.additional = attribution_of(row[14]), attribution_of(row[15])
    basket.chosen = chosen_of(row[21])
    basket.told_at = None if row[18] is None else instant(row[18])
    return basket


def head_values(head: BasketHead) -> tuple[Value, ...]:
    """When, where and by whom the sale was opened, and what it came from."""
    return (
        micros(head.open_time),
        head.channel,
        head.pos_employee_id,
        head.sm_employee_id,
        head.operator_name,
        head.table_id,
        head.guest_count,
        head.from_transaction_id,
    )


def _head_row(slot: int, basket: Basket, step: str) -> tuple[Value, ...]:
    head = basket.head
    return (
        *head_values(head),
        basket.policy.currency.code,
        basket.next_line,
        basket.next_payment,
        discounts_text(basket.discounts),
        payments_text(basket.payments),
        attribution_text(basket.member),
        attribution_text(basket.additional),
        tax_shift_text(head.tax_shift),
        head.guest_code,
        None if basket.told_at is None else micros(basket.told_at),
        exchange_text(head.exchange),
        orders_text(head.ordered),
        chosen_text(basket.chosen),
        step,
        slot,
        head.transaction_id,
    )
