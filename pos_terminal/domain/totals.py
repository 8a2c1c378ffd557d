"""The totals of a sale: identities that hold to the cent, at a cost that does not grow with the number of lines.

With L the lines' subtotals, D the discounts that count, and the taxes split into those inside the prices and those on
top: total = sum(L) - sum(D) + added tax, and subtotal = sum(L) - sum(D) - included tax.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pos_terminal.domain.money import Currency, Money, RoundingMode, allocate
from pos_terminal.domain.tax import LineTaxes, Tax, TaxAmount, TaxRounding

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class TaxPolicy:
    """How the shop's amounts are rounded: where taxes become cents, and which way a tie goes."""

    currency: Currency
    rounding: TaxRounding = TaxRounding.DOCUMENT
    mode: RoundingMode = RoundingMode.HALF_UP

    def money(self, value: Decimal) -> Money:
        """``value`` as whole cents."""
        return Money.rounded(value, self.currency, self.mode)

    def per_line(self, taxes: LineTaxes) -> LineTaxes:
        """The taxes as they count towards the document: rounded here and now when the policy says per line."""
        if self.rounding is TaxRounding.DOCUMENT or not taxes.amounts:
            return taxes
        rows = tuple(TaxAmount(row.tax, row.base, self.money(row.amount).amount) for row in taxes.amounts)
        inside = sum((row.amount for row in rows if row.tax.included), _ZERO)
        return LineTaxes(taxes.price, taxes.price - inside, rows)


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
        self._taxes: dict[Tax, _TaxSum] = {}

    def join(self, extended: Money, discount: Money, taxes: LineTaxes) -> None:
        """Count a line: its subtotal, its share of the discounts, its taxes after that share."""
        self._shift(extended, discount, taxes, 1)

    def leave(self, extended: Money, discount: Money, taxes: LineTaxes) -> None:
        """Take back exactly what `join` counted."""
        self._shift(extended, discount, taxes, -1)

    def _shift(self, extended: Money, discount: Money, taxes: LineTaxes, sign: int) -> None:
        self._lines += sign * extended.minor
        self._discount += sign * discount.minor
        for row in taxes.amounts:
            known = self._taxes.setdefault(row.tax, _TaxSum())
            known.base += sign * row.base
            known.amount += sign * row.amount
            known.lines += sign
            if not known.lines:
                del self._taxes[row.tax]

    def totals(self) -> Totals:
        """The totals now."""
        policy, nothing = self._policy, Money.zero(self._policy.currency)
        rows = tuple(
            TaxRow(tax, policy.money(known.base), policy.money(known.amount)) for tax, known in self._taxes.items()
        )
        inside = sum((row.amount for row in rows if row.tax.included), nothing)
        added = sum((row.amount for row in rows if not row.tax.included), nothing)
        return Totals(
            Money(self._lines, policy.currency), Money(self._discount, policy.currency), inside, added, rows
        )


def included_tax_per_line(taxes: Sequence[LineTaxes], totals: Totals) -> list[Money]:
    """Each line's part of the included taxes, in whole cents that add up to the document's.

    Every tax's document amount is shared over the lines that bear it, in proportion to their unrounded amounts.
    """
    sums = [0] * len(taxes)
    for row in totals.tax_rows:
        if not row.tax.included:
            continue
        bearing = [(at, each.amount) for at, line in enumerate(taxes) for each in line.amounts if each.tax == row.tax]
        weights = [abs(amount) for _, amount in bearing]
        for (at, _), share in zip(bearing, allocate(row.amount, weights), strict=True):
            sums[at] += share.minor
    return [Money(minor, totals.lines.currency) for minor in sums]
