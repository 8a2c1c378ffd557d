"""What was asked of the payment terminal: on disk before it is asked, and until its outcome is known."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.chargerows import COLUMNS, answer_text, charge_of, payment_text
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.glances import UNFINISHED_CARD
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.domain.card_charge import settled_as
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from pos_terminal.application.ports import Headroom, WriteLock
    from pos_terminal.domain.card_charge import CardAnswer, CardCharge
    from pos_terminal.domain.tender import Payment
    from pos_terminal.domain.transaction import Transaction

_BEGIN = """INSERT INTO card_charge (reference, kind, transaction_id, payment_id, amount, currency, payment, state,
    created_us) VALUES (?, 'payment', ?, ?, ?, ?, ?, 'asking', ?)"""
_ANSWERED = """UPDATE card_charge SET state = ?, answer = ?, settled_us = ?
    WHERE charge_id = ? AND state = 'asking'"""
_LEAVE = """UPDATE card_charge SET is_leaving = 1
    WHERE charge_id = ? AND kind = 'payment' AND state IN ('asking', 'approved')"""
_ATTEMPTED = """UPDATE card_charge SET state = 'asking', tries = tries + 1
    WHERE charge_id = ? AND state IN ('due', 'asking')"""
_UNDONE = """UPDATE card_charge SET state = 'undone', is_leaving = 0
    WHERE charge_id = ? AND is_leaving = 1 AND state = 'approved'"""
_REFUND = """INSERT INTO card_charge (reference, kind, transaction_id, payment_id, amount, currency, refund_of, state,
    created_us) SELECT ?, 'refund', transaction_id, payment_id, ?, currency, charge_id,
    CASE WHEN is_shared THEN 'asking' ELSE 'due' END, ? FROM card_charge WHERE charge_id = ?"""
_AGAIN = "UPDATE card_charge SET state = 'due' WHERE charge_id = ? AND kind = 'refund' AND state = 'asking'"
_RENAMED = "UPDATE card_charge SET reference = ? WHERE charge_id = ? AND kind = 'refund' AND state = 'asking'"
_HANDLED = """UPDATE card_charge SET state = 'handled', settled_us = ? WHERE charge_id = ?
    AND (state = 'refused' OR (state IN ('due', 'asking') AND (kind = 'refund' OR is_leaving = 1)))"""
_KNOWN = f"SELECT {COLUMNS} FROM card_charge WHERE charge_id = ?"  # noqa: S608 - names of the schema's own
_OF_SALE = f"""SELECT {COLUMNS} FROM card_charge
    WHERE transaction_id = ? AND kind = 'payment' AND is_leaving = 0 ORDER BY charge_id"""  # noqa: S608 - as above
_UNSETTLED = f"""SELECT {COLUMNS} FROM card_charge
    WHERE {UNFINISHED_CARD} AND kind = 'payment' AND is_leaving = 0
    AND state IN ('asking', 'approved') ORDER BY charge_id"""  # noqa: S608 - as above
_TO_GIVE_BACK = f"""SELECT {COLUMNS} FROM card_charge
    WHERE {UNFINISHED_CARD} AND ((is_leaving = 1 AND state IN ('asking', 'approved'))
    OR (kind = 'refund' AND state IN ('due', 'asking')))
    ORDER BY charge_id"""  # noqa: S608 - as above
_OVERDUE = f"""SELECT {COLUMNS} FROM card_charge
    WHERE {UNFINISHED_CARD} AND state IN ('due', 'asking') AND (kind = 'refund' OR is_leaving = 1) AND created_us < ?
    ORDER BY charge_id"""  # noqa: S608 - as above
_REFUSED = f"""SELECT {COLUMNS} FROM card_charge
    WHERE {UNFINISHED_CARD} AND state = 'refused' ORDER BY charge_id"""  # noqa: S608 - as above
_TAKE = "UPDATE card_charge SET state = 'taken' WHERE charge_id = ? AND state = 'approved'"
# In the commit that ends a sale.
_TAKEN = """UPDATE card_charge SET state = 'taken'
    WHERE transaction_id = ? AND kind = 'payment' AND state = 'approved' AND is_leaving = 0"""
_GIVEN_UP = """UPDATE card_charge SET is_leaving = 1
    WHERE transaction_id = ? AND kind = 'payment' AND state IN ('asking', 'approved')"""
_PAID = f"""WITH RECURSIVE sale (id) AS (
        SELECT ? UNION SELECT credit_of FROM sale JOIN snapshot ON transaction_id = id JOIN snapshot_payment USING (seq)
        WHERE credit_of IS NOT NULL)
    SELECT {COLUMNS} FROM card_charge
    WHERE transaction_id IN sale AND kind = 'payment' AND state = 'taken' ORDER BY charge_id DESC"""  # noqa: S608
"""With those of the sales whose goods came back for it: their credit pays it by the tender that it had come by."""
_GONE_BACK = "SELECT COALESCE(SUM(amount), 0) FROM card_charge WHERE refund_of = ?"


class SqliteCharges:
    """Implements the port `Charges`."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock, room: Headroom = NOTHING_SPARE) -> None:
        self.room = room
        self._connection = connection
        self._lock = lock

    @finishes
    def begin(self, sale: str, reference: str, payment: Payment, at: datetime) -> CardCharge:
        """Store a payment that is about to be asked for. Raises NotAllowedNow while another's outcome is not known."""
        asked = (payment.taken.minor, payment.taken.currency.code, payment_text(payment), micros(at))
        try:
            with self._lock.sale(), OneCommit(self._connection) as write:
                number = write.execute(_BEGIN, (reference, sale, payment.payment_id, *asked)).lastrowid
        except sqlite3.IntegrityError as error:
            raise NotAllowedNow("It is not known yet whether the card was charged. Ask the terminal first.") from error
        return self.known(number or 0)

    @finishes
    def answered(self, charge: CardCharge, answer: CardAnswer, at: datetime) -> CardCharge:
        """Store the last word about it; what was stored first stands."""
        state = settled_as(answer, charge.kind).value
        with self._lock.sale(), OneCommit(self._connection) as write:
            write.execute(_ANSWERED, (state, answer_text(answer), micros(at), charge.charge_id))
        return self.known(charge.charge_id)

    @finishes
    def leave(self, charge: CardCharge) -> None:
        """It is not part of its sale any more; again does nothing."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            write.execute(_LEAVE, (charge.charge_id,))

    def take(self, charge: CardCharge) -> None:
        """Its sale was closed with it, which the commit of that did not say."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            write.execute(_TAKE, (charge.charge_id,))

    def of_sale(self, transaction_id: str) -> Sequence[CardCharge]:
        """The payments asked for in a sale that are not leaving, oldest first."""
        return self._all(_OF_SALE, transaction_id)

    def unsettled(self) -> Sequence[CardCharge]:
        """The payments that are no part of an ended sale, and are not leaving."""
        return self._all(_UNSETTLED)

    def to_give_back(self, but: Collection[int] = ()) -> CardCharge | None:
        """The oldest that leaves, or refund that is not done."""
        return next((each for each in self._all(_TO_GIVE_BACK) if each.charge_id not in but), None)

    def known(self, charge_id: int) -> CardCharge:
        """The charge of this number."""
        found = self._all(_KNOWN, charge_id)
        if not found:
            raise LookupError(f"nothing was asked of the payment terminal under number {charge_id}")
        return found[0]

    def attempted(self, charge: CardCharge) -> CardCharge:
        """Note, before the wire, that it is asked for or asked about."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_ATTEMPTED, (charge.charge_id,))
        return self.known(charge.charge_id)

    def undo(self, charge: CardCharge, at: datetime) -> None:
        """Store the refund of all that was approved of a leaving payment; again does nothing.

        A copy of this database stores it under the same reference, so the terminal knows whether one has gone back.
        """
        approved = charge.approved
        if approved is None:
            raise ValueError(f"charge {charge.reference} was not approved, so there is nothing to give back")
        with self._lock.background(), OneCommit(self._connection) as write:
            if write.execute(_UNDONE, (charge.charge_id,)).rowcount:
                write.execute(_REFUND, (f"{charge.reference}-undo", approved.minor, micros(at), charge.charge_id))

    def again(self, refund: CardCharge) -> None:
        """The terminal knows nothing of a refund: it is asked for once more."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_AGAIN, (refund.charge_id,))

    def renamed(self, refund: CardCharge, reference: str) -> None:
        """The terminal did not make a refund and has that on record: it goes on under another reference."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_RENAMED, (reference, refund.charge_id))

    def refused(self) -> Sequence[CardCharge]:
        """The refunds that the terminal does not make and nobody has said are handled."""
        return self._all(_REFUSED)

    def overdue(self, before: datetime) -> Sequence[CardCharge]:
        """What is to go back since before this moment, and nobody knows whether it has, oldest first."""
        return self._all(_OVERDUE, micros(before))

    def handled(self, refund: CardCharge, at: datetime) -> None:
        """Somebody gave the money back by other means."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            write.execute(_HANDLED, (micros(at), refund.charge_id))

    def _all(self, query: str, *of: str | int) -> list[CardCharge]:
        with translated:
            return [charge_of(row) for row in self._connection.execute(query, of).fetchall()]


