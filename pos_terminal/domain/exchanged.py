"""Both ends of an exchange: the sale that goods come back of, and what their credit pays of the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.tender import Payment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from pos_terminal.domain.amendment import Amendment, Refund
    from pos_terminal.domain.exchange import Exchange
    from pos_terminal.domain.refunding import RefundRules
    from pos_terminal.domain.transaction import Transaction

Returned: TypeAlias = "Callable[[datetime, Amendment], Transaction]"
"""What makes the sale that goods come back of, once it is known when, and by whom."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The sale with less in it, and the payments that its credit makes towards the other."""

    returned: Transaction
    payments: tuple[Payment, ...]


def exchanged(basket: Basket, exchange: Exchange, returned: Returned, place: tuple[datetime, RefundRules]) -> Exchanged:
    """What becomes of the goods that come back for this sale: their credit pays it, what is over goes back.

    What goes back is what a return of so much would give, newest payments first; what stays in the till pays by the
    tender that it had come by, so that it can go back by that one later. ``place``: when, and the shop's rules. Raises
    NotAllowedNow where the other sale is not as it was when the exchange began.
    """
    (moment, rules), currency = place, basket.policy.currency
    whole = returned(moment, exchange.amendment)
    refunds = whole.amendment.refunds if whole.amendment else ()
    if total_of([each.amount for each in refunds], currency) != exchange.credit(currency):
        raise NotAllowedNow(
            "Sale {sale} has changed. Void this exchange, and begin it anew.",
            sale=exchange.transaction_id,
        )
    due = basket.totals.total - total_of([each.amount for each in basket.payments], currency)
    over = exchange.credit(currency) - exchange.settles(due)
    handed, kept = _split(refunds, over.minor, rules)
    credited = [replace(each, credited_to=basket.head.transaction_id) for each in kept]
    payments = tuple(_payment(str(basket.next_payment + at), each, exchange, moment) for at, each in enumerate(kept))
    amendment = replace(exchange.amendment, refunds=(*handed, *credited))
    return Exchanged(replace(whole, amendment=amendment), payments)


def credited(basket: Basket, payments: Sequence[Payment], attributed: Callable[[Payment, Basket], Payment]) -> Basket:
    """The sale as it is settled, the credit paid with; the sale itself stays as it is until that is stored."""
    numbers = (basket.next_line, basket.next_payment)
    settled = Basket.restored(
        replace(basket.head, exchange=None),
        basket.policy,
        basket.lines.values(),
        (basket.discounts, basket.payments),
        numbers,
    )
    settled.member, settled.additional, settled.told_at = basket.member, basket.additional, basket.told_at
    for each in payments:
        settled.pay(attributed(each, settled))
    return settled


def _split(refunds: Sequence[Refund], over: int, rules: RefundRules) -> tuple[list[Refund], list[Refund]]:
    """So much of the refunds, the first ones first, and the rest; what is handed over in cash is in coins."""
    handed: list[Refund] = []
    kept: list[Refund] = []
    for each in refunds:
        part = min(over, each.amount.minor)
        over -= part
        coins = each.given.minor if part == each.amount.minor else _in_coins(each, part, rules)
        rest = (each.amount.minor - part, each.given.minor - coins)
        for found, (amount, given) in ((handed, (part, coins)), (kept, rest)):
            if amount:
                found.append(replace(each, amount=_money(amount, each), given=_money(given, each)))
    return handed, kept


def _in_coins(refund: Refund, part: int, rules: RefundRules) -> int:
    coins = rules.in_coins(part, refund.amount) if rules.is_cash(refund.type) else part
    return min(coins, refund.given.minor)


def _money(minor: int, refund: Refund) -> Money:
    return Money(minor, refund.amount.currency)


def _payment(payment_id: str, kept: Refund, exchange: Exchange, moment: datetime) -> Payment:
    return Payment(
        payment_id=payment_id,
        type=kept.type,
        amount=kept.amount,
        taken=kept.given,
        change=Money.zero(kept.amount.currency),
        rounding=kept.rounding,
        payment_time=moment,
        number=kept.number,
        credit_of=exchange.transaction_id,
    )
