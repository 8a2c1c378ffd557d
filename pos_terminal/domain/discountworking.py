"""What a discount notes of how it fell on the lines, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.money import EXACT, Currency, Money
from pos_terminal.domain.taxworking import LineWorking
from pos_terminal.domain.working import LARGEST_REMAINDER, Figure, Operand, Operation, Rounding, Step, Working, ended

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = tuple[str, int]
"""What names a discount: its reference id, and its place in the stack."""


@dataclass(frozen=True, slots=True)
class Pool:
    """So many minor units shared out by weights, and what came of it."""

    minor: int
    weights: Mapping[str, int]
    found: Mapping[str, Money]


@dataclass(frozen=True, slots=True)
class Falls:
    """A discount, as far as its steps name it."""

    key: Key
    name: str
    currency: Currency

    def note(self, working: Working, whole: Mapping[str, int], named: Pool, beside: Pool) -> None:
        """Note each line's share: of ``whole``, what the lines still cost, some is named, and some is beside that."""
        taken = named.minor + beside.minor
        self._taken(working, whole, taken)
        for line_id in whole:
            left = self._left(working, line_id, self._amount(whole[line_id]))
            part = self._part(working, line_id, left, named)
            rest = Operand("beside the units that it is for", self._amount(beside.weights[line_id]))
            pieces = []
            if any(named.weights.values()):
                pieces.append(self._piece(working, "share_named", (line_id, part), named))
            if beside.found:
                pieces.append(self._piece(working, "share_beside", (line_id, rest), beside))
            result = sum((each.value for each in pieces), Decimal(0))
            rule = f"What {self.name} takes off line {line_id}"
            working.sum(Figure("share", line_id, discount=self.key), rule, pieces, result)
        if working[Figure("amount", discount=self.key)].result == self._amount(taken):
            shares = [working.operand(Figure("share", each, discount=self.key), f"line {each}") for each in whole]
            rule = f"What {self.name} takes off all its lines"
            working.sum(Figure("discount", discount=self.key), rule, shares, self._amount(taken))

    def _taken(self, working: Working, whole: Mapping[str, int], taken: int) -> None:
        given = working.operand(Figure("amount", discount=self.key), self.name)
        most = Operand("what its lines still cost", self._amount(sum(whole.values())))
        rule = f"{self.name}, at most what its lines still cost"
        step = Step(rule, Operation.LEAST, (given, most), self._amount(taken))
        working.note(Figure("taken", discount=self.key), step)

    def _left(self, working: Working, line_id: str, left: Decimal) -> Operand:
        """What the line still costs, after the discounts below this one."""
        subtotal = working.operand(Figure("subtotal", line_id), f"line {line_id}")
        lower = working.of_line("share", line_id)
        if not lower:
            return subtotal
        operands = [subtotal, *(working.operand(each, each.discount_id, sign=-1) for each in lower)]
        figure = Figure("left", line_id, discount=self.key)
        working.sum(figure, f"What line {line_id} still costs before {self.name}", operands, left)
        return working.operand(figure, f"line {line_id}")

    def _part(self, working: Working, line_id: str, left: Operand, named: Pool) -> Operand:
        """What the units cost that the discount is for: all of the line, or so many cents of it."""
        part = self._amount(named.weights[line_id])
        if part == left.value:
            return left
        figure = Figure("part", line_id, discount=self.key)
        rule = f"What those of line {line_id} cost that {self.name} is for, in whole cents"
        working.note(figure, Step(rule, Operation.GIVEN, (left,), part))
        return working.operand(figure, f"line {line_id}")

    def _piece(self, working: Working, word: str, bearer: tuple[str, Operand], pool: Pool) -> Operand:
        line_id, weight = bearer
        share, whole = pool.found[line_id].amount, sum(pool.weights.values())
        taken = working.operand(Figure("taken", discount=self.key), self.name)
        if taken.value != self._amount(pool.minor):
            taken = Operand(self.name, self._amount(pool.minor))
        exact = EXACT.divide(EXACT.multiply(taken.value, weight.value), self._amount(whole))
        operands = (taken, weight, Operand("all that it falls on", self._amount(whole)))
        rounding = Rounding(LARGEST_REMAINDER, self.currency.quantum, ended(exact), share)
        figure = Figure(word, line_id, discount=self.key)
        rule = f"Shared out by what the lines cost, in cents that add up to {self.name}"
        working.note(figure, Step(rule, Operation.PART, operands, share, rounding))
        return working.operand(figure, self.name)

    def _amount(self, minor: int) -> Decimal:
        return Money(minor, self.currency).amount


def note_line_discount(working: Working, line_id: str, taken: Decimal) -> None:
    """Note what all discounts together take off a line."""
    operands = [working.operand(each, each.discount_id) for each in working.of_line("share", line_id)]
    working.sum(Figure("discount", line_id), f"What all discounts take off line {line_id}", operands, taken)


def note_price(working: Working, line_id: str, price: Decimal) -> LineWorking:
    """Note what a line costs after its discounts; what notes its taxes."""
    operands = [working.operand(Figure("subtotal", line_id), f"line {line_id}")]
    discount = Figure("discount", line_id)
    if discount in working:
        operands.append(working.operand(discount, "discounts", sign=-1))
    working.sum(Figure("price", line_id), f"What line {line_id} costs after discounts", operands, price)
    return LineWorking(working, line_id)
