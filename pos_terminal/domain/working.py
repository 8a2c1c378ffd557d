"""How the figures of a sale were made: what the reckoning notes of each, for whoever asks; nobody asks in a sale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from pos_terminal.domain.money import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos_terminal.domain.tax import Tax

LARGEST_REMAINDER = "largest_remainder"
"""How cents are shared out: each share is cut, and the missing cents go to those that lost most by it."""
SHARED_OUT = "shared_out"
"""How the cents of a whole that was rounded go to its parts: each gets its own cut, and all the same of the rest."""
_DIGITS = Decimal("1E-30")


class Operation(StrEnum):
    """How a step's operands make its exact value, before any rounding."""

    GIVEN = "given"
    """Nothing is reckoned: somebody said it, or an earlier sale left it so."""
    SUM = "sum"
    """All operands added; what is taken off is negative."""
    PRODUCT = "product"
    """The operands multiplied."""
    PERCENT = "percent"
    """The first, times the second, by a hundred."""
    LEAST = "least"
    """The smallest operand."""
    PART = "part"
    """The first, times the second, by the third: of an amount in whole cents, by how much bears it."""
    NET = "net"
    """The first less the second, by the third: what the taxes inside a price leave of it."""
    DIVISION = "division"
    """The first, times the second, by one less the second: a tax that is a part of the price with it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a number of a sale is: its word, and of which line, tax, discount or payment."""

    word: str
    line_id: str | None = None
    tax: Tax | None = None
    discount: tuple[str, int] | None = None
    """A discount's reference id, and its place in the stack."""
    payment_id: str | None = None
    before_split: bool = False
    """Whether it is what the lines reckon, before what a split shared out."""
    as_sold: bool = False
    """Whether it is what the sale came to before any of it came back."""

    @property
    def discount_id(self) -> str:
        """The reference id of the discount that it is of, or nothing."""
        return self.discount[0] if self.discount else ""


@dataclass(frozen=True, slots=True)
class Operand:
    """A number that goes into a step: a figure of the sale with an explanation of its own, or a plain value."""

    name: str
    value: Decimal
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Rounding:
    """How an exact value became one in whole steps: ``mode`` is a setting's word, or what the rule is called."""

    mode: str
    step: Decimal
    exact: Decimal
    rounded: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reckoning; ``result`` is what it gave, after ``rounding`` where there was one."""

    rule: str
    operation: Operation
    operands: tuple[Operand, ...]
    result: Decimal
    rounding: Rounding | None = None


class Working:
    """The steps that a reckoning took, by the figure that each made."""

    def __init__(self) -> None:
        self._steps: dict[Figure, Step] = {}
        self._of_line: dict[tuple[str, str | None], dict[Figure, None]] = {}
        self._of_tax: dict[tuple[str, Tax | None], dict[Figure, None]] = {}

    def note(self, figure: Figure, step: Step) -> None:
        """Keep the step that made a figure; one that was made anew has its last step."""
        self._steps[figure] = step
        self._of_line.setdefault((figure.word, figure.line_id), {})[figure] = None
        self._of_tax.setdefault((figure.word, figure.tax), {})[figure] = None

    def note_as_sold(self, sold: Working) -> None:
        """Keep the steps of the sale before any of it came back, once those of what is left are noted."""
        for figure, step in sold._steps.items():
            operands = tuple(
                replace(each, figure=replace(each.figure, as_sold=True)) if each.figure else each
                for each in step.operands
            )
            self._steps[replace(figure, as_sold=True)] = replace(step, operands=operands)

    def set_aside(self, figure: Figure) -> Operand:
        """Keep a figure's step as that of before the split, as an operand of the step that comes in its place."""
        before = replace(figure, before_split=True)
        step = self._steps.get(figure)
        if step is None:
            return Operand("none of its own", Decimal(0))
        operands = tuple(self._aside(each) for each in step.operands)
        self._steps[before] = replace(step, operands=operands)
        return Operand("of its own lines", step.result, before)

    def _aside(self, operand: Operand) -> Operand:
        """An operand as it was when its own figure was set aside."""
        before = replace(operand.figure, before_split=True) if operand.figure else None
        return replace(operand, figure=before) if before in self._steps else operand

    def __contains__(self, figure: Figure) -> bool:
        """Whether a step made it."""
        return figure in self._steps

    def __getitem__(self, figure: Figure) -> Step:
        """The step that made it. Raises KeyError."""
        return self._steps[figure]

    def figures(self) -> tuple[Figure, ...]:
        """All that there is a step for."""
        return tuple(self._steps)

    def operand(self, figure: Figure, name: str, *, sign: int = 1) -> Operand:
        """A figure that was noted, as what goes into another; ``sign`` -1 where it is taken off."""
        result = self._steps[figure].result
        return Operand(name, sign * result if result else result, figure)

    def of_line(self, word: str, line_id: str) -> list[Figure]:
        """The figures of a line with this word, in the order they were made."""
        return list(self._of_line.get((word, line_id), ()))

    def of_tax(self, word: str, tax: Tax | None) -> list[Figure]:
        """The figures of a tax with this word, in the order they were made."""
        return list(self._of_tax.get((word, tax), ()))

    def sum(self, figure: Figure, rule: str, operands: Sequence[Operand], result: Decimal) -> None:
        """Note a sum in whole cents."""
        self.note(figure, Step(rule, Operation.SUM, tuple(operands), result))

    def behind(self, figure: Figure) -> Iterator[tuple[Figure, Step]]:
        """Every step that a figure stands on, each after those that it stands on itself; its own comes last."""
        done: set[Figure] = set()
        open_ones = [figure]
        while open_ones:
            now = open_ones[-1]
            missing = [each for each in self._under(now) if each not in done]
            if now in done or not missing:
                open_ones.pop()
                if now not in done:
                    done.add(now)
                    yield now, self._steps[now]
            else:
                open_ones.extend(reversed(missing))

    def _under(self, figure: Figure) -> list[Figure]:
        return [each.figure for each in self._steps[figure].operands if each.figure is not None]


def ended(value: Decimal) -> Decimal:
    """A value as it is written down: to thirty decimals, without trailing zeros."""
    return value.quantize(_DIGITS, context=EXACT).normalize(EXACT) + 0
