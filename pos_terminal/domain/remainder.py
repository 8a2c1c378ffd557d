"""What is left of a sale when goods come back: lines, their shares of the discounts, and taxes, exact to the cent.

Nothing grows: no line costs more than before, no discount takes off more. What comes back last takes the cents that
are left with it, whatever came back before and in which order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from pos_terminal.domain.discount import Discount
from pos_terminal.domain.line import Line
from pos_terminal.domain.money import EXACT, Money, allocate
from pos_terminal.domain.reckoning import shares_in_order
from pos_terminal.domain.tax import LineTaxes
from pos_terminal.domain.taxworking import LineWorking
from pos_terminal.domain.totals import RunningTotals, TaxPolicy, Totals, included_tax_per_line
from pos_terminal.domain.transaction import SoldLine, Transaction
from pos_terminal.domain.working import Working

Key: TypeAlias = tuple[str, int]
"""What names a discount of a sale: its reference id, and its place in the stack."""


def key_of(discount: Discount) -> Key:
    """What names a discount of its sale."""
    return discount.reference_id, discount.stack_order


@dataclass(frozen=True, slots=True)
class LeftLine:
    """What is left of a line, and of each discount's share of it; ``sold`` is how much was sold, at which share."""

    line: Line
    shares: Mapping[Key, int]
    sold: tuple[Decimal, int]

    @property
    def share(self) -> int:
        """What all discounts take off it, in minor units."""
        return sum(self.shares.values())

    def cut_to(self, quantity: Decimal, policy: TaxPolicy) -> "LeftLine":
        """So much of it is left.

        The share is in proportion to what was sold, in whole cents; a cent more or less where otherwise it or what the
        line costs would grow.
        """
        extended = min(policy.money(self.line.unit_price.amount * quantity).minor, self.line.extended.minor)
        costs = self.line.extended.minor - self.share
        whole, share = self.sold
        wanted = int(policy.money(Money(share, policy.currency).amount * EXACT.divide(quantity, whole)).minor)
        least, most = max(0, extended - costs), min(self.share, extended)
        kept = min(max(wanted, least), most)
        less = allocate(Money(self.share - kept, policy.currency), list(self.shares.values())) if self.share else []
        shares = {key: had - gone.minor for (key, had), gone in zip(self.shares.items(), less, strict=False)}
        line = replace(self.line, quantity=quantity.normalize() + 0, extended=Money(extended, policy.currency))
        return LeftLine(line, shares, self.sold)


Remainder: TypeAlias = dict[str, LeftLine]
"""What is left of each line, by its id."""


def whole_of(sold: Transaction) -> Remainder:
    """A sale of which nothing has come back."""
    lines = {each.line.line_id: each.line for each in sold.lines}
    shares: dict[str, dict[Key, int]] = {line_id: {} for line_id in lines}
    for discount, found in shares_in_order(lines, sold.discounts):
        for line_id, share in found.items():
            shares[line_id][key_of(discount)] = share.minor
    return {
        line_id: LeftLine(line, shares[line_id], (line.quantity, sum(shares[line_id].values())))
        for line_id, line in lines.items()
    }


def cut(remainder: Remainder, quantities: Mapping[str, Decimal], policy: TaxPolicy) -> Remainder:
    """What is left when so much of each line is; lines that are not named stay, those at nothing go."""
    left: Remainder = {}
    for line_id, each in remainder.items():
        quantity = quantities.get(line_id, each.line.quantity)
        if quantity == each.line.quantity:
            left[line_id] = each
        elif quantity > 0:
            left[line_id] = each.cut_to(quantity, policy)
    return left


def remainder_of(history: Sequence[Transaction], policy: TaxPolicy) -> Remainder:
    """What is left of a sale after all that came back of it: its snapshots, the closed one first."""
    left = whole_of(history[0])
    for later in history[1:]:
        there = {each.line.line_id: each.line.quantity for each in later.lines}
        left = cut(left, {line_id: there.get(line_id, Decimal(0)) for line_id in left}, policy)
    return left


def sold_lines(
    left: Remainder, policy: TaxPolicy, working: Working | None = None
) -> tuple[tuple[SoldLine, ...], Totals]:
    """What is left as lines of a sale, and what they come to; ``working`` has noted what the lines cost."""
    running, taxes = RunningTotals(policy), dict[str, LineTaxes]()
    notes = {line_id: LineWorking(working, line_id) for line_id in left} if working is not None else {}
    for line_id, each in left.items():
        line, share = each.line, Money(each.share, policy.currency)
        taxes[line_id] = policy.taxes_of(line.extended - share, line.quantity, line.taxes, notes.get(line_id))
        running.join(line.extended, share, taxes[line_id])
    totals = running.totals(working)
    inside = included_tax_per_line(list(taxes.values()), totals, list(notes.values()))
    lines = (
        SoldLine(each.line, Money(each.share, policy.currency), tax)
        for each, tax in zip(left.values(), inside, strict=True)
    )
    return tuple(lines), totals
