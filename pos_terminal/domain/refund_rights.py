"""What giving money back is beside the return: by another tender than it came by, much cash, more than there is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pos_terminal.domain.rights import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.domain.refunding import RefundRules
    from pos_terminal.domain.transaction import Transaction


def refund_actions(before: Sequence[Transaction], after: Transaction, rules: RefundRules) -> tuple[Action, ...]:
    """Which rights the refunds of a snapshot want; ``before`` are the snapshots of the same sale before it, if any.

    The limit for cash is one for all that goes back of a sale, so that many small returns are no way around it.
    """
    found = []
    if before and _goes_another_way(before[-1], after):
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


def _goes_another_way(before: Transaction, after: Transaction) -> bool:
    """Whether a tender gives back more than its own payments shrink by."""
    came: Counter[str] = Counter()
    for each in before.payments:
        came[each.type] += each.amount.minor
    if not after.is_voided:  # a void leaves the payments as they were, and gives all of them back
        for each in after.payments:
            came[each.type] -= each.amount.minor
    refunds = after.amendment.refunds if after.amendment else ()
    return any(each.amount.minor > came[each.type] for each in refunds)
