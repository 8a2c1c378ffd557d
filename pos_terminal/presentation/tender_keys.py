"""The keys of the tender screen: each means of payment with what a tap takes, and quick amounts of cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.tender import CASH, cash_keys, tender_words
from pos_terminal.presentation.exchange_credit import credit_left
from pos_terminal.presentation.figures import amount_text, short_amount_text
from pos_terminal.presentation.sale_state import CashKey
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.presentation.tender_state import CLOSE, TenderKey
from pos_terminal.presentation.tipping import handed_over
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.application.checkout import Checkout
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.tender import TenderType
    from pos_terminal.presentation.taking import Taking
    from pos_terminal.presentation.tender_questions import TenderQuestions


class TenderKeys:
    """While a tap waits for the offers' last word there is nothing else to tap."""

    def __init__(self, checkout: Checkout, taking: Taking, questions: TenderQuestions) -> None:
        """``questions`` knows the tip that is to be paid with the next payment."""
        self._checkout = checkout
        self._taking = taking
        self._questions = questions

    def keys(self, basket: Basket, asked: Money, *, is_typed: bool) -> tuple[TenderKey, ...]:
        """Each means with what it takes of ``asked``; the only key of a sale that is paid closes it."""
        if basket.balance.minor <= 0:
            return (_close_key(basket),)
        if self._taking.settling.is_waiting:
            return ()
        amounts = {kind.name: self._amount_by(kind, basket, asked, is_typed=is_typed) for kind in self._taking.types}
        keys = tuple(TenderKey(name, tender_icon(name), amount) for name, amount in amounts.items())
        foreign = self._questions.foreign_key(basket)
        return (*keys, foreign) if foreign is not None else keys

    def cash_keys(self, basket: Basket) -> tuple[CashKey, ...]:
        """Quick amounts that cover what is due, and the tip."""
        if basket.balance.minor <= 0 or self._taking.cash is None or self._taking.settling.is_waiting:
            return ()
        rounding, tip = self._checkout.rules.cash_rounding, self._questions.tip_of(basket)
        keys = cash_keys(handed_over(basket.balance, tip, rounding), rounding) if tip else self._checkout.cash_keys()
        return tuple(
            CashKey(short_amount_text(each), f"{tender_words(CASH)} {amount_text(each)}", each) for each in keys
        )

    def _amount_by(self, kind: TenderType, basket: Basket, asked: Money, *, is_typed: bool) -> str:
        """What a tap takes by this means, with the tip: cash that was typed is what lies on the counter."""
        tip = self._questions.tip_of(basket)
        if tip is None or (kind.is_cash and is_typed):
            return amount_text(asked)
        rounding = self._checkout.rules.cash_rounding if kind.is_cash else None
        return amount_text(handed_over(asked, tip, rounding))


def _close_key(basket: Basket) -> TenderKey:
    over = credit_left(basket)
    return TenderKey(CLOSE, "check", _("{amount} back", amount=over) if over else "")
