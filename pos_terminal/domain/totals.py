"""The totals of a sale: identities that hold to the cent, at a cost that does not grow with the number of lines.

With L the lines' subtotals, D the discounts that count, and the taxes split into those inside the prices and those on
top: total = sum(L) - sum(D) + added tax, and subtotal = sum(L) - sum(D) - included tax.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from math import floor
from operator import attrgetter
from typing import Self

from pos_terminal.domain.money import EXACT, Currency, Money, RoundingMode, round_to
from pos_terminal.domain.tax import LineTaxes, Tax, TaxRounding, line_taxes, taxes_on
from pos_terminal.domain.taxworking import LineWorking, Rounder, TaxStages
from pos_terminal.domain.totalsworking import Cut, Sums, TaxSum, note_sums
from pos_terminal.domain.working import Working

_ZERO = Decimal(0)
_NOISE = Decimal("1E-20")
_IN_ORDER = attrgetter(*(each.name for each in fields(Tax)))


class Kept(StrEnum):
    """What stays as it is when price, net and taxes cannot all be whole cents."""

    PRICE = "price"
    """The price on the shelf: the net is what the included taxes leave of it."""
    NET = "net"
    """The document's net, rounded once: what is due is the net and all taxes."""
    LINE_NET = "line_net"
    """Each line's net in whole cents: all taxes are charged on their sum."""


@dataclass(frozen=True, slots=True)
class TaxPolicy:
    """How the shop's amounts are rounded: where taxes become cents, and which way a tie goes.

    ``tax_step`` is the smallest step of a tax where it is not the currency's smallest unit.
    """

    currency: Currency
    rounding: TaxRounding = TaxRounding.DOCUMENT
    mode: RoundingMode = RoundingMode.HALF_UP
    kept: Kept = Kept.PRICE
    tax_step: Decimal | None = None

    def money(self, value: Decimal) -> Money:
        """``value`` as whole cents; what was reckoned to thirty decimals and should be a tie is taken for one."""
        return Money.rounded(value.quantize(_NOISE, context=EXACT), self.currency, self.mode)

    def tax_money(self, value: Decimal) -> Money:
        """A tax as whole cents, in the steps there are."""
        if self.tax_step is None:
            return self.money(value)
        return self.money(round_to(value.quantize(_NOISE, context=EXACT), self.tax_step, self.mode))

    @property
    def rounder(self) -> Rounder:
        """How it rounds, as an explanation says it."""
        quantum = self.currency.quantum
        return Rounder(self.mode.value, quantum, self.tax_step or quantum, self.rounding is TaxRounding.LINE)

    def taxes_of(
        self, price: Money, quantity: Decimal, taxes: Sequence[Tax], working: LineWorking | None = None
    ) -> LineTaxes:
        """The taxes of a line as they count towards the document: in cents already when the policy says per line."""
        exact = final = kept = line_taxes(price.amount, quantity, taxes)
        if taxes:
            kept_net = self.money(exact.net).amount if self.kept is Kept.LINE_NET else None
            if kept_net is not None and kept_net != exact.net:
                final = kept = LineTaxes(exact.price, kept_net, taxes_on(kept_net, quantity, taxes))
            if self.rounding is TaxRounding.LINE:
                final = kept.rounded([self.tax_money(row.amount).amount for row in kept.amounts], kept_net)
        if working is not None:
            working.taxes(quantity, TaxStages(exact, kept, final), self.rounder)
        return final


@dataclass(frozen=True, slots=True)
class TaxRow:
    """One tax of a document: what it was charged on and what it comes to."""

    tax: Tax
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """What a sale comes to. ``lines`` is undiscounted, ``discount`` positive; see the module for the identities."""

    lines: Money
    discount: Money
    tax_included: Money
    tax_total: Money
    tax_rows: tuple[TaxRow, ...] = ()

    @property
    def total(self) -> Money:
        """What is due for the whole sale."""
        return self.lines - self.discount + self.tax_total

    @property
    def subtotal(self) -> Money:
        """The sale without any tax, after discounts."""
        return self.lines - self.discount - self.tax_included

    def __neg__(self) -> Self:
        """The same amounts the other way."""
        rows = tuple(TaxRow(row.tax, -row.base, -row.amount) for row in self.tax_rows)
        return type(self)(-self.lines, -self.discount, -self.tax_included, -self.tax_total, rows)

    def plus(self, other: Self) -> Self:
        """What both come to together, tax by tax."""
        rows = {row.tax: row for row in self.tax_rows}
        for row in other.tax_rows:
            known = rows.get(row.tax)
            rows[row.tax] = replace(row, base=known.base + row.base, amount=known.amount + row.amount) if known else row
        return type(self)(
            self.lines + other.lines,
            self.discount + other.discount,
            self.tax_included + other.tax_included,
            self.tax_total + other.tax_total,
            tuple(rows.values()),
        )


