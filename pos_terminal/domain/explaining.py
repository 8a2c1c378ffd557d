"""How the figures of a sale were made: the reckoning is done once more, by the same rules, and notes each step.

What it comes to is held against what the sale shows: an explanation that would end in another figure is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.discountworking import note_line_discount, note_price
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.paymentworking import Balance, Handed, PaymentWorking, note_payments
from pos_terminal.domain.reckoning import Reckoning
from pos_terminal.domain.remainder import remainder_of, sold_lines
from pos_terminal.domain.returnworking import note_came_back
from pos_terminal.domain.shop_discount import followed
from pos_terminal.domain.taxshift import shift_to
from pos_terminal.domain.tender import CashRounding, Payment, settle_cash
from pos_terminal.domain.totalsworking import TOTAL, note_identities
from pos_terminal.domain.working import Figure, Operation, Rounding, Step, Working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.remainder import Remainder
    from pos_terminal.domain.taxshift import TaxShift
    from pos_terminal.domain.totals import TaxPolicy, Totals
    from pos_terminal.domain.transaction import SoldLine, Transaction

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ExplainRules:
    """The shop's settings that amounts follow."""

    policy: TaxPolicy
    cash: CashRounding | None = None
    then: bool = False
    """Whether these are those that the sale was made under, and not those of now."""
    shift: TaxShift | None = None
    """What the sale bore of another's taxes when it was closed, where that is known."""


class SettingsChanged(NotAllowedNow):
    """A sale was reckoned by other settings than those of now."""


def open_working(basket: Basket, rules: ExplainRules) -> Working:
    """How the figures of an open sale come about."""
    working = Working()
    lines, shift = tuple(basket.lines.values()), basket.head.tax_shift
    totals = _reckoned(working, (lines, basket.discounts), basket.policy, shift)
    _settle(working, basket.payments, (totals, Balance(basket.balance.amount, basket.change_due.amount)), rules)
    return _held(working, totals, basket.totals)


def closed_working(history: Sequence[Transaction], rules: ExplainRules) -> Working:
    """How the figures of an ended sale came about, from its snapshots, the closed one first.

    Raises SettingsChanged where today's settings make other figures of it than it was closed with.
    """
    sale, working = history[-1], Working()
    history = [each for each in history if not each.is_voided] or history
    some_back = len(history) > 1
    if some_back:
        totals = _left(working, history, rules.policy)
    else:
        lines = tuple(sold.line for sold in sale.lines)
        shift = rules.shift if rules.then else _shift_of(history[0], rules.policy)
        totals = _reckoned(working, (lines, sale.discounts), rules.policy, shift)
    for sold in sale.lines:
        _note_inside(working, sold)
    _settle(working, sale.payments, (totals, Balance(_NOTHING, sale.change_due.amount)), rules)
    if some_back:
        working.note_as_sold(closed_working(history[:1], rules))
        note_came_back(working, history[0], sale)
    return _held(working, totals, sale.totals)


def _note_inside(working: Working, sold: SoldLine) -> None:
    """Odd cents of the taxes inside the prices fall on other lines where all is below zero."""
    figure = Figure("tax_included", sold.line.line_id)
    if working[figure].result != sold.tax_included.amount:
        step = replace(working[figure], operation=Operation.GIVEN, result=sold.tax_included.amount, rounding=None)
        working.note(figure, step)


def _reckoned(
    working: Working, sold: tuple[Sequence[Line], tuple[Discount, ...]], policy: TaxPolicy, shift: TaxShift | None
) -> Totals:
    lines = {line.line_id: line for line in sold[0]}
    for line in lines.values():
        _note_subtotal(working, line, policy)
    reckoning = Reckoning(policy, shift, working)
    reckoning.count(lines, followed(sold[1], lines, policy, working), lines)
    reckoning.included_taxes(lines)
    return reckoning.totals


def _note_subtotal(working: Working, line: Line, policy: TaxPolicy) -> None:
    """What a line costs; one that was shared out, or that some came back of, costs the cents that it got."""
    if line.cost_of(line.quantity, policy, working) != line.extended:
        rule = f"{line.name}: what is left of it, in whole cents"
        working.note(Figure("subtotal", line.line_id), Step(rule, Operation.GIVEN, (), line.extended.amount))


def _left(working: Working, history: Sequence[Transaction], policy: TaxPolicy) -> Totals:
    """What is left of a sale of which goods came back."""
    left = remainder_of(history, policy)
    for each in left.values():
        _note_subtotal(working, each.line, policy)
    _note_left(working, left, policy)
    return sold_lines(left, policy, working)[1]


def _note_left(working: Working, left: Remainder, policy: TaxPolicy) -> None:
    for line_id, each in left.items():
        for key, minor in each.shares.items():
            rule = f"What is left of {key[0]} on line {line_id}, in proportion to what is left of the line"
            amount = Money(minor, policy.currency).amount
            working.note(Figure("share", line_id, discount=key), Step(rule, Operation.GIVEN, (), amount))
        if each.shares:
            note_line_discount(working, line_id, Money(each.share, policy.currency).amount)
        note_price(working, line_id, (each.line.extended - Money(each.share, policy.currency)).amount)


def _shift_of(sale: Transaction, policy: TaxPolicy) -> TaxShift | None:
    """What a sale that was split from another bears of that one's taxes beside its own."""
    if sale.head.from_transaction_id is None:
        return None
    lines = {sold.line.line_id: sold.line for sold in sale.lines}
    reckoning = Reckoning(policy)
    reckoning.count(lines, sale.discounts, lines)
    own = reckoning.totals
    if own == sale.totals or (own.lines, own.discount) != (sale.totals.lines, sale.totals.discount):
        return None
    counted = {line_id: reckoning.counted(line_id) for line_id in lines}
    return shift_to(sale.head.from_transaction_id, sale.totals, own, counted)


def _settle(working: Working, payments: Sequence[Payment], left: tuple[Totals, Balance], rules: ExplainRules) -> None:
    totals, balance = left
    note_identities(working, totals.total.amount, totals.subtotal.amount)
    for payment in payments:
        _note_payment(working, payment, rules)
    note_payments(working, [each.payment_id for each in payments], TOTAL, balance)


def _note_payment(working: Working, payment: Payment, rules: ExplainRules) -> None:
    notes, tip = PaymentWorking(working, payment.payment_id), payment.tip.amount if payment.tip else _NOTHING
    settled, taken, change = payment.amount.amount, payment.taken.amount, payment.change.amount
    handed = Handed(settled, taken, change, payment.rounding.amount, tip)
    foreign = payment.foreign
    if foreign is not None:
        policy, exact = rules.policy, foreign.amount.amount * foreign.rate
        worth = Rounding(policy.mode.value, policy.currency.quantum, exact, payment.taken.amount)
        notes.foreign(foreign.amount.amount, foreign.rate, worth)
    notes.given(handed)
    if payment.change.minor or payment.rounding.minor:
        again = settle_cash(payment.amount, payment.taken, rules.cash)
        if (again.change.amount - tip, again.rounding) == (change, payment.rounding):
            settle_cash(payment.amount, payment.taken, rules.cash, notes)
    notes.settled(handed)


def _held(working: Working, totals: Totals, shown: Totals) -> Working:
    """The working, where it ends in what is shown."""
    if totals != shown:
        raise SettingsChanged(
            "This sale was reckoned by other settings than those of now. Set back what was changed in [tax] and "
            "[money] to have it explained."
        )
    return working
