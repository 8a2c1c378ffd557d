"""What goods that came back note of the sale's figures, for whoever asks: what was sold, and what is left of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.totalsworking import DISCOUNT, LINES, SUBTOTAL, TAX_INCLUDED, TAX_TOTAL, TOTAL
from pos_terminal.domain.working import Figure, Operand

if TYPE_CHECKING:
    from pos_terminal.domain.tax import Tax
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.domain.working import Working

CAME_BACK = Figure("returned")
"""What all goods that came back had cost, with their taxes."""


def note_came_back(working: Working, sold: Transaction, left: Transaction) -> None:
    """Note what came back of each line and tax, and the total as what was sold less that.

    ``working`` has noted the figures as they were sold, and those of what is left.
    """
    if not left.lines:
        _note_nothing_left(working)
    back = [_less(working, Figure("price", each.line.line_id), f"of {each.line.name}") for each in sold.lines]
    back.append(_less(working, TAX_TOTAL, "of the taxes on top"))
    operands = [operand for operand in back if operand.value]
    came_back = sum((each.value for each in operands), Decimal(0))
    working.sum(CAME_BACK, "What came back, with the taxes on top", operands, came_back)
    total = (_as_sold(working, TOTAL), working.operand(CAME_BACK, "what came back", sign=-1))
    working.sum(TOTAL, "Total: what was sold, less what came back", total, working[TOTAL].result)


def _note_nothing_left(working: Working) -> None:
    """Of a sale that came back whole each figure is what was sold, less all of it."""
    taxes = [Figure(word, tax=tax) for word in ("base", "tax") for tax in _taxes(working)]
    for figure in (LINES, DISCOUNT, SUBTOTAL, TAX_INCLUDED, TAX_TOTAL, *taxes):
        had = _as_sold(working, figure)
        rule = "What was sold, less what came back: all of it"
        working.sum(figure, rule, (had, Operand("what came back", -had.value)), Decimal(0))


def _taxes(working: Working) -> list[Tax]:
    """The taxes that the sale had, in the order in which they were reckoned."""
    return [each.tax for each in working.figures() if each.tax and each == Figure("tax", tax=each.tax, as_sold=True)]


def _less(working: Working, figure: Figure, name: str) -> Operand:
    """What a line or the taxes cost less now than when they were sold."""
    operands = [_as_sold(working, figure)]
    if figure in working:
        operands.append(working.operand(figure, "what is left", sign=-1))
    came_back = sum((each.value for each in operands), Decimal(0))
    gone = replace(figure, word=f"returned_{figure.word}")
    working.sum(gone, f"What came back {name}", operands, came_back)
    return working.operand(gone, name)


def _as_sold(working: Working, figure: Figure) -> Operand:
    return working.operand(replace(figure, as_sold=True), "what was sold")
