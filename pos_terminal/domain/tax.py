"""Tax on a line and on a document: in the price and on top of it, several taxes an item, in their order.

A line's taxes are one linear equation. Each tax is ``a * net + b``; the taxes inside the price and the net add up to
the price, which gives the net, and the net gives every tax. Nothing is rounded here but by `TaxRounding`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_RAW = Decimal("1E-10")
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
        return sum((each.amount for each in self.amounts if each.tax.included), _ZERO)

    @property
    def added(self) -> Decimal:
        """The sum of the taxes on top of the price."""
        return sum((each.amount for each in self.amounts if not each.tax.included), _ZERO)


@dataclass(frozen=True, slots=True)
class _Linear:
    """``slope * net + constant``."""

    slope: Decimal
    constant: Decimal

    def at(self, net: Decimal) -> Decimal:
        return self.slope * net + self.constant


def line_taxes(price: Decimal, quantity: Decimal, taxes: Sequence[Tax]) -> LineTaxes:
    """Every tax of a line that costs ``price`` for its whole ``quantity``, kept to ten decimals.

    Raises ValueError when the included taxes leave no net to solve for (rates that add up to -100 %).
    """
    if not taxes:
        return LineTaxes(price, price, ())
    bases, amounts = _forms(quantity, taxes)
    inside = [form for form, tax in zip(amounts, taxes, strict=True) if tax.included]
    slope = _ONE + sum((form.slope for form in inside), _ZERO)
    if slope == _ZERO:
        raise ValueError("the included taxes take the whole price away; check their rates")
    net = (price - sum((form.constant for form in inside), _ZERO)) / slope
    whole = next((at for at, tax in enumerate(taxes) if _takes_all(tax)), None)
    if whole is not None:
        return _all_tax(price, quantity, taxes, whole)
    return LineTaxes(
        price,
        net.quantize(_RAW),
        tuple(
            TaxAmount(tax, base.at(net).quantize(_RAW), form.at(net).quantize(_RAW))
            for tax, base, form in zip(taxes, bases, amounts, strict=True)
        ),
    )


def _forms(quantity: Decimal, taxes: Sequence[Tax]) -> tuple[list[_Linear], list[_Linear]]:
    bases, amounts = [], []
    grown = _Linear(_ONE, _ZERO)
    for tax in taxes:
        base = grown if tax.base_affected_by_previous else _Linear(_ONE, _ZERO)
        amount = _amount_form(tax, base, quantity)
        bases.append(base)
        amounts.append(amount)
        if tax.adds_to_base_of_next:
            grown = _Linear(grown.slope + amount.slope, grown.constant + amount.constant)
    return bases, amounts


def _amount_form(tax: Tax, base: _Linear, quantity: Decimal) -> _Linear:
    if tax.kind is TaxKind.FIXED_PER_UNIT:
        return _Linear(_ZERO, tax.rate * quantity)
    if _takes_all(tax):
        return _Linear(_ZERO, _ZERO)
    factor = tax.rate if tax.kind is TaxKind.PERCENT else tax.rate / (_ONE - tax.rate)
    return _Linear(factor * base.slope, factor * base.constant)


def _takes_all(tax: Tax) -> bool:
    return tax.kind is TaxKind.DIVISION and tax.rate == _ONE


def _all_tax(price: Decimal, quantity: Decimal, taxes: Sequence[Tax], whole: int) -> LineTaxes:
    """A 100 % division tax: nothing is net, that tax is what the other included ones leave."""
    bases, forms = _forms(quantity, taxes)
    others = sum((form.constant for form, tax in zip(forms, taxes, strict=True) if tax.included), _ZERO)
    amounts = [form.constant for form in forms]
    amounts[whole] = price - others
    rows = zip(taxes, bases, amounts, strict=True)
    return LineTaxes(price, _ZERO, tuple(TaxAmount(tax, base.constant, amount) for tax, base, amount in rows))
