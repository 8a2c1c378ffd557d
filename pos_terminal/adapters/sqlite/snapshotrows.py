"""A transaction as rows, and back: what was written is read exactly as it was."""

import sqlite3
from datetime import date

from pos_terminal.adapters.sqlite.amendmentrows import read_amendment, write_amendment
from pos_terminal.adapters.sqlite.chargerows import with_slips
from pos_terminal.adapters.sqlite.linerows import line_of, line_row
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.settledrows import discount_of, discount_row, payment_of, payment_row
from pos_terminal.adapters.sqlite.values import Value, tax_rows_of, tax_rows_text
from pos_terminal.domain.basket import BasketHead
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.totals import Totals
from pos_terminal.domain.transaction import SnapshotKind, SoldLine, Transaction

_INSERT_SNAPSHOT = """INSERT INTO snapshot (seq, version, business_day, session_id, transaction_id, kind,
    modified_time_us, channel, pos_employee_id, sm_employee_id, operator_name, table_id, guest_count, currency,
    total_lines, total_discount, tax_included, tax_total, tax_rows, change_due, guest_receipt_code, void_reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_LINE = """INSERT INTO snapshot_line (seq, position, line_id, item_id, name, quantity_e6, unit, unit_price,
    extended, taxes, sku, modifies_line_id, per_parent_e6, minimum_age, image, lot, special, discount,
    tax_included) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_PAYMENT = """INSERT INTO snapshot_payment (seq, position, payment_id, type, amount, taken, change, rounding,
    payment_time_us, receipt_code, user_id, user_id_type, additional_user_id, additional_user_id_type, number, tip,
    foreign_cash, credit_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_DISCOUNT = """INSERT INTO snapshot_discount (seq, position, reference_id, reference_id_type, display_name,
    source, amount, stack_order, applied_time_us, lines, status, pos_discount_id, image_url, user_id, received,
    terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_READ_SNAPSHOT = """SELECT t.transaction_id, t.open_time_us, s.channel, s.pos_employee_id, s.sm_employee_id,
    s.operator_name, s.table_id, s.guest_count, t.from_transaction_id, s.kind, s.modified_time_us, s.currency,
    s.total_lines, s.total_discount, s.tax_included, s.tax_total, s.tax_rows, s.change_due, s.guest_receipt_code,
    s.void_reason FROM snapshot AS s JOIN pos_transaction AS t USING (transaction_id) WHERE s.seq = ?"""
_READ_LINES = """SELECT line_id, item_id, name, quantity_e6, unit, unit_price, extended, taxes, sku, modifies_line_id,
    per_parent_e6, minimum_age, image, lot, special, discount, tax_included
    FROM snapshot_line WHERE seq = ? ORDER BY position"""
_READ_PAYMENTS = """SELECT payment_id, type, amount, taken, change, rounding, payment_time_us, receipt_code, user_id,
    user_id_type, additional_user_id, additional_user_id_type, number, tip, foreign_cash, credit_of
    FROM snapshot_payment WHERE seq = ? ORDER BY position"""
_READ_DISCOUNTS = """SELECT reference_id, reference_id_type, display_name, source, amount, stack_order, applied_time_us,
    lines, status, pos_discount_id, image_url, user_id, received, terms
    FROM snapshot_discount WHERE seq = ? ORDER BY position"""


def write_snapshot(
    write: sqlite3.Connection, transaction: Transaction, place: tuple[int, int], booked: tuple[date, int | None]
) -> None:
    """Write the rows of a snapshot: ``place`` is its seq and version, ``booked`` its business day and session."""
    seq, (day, session_id) = place[0], booked
    write.execute(_INSERT_SNAPSHOT, (*place, day.isoformat(), session_id, *_snapshot_row(transaction)))
    write.executemany(
        _INSERT_LINE,
        [
            (seq, position, *line_row(sold.line), sold.discount.minor, sold.tax_included.minor)
            for position, sold in enumerate(transaction.lines)
        ],
    )
    payments = [(seq, position, *payment_row(payment)) for position, payment in enumerate(transaction.payments)]
    write.executemany(_INSERT_PAYMENT, payments)
    if transaction.discounts:
        discounts = [(seq, position, *discount_row(each)) for position, each in enumerate(transaction.discounts)]
        write.executemany(_INSERT_DISCOUNT, discounts)
    if transaction.amendment:
        write_amendment(write, seq, transaction.amendment)


def read_snapshot(connection: sqlite3.Connection, seq: int) -> Transaction:
    """The snapshot that was written under this number."""
    row = connection.execute(_READ_SNAPSHOT, (seq,)).fetchone()
    currency = Currency.of(row[11])
    payments = tuple(payment_of(each, currency) for each in connection.execute(_READ_PAYMENTS, (seq,)))
    lines, discount, included, added = (Money(minor, currency) for minor in row[12:16])
    return Transaction(
        head=BasketHead(row[0], instant(row[1]), *row[2:9]),
        kind=SnapshotKind(row[9]),
        modified_time=instant(row[10]),
        lines=tuple(
            SoldLine(line_of(each[:15], currency), Money(each[15], currency), Money(each[16], currency))
            for each in connection.execute(_READ_LINES, (seq,))
        ),
        discounts=tuple(discount_of(each, currency) for each in connection.execute(_READ_DISCOUNTS, (seq,))),
        payments=with_slips(connection, row[0], payments),
        totals=Totals(lines, discount, included, added, tax_rows_of(row[16], currency)),
        change_due=Money(row[17], currency),
        guest_receipt_code=row[18],
        void_reason=row[19],
        amendment=read_amendment(connection, seq, currency),
    )


def _snapshot_row(transaction: Transaction) -> tuple[Value, ...]:
    head, totals = transaction.head, transaction.totals
    return (
        head.transaction_id,
        transaction.kind.value,
        micros(transaction.modified_time),
        head.channel,
        head.pos_employee_id,
        head.sm_employee_id,
        head.operator_name,
        head.table_id,
        head.guest_count,
        totals.lines.currency.code,
        totals.lines.minor,
        totals.discount.minor,
        totals.tax_included.minor,
        totals.tax_total.minor,
        tax_rows_text(totals.tax_rows),
        transaction.change_due.minor,
        transaction.guest_receipt_code,
        transaction.void_reason,
    )
