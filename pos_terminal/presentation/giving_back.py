"""Taking goods back and voiding past sales: one step at a time, with a way back until the money goes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import total_of
from pos_terminal.presentation.line_page import LinePage
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.pieces_back import PieceQuestion, PiecesBack
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.plain import apart, brief
from pos_terminal.presentation.refund_ways import RefundWays
from pos_terminal.presentation.return_lines import LinesQuestion
from pos_terminal.presentation.return_questions import (
    RETURN_REASONS,
    VOID_REASONS,
    BackQuestion,
    QuantityQuestion,
    ReasonQuestion,
    RefundNumber,
    RefundQuestion,
)
from pos_terminal.presentation.typed import card_notice
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.pastsales import OpenedSale
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.past_services import PastServices
    from pos_terminal.presentation.taking import TapGuard

_FIRST_ROOM = 4
"""Until the screen says how many lines it has room for."""


class GivingPlace(Protocol):
    """Where it is asked."""

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the place as it stands."""


class GivingBack:
    """Leads through the questions; each path ends in `show` of the place, or at what is handed over.

    ``guard`` is shared with that place: the second tap of a hurried finger lands there.
    """

    def __init__(
        self, services: PastServices, approval: Approval, guard: TapGuard, navigator: Navigator, place: GivingPlace
    ) -> None:
        self._services = services
        self._approval = approval
        self._guard = guard
        self._steps = guard.another()
        self._navigator = navigator
        self._place = place
        self._room = _FIRST_ROOM
        self._ways = RefundWays(services)
        self._pieces = PiecesBack(services.returning.serials)
        self.question: BackQuestion | None = None

    def return_asked(self, sale: OpenedSale) -> None:
        """Take goods of this sale back; what cannot come back at all is told at once."""
        question = LinesQuestion(sale, LinePage(self._room))
        try:
            self._services.returning.refunds(sale.sold.transaction_id, question.whole)
        except Refused as refusal:
            self._place.show(problem(refusal.sentence))
        else:
            self._ask(question)

    def void_asked(self, sale: OpenedSale) -> None:
        """Void this sale; one that cannot be voided is told at once."""
        try:
            self._services.postvoiding.refunds(sale.sold.transaction_id)
        except Refused as refusal:
            self._place.show(problem(refusal.sentence))
        else:
            self._ask(ReasonQuestion(sale, None, self._services.reasons.lists.get("void", ()) or VOID_REASONS))

    def counted(self, line_id: str, step: int) -> None:
        """One more (+1) or one less (-1) of a line."""
        if isinstance(self.question, LinesQuestion):
            self._reckon(self.question.counted(line_id, step))

    def all_tapped(self) -> None:
        """Everything comes back."""
        if isinstance(self.question, LinesQuestion):
            self._reckon(replace(self.question, back=self.question.whole))

    def scanned(self, code: str) -> None:
        """Goods that come back were scanned, one more of them; or the card or voucher that the money goes to."""
        question = self.question
        if isinstance(question, RefundNumber | PieceQuestion):
            self._numbered(question.scanned(code))
            return
        if not isinstance(question, LinesQuestion):
            self._place.show(problem(_("Go back, or give the money back first. Then scan.")))
            return
        piece = self._pieces.found(question, code)
        if piece is not None:
            self._reckon(piece)
            return
        try:
            item = self._services.selling.price_of(code)
        except Refused as refusal:
            self._place.show(problem(refusal.sentence))
            return
        fitting = [each.line_id for each in question.lines if each.item_id == item.item_id]
        open_ones = [each for each in fitting if question.back.get(each, Decimal(0)) < question.sale.left[each]]
        if open_ones:
            self._reckon(question.counted(open_ones[0], 1))
        else:
            told = _("All of it is chosen") if fitting else _("Nothing of it can come back")
            self._place.show(problem(f"{told}: {apart(brief(item.name))}."))

    def quantity_asked(self, line_id: str) -> None:
        """Type how much of a line comes back."""
        if isinstance(self.question, LinesQuestion):
            self._ask(QuantityQuestion.of(self.question, line_id))

    def key_pressed(self, key: str) -> None:
        """A key of the keypad, or of the keyboard."""
        if isinstance(self.question, QuantityQuestion | PieceQuestion | RefundNumber):
            self.question = pressed = self.question.press(key)
            self._place.show(card_notice(was_card=isinstance(pressed, PieceQuestion) and pressed.number.was_card))

    def page_turned(self, step: int) -> None:
        """Earlier (-1) or later (+1) lines."""
        if isinstance(self.question, LinesQuestion):
            self._ask(self.question.turned(step))

    def room_changed(self, room: int) -> None:
        """The screen has room for so many lines."""
        self._room = room
        if isinstance(self.question, LinesQuestion) and room != self.question.page.room:
            self._ask(replace(self.question, page=self.question.page.fitted(room)))

    def chosen(self, key: str) -> None:
        """A reason, or another tender."""
        question = self.question
        if isinstance(question, ReasonQuestion) and self._steps.accepts():
            self._refund(partial(self._ways.first, question, key))
        elif isinstance(question, RefundQuestion):
            self._refund(partial(self._ways.asked, question, key))

    def confirmed(self) -> None:
        """On to the next step; the last one gives the money back."""
        question = self.question
        if question is None or not self._steps.accepts():
            return
        if isinstance(question, QuantityQuestion) and question.entry.value is not None:
            self._reckon(question.lines.with_quantity(question.line_id, question.entry.value))
        elif isinstance(question, LinesQuestion) and question.refund is not None and question.chosen:
            self._ask(self._after(question))
        elif isinstance(question, RefundNumber | PieceQuestion) and question.number.answer:
            self._numbered(question)
        elif isinstance(question, RefundQuestion):
            self._approval.attempt(partial(self._give, question), self._place.show)

    def unread_tapped(self) -> None:
        """The number of a piece cannot be read any more: it is the one that was sold, if somebody stands for that."""
        if isinstance(self.question, PieceQuestion) and self._steps.accepts():
            self._ask(self._after(self._pieces.unread(self.question)))

    def exchange_asked(self) -> None:
        """Nothing is given back: what comes back pays for other goods, in a sale that begins now."""
        question = self.question
        if isinstance(question, RefundQuestion) and question.reason.lines is not None and self._steps.accepts():
            self._approval.attempt(partial(self._exchange, question, question.reason.lines), self._place.show)

    def cancelled(self) -> None:
        """One step back; nothing was done."""
        question = self.question
        if question is None or not self._steps.accepts():
            return
        if isinstance(question, QuantityQuestion | PieceQuestion):
            self._ask(question.lines)
        elif isinstance(question, RefundNumber):
            self._ask(question.refund)
        elif isinstance(question, RefundQuestion) and question.reason.lines is not None:
            self._ask(question.reason)
        elif isinstance(question, ReasonQuestion) and question.lines is not None:
            self._ask(question.lines)
        else:
            self._ask(None)

    def _refund(self, way: Callable[[], BackQuestion]) -> None:
        try:
            self._ask(way())
        except Refused as refusal:
            self._place.show(problem(refusal.sentence))

    def _numbered(self, question: RefundNumber | PieceQuestion) -> None:
        """What was typed or scanned is gone where it is refused: it may be the number of a payment card."""
        self.question = question.emptied()
        if isinstance(question, RefundNumber):
            self._refund(partial(self._ways.numbered, question))
        else:
            self._refund(lambda: self._after(self._pieces.numbered(question)))

    def _after(self, lines: LinesQuestion) -> BackQuestion:
        """What is asked once it is known what comes back: numbers that pieces of it have, and why."""
        reasons = self._services.reasons.lists.get("return_items", ()) or RETURN_REASONS
        return self._pieces.missing(lines) or ReasonQuestion(lines.sale, lines, reasons)

    def _give(self, question: RefundQuestion) -> Notice:
        number, lines = question.reason.sale.sold.transaction_id, question.reason.lines
        if lines is None:
            self._services.postvoiding.void_closed(number, question.words)
        else:
            self._services.returning.return_items(number, lines.chosen, question.to, question.words, lines.serials)
        self.question = None
        self._guard.accepts()
        self._navigator.go(Place.CHANGE)
        return NOTHING

    def _exchange(self, question: RefundQuestion, lines: LinesQuestion) -> Notice:
        number = lines.sale.sold.transaction_id
        self._services.exchanging.begin(number, lines.chosen, question.to, question.words, lines.serials)
        self.question = None
        self._navigator.go(Place.SALE)
        return NOTHING

    def _reckon(self, question: LinesQuestion) -> None:
        """The question with what would go back for what is chosen now."""
        notice, question = NOTHING, replace(question, refund=None)
        if question.chosen:
            try:
                found = self._services.returning.refunds(question.sale.sold.transaction_id, question.chosen)
            except Refused as refusal:
                notice = problem(refusal.sentence)
            else:
                currency = question.sale.sold.totals.total.currency
                question = replace(question, refund=total_of([each.given for each in found], currency))
        self.question = question
        self._place.show(notice)

    def _ask(self, question: BackQuestion | None) -> None:
        self.question = question
        self._place.show()
