"""A sale with the steps that made its figures, as the pages that explain it look them up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.working import Figure
from pos_terminal.presentation.worked import number_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.tax import Tax
    from pos_terminal.domain.tender import Payment
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.domain.working import Step

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ExplainedSale:
    """What was rung up, taken off and paid, and the step behind each figure."""

    steps: Mapping[Figure, Step]
    decimals: int
    """How many the shop's currency has."""
    lines: Mapping[str, Line]
    discounts: tuple[Discount, ...]
    payments: tuple[Payment, ...]

    def amount(self, figure: Figure) -> Decimal:
        """What the figure comes to; nothing where the sale has none."""
        step = self.steps.get(figure)
        return step.result if step is not None else _NOTHING

    def text(self, value: Decimal) -> str:
        """An amount as the screen writes it."""
        return number_text(value, self.decimals)

    def taxes(self) -> tuple[Tax, ...]:
        """The taxes of the sale, in the order in which they were reckoned."""
        return tuple(
            each.tax for each in self.steps if each.tax and each == Figure("tax", tax=each.tax) and self.amount(each)
        )

    def taxed(self, tax: Tax) -> tuple[tuple[str, Step], ...]:
        """The lines that bear the tax, each with the step that made its part."""
        return self._on_lines({each: Figure("tax", each, tax) for each in self.lines})

    def taxes_of(self, line_id: str) -> tuple[tuple[Tax, Step], ...]:
        """The taxes that a line bears, each with the step that made it."""
        found = ((tax, self.steps.get(Figure("tax", line_id, tax))) for tax in self.taxes())
        return tuple((tax, step) for tax, step in found if step is not None and step.result)

    def shares(self, discount: Discount) -> tuple[tuple[str, Step], ...]:
        """What a discount takes off each line."""
        key = (discount.reference_id, discount.stack_order)
        return self._on_lines({each: Figure("share", each, discount=key) for each in self.lines})

    def shares_of(self, line_id: str) -> tuple[tuple[Discount, Decimal], ...]:
        """The discounts that a line has, and what each takes off it."""
        found = ((each, dict(self.shares(each)).get(line_id)) for each in self.discounts)
        return tuple((each, step.result) for each, step in found if step is not None)

    def _on_lines(self, figures: Mapping[str, Figure]) -> tuple[tuple[str, Step], ...]:
        """The lines whose figure is not nothing, in the order in which they were rung up, each with its step."""
        found = ((line_id, self.steps.get(figure)) for line_id, figure in figures.items())
        return tuple((line_id, step) for line_id, step in found if step is not None and step.result)

    def taken(self, discount: Discount) -> Decimal:
        """What a discount takes off the sale."""
        return sum((step.result for _, step in self.shares(discount)), _NOTHING)

    def before_cents(self, step: Step) -> Step:
        """A tax's step before it became whole cents on its line; the step itself where that was done once for all."""
        under = step.operands[0].figure if len(step.operands) == 1 else None
        return self.steps[under] if under is not None and under.word == "tax_exact" else step


def explained_sale(sale: Basket | Transaction, steps: Mapping[Figure, Step]) -> ExplainedSale:
    """A sale that is open, or one that ended, with its steps."""
    found = sale.lines.values() if isinstance(sale, Basket) else (sold.line for sold in sale.lines)
    decimals = sale.totals.total.currency.exponent
    return ExplainedSale(steps, decimals, {each.line_id: each for each in found}, sale.discounts, sale.payments)