@dataclass(slots=True)
class _TaxSum:
    base: Decimal = _ZERO
    amount: Decimal = _ZERO
    lines: int = 0


class RunningTotals:
    """Sums that a line joins and leaves: a change of one line costs the same in a sale of ten or of a thousand."""

    def __init__(self, policy: TaxPolicy) -> None:
        self._policy = policy
        self._lines = 0
        self._discount = 0
        self._net = _ZERO
        self._taxes: dict[Tax, _TaxSum] = {}

    def copy(self) -> Self:
        """A copy that later steps do not reach."""
        twin = copy(self)
        twin._taxes = {tax: replace(known) for tax, known in self._taxes.items()}  # noqa: SLF001 - its own class
        return twin

    def join(self, extended: Money, discount: Money, taxes: LineTaxes) -> None:
        """Count a line: its subtotal, its share of the discounts, its taxes after that share."""
        self._shift(extended, discount, taxes, 1)

    def leave(self, extended: Money, discount: Money, taxes: LineTaxes) -> None:
        """Take back exactly what `join` counted."""
        self._shift(extended, discount, taxes, -1)

    def _shift(self, extended: Money, discount: Money, taxes: LineTaxes, sign: int) -> None:
        self._lines += sign * extended.minor
        self._discount += sign * discount.minor
        with localcontext(EXACT):
            self._net += sign * taxes.net
            for row in taxes.amounts:
                known = self._taxes.setdefault(row.tax, _TaxSum())
                known.base += sign * row.base
                known.amount += sign * row.amount
                known.lines += sign
                if not known.lines:
                    del self._taxes[row.tax]

    def totals(self, working: Working | None = None) -> Totals:
        """The totals now, their taxes by code."""
        policy, nothing = self._policy, Money.zero(self._policy.currency)
        rows = tuple(
            TaxRow(tax, policy.money(known.base), policy.tax_money(known.amount))
            for tax, known in ((tax, self._taxes[tax]) for tax in sorted(self._taxes, key=_IN_ORDER))
        )
        lines, discount = Money(self._lines, policy.currency), Money(self._discount, policy.currency)
        inside = sum((row.amount for row in rows if row.tax.included), nothing)
        if policy.kept is not Kept.PRICE:
            inside = lines - discount - policy.money(self._net)
        # All taxes, less those that the prices hold already.
        found = Totals(lines, discount, inside, sum((row.amount for row in rows), -inside), rows)
        if working is not None:
            note_sums(working, self._sums(found), policy.rounder)
        return found

    def _sums(self, found: Totals) -> Sums:
        """What the totals were made of, for an explanation."""
        keeps_net, net = self._policy.kept is not Kept.PRICE, found.lines - found.discount - found.tax_included
        taxes = [
            TaxSum(
                row.tax,
                Cut(self._taxes[row.tax].base, row.base.amount),
                Cut(self._taxes[row.tax].amount, row.amount.amount),
            )
            for row in found.tax_rows
        ]
        return Sums(
            found.lines.amount,
            found.discount.amount,
            found.tax_included.amount,
            found.tax_total.amount,
            taxes,
            Cut(self._net, net.amount) if keeps_net else None,
        )


def included_tax_per_line(
    taxes: Sequence[LineTaxes], totals: Totals, working: Sequence[LineWorking] | None = None
) -> list[Money]:
    """Each line's part of the included taxes, in whole cents that add up to the document's.

    Every line gets its own cut to whole cents; the cents that are then missing go, one each, to the lines that lost
    most by the cut.
    """
    currency = totals.lines.currency
    exact = [(line.price - line.net).scaleb(currency.exponent, EXACT) for line in taxes]
    cents = [floor(each) for each in exact]
    bearing = [at for at, each in enumerate(exact) if each] or list(range(len(exact)))
    bearing.sort(key=lambda at: cents[at] - exact[at])
    missing = totals.tax_included.minor - sum(cents)
    for place, at in enumerate(bearing):
        cents[at] += missing // len(bearing) + (place < missing % len(bearing))
    for at, notes in enumerate(working or ()):
        share = Money(cents[at], currency).amount
        notes.included_share(exact[at].scaleb(-currency.exponent, EXACT), share, currency.quantum)
    return [Money(minor, currency) for minor in cents]
