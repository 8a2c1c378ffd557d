"""What a payment still has to say before it is taken: a number, an amount in another currency, a tip."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.checkout import TenderExtras
from pos_terminal.domain.money import Money
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.foreign_amount import ForeignAmount, ForeignDue
from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.presentation.questions import ChoiceQuestion, FigureQuestion
from pos_terminal.presentation.tender_number import TenderNumber
from pos_terminal.presentation.tender_state import TenderKey
from pos_terminal.presentation.tipping import takes_tips, tip_amount_question, tip_question
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.checkout import Checkout
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.tender import TenderType
    from pos_terminal.presentation.panel import Panel

FOREIGN = "foreign"
"""The key of cash in other currencies."""


class TenderQuestions:
    """Asks one of them at a time; a tip that was chosen stands until a payment carries it."""

    def __init__(
        self,
        checkout: Checkout,
        take: Callable[[TenderType, TenderExtras], None],
        changed: Callable[[], None],
    ) -> None:
        """``take`` takes the payment that has said all; ``changed`` draws what is asked now."""
        self._checkout = checkout
        self._take = take
        self._changed = changed
        self._asked: TenderNumber | ForeignAmount | ChoiceQuestion | FigureQuestion | None = None
        self._kind: TenderType | None = None
        self._tip: tuple[str, Money] | None = None
        """The tip and the sale that it is for."""

    @property
    def is_asking(self) -> bool:
        """Whether something is asked."""
        return self._asked is not None

    @property
    def panel(self) -> Panel | None:
        """What is asked, as the screen draws it."""
        asked = self._asked
        if isinstance(asked, ChoiceQuestion | FigureQuestion):
            return asked.panel("")
        return asked.panel() if asked is not None else None

    def tip_of(self, basket: Basket) -> Money | None:
        """The tip that the next payment of this sale carries."""
        tip = self._tip
        return tip[1] if tip is not None and tip[0] == basket.head.transaction_id else None

    def tip_words(self, basket: Basket) -> str | None:
        """The same as the screen writes it; None where no tips are taken."""
        tip = self.tip_of(basket)
        if basket.balance.minor <= 0 or not takes_tips(self._checkout.rules, basket.head.channel):
            return None
        return amount_text(tip) if tip is not None else ""

    def tips(self, basket: Basket, tip: Money | None) -> None:
        """From now on this is the tip of the sale's next payment."""
        self._tip = None if tip is None else (basket.head.transaction_id, tip)
        self._asked = None

    def number_of(self, kind: TenderType) -> None:
        """Ask for the number of a card or voucher."""
        self._kind = kind
        self._asked = TenderNumber(kind.name, _("Take payment"), or_nothing=not kind.wants_number)
        self._changed()

    def foreign_key(self, basket: Basket) -> TenderKey | None:
        """The key of cash in other currencies; None where the shop takes none."""
        codes = tuple(self._checkout.rules.rates.worth)
        if not codes or self._cash is None:
            return None
        if len(codes) > 1:
            return TenderKey(FOREIGN, "coins", "", _("Other currency"))
        least = self._due(basket).least(codes[0])
        return TenderKey(FOREIGN, "coins", amount_text(least), _("Cash in {currency}", currency=codes[0]))

    def foreign(self, basket: Basket) -> None:
        """Ask how much of which currency."""
        codes = tuple(self._checkout.rules.rates.worth)
        if len(codes) == 1:
            self._amount_in(basket, codes[0])
            return
        due = self._due(basket)
        choices = tuple(Choice(each, f"{each}   {amount_text(due.least(each))}", "coins") for each in codes)
        sentence = _("{amount} is due.", amount=amount_text(basket.balance))
        panel = ChoicePanel(_("Cash in another currency"), sentence, choices)
        self._asked = ChoiceQuestion(panel, partial(self._amount_in, basket))
        self._changed()

    def tip(self, basket: Basket, base: Money) -> None:
        """Ask how much on top of ``base``."""

        def chosen(tip: Money | None) -> None:
            self.tips(basket, tip)
            self._changed()

        def other() -> None:
            self._asked = tip_amount_question(base, chosen)
            self._changed()

        self._asked = tip_question(base, self._checkout.rules, chosen, other)
        self._changed()

    def press(self, key: str) -> None:
        """A key of the keypad or keyboard."""
        asked = self._asked
        if asked is not None and not isinstance(asked, ChoiceQuestion):
            self._asked = asked.press(key)

    def scanned(self, code: str) -> bool:
        """A code came from the scanner; returns whether it is the number that was asked for."""
        if not isinstance(self._asked, TenderNumber):
            return False
        self._asked = self._asked.scanned(code)
        self.confirmed()
        return True

    def chosen(self, key: str) -> None:
        """One of a few things was tapped."""
        if isinstance(self._asked, ChoiceQuestion):
            self._asked.then(key)

    def confirmed(self) -> None:
        """What was typed is the answer."""
        asked, kind, cash = self._asked, self._kind, self._cash
        if isinstance(asked, FigureQuestion):
            asked.confirmed()
        elif isinstance(asked, TenderNumber) and kind is not None and asked.can_confirm:
            self._take(kind, TenderExtras(number=asked.answer))
        elif isinstance(asked, ForeignAmount) and cash is not None and asked.answer is not None:
            self._take(cash, TenderExtras(foreign=asked.answer))

    def forgotten(self) -> None:
        """Nothing is asked any more, and what was typed is gone: it may be the number of a payment card."""
        self._asked = self._kind = None

    @property
    def _cash(self) -> TenderType | None:
        return next((each for each in self._checkout.rules.tenders if each.is_cash), None)

    def _amount_in(self, basket: Basket, code: str) -> None:
        self._asked = ForeignAmount.of(code, self._due(basket))
        self._changed()

    def _due(self, basket: Basket) -> ForeignDue:
        rules, tip = self._checkout.rules, self.tip_of(basket)
        nothing = Money.zero(basket.balance.currency)
        return ForeignDue(basket.balance, tip or nothing, rules.rates, basket.policy, rules.cash_rounding)
