"""What was done to an ended sale as rows, and back."""

import sqlite3

from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.money import Currency, Money

_INSERT = """INSERT INTO amendment (seq, employee_id, employee_name, approved_by, approver_name, reason)
    VALUES (?, ?, ?, ?, ?, ?)"""
_INSERT_REFUND = """INSERT INTO snapshot_refund (seq, position, type, amount, given, credited_to, number, tip)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_READ = "SELECT employee_id, employee_name, reason, approved_by, approver_name FROM amendment WHERE seq = ?"
_READ_REFUNDS = """SELECT type, amount, given, credited_to, number, tip FROM snapshot_refund
    WHERE seq = ? ORDER BY position"""


def write_amendment(write: sqlite3.Connection, seq: int, amendment: Amendment) -> None:
    """Write the rows that belong to the snapshot of this number."""
    people = (amendment.employee_id, amendment.employee_name, amendment.approved_by, amendment.approver_name)
    write.execute(_INSERT, (seq, *people, amendment.reason))
    refunds = [
        (seq, position, each.type, each.amount.minor, each.given.minor, each.credited_to, each.number, _minor(each.tip))
        for position, each in enumerate(amendment.refunds)
    ]
    write.executemany(_INSERT_REFUND, refunds)


def read_amendment(connection: sqlite3.Connection, seq: int, currency: Currency) -> Amendment | None:
    """What was written with the snapshot of this number; None for plain selling."""
    row = connection.execute(_READ, (seq,)).fetchone()
    if row is None:
        return None
    refunds = tuple(
        Refund(
            kind,
            Money(amount, currency),
            Money(given, currency),
            credited_to,
            number,
            None if tip is None else Money(tip, currency),
        )
        for kind, amount, given, credited_to, number, tip in connection.execute(_READ_REFUNDS, (seq,))
    )
    employee_id, employee_name, reason, approved_by, approver_name = row
    return Amendment(employee_id, employee_name, reason, approved_by, approver_name, refunds)


def _minor(tip: Money | None) -> int | None:
    return None if tip is None else tip.minor
