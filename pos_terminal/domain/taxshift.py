"""What a part of a split sale bears of the whole's taxes beside what its own lines reckon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.money import Money
from pos_terminal.domain.totals import TaxRow, Totals
from pos_terminal.domain.totalsworking import TAX_INCLUDED, note_share, note_tax_total
from pos_terminal.domain.working import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_terminal.domain.tax import LineTaxes, Tax
    from pos_terminal.domain.working import Working

Counted = tuple[Money, Money, "LineTaxes"]
"""A line's subtotal, its share of the discounts, and its taxes after that share."""


@dataclass(frozen=True, slots=True)
class TaxShift:
    """Cents that go beside what the lines of a sale reckon, in minor units. ``origin``: the sale that was first split.

    ``rows`` are the taxes with their shift of base and amount, ``included`` that of the taxes inside the prices.
    ``lines`` are those that the whole was shared out over, with subtotal and discount: once one of them is another,
    nothing is shared out any more, and the sale is reckoned like every sale. Lines that are new change nothing.
    """

    origin: str
    rows: tuple[tuple[Tax, int, int], ...]
    included: int
    lines: tuple[tuple[str, int, int], ...]

    def holds(self, counted: Mapping[str, Counted]) -> bool:
        """Whether the lines that it is for stand as they were shared out."""
        return all(
            line_id in counted and (extended, discount) == (counted[line_id][0].minor, counted[line_id][1].minor)
            for line_id, extended, discount in self.lines
        )

    def applied(self, own: Totals, working: Working | None = None) -> Totals:
        """The totals with the cents that were shared out."""
        currency = own.lines.currency
        rows = {row.tax: row for row in own.tax_rows}
        for tax, base, amount in self.rows:
            known = rows.get(tax)
            before = (known.base.minor, known.amount.minor) if known else (0, 0)
            rows[tax] = TaxRow(tax, Money(before[0] + base, currency), Money(before[1] + amount, currency))
        inside = own.tax_included + Money(self.included, currency)
        taxes = sum((row.amount for row in rows.values()), -inside)
        shared = replace(own, tax_included=inside, tax_total=taxes, tax_rows=tuple(rows.values()))
        if working is not None:
            self._note(working, shared)
        return shared

    def _note(self, working: Working, shared: Totals) -> None:
        """Note what was shared out beside what the lines reckon."""
        currency, rows = shared.lines.currency, {row.tax: row for row in shared.tax_rows}
        for tax, base, amount in self.rows:
            for word, cents, result in (("base", base, rows[tax].base), ("tax", amount, rows[tax].amount)):
                note_share(working, Figure(word, tax=tax), Money(cents, currency).amount, result.amount)
        note_share(working, TAX_INCLUDED, Money(self.included, currency).amount, shared.tax_included.amount)
        note_tax_total(working, rows, shared.tax_total.amount)


def shift_to(origin: str, wanted: Totals, own: Totals, counted: Mapping[str, Counted]) -> TaxShift:
    """What makes ``own`` bear the taxes of ``wanted``, for the lines as they are counted now."""
    before = {row.tax: row for row in own.tax_rows}
    nothing = Money.zero(own.lines.currency)
    rows = []
    for row in wanted.tax_rows:
        known = before.pop(row.tax, TaxRow(row.tax, nothing, nothing))
        rows.append((row.tax, (row.base - known.base).minor, (row.amount - known.amount).minor))
    rows += [(tax, -row.base.minor, -row.amount.minor) for tax, row in before.items()]
    lines = tuple((line_id, extended.minor, share.minor) for line_id, (extended, share, _) in counted.items())
    return TaxShift(origin, tuple(rows), (wanted.tax_included - own.tax_included).minor, lines)
