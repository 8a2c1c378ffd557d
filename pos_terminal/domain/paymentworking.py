"""What a payment notes of how it settled the sale and of what went back, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.working import Figure, Operand, Operation, Rounding, Step, Working, ended

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class CoinRules:
    """How cash is rounded: to which coin, and which way a tie goes in what is due and in the change."""

    increment: Decimal
    due: str
    change: str


@dataclass(frozen=True, slots=True)
class Coins:
    """How cash settled a balance: what was due in coins, what was taken, and what of it is change, in coins, too."""

    balance: Decimal
    due: Decimal
    taken: Decimal
    left: Decimal
    change: Decimal
    rounding: Decimal


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed over for a payment: in the store's money, of it as a tip, and what was put beside it."""

    amount: Decimal
    taken: Decimal
    change: Decimal
    rounding: Decimal
    tip: Decimal


class PaymentWorking:
    """Where one payment notes its steps."""

    def __init__(self, working: Working, payment_id: str) -> None:
        self._working = working
        self._payment_id = payment_id

    def foreign(self, amount: Decimal, rate: Decimal, worth: Rounding) -> None:
        """Note what cash in another currency is worth."""
        operands = (Operand("handed over", amount), Operand("rate", rate))
        rule = "Cash in another currency at the shop's rate ([money] foreign_cash)"
        self._note("taken", Step(rule, Operation.PRODUCT, operands, worth.rounded, worth))

    def given(self, handed: Handed) -> None:
        """Note what somebody said of it: what it settles, and what was handed over."""
        if self._of("taken") not in self._working:
            self._note("taken", Step("What was handed over", Operation.GIVEN, (), handed.taken))
        self._note("amount", Step("What the payment settles of the sale", Operation.GIVEN, (), handed.amount))
        self._note("tip", Step("What is a tip", Operation.GIVEN, (), handed.tip))

    def cash(self, coins: Coins, rules: CoinRules | None) -> None:
        """Note how cash settles the balance, and what goes back before a tip."""
        amount = self._operand("amount", "to settle")
        due = self._in_coins("cash_due", "What is due in cash", (amount,), (coins.balance, coins.due), rules)
        taken = self._operand("taken", "handed over")
        back = (taken, Operand(due.name, -due.value, due.figure))
        change = self._in_coins("change_before_tip", "What goes back", back, (coins.left, coins.change), rules)
        operands = (taken, Operand("goes back", -change.value, change.figure), self._operand("amount", "settled", -1))
        rule = "What the coins there are make of it ([money] cash_rounding)"
        self._note("rounding", Step(rule, Operation.SUM, operands, coins.rounding))

    def settled(self, handed: Handed) -> None:
        """Note what went back at last, and what of it was rounded."""
        if self._of("rounding") not in self._working:
            self._note("rounding", Step("Nothing was rounded", Operation.GIVEN, (), handed.rounding))
        tip = self._operand("tip", "tip", -1)
        if self._of("change_before_tip") in self._working:
            operands: Sequence[Operand] = (self._operand("change_before_tip", "goes back"), tip)
        else:
            amount, rounding = self._operand("amount", "settled", -1), self._operand("rounding", "rounding", -1)
            operands = (self._operand("taken", "handed over"), amount, rounding, tip)
        self._note("change", Step("What goes back to the shopper", Operation.SUM, tuple(operands), handed.change))
        counts = (self._operand("amount", "settled"), self._operand("rounding", "rounding"))
        rule = "What the payment counts for on the receipt"
        self._note("counts_for", Step(rule, Operation.SUM, counts, handed.amount + handed.rounding))

    def _in_coins(
        self,
        word: str,
        rule: str,
        operands: tuple[Operand, ...],
        cut: tuple[Decimal, Decimal],
        rules: CoinRules | None,
    ) -> Operand:
        exact, result = cut
        rounding = None
        if rules is not None:
            mode = rules.due if word == "cash_due" else rules.change
            rounding = Rounding(mode, rules.increment, ended(exact), result)
            rule = f"{rule}, in coins of {rules.increment:f} ([money] cash_rounding)"
        self._note(word, Step(rule, Operation.SUM, operands, result, rounding))
        return self._operand(word, "in coins" if rules else "as it is")

    def _note(self, word: str, step: Step) -> None:
        self._working.note(self._of(word), step)

    def _operand(self, word: str, name: str, sign: int = 1) -> Operand:
        return self._working.operand(self._of(word), name, sign=sign)

    def _of(self, word: str) -> Figure:
        return Figure(word, payment_id=self._payment_id)


@dataclass(frozen=True, slots=True)
class Balance:
    """What all payments together leave due and give back."""

    due: Decimal
    change: Decimal


def note_payments(working: Working, payment_ids: Sequence[str], total: Figure, left: Balance) -> None:
    """Note what all payments together leave due, give back and round."""
    paid = [working.operand(Figure("amount", payment_id=each), f"payment {each}", sign=-1) for each in payment_ids]
    due = [working.operand(total, "total"), *paid]
    _sum(
        working,
        "balance_due",
        ("What is still due", "What is due of a voided sale, or beside goods that come back for it"),
        due,
        left.due,
    )
    change, rounding = (
        [working.operand(Figure(word, payment_id=each), f"payment {each}") for each in payment_ids]
        for word in ("change", "rounding")
    )
    back = ("What goes back of all payments", "After a return or a void nothing is change: what goes back is a refund")
    _sum(working, "change_due", back, change, left.change)
    rounded = sum((each.value for each in rounding), _NOTHING)
    working.sum(Figure("cash_rounding"), "What cash rounding put on the sale, or took off it", rounding, rounded)


def _sum(working: Working, word: str, rules: tuple[str, str], operands: Sequence[Operand], result: Decimal) -> None:
    """Note a sum by the first rule, or by the second what the sale has in its place."""
    if sum(each.value for each in operands) == result:
        working.sum(Figure(word), rules[0], operands, result)
    else:
        working.note(Figure(word), Step(rules[1], Operation.GIVEN, (), result))
