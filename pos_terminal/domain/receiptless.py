"""Goods that come back without a receipt: a transaction of its own, in which every amount is below zero.

No field of the platform's tables says what a return is of that it has no sale of. So it is told what an equal sale
would be, the other way: negative quantities, taxes and payment, closed at once, and nobody's: no member, no code.
"""

from dataclasses import replace
from datetime import datetime

from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.money import Money
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.tender import Payment, TenderType
from pos_terminal.domain.transaction import SnapshotKind, SoldLine, Transaction, cart


def money_back(total: Money, kind: TenderType, rules: RefundRules, number: str | None = None) -> Refund:
    """What is handed over for goods that are worth this much, by this tender."""
    given = rules.in_coins(total.minor, total) if kind.is_cash else total.minor
    return Refund(kind.name, total, Money(given, total.currency), number=None if kind.is_cash else number)


def taken_back(goods: Basket, refund: Refund, moment: datetime, amendment: Amendment) -> Transaction:
    """The return of these goods for this money; prices and taxes are reckoned as if they were sold now."""
    paid = Payment(
        payment_id=goods.next_payment_id,
        type=refund.type,
        amount=refund.amount,
        taken=refund.given,
        change=Money.zero(refund.amount.currency),
        rounding=refund.rounding,
        payment_time=moment,
        number=refund.number,
    )
    sold = replace(cart(goods, moment), kind=SnapshotKind.RETURNED, payments=(paid,))
    return replace(mirrored(sold), amendment=replace(amendment, refunds=(refund,)))


def mirrored(transaction: Transaction) -> Transaction:
    """The same with every quantity and amount the other way; twice is as it was."""
    return replace(
        transaction,
        lines=tuple(_mirrored_line(each) for each in transaction.lines),
        payments=tuple(_mirrored_payment(each) for each in transaction.payments),
        totals=-transaction.totals,
    )


def _mirrored_line(sold: SoldLine) -> SoldLine:
    line = replace(sold.line, quantity=-sold.line.quantity, extended=-sold.line.extended)
    return SoldLine(line, -sold.discount, -sold.tax_included)


def _mirrored_payment(payment: Payment) -> Payment:
    return replace(payment, amount=-payment.amount, taken=-payment.taken, rounding=-payment.rounding)
