"""The same sums once more, in fractions and from the definitions, to hold the domain's against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from pos_terminal.domain.basket import Line
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.money import RoundingMode
from pos_terminal.domain.tax import Tax, TaxKind, TaxRounding
from pos_terminal.domain.totals import Kept, TaxPolicy


@dataclass(frozen=True)
class Sums:
    """In minor units."""

    lines: int
    discount: int
    tax_included: int
    tax_total: int
    by_tax: Mapping[Tax, int]


def whole(value: Fraction, mode: RoundingMode) -> int:
    """``value`` rounded to an integer."""
    size, sign = abs(value), -1 if value < 0 else 1
    low, rest = floor(size), size - floor(size)
    if mode is RoundingMode.AWAY_FROM_ZERO:
        up = rest > 0
    elif rest == Fraction(1, 2):
        up = mode is RoundingMode.HALF_UP or low % 2 == 1
    else:
        up = rest > Fraction(1, 2)
    return sign * (low + up)


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder, the earlier share first: one unit after the other to whom most is owed."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    shares = [floor(each) for each in exact]
    while sum(shares) < total:
        owed = [each - share for each, share in zip(exact, shares, strict=True)]
        shares[owed.index(max(owed))] += 1
    return shares


def discount_shares(lines: Mapping[str, Line], discounts: Sequence[Discount]) -> dict[str, int]:
    left = {line_id: line.extended.minor for line_id, line in lines.items()}
    for each in sorted(discounts, key=lambda one: one.stack_order):
        named = {line.line_id for line in each.lines} or set(left)
        reach = [line_id for line_id in left if line_id in named and left[line_id] > 0]
        if each.counts and reach:
            costs = [left[line_id] for line_id in reach]
            for line_id, share in zip(reach, shared(min(each.amount.minor, sum(costs)), costs), strict=True):
                left[line_id] -= share
    return {line_id: line.extended.minor - left[line_id] for line_id, line in lines.items()}


def tax_amounts(net: Fraction, quantity: Fraction, taxes: Sequence[Tax], unit: int) -> list[Fraction]:
    """Each tax on a net, one after the other; ``unit`` is how many minor units a major one has."""
    amounts: list[Fraction] = []
    for at, tax in enumerate(taxes):
        before = zip(taxes[:at], amounts, strict=True)
        stacked = sum((amount for each, amount in before if each.adds_to_base_of_next), Fraction(0))
        base = net + (stacked if tax.base_affected_by_previous else 0)
        rate = Fraction(tax.rate)
        match tax.kind:
            case TaxKind.PERCENT:
                amounts.append(base * rate)
            case TaxKind.DIVISION:
                amounts.append(base * rate / (1 - rate))
            case TaxKind.FIXED_PER_UNIT:
                amounts.append(rate * quantity * unit)
    return amounts


def inside(amounts: Sequence[Fraction], taxes: Sequence[Tax]) -> Fraction:
    return sum((amount for amount, tax in zip(amounts, taxes, strict=True) if tax.included), Fraction(0))


def taxed(price: int, quantity: Fraction, taxes: Sequence[Tax], policy: TaxPolicy) -> tuple[Fraction, list[Fraction]]:
    """A line's net and taxes in minor units, as the policy lets them count."""
    unit = 10**policy.currency.exponent
    none, one = (inside(tax_amounts(Fraction(net), quantity, taxes, unit), taxes) for net in (0, 1))
    net = (price - none) / (1 + one - none)
    if policy.kept is Kept.LINE_NET:
        net = Fraction(whole(net, policy.mode))
    amounts = tax_amounts(net, quantity, taxes, unit)
    if policy.rounding is TaxRounding.LINE:
        amounts = [Fraction(whole(amount, policy.mode)) for amount in amounts]
        net = net if policy.kept is Kept.LINE_NET else price - inside(amounts, taxes)
    return net, amounts


def extended(line: Line, policy: TaxPolicy) -> int:
    return whole(Fraction(line.unit_price.minor) * Fraction(line.quantity), policy.mode)


def sums(lines: Mapping[str, Line], discounts: Sequence[Discount], policy: TaxPolicy) -> Sums:
    off = discount_shares(lines, discounts)
    rows: dict[Tax, Fraction] = {}
    nets = Fraction(0)
    for line_id, line in lines.items():
        price = line.extended.minor - off[line_id]
        net, amounts = taxed(price, Fraction(line.quantity), line.taxes, policy)
        nets += net
        for tax, amount in zip(line.taxes, amounts, strict=True):
            rows[tax] = rows.get(tax, Fraction(0)) + amount
    by_tax = {tax: whole(amount, policy.mode) for tax, amount in rows.items()}
    gross = sum(extended(line, policy) for line in lines.values()) - sum(off.values())
    included = sum(amount for tax, amount in by_tax.items() if tax.included)
    if policy.kept is not Kept.PRICE:
        included = gross - whole(nets, policy.mode)
    return Sums(gross + sum(off.values()), sum(off.values()), included, sum(by_tax.values()) - included, by_tax)
