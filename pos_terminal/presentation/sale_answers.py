"""Answers to the questions of the sale screen: keys, choices, confirming and leaving."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from pos_terminal.application.checkout import Checkout
from pos_terminal.application.desk import Desk
from pos_terminal.domain.item import ModifierGroup
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.browsing import TOP
from pos_terminal.presentation.explained_total import ExplainedTotal
from pos_terminal.presentation.line_changes import LineChanges
from pos_terminal.presentation.line_services import LineServices
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.questions import ChoiceQuestion, FigureQuestion
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.sale_panels import EntryQuestion, OptionsQuestion, VoidQuestion, void_question
from pos_terminal.presentation.serial_question import SerialQuestion
from pos_terminal.presentation.typed import card_notice
from pos_terminal.presentation.words_question import WordsQuestion
from pos_terminal.wording import _

_MOST_TIMES = 999


class SaleAnswers:
    """Acts on the question that the sale screen asks now; without one, does nothing."""

    def __init__(
        self,
        sale: SalePresenter,
        till: tuple[Desk, Checkout],
        approval: Approval,
        lines: LineServices,
        explained: ExplainedTotal,
    ) -> None:
        self._sale = sale
        self.changes = LineChanges(sale, till[0], lines, approval, explained.of_line)
        self._desk, self._checkout = till
        self._approval = approval

    def void_asked(self) -> None:
        """Give the sale up: asked first, because it cannot be undone."""
        basket = self._desk.basket
        if basket is not None:
            self._sale.draft.question = void_question(basket, self._checkout.rules.reasons.lists.get("void", ()))
            self._sale.show()

    def find_asked(self) -> None:
        """Nobody knows a code: look for its goods among all there are."""
        self._sale.draft.question = None
        self._sale.category_chosen(TOP)

    def key_pressed(self, key: str) -> None:
        """A key of the panel's keypad."""
        question = self._sale.draft.question
        if isinstance(question, EntryQuestion | FigureQuestion | WordsQuestion | SerialQuestion):
            pressed = question.press(key)
            self._sale.draft.question = pressed
            self._sale.show(card_notice(was_card=pressed.was_card))

    def option_tapped(self, item_id: str) -> None:
        """A modifier was chosen or taken back."""
        question = self._sale.draft.question
        if isinstance(question, OptionsQuestion):
            full = question.choice.full_for(item_id)
            self._sale.draft.question = OptionsQuestion(question.choice.toggled(item_id))
            self._sale.show(NOTHING if full is None else _full(full))

    def reason_tapped(self, reason: str) -> None:
        """Why the sale is given up."""
        question = self._sale.draft.question
        if isinstance(question, VoidQuestion):
            self._sale.draft.question = replace(question, reason=reason)
            self._sale.show()

    def confirmed(self) -> None:
        """Do what the panel asks about."""
        question = self._sale.draft.question
        if isinstance(question, OptionsQuestion):
            self._sale.show(self._sale.ringing.optioned(question.choice))
        elif isinstance(question, VoidQuestion):
            self._approval.attempt(partial(self._void, question), self._sale.show)
        elif isinstance(question, FigureQuestion | WordsQuestion | SerialQuestion):
            question.confirmed()
        elif isinstance(question, EntryQuestion):
            self._approval.attempt(partial(self._entered, question), self._sale.show)

    def chosen(self, key: str) -> None:
        """One of a few things was tapped."""
        question = self._sale.draft.question
        if isinstance(question, ChoiceQuestion):
            question.then(key)

    def times_asked(self) -> None:
        """The number is a quantity for the next item, a line's tare, or goes to the question's second key."""
        question = self._sale.draft.question
        if isinstance(question, EntryQuestion) and question.line_id:
            self._approval.attempt(partial(self._tare, question), self._sale.show)
            return
        if isinstance(question, FigureQuestion):
            question.seconded()
        if isinstance(question, EntryQuestion) and question.value:
            if question.value > _MOST_TIMES:
                self._sale.show(problem(_("A quantity for the next item is at most {most}.", most=_MOST_TIMES)))
                return
            self._sale.draft.times = question.value
            self._sale.draft.question = None
            self._sale.show()

    def quantity_asked(self) -> None:
        """The number is the quantity of the open line."""
        question = self._sale.draft.question
        line = self._sale.selected()
        if isinstance(question, EntryQuestion) and question.item is None and question.value and line is not None:
            self._sale.draft.question = None
            self._sale.counted_to(question.value)

    def cancelled(self) -> None:
        """Leave the question; nothing was done."""
        question = self._sale.draft.question
        if isinstance(question, ChoiceQuestion | FigureQuestion | WordsQuestion) and question.back is not None:
            question.back()
            return
        self._sale.draft.question = None
        self._sale.draft.times = Decimal(1)
        self._sale.show()

    def _entered(self, question: EntryQuestion) -> Notice:
        if question.item is not None:
            return self._sale.ringing.measured(question)
        if not question.entry.text:
            return NOTHING
        self._sale.draft.question = None
        return self._sale.ringing.code(question.entry.text)

    def _tare(self, question: EntryQuestion) -> Notice:
        if question.value is not None:
            self.changes.tare(question.line_id, question.value)
        self._sale.draft.question = None
        return NOTHING

    def _void(self, question: VoidQuestion) -> Notice:
        self._checkout.void(question.reason)
        self._sale.draft.question = None
        self._sale.draft.selected = ""
        return Notice(" ".join(part for part in (_("The sale was voided."), question.gives_back) if part))


def _full(group: ModifierGroup) -> Notice:
    most = group.maximum or 0
    return problem(_("{group} takes at most {most}. Take one back first.", group=brief(group.name), most=most))
