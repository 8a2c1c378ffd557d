"""What the shop takes off a sale, held against its limit and what somebody stood for, right before money is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.domain.money import Money, allocate, total_of
from pos_terminal.domain.rights import Action
from pos_terminal.domain.shop_discount import lowered, over_limit, taken_by_shop
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from pos_terminal.application.authority import Authority
    from pos_terminal.domain.basket import Basket

_OFF = {Action.DISCOUNT_OVER_LIMIT: "over_limit", Action.SET_PRICE: "lowered"}
"""What the journal calls how much of the whole sale an action stands for."""


class Markdowns:
    """Knows by the journal how much somebody stood for: the newest act says it for the whole sale, whatever came since.

    So it outlives a suspended sale and a restart; a sale that is split or merged takes its part of it along.
    ``limit`` is how many percent off is no question of rights.
    """

    def __init__(self, authority: Authority, limit: Decimal) -> None:
        self._authority = authority
        self._limit = limit

    def refuse_more(self, sale: Basket) -> None:
        """Raises ApprovalNeeded, or NotAllowedNow, where more is taken off than somebody stood for."""
        more = self._more(sale)
        if not more:
            return
        nothing, by_prices = Money.zero(sale.policy.currency), off_prices(sale)
        about = Message(
            "Goods of {price}: {discounts} off by the shop's discounts, {lowered} by changed prices",
            price=total_of([each.extended for each in sale.lines.values()], nothing.currency) + by_prices,
            discounts=taken_by_shop(sale.lines, sale.discounts, sale.lines.keys(), nothing),
            lowered=by_prices,
        )
        first, *also = more
        details = {_OFF[action]: str(off) for action, off in self._off(sale).items()}
        self._authority.allow(first, Deed(_why(sale), details=details, about=about), also)

    def is_more(self, sale: Basket) -> bool:
        """Whether discounts over the limit take more off than somebody stood for."""
        return Action.DISCOUNT_OVER_LIMIT in self._more(sale)

    def over(self, sale: Basket) -> Money:
        """What the shop's discounts take off wherever they are over the limit."""
        return self._off(sale)[Action.DISCOUNT_OVER_LIMIT]

    def discounted(self, sale: Basket, before: Money) -> Mapping[str, str]:
        """For the journal: who stands for this discount stands for what it adds to ``before``, and for no more."""
        return _grown(self._authority, sale, Action.DISCOUNT_OVER_LIMIT, self.over(sale) - before)

    def share(self, whole: Basket, parts: Sequence[Basket]) -> None:
        """Journal for the parts of a split sale what each takes along of what somebody stood for in the whole.

        Where the whole was allowed a part may take off more by what its lines were rounded by.
        """
        shares = {
            action: allocate(stood, [self._off(part)[action].minor for part in parts])
            for action, stood in self._stood_for(whole).items()
            if stood.minor
        }
        was_allowed = not self._more(whole)
        for at, part in enumerate(parts):
            taken = {action: found[at] for action, found in shares.items()}
            if was_allowed and self._is_rounded(part):
                taken[Action.DISCOUNT_OVER_LIMIT] = self.over(part)
            self._note(part, taken, whole)

    def _is_rounded(self, part: Basket) -> bool:
        """Whether the discounts of a part of a sale are over the limit by no more than a cent for each of its lines."""
        nothing = Money.zero(part.policy.currency)
        over = over_limit(part.lines, part.discounts, self._limit, nothing, a_line=1)
        return bool(self.over(part).minor) and not over.minor

    def carry(self, whole: Basket, others: Sequence[Basket]) -> None:
        """Journal for the sale that others are merged into what somebody stood for in all of them."""
        for other in others:
            stood, more = self._stood_for(whole), self._stood_for(other)
            self._note(whole, {action: stood[action] + more[action] for action in _OFF if more[action].minor}, other)

    def _note(self, sale: Basket, stood: Mapping[Action, Money], of: Basket) -> None:
        number, other = sale.head.transaction_id, of.head.transaction_id
        for action, off in stood.items():
            details = {_OFF[action]: str(off), "from_transaction_id": other}
            self._authority.note(action, Deed("", number, details))

    def _more(self, sale: Basket) -> list[Action]:
        off = {action: amount for action, amount in self._off(sale).items() if amount.minor}
        if not off:
            return []
        stood = self._stood_for(sale)
        return [action for action, amount in off.items() if amount > stood[action]]

    def _off(self, sale: Basket) -> dict[Action, Money]:
        nothing = Money.zero(sale.policy.currency)
        return {
            Action.DISCOUNT_OVER_LIMIT: over_limit(sale.lines, sale.discounts, self._limit, nothing),
            Action.SET_PRICE: off_prices(sale),
        }

    def _stood_for(self, sale: Basket) -> dict[Action, Money]:
        return {action: _newest(self._authority, sale, action) for action in _OFF}


def off_prices(sale: Basket) -> Money:
    """What changed prices take off now."""
    return lowered(sale.lines, Money.zero(sale.policy.currency))


def repriced(authority: Authority, sale: Basket, before: Money) -> Mapping[str, str]:
    """For the journal: who stands for this price stands for what it adds to ``before``, and for no more."""
    return _grown(authority, sale, Action.SET_PRICE, off_prices(sale) - before)


def _grown(authority: Authority, sale: Basket, action: Action, by: Money) -> Mapping[str, str]:
    stood = _newest(authority, sale, action)
    return {_OFF[action]: str(max(stood, stood + by))}


def _newest(authority: Authority, sale: Basket, action: Action) -> Money:
    """How much somebody stood for in the whole sale; nothing where nobody has."""
    done = [each.get(_OFF[action]) for each in authority.done(sale.head.transaction_id, action)]
    said = [each for each in done if each is not None]
    return Money.of(said[-1], sale.policy.currency) if said else Money.zero(sale.policy.currency)


def _why(sale: Basket) -> str:
    """The reasons that were given for what is taken off."""
    discounts = [each.terms.reason for each in sale.discounts if each.terms is not None]
    prices = [each.price_reason for each in sale.lines.values() if each.price_reason]
    return ", ".join(dict.fromkeys((*discounts, *prices)))
