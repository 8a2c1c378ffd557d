"""What was asked of the payment terminal as rows, and back."""

import json
import sqlite3
from dataclasses import replace
from typing import Any

from pos_terminal.adapters.sqlite.settledrows import payment_of, payment_row
from pos_terminal.adapters.sqlite.values import compact
from pos_terminal.domain.card_charge import CardAnswer, CardCharge, CardKind, CardOutcome, CardSlip, CardState
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tender import Payment

COLUMNS = """charge_id, reference, kind, transaction_id, payment_id, amount, currency, payment, state, is_leaving,
    answer, refund_of, tries"""


_SLIPS = f"""SELECT {COLUMNS} FROM card_charge
    WHERE transaction_id = ? AND kind = 'payment' AND answer IS NOT NULL"""  # noqa: S608 - names of the schema's own


def with_slips(
    connection: sqlite3.Connection, transaction_id: str, payments: tuple[Payment, ...]
) -> tuple[Payment, ...]:
    """The payments of a sale, those by card with what the terminal has for the receipt."""
    found = [charge_of(row) for row in connection.execute(_SLIPS, (transaction_id,)).fetchall()]
    slips = {each.payment_id: each.receipt_lines for each in found if each.approved is not None}
    return tuple(replace(each, slip=slips.get(each.payment_id, ())) for each in payments) if slips else payments


def payment_text(payment: Payment) -> str:
    """The payment that a charge becomes, as it is stored."""
    return compact(payment_row(payment))


def answer_text(answer: CardAnswer) -> str:
    """A last word as it is stored."""
    slip = answer.slip.safe()
    rows = (slip.scheme, slip.number, slip.authorisation, slip.terminal_reference, slip.lines)
    approved = None if answer.amount is None else answer.amount.minor
    return compact([answer.outcome.value, approved, answer.in_english, *rows])


def charge_of(row: tuple[Any, ...]) -> CardCharge:
    """The charge in the columns of `COLUMNS`."""
    number, reference, kind, sale, payment_id, minor, code, payment, state, is_leaving, answer, of, tries = row
    currency = Currency.of(code)
    return CardCharge(
        number,
        reference,
        CardKind(kind),
        sale,
        payment_id,
        Money(minor, currency),
        CardState(state),
        None if payment is None else payment_of(tuple(json.loads(payment)), currency),
        None if answer is None else _answer_of(answer, currency),
        bool(is_leaving),
        of,
        tries,
    )


def _answer_of(text: str, currency: Currency) -> CardAnswer:
    outcome, minor, said, scheme, number, authorisation, terminal_reference, lines = json.loads(text)
    slip = CardSlip(scheme, number, authorisation, terminal_reference, tuple(lines))
    return CardAnswer(CardOutcome(outcome), None if minor is None else Money(minor, currency), slip, said)
