"""What giving money back is beside the return: by another tender than it came by, much cash, more than there is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pos_terminal.domain.rights import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.refunding import RefundRules
    from pos_terminal.domain.tender import Payment
    from pos_terminal.domain.transaction import Transaction


def refund_actions(before: Sequence[Transaction], after: Transaction, rules: RefundRules) -> tuple[Action, ...]:
    """Which rights the refunds of a snapshot want; ``before`` are the snapshots of the same sale before it, if any.

    The limit for cash is one for all that goes back of a sale, so that many small returns are no way around it.
    """
    found = []
    if before and _goes_another_way(before[-1], after, rules):
        found.append(Action.REFUND_OTHER_TENDER)
    given = [refund for each in (*before, after) for refund in (each.amendment.refunds if each.amendment else ())]
    cash = sum(refund.given.minor for refund in given if rules.is_cash(refund.type))
    gives_cash = any(rules.is_cash(each.type) for each in (after.amendment.refunds if after.amendment else ()))
    if gives_cash and rules.cash_limit is not None and cash > rules.cash_limit.minor:
        found.append(Action.REFUND_CASH_OVER_LIMIT)
    return tuple(found)


def cash_out(after: Transaction, rules: RefundRules) -> int:
    """What leaves the drawer by a snapshot, in minor units."""
    refunds = after.amendment.refunds if after.amendment else ()
    return sum(each.given.minor for each in refunds if rules.is_cash(each.type) and each.credited_to is None)


def _goes_another_way(before: Transaction, after: Transaction, rules: RefundRules) -> bool:
    """Whether a tender, or a card or voucher, gives back more than its own payments shrink by."""
    came: Counter[tuple[str, str | None]] = Counter()
    for each in before.payments:
        came[_way(each, rules)] += each.amount.minor
    if not after.is_voided:  # a void leaves the payments as they were, and gives all of them back
        for each in after.payments:
            came[_way(each, rules)] -= each.amount.minor
    for refund in after.amendment.refunds if after.amendment else ():
        came[_way(refund, rules)] -= refund.amount.minor
    return any(left < 0 for left in came.values())


def _way(money: Payment | Refund, rules: RefundRules) -> tuple[str, str | None]:
    return money.type, None if rules.is_cash(money.type) else money.number
