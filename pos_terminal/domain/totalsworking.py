"""What the totals of a sale note of how they were made, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.domain.working import Figure, Operand, Operation, Step, Working

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from pos_terminal.domain.tax import Tax
    from pos_terminal.domain.taxworking import Rounder

TOTAL, SUBTOTAL, TAX_TOTAL, TAX_INCLUDED = (
    Figure("total"),
    Figure("subtotal"),
    Figure("tax_total"),
    Figure("tax_included"),
)
LINES, DISCOUNT = Figure("lines"), Figure("discount")
_NET = Figure("net")
_ALL_TAXES = "All taxes, less those that the prices hold already"


@dataclass(frozen=True, slots=True)
class Cut:
    """A value before and after it became whole cents."""

    exact: Decimal
    rounded: Decimal


@dataclass(frozen=True, slots=True)
class TaxSum:
    """One tax of the whole sale, with what it is charged on."""

    tax: Tax
    base: Cut
    amount: Cut


@dataclass(frozen=True, slots=True)
class Sums:
    """What the totals are made of; ``net`` where that is kept and not the prices."""

    lines: Decimal
    discount: Decimal
    tax_included: Decimal
    tax_total: Decimal
    taxes: Sequence[TaxSum]
    net: Cut | None


def note_sums(working: Working, sums: Sums, rounder: Rounder) -> None:
    """Note how the totals came from the lines, which have noted theirs."""
    per_line = [each.line_id for each in working.figures() if each.word == "price" and each.line_id]
    _sum_of_lines(working, LINES, "All lines, before discounts", ("subtotal", per_line, sums.lines))
    _sum_of_lines(working, DISCOUNT, "What all discounts take off", ("discount", per_line, sums.discount))
    for each in sums.taxes:
        _sum_of_tax(working, "base", each, rounder)
        _sum_of_tax(working, "tax", each, rounder)
    if sums.net is not None:
        operands = tuple(working.operand(Figure("net", line_id), f"line {line_id}") for line_id in per_line)
        rounding = rounder.cents(sums.net.exact, sums.net.rounded)
        rule = "All lines without tax, in whole cents ([tax] kept)"
        working.note(_NET, Step(rule, Operation.SUM, operands, sums.net.rounded, rounding))
    note_taxes(working, [each.tax for each in sums.taxes], sums.tax_included, keeps_net=sums.net is not None)
    note_tax_total(working, [each.tax for each in sums.taxes], sums.tax_total)


def note_taxes(working: Working, taxes: Iterable[Tax], included: Decimal, *, keeps_net: bool) -> None:
    """Note the taxes inside the prices."""
    if keeps_net:
        operands = [working.operand(LINES, "lines"), working.operand(DISCOUNT, "discounts", sign=-1)]
        operands.append(working.operand(_NET, "net", sign=-1))
        working.sum(TAX_INCLUDED, "What the prices hold beside the net ([tax] kept)", operands, included)
        return
    operands = [working.operand(Figure("tax", tax=tax), tax.name) for tax in taxes if tax.included]
    working.sum(TAX_INCLUDED, "The taxes inside the prices", operands, included)


def note_tax_total(working: Working, taxes: Iterable[Tax], tax_total: Decimal) -> None:
    """Note the taxes on top, which are all less those inside."""
    operands = [working.operand(Figure("tax", tax=tax), tax.name) for tax in taxes]
    operands.append(working.operand(TAX_INCLUDED, "inside the prices", sign=-1))
    working.sum(TAX_TOTAL, _ALL_TAXES, operands, tax_total)


def note_share(working: Working, figure: Figure, cents: Decimal, result: Decimal) -> None:
    """Note what a part of a split sale bears: its own, and what was shared out to it so that all parts add up."""
    own = working.set_aside(figure)
    operands = (own, Operand("by the split", cents))
    working.sum(figure, "Shared out when the sale was split, so that all parts add up", operands, result)


def note_identities(working: Working, total: Decimal, subtotal: Decimal) -> None:
    """Note what the sale comes to, with its taxes and without any."""
    lines, discount = working.operand(LINES, "lines"), working.operand(DISCOUNT, "discounts", sign=-1)
    added, inside = working.operand(TAX_TOTAL, "taxes on top"), working.operand(TAX_INCLUDED, "taxes inside", sign=-1)
    working.sum(TOTAL, "Total: lines less discounts, and the taxes on top", (lines, discount, added), total)
    rule = "Subtotal: lines less discounts, without the taxes in them"
    working.sum(SUBTOTAL, rule, (lines, discount, inside), subtotal)


def _sum_of_lines(working: Working, figure: Figure, rule: str, of: tuple[str, Sequence[str], Decimal]) -> None:
    word, line_ids, result = of
    present = [each for each in (Figure(word, line_id) for line_id in line_ids) if each in working]
    working.sum(figure, rule, [working.operand(each, f"line {each.line_id}") for each in present], result)


def _sum_of_tax(working: Working, word: str, of: TaxSum, rounder: Rounder) -> None:
    own = [figure for figure in working.of_tax(word, of.tax) if figure.line_id]
    operands = tuple(working.operand(figure, f"line {figure.line_id}") for figure in own)
    cut = of.amount if word == "tax" else of.base
    rounding = (rounder.tax if word == "tax" else rounder.cents)(cut.exact, cut.rounded)
    step = Step(_rule(word, of.tax, rounder), Operation.SUM, operands, cut.rounded, rounding)
    working.note(Figure(word, tax=of.tax), step)


def _rule(word: str, tax: Tax, rounder: Rounder) -> str:
    what = f"What {tax.name} is charged on in the whole sale" if word == "base" else f"{tax.name} of the whole sale"
    return what if rounder.lines else f"{what}, rounded once ([tax] rounding = document)"
