"""Voiding a sale that was closed: the whole of it counts for nothing, and all that was paid goes back."""

from dataclasses import replace
from datetime import datetime

from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.transaction import SnapshotKind, Transaction, later_than


def post_void(sold: Transaction, now: datetime, amendment: Amendment) -> Transaction:
    """The sale as it was, with both flags set and a later time (spec notes A19): nothing that is told of it changes.

    Every payment goes back by the tender that it was made in, with its tip; none of that is change. Raises
    NotAllowedNow as `refuse_post_void`.
    """
    refuse_post_void(sold)
    refunds = tuple(_back(payment) for payment in sold.payments)
    return replace(
        sold,
        kind=SnapshotKind.VOIDED,
        modified_time=later_than(now, sold.modified_time),
        change_due=Money.zero(sold.change_due.currency),
        void_reason=amendment.reason,
        amendment=replace(amendment, refunds=refunds),
    )


def refuse_post_void(sold: Transaction) -> None:
    """Raise NotAllowedNow for a sale that was voided already, and for one of which something came back.

    What is left of that one is returned.
    """
    if sold.kind is SnapshotKind.VOIDED:
        raise NotAllowedNow("Sale {sale} is voided already.", sale=sold.transaction_id)
    if sold.is_receiptless:
        raise NotAllowedNow(
            "{sale} is no sale: goods came back by it. Sell them again instead.", sale=sold.transaction_id
        )
    if sold.kind is not SnapshotKind.CLOSED:
        raise NotAllowedNow(
            "Some of sale {sale} was returned. Return the rest of it instead.", sale=sold.transaction_id
        )


def _back(payment: Payment) -> Refund:
    kept = payment.taken - payment.change
    return Refund(payment.type, payment.amount, kept, number=payment.number, tip=payment.tip)