def end_charges(write: sqlite3.Connection, transaction: Transaction, seq: int) -> None:
    """In the commit of snapshot ``seq``, which ends a sale or changes an ended one: what becomes of its card payments.

    Those of a sale that is closed are its own; those of one that is given up go back, and so does what goes back of an
    ended sale to the cards that paid it.
    """
    if transaction.amendment:
        _give_back(write, transaction, seq)
    else:
        write.execute(_GIVEN_UP if transaction.is_voided else _TAKEN, (transaction.transaction_id,))


def _give_back(write: sqlite3.Connection, amended: Transaction, seq: int) -> None:
    """Store one refund a charge: several payments, and so several refunds, may be by the same card."""
    paid = [charge_of(row) for row in write.execute(_PAID, (amended.transaction_id,)).fetchall()]
    left = {each.charge_id: _left_of(write, each) for each in paid}
    back = dict.fromkeys(left, 0)
    for refund in amended.amendment.refunds if amended.amendment else ():
        minor = refund.given.minor if refund.credited_to is None else 0
        for charge in paid:
            payment = charge.paid()
            if payment.type == refund.type and refund.number in {None, payment.number}:
                part = max(0, min(minor, left[charge.charge_id] - back[charge.charge_id]))
                back[charge.charge_id] += part
                minor -= part
    for charge in paid:
        if back[charge.charge_id]:
            row = (back[charge.charge_id], micros(amended.modified_time), charge.charge_id)
            write.execute(_REFUND, (f"{charge.reference}-{seq}", *row))


def _left_of(write: sqlite3.Connection, charge: CardCharge) -> int:
    """What of a charge has not gone back yet."""
    gone = write.execute(_GONE_BACK, (charge.charge_id,)).fetchone()[0]
    return (charge.approved.minor if charge.approved else 0) - int(gone)
