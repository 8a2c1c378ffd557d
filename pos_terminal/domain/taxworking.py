"""What the taxes of a line and of a document note of how they were made, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.tax import TaxKind, price_equation, takes_all
from pos_terminal.domain.working import SHARED_OUT, Figure, Operand, Operation, Rounding, Step, Working, ended

if TYPE_CHECKING:
    from pos_terminal.domain.tax import LineTaxes, Tax, TaxAmount

_ZERO = Decimal(0)
_RULES = {
    TaxKind.PERCENT: "{tax}: {rate} % of what it is charged on",
    TaxKind.FIXED_PER_UNIT: "{tax}: so much for each unit",
    TaxKind.DIVISION: "{tax}: {rate} % of the price with it",
}


@dataclass(frozen=True, slots=True)
class Rounder:
    """How the policy rounded, in the words of its settings; ``lines``: each tax is rounded on each line."""

    mode: str
    quantum: Decimal
    tax_step: Decimal
    lines: bool

    def cents(self, exact: Decimal, rounded: Decimal) -> Rounding:
        """That of an amount."""
        return Rounding(self.mode, self.quantum, ended(exact), rounded)

    def tax(self, exact: Decimal, rounded: Decimal) -> Rounding:
        """That of a tax."""
        return Rounding(self.mode, self.tax_step, ended(exact), rounded)


@dataclass(frozen=True, slots=True)
class TaxStages:
    """A line's taxes as the policy had them: unrounded, with the net in cents where that is kept, and as they count."""

    exact: LineTaxes
    kept: LineTaxes
    final: LineTaxes


class LineWorking:
    """Where one line notes its steps."""

    def __init__(self, working: Working, line_id: str) -> None:
        self._working = working
        self._line_id = line_id

    def taxes(self, quantity: Decimal, stages: TaxStages, rounder: Rounder) -> None:
        """Note how the line's taxes were made."""
        price = self._working.operand(self._of("price"), "price")
        net = self._net_before_cents(price, quantity, stages, rounder)
        raw = ("base_exact", "tax_exact") if rounder.lines else ("base", "tax")
        for row in stages.kept.amounts:
            self._base(raw, net, stages.kept, row)
            self._tax(raw, quantity, stages.kept, row)
        if rounder.lines:
            for before, row in zip(stages.kept.amounts, stages.final.amounts, strict=True):
                exact = self._working.operand(self._of("tax_exact", row.tax), row.tax.name)
                rounding = rounder.tax(before.amount, row.amount)
                rule = f"{row.tax.name} in whole cents on each line ([tax] rounding = line)"
                self._note("tax", row.tax, Step(rule, Operation.SUM, (exact,), row.amount, rounding))
        self._net(price, net, stages)
        if rounder.lines:
            after = self._working.operand(self._of("net"), "net")
            for row in stages.final.amounts:
                self._base(("base", "tax"), after, stages.final, row)

    def included_share(self, exact: Decimal, share: Decimal, quantum: Decimal) -> None:
        """Note the line's part of the taxes inside the prices, in cents that add up to the sale's."""
        price = self._working.operand(self._of("price"), "price")
        net = self._working.operand(self._of("net"), "net", sign=-1)
        rounding = Rounding(SHARED_OUT, quantum, ended(exact), share)
        rule = "The line's taxes inside its price, in cents that add up to the sale's"
        self._note("tax_included", None, Step(rule, Operation.SUM, (price, net), share, rounding))

    def _net_before_cents(self, price: Operand, quantity: Decimal, stages: TaxStages, rounder: Rounder) -> Operand:
        """What the taxes are charged on, as far as none of them is charged on another."""
        taxes, net = [row.tax for row in stages.exact.amounts], price
        if any(tax.included for tax in taxes):
            step = _net_of(price, quantity, taxes, stages.exact)
            self._note("net_exact", None, step)
            net = self._working.operand(self._of("net_exact"), "net")
        if stages.kept.net == stages.exact.net:
            return net
        rule = "The net of each line in whole cents ([tax] kept = line_net)"
        rounding = rounder.cents(net.value, stages.kept.net)
        self._note("net_kept", None, Step(rule, Operation.SUM, (net,), stages.kept.net, rounding))
        return self._working.operand(self._of("net_kept"), "net")

    def _base(self, words: tuple[str, str], net: Operand, taxes: LineTaxes, row: TaxAmount) -> None:
        operands = [net]
        if row.tax.base_affected_by_previous:
            earlier = taxes.amounts[: [each.tax for each in taxes.amounts].index(row.tax)]
            operands += [
                self._working.operand(self._of(words[1], each.tax), each.tax.name)
                for each in earlier
                if each.tax.adds_to_base_of_next
            ]
        rule = f"What {row.tax.name} is charged on"
        self._note(words[0], row.tax, Step(rule, Operation.SUM, tuple(operands), ended(row.base)))

    def _tax(self, words: tuple[str, str], quantity: Decimal, taxes: LineTaxes, row: TaxAmount) -> None:
        tax, base = row.tax, self._working.operand(self._of(words[0], row.tax), "base")
        rule = _RULES[tax.kind].format(tax=tax.name, rate=f"{ended(tax.rate * 100):f}")
        rate = Operand("rate", tax.rate)
        if takes_all(tax):
            others = [each for each in taxes.amounts if each.tax.included and each.tax != tax]
            price = self._working.operand(self._of("price"), "price")
            gone = [Operand(each.tax.name, ended(-each.amount)) for each in others]
            step = Step(rule, Operation.SUM, (price, *gone), ended(row.amount))
        elif tax.kind is TaxKind.FIXED_PER_UNIT:
            step = Step(rule, Operation.PRODUCT, (rate, Operand("quantity", quantity)), ended(row.amount))
        else:
            operation = Operation.PRODUCT if tax.kind is TaxKind.PERCENT else Operation.DIVISION
            step = Step(rule, operation, (base, rate), ended(row.amount))
        self._note(words[1], tax, step)

    def _net(self, price: Operand, before: Operand, stages: TaxStages) -> None:
        """What the line comes to without any tax."""
        final = stages.final
        if final.net == before.value:
            self._note("net", None, Step("The line without tax", Operation.SUM, (before,), ended(final.net)))
            return
        inside = [
            self._working.operand(self._of("tax", row.tax), row.tax.name, sign=-1)
            for row in final.amounts
            if row.tax.included
        ]
        rule = "The price without the taxes in it"
        self._note("net", None, Step(rule, Operation.SUM, (price, *inside), ended(final.net)))

    def _note(self, word: str, tax: Tax | None, step: Step) -> None:
        self._working.note(self._of(word, tax), step)

    def _of(self, word: str, tax: Tax | None = None) -> Figure:
        return Figure(word, self._line_id, tax)


def _net_of(price: Operand, quantity: Decimal, taxes: list[Tax], exact: LineTaxes) -> Step:
    if any(takes_all(tax) for tax in taxes):
        return Step("A tax takes the whole price: nothing of it is net", Operation.GIVEN, (price,), _ZERO)
    constant, slope = price_equation(quantity, taxes)
    fixed, times = Operand("fixed taxes in it", constant), Operand("net with the taxes in it", ended(slope))
    return Step("What the taxes in the price leave of it", Operation.NET, (price, fixed, times), ended(exact.net))
