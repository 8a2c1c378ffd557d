"""The shop's own discounts: a part or an amount off some lines or the whole sale, as large as the sale lets it be.

What such a discount takes off follows the sale: a part is reckoned anew from what the discounts below it leave, and an
amount is cut to that. So a line or a sale never comes to less than nothing, and screen, receipt and platform are told
the same.
"""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Protocol

from pos_terminal.domain import discount as discounting
from pos_terminal.domain.discount import Discount, DiscountedLine, ShopTerms
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.reckoning import Priced, shares_in_order
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.working import Figure, Operand, Operation, Step, Working

POS = "POS"
"""What the platform is told of a discount that is not its own: the type of its id, and its source."""
_HUNDRED = Decimal(100)


class Repriced(Protocol):
    """A line as far as its price was changed."""

    @property
    def quantity(self) -> Decimal:
        """Units or weight."""

    @property
    def unit_price(self) -> Money:
        """What one costs."""

    @property
    def list_price(self) -> Money | None:
        """What one would cost, where somebody set another price."""


def shop_discount(
    terms: ShopTerms, line_ids: Sequence[str], stands_on: Sequence[Discount], now: datetime, nothing: Money
) -> Discount:
    """A discount on these lines (none: the whole sale) above all that are there; `followed` says what it takes off."""
    number = 1 + max((int(each.reference_id[1:]) for each in stands_on if each.terms), default=0)
    return Discount(
        reference_id=f"D{number}",
        reference_id_type=POS,
        display_name=terms.name,
        source=POS,
        amount=nothing,
        stack_order=max((each.stack_order + 1 for each in stands_on), default=0),
        applied_time=now,
        lines=tuple(map(DiscountedLine, line_ids)),
        terms=terms,
    )


def followed(
    discounts: tuple[Discount, ...], lines: Mapping[str, Priced], policy: TaxPolicy, working: Working | None = None
) -> tuple[Discount, ...]:
    """The discounts as they are for these lines, in stack order: those of the shop follow, the others are as they came.

    One whose lines have all gone goes, too. The shop's stand directly above what is below them, from 0 on.
    """
    if working is None and all(each.terms is None for each in discounts):
        return discounts
    remaining = {line_id: line.extended for line_id, line in lines.items()}
    found: list[Discount] = []
    for each in sorted(discounts, key=_stack_order):
        if each.terms is not None and each.lines and not any(line.line_id in lines for line in each.lines):
            continue
        order = max((lower.stack_order + 1 for lower in found), default=0)
        found.append(_reckoned(each, order, remaining, policy))
        if working is not None:
            _note(working, found[-1], _base(found[-1], remaining), policy)
        for line_id, share in discounting.shares(found[-1], remaining, lines).items():
            remaining[line_id] -= share
    return tuple(found)


def taken_by_shop(lines: Mapping[str, Priced], discounts: Sequence[Discount], on: Collection[str], no: Money) -> Money:
    """What the shop's own discounts take off these lines, all together."""
    return total_of(_taken(_own_shares(lines, discounts), on), no.currency)


def is_over_limit(lines: Mapping[str, Priced], discounts: Sequence[Discount], given: Discount, limit: Decimal) -> bool:
    """Whether the shop's own take more than ``limit`` percent off what ``given`` falls on, all of them together."""
    return _is_over(lines, _own_shares(lines, discounts), given, limit)


def over_limit(
    lines: Mapping[str, Priced], discounts: Sequence[Discount], limit: Decimal, no: Money, *, a_line: int = 0
) -> Money:
    """What the shop's own take off wherever that is more than ``limit`` percent: off an item, or off the whole sale.

    ``a_line``: so many of the smallest units more count as rounding, for each line.
    """
    shares, found = _own_shares(lines, discounts), set[str]()
    for each in discounts:
        if each.terms is not None and _is_over(lines, shares, each, limit, a_line):
            found |= _reached(lines, each)
    return total_of(_taken(shares, found), no.currency)


def _own_shares(lines: Mapping[str, Priced], discounts: Sequence[Discount]) -> list[dict[str, Money]]:
    """What each of the shop's own takes off each line."""
    return [shares for each, shares in shares_in_order(lines, discounts) if each.terms is not None]


def _taken(own: Sequence[Mapping[str, Money]], on: Collection[str]) -> list[Money]:
    return [share for shares in own for line_id, share in shares.items() if line_id in on]


def _reached(lines: Mapping[str, Priced], given: Discount) -> AbstractSet[str]:
    """The lines that a discount falls on: its own, or all."""
    return {line.line_id for line in given.lines} & lines.keys() or lines.keys()


def _is_over(
    lines: Mapping[str, Priced], own: Sequence[Mapping[str, Money]], given: Discount, limit: Decimal, a_line: int = 0
) -> bool:
    on = _reached(lines, given)
    price = sum(lines[line_id].extended.minor for line_id in on)
    most = (price * limit / _HUNDRED).to_integral_value(ROUND_CEILING) + a_line * len(on)
    percent = (given.terms and given.terms.percent) or 0
    return percent > limit or sum(each.minor for each in _taken(own, on)) > most


def lowered(lines: Mapping[str, Repriced], no: Money) -> Money:
    """How much less the lines cost than at their listed prices, in whole smallest units; a raised price is nothing."""
    off = [
        (each.list_price - each.unit_price).minor * each.quantity
        for each in lines.values()
        if each.list_price is not None
    ]
    return Money(sum(max(0, int(each)) for each in off), no.currency)


def _reckoned(discount: Discount, order: int, remaining: Mapping[str, Money], policy: TaxPolicy) -> Discount:
    terms = discount.terms
    if terms is None:
        return discount
    base = _base(discount, remaining)
    wanted = terms.amount if terms.percent is None else policy.money(_part(base, terms.percent))
    return replace(discount, stack_order=order, amount=base if wanted is None else min(wanted, base))


def _base(discount: Discount, remaining: Mapping[str, Money]) -> Money:
    """What the lines that it falls on still cost."""
    return Money(sum(discounting.reach(discount, remaining).values()), discount.amount.currency)


def _part(base: Money, percent: Decimal) -> Decimal:
    return base.amount * percent / _HUNDRED


def _note(working: Working, discount: Discount, base: Money, policy: TaxPolicy) -> None:
    """Note how the discount got its amount."""
    terms, amount = discount.terms, discount.amount.amount
    figure = Figure("amount", discount=(discount.reference_id, discount.stack_order))
    percent = terms.percent if terms else None
    if percent is None:
        how = f"{discount.display_name}, as the {'shop' if terms else 'platform'} gave it"
        working.note(figure, Step(how, Operation.GIVEN, (), amount))
        return
    operands = (Operand("what its lines still cost", base.amount), Operand("percent", percent))
    rounding = policy.rounder.cents(_part(base, percent), amount)
    rule = f"{discount.display_name}: {percent:f} % of what its lines still cost"
    step = Step(rule, Operation.PERCENT, operands, amount, rounding)
    working.note(figure, step)


def _stack_order(discount: Discount) -> int:
    return discount.stack_order
