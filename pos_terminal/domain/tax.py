"""Tax on a line and on a document: in the price and on top of it, several taxes an item, in their order.

A line's taxes are one linear equation. Each tax is ``a * net + b``; the taxes inside the price and the net add up to
the price, which gives the net, and the net gives every tax. No cents are rounded here: that is `totals.TaxPolicy`'s.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import reduce

from pos_terminal.domain.money import EXACT

_RAW = Decimal("1E-30")
_ZERO = Decimal(0)
_ONE = Decimal(1)


class TaxKind(StrEnum):
    """What a tax rate means."""

    PERCENT = "percent"
    """``rate`` is a fraction of the base (0.0825 is 8.25 %)."""
    FIXED_PER_UNIT = "fixed_per_unit"
    """``rate`` is an amount for each unit, in the sale's currency (a bottle deposit)."""
    DIVISION = "division"
    """``rate`` is a fraction of the price with this tax in it."""


class TaxRounding(StrEnum):
    """Where taxes become whole cents."""

    DOCUMENT = "document"
    """Each tax is summed over the document, then rounded once."""
    LINE = "line"
    """Each tax is rounded on each line."""


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax of an item.

    ``included`` says that the price holds it already. ``adds_to_base_of_next`` lets later taxes be charged on it too,
    unless they say that their base is not affected (``base_affected_by_previous`` false).
    """

    tax_code: str
    name: str
    rate: Decimal
    kind: TaxKind = TaxKind.PERCENT
    included: bool = False
    adds_to_base_of_next: bool = False
    base_affected_by_previous: bool = True


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """What one tax makes of one line, unrounded: its base and its amount."""

    tax: Tax
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LineTaxes:
    """The taxes of one line, unrounded. ``price`` = ``net`` + the included amounts."""

    price: Decimal
    net: Decimal
    amounts: tuple[TaxAmount, ...]

    @property
    def included(self) -> Decimal:
        """The sum of the taxes inside the price."""
        return _sum(each.amount for each in self.amounts if each.tax.included)

    @property
    def added(self) -> Decimal:
        """The sum of the taxes on top of the price."""
        return _sum(each.amount for each in self.amounts if not each.tax.included)

    def rounded(self, amounts: Sequence[Decimal], net: Decimal | None = None) -> "LineTaxes":
        """With these ``amounts``, one for each tax, and the bases they make; without ``net`` the price is kept."""
        if net is None:
            inside = _sum(amount for row, amount in zip(self.amounts, amounts, strict=True) if row.tax.included)
            net = self.price - inside
        grown = net
        rows = []
        for row, amount in zip(self.amounts, amounts, strict=True):
            rows.append(TaxAmount(row.tax, grown if row.tax.base_affected_by_previous else net, amount))
            if row.tax.adds_to_base_of_next:
                grown += amount
        return LineTaxes(self.price, net, tuple(rows))


def line_taxes(price: Decimal, quantity: Decimal, taxes: Sequence[Tax]) -> LineTaxes:
    """Every tax of a line that costs ``price`` for its whole ``quantity``, to thirty decimals.

    Raises ValueError when the included taxes leave no net to solve for (rates that add up to -100 %).
    """
    if not taxes:
        return LineTaxes(price, price, ())
    constant, slope = price_equation(quantity, taxes)
    with localcontext(EXACT):
        if slope == _ZERO:
            raise ValueError("the included taxes take the whole price away; check their rates")
        whole = next((at for at, tax in enumerate(taxes) if takes_all(tax)), None)
        if whole is not None:
            return _all_tax(LineTaxes(price, _ZERO, tuple(_rows(_ZERO, quantity, taxes))), whole)
        rows = tuple(_rows((price - constant) / slope, quantity, taxes))
        return LineTaxes(price, price - _sum(row.amount for row in rows if row.tax.included), rows)


def price_equation(quantity: Decimal, taxes: Sequence[Tax]) -> tuple[Decimal, Decimal]:
    """What the taxes inside a price are of it whatever the net is, and how often the net is in the rest of it."""
    with localcontext(EXACT):
        constant = _inside(_ZERO, quantity, taxes)
        return constant, _ONE + _inside(_ONE, quantity, taxes) - constant


def taxes_on(net: Decimal, quantity: Decimal, taxes: Sequence[Tax]) -> tuple[TaxAmount, ...]:
    """Every tax of a line that costs ``net`` before any tax, to thirty decimals."""
    with localcontext(EXACT):
        return tuple(_rows(net, quantity, taxes))


def _rows(net: Decimal, quantity: Decimal, taxes: Sequence[Tax]) -> Iterator[TaxAmount]:
    grown = net
    for tax in taxes:
        base = grown if tax.base_affected_by_previous else net
        amount = _amount(tax, base, quantity).quantize(_RAW)
        yield TaxAmount(tax, base.quantize(_RAW), amount)
        if tax.adds_to_base_of_next:
            grown += amount


def _amount(tax: Tax, base: Decimal, quantity: Decimal) -> Decimal:
    if tax.kind is TaxKind.FIXED_PER_UNIT:
        return tax.rate * quantity
    if takes_all(tax):
        return _ZERO
    return base * (tax.rate if tax.kind is TaxKind.PERCENT else tax.rate / (_ONE - tax.rate))


def _inside(net: Decimal, quantity: Decimal, taxes: Sequence[Tax]) -> Decimal:
    """What the taxes inside the price come to for this net."""
    return _sum(row.amount for row in _rows(net, quantity, taxes) if row.tax.included)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return reduce(EXACT.add, amounts, _ZERO)


def takes_all(tax: Tax) -> bool:
    """Whether it is all that a price has: nothing of that is net."""
    return tax.kind is TaxKind.DIVISION and tax.rate == _ONE


def _all_tax(nothing: LineTaxes, whole: int) -> LineTaxes:
    """A 100 % division tax: nothing is net, that tax is what the other included ones leave."""
    rows = list(nothing.amounts)
    rows[whole] = TaxAmount(rows[whole].tax, rows[whole].base, nothing.price - nothing.included)
    return LineTaxes(nothing.price, _ZERO, tuple(rows))
