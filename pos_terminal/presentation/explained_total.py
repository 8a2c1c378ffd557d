"""Why the total is what it is, on the screen: each step in words, with its figures under each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.working import Operation
from pos_terminal.presentation.notice import problem
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportQuestion, ReportRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.explaining import Explaining
    from pos_terminal.domain.working import Figure, Rounding, Step
    from pos_terminal.presentation.sale import SalePresenter

_MOST_ROWS = 400
"""What a person may read; a sale of more lines is explained line by line by the script."""
_PLACES = 6
_SIGNS = {
    Operation.PRODUCT: ("", "× "),
    Operation.PERCENT: ("", "× "),
    Operation.DIVISION: ("", "× "),
    Operation.PART: ("", "× ", "÷ "),
    Operation.NET: ("", "− ", "÷ "),
}
"""How each operand goes into the result, where it is not added."""
_MODES = {
    "half_up": "Rounded, a half away from zero",
    "half_even": "Rounded, a half to the even step",
    "half_down": "Rounded, a half towards zero",
    "away_from_zero": "Rounded away from zero",
    "up": "Rounded away from zero",
    "floor": "Rounded down",
    "ceiling": "Rounded up",
    "largest_remainder": "In whole cents that add up",
    "shared_out": "In whole cents that add up",
}


class ExplainedTotal:
    """Shows it, and goes when it was read."""

    def __init__(self, sale: SalePresenter, desk: Desk, explaining: Callable[[], Explaining]) -> None:
        self._sale = sale
        self._desk = desk
        self._explaining = explaining

    def can_ask(self) -> bool:
        """Whether there is a total that anybody could ask about."""
        return self._desk.basket is not None and bool(self._desk.basket.lines)

    def asked(self) -> None:
        """Why?"""
        try:
            explained = self._explaining().explain("total")
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        rows = tuple(_rows(explained.steps, self._names()))
        sentence = f"Sale {explained.transaction_id}. The total first, then what it is made of."
        panel = ReportPanel("Why this total", plain(sentence), rows[:_MOST_ROWS])
        self._sale.ask(ReportQuestion(panel, self._sale.answered, self._sale.answered))

    def _names(self) -> dict[str, str]:
        """What each line is called, in place of its number."""
        lines = self._desk.basket.lines if self._desk.basket else {}
        return {f"line {line_id}": line.name for line_id, line in lines.items()}

    def tapped(self) -> None:
        """The totals were tapped; whatever is asked already goes first."""
        if self.can_ask() and self._sale.draft.question is None:
            self.asked()


def _rows(steps: Iterable[tuple[Figure, Step]], names: Mapping[str, str]) -> Iterator[ReportRow]:
    """The steps from the total down; those that change nothing are left out."""
    for _, step in reversed(tuple(steps)):
        if step.operation is Operation.SUM and len(step.operands) == 1 and step.rounding is None:
            continue
        yield ReportRow(plain(step.rule), number_text(step.result), is_title=True)
        signs = _SIGNS.get(step.operation, ("",) * len(step.operands))
        for sign, operand in zip(signs, step.operands, strict=False):
            name = names.get(operand.name, operand.name)
            yield ReportRow(plain(f"{sign}{name[:1].upper()}{name[1:]}"), number_text(operand.value))
        if step.rounding is not None and step.rounding.exact != step.rounding.rounded:
            yield ReportRow(_rounded(step.rounding), number_text(step.rounding.exact))


def _rounded(rounding: Rounding) -> str:
    words = _MODES.get(rounding.mode, "Rounded")
    return f"{words}, to {number_text(rounding.step)}, from"


def number_text(value: Decimal) -> str:
    """An exact number with grouped thousands; of one that does not end, six decimals behind a sign that says so."""
    rounded = round(value, _PLACES)
    short = value if rounded == value else rounded
    sign = "−" if short < 0 else ""
    about = "" if short == value else "≈ "
    return f"{about}{sign}{abs(short):,f}"
