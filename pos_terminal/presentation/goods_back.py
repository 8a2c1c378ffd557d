"""Goods that come back without a receipt: scanned or typed, with a way back until the money goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money
from pos_terminal.domain.scan import read_scan
from pos_terminal.presentation.brought import Brought
from pos_terminal.presentation.goods_finding import GoodsFinding
from pos_terminal.presentation.goods_lines import GoodsQuestion
from pos_terminal.presentation.goods_money import GoodsMoney
from pos_terminal.presentation.goods_pieces import GoodsPiece
from pos_terminal.presentation.goods_questions import (
    CodeQuestion,
    FindQuestion,
    GoodsNumber,
    GoodsReason,
    GoodsRefund,
    GoodsStep,
    GoodsTyped,
    MeasureQuestion,
    PaidQuestion,
)
from pos_terminal.presentation.goods_state import GoodsScreen, GoodsState
from pos_terminal.presentation.goods_weighing import GoodsWeighing
from pos_terminal.presentation.line_page import LinePage
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.return_questions import RETURN_REASONS
from pos_terminal.presentation.typed import card_notice
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.reasons import Reasons
    from pos_terminal.application.receiptless import ReceiptlessReturns
    from pos_terminal.application.scale_weighing import Scale
    from pos_terminal.application.selling import Selling
    from pos_terminal.domain.item import Item
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.browsing import Browsing
    from pos_terminal.presentation.taking import TapGuard

_FIRST_ROOM = 4
"""Until the screen says how many lines it has room for."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GoodsServices:
    """What the screen works with; ``selling`` tells which item a code is, ``scale`` what lies on it."""

    receiptless: ReceiptlessReturns
    selling: Selling
    reasons: Reasons
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An item, with what its code says of it: how much there is, and the price of this piece."""

    item: Item
    quantity: Decimal | None = None
    unit_price: Money | None = None

    @property
    def brought(self) -> Brought:
        """One of it, where its code says no number."""
        quantity = self.quantity or Decimal(1)
        if self.unit_price is None:
            return Brought(self.item, quantity)
        piece = replace(self.item, price=self.unit_price, open_price=False)
        return Brought(piece, quantity, is_labelled=True)


class GoodsBackPresenter:
    """Every path ends in `show_state`, or at what is handed over."""

    def __init__(
        self, services: GoodsServices, approval: Approval, guard: TapGuard, screen: GoodsScreen, navigator: Navigator
    ) -> None:
        self._services = services
        self._approval = approval
        self._guard = guard
        self._steps = guard.another()
        self._screen = screen
        self._navigator = navigator
        self._room = _FIRST_ROOM
        self._money = GoodsMoney(services.receiptless)
        self._step: GoodsStep = GoodsQuestion(LinePage(_FIRST_ROOM))
        self.finding = GoodsFinding(self, services.selling)
        self.weighing = GoodsWeighing(self, services.scale)

    def entered(self) -> None:
        """Nothing was brought yet."""
        self._approval.dropped()
        self.go(GoodsQuestion(LinePage(self._room)))

    def scanned(self, code: str) -> None:
        """Something that comes back was scanned; or the card or voucher that the money goes to."""
        if self._approval.panel is not None:
            self._approval.scanned(code)
        elif isinstance(self._step, GoodsNumber | GoodsPiece):
            self._numbered(self._step.scanned(code))
        elif isinstance(self._step, GoodsQuestion):
            self._put(self._step, code)
        elif isinstance(self._step, FindQuestion | CodeQuestion | MeasureQuestion | PaidQuestion):
            self._put(self._step.goods, code)
        else:
            self.show(problem(_("Go back, or give the money back first. Then scan.")))

    def counted(self, line_id: str, step: int) -> None:
        """One more (+1) or one less (-1) of a line; one less of what is weighed takes it out."""
        step_now = self._step
        if isinstance(step_now, GoodsQuestion):
            place, had = int(line_id), step_now.brought[int(line_id)]
            gone = step < 0 and had.item.is_weighed
            self.reckon(step_now.with_quantity(place, had.quantity * 0 if gone else had.quantity + step))

    def measure_asked(self, line_id: str) -> None:
        """Type how much of it."""
        if isinstance(self._step, GoodsQuestion):
            self.go(MeasureQuestion.of(self._step, int(line_id)))

    def price_asked(self, line_id: str) -> None:
        """Type what was paid for one."""
        if isinstance(self._step, GoodsQuestion):
            self.go(PaidQuestion.of(self._step, int(line_id)))

    def find_asked(self, browsing: Browsing) -> None:
        """Look for something."""
        if isinstance(self._step, GoodsQuestion):
            self.go(FindQuestion(self._step, browsing))

    def code_asked(self) -> None:
        """Type the code of something."""
        if isinstance(self._step, FindQuestion):
            self.go(CodeQuestion(self._step.goods))

    def found(self, item: Item) -> None:
        """Something was found that comes back."""
        if isinstance(self._step, FindQuestion):
            self._take(self._step.goods, Found(item).brought)

    def key_pressed(self, key: str) -> None:
        """A key of the keypad, or of the keyboard."""
        if isinstance(self._step, GoodsTyped):
            step = self._step = self._step.press(key)
            self.show(card_notice(was_card=isinstance(step, CodeQuestion | GoodsPiece) and step.was_card))

    def page_turned(self, step: int) -> None:
        """Earlier (-1) or later (+1) goods."""
        if isinstance(self._step, GoodsQuestion):
            step_now = self._step
            self.go(replace(step_now, page=step_now.page.turned(step, len(step_now.brought))))

    def room_changed(self, room: int) -> None:
        """The screen has room for so many lines."""
        self._room = room
        if isinstance(self._step, GoodsQuestion) and room != self._step.page.room:
            self.go(replace(self._step, page=self._step.page.fitted(room)))

    def chosen(self, key: str) -> None:
        """A reason, or a tender."""
        step = self._step
        if isinstance(step, GoodsReason) and step.goods.refund is not None and self._steps.accepts():
            self.go(GoodsRefund(step, key, step.goods.refund, self._money.tenders))
        elif isinstance(step, GoodsRefund):
            self._refund(partial(self._money.asked, step, key))

    def confirmed(self) -> None:
        """On to the next step; the last one gives the money back."""
        step = self._step
        if not self._steps.accepts():
            return
        if isinstance(step, GoodsTyped):
            self._typed(step)
        elif isinstance(step, GoodsQuestion) and step.refund is not None:
            self.go(GoodsReason(step, self._services.reasons.lists.get("return_items", ()) or RETURN_REASONS))
        elif isinstance(step, GoodsRefund) and self._money.wants_number(step):
            self._refund(partial(self._money.asked, step, step.refund.type))
        elif isinstance(step, GoodsRefund):
            self._approval.attempt(partial(self._give, step), self.show)

    def cancelled(self) -> None:
        """One step back; from the first one to the sale."""
        step = self._step
        if not self._steps.accepts():
            return
        if isinstance(step, GoodsQuestion):
            self._navigator.go(Place.SALE)
        elif isinstance(step, GoodsNumber):
            self.go(step.refund)
        else:
            self.go(step.reason if isinstance(step, GoodsRefund) else step.goods)

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the step."""
        self._screen.show_state(GoodsState(self._approval.panel or self._step.panel(), notice))

    @property
    def measuring(self) -> MeasureQuestion | None:
        """What is being measured, if anything."""
        return self._step if isinstance(self._step, MeasureQuestion) else None

    def reckon(self, goods: GoodsQuestion) -> None:
        """The goods with what would go back for them."""
        notice, goods = NOTHING, replace(goods, refund=None)
        if goods.brought:
            try:
                goods = replace(goods, refund=self._services.receiptless.refund(goods.goods))
            except Refused as refusal:
                notice = problem(refusal.sentence)
        self._step = goods
        self.show(notice)

    def go(self, step: GoodsStep) -> None:
        """This is asked now."""
        self._step = step
        self.show()

    def _typed(self, step: GoodsTyped) -> None:
        if isinstance(step, CodeQuestion):
            self._step = replace(step, entry=step.entry.entered())
            self._put(step.goods, step.entry.text)
        elif isinstance(step, MeasureQuestion) and step.entry.value is not None:
            self.reckon(step.goods.with_quantity(step.place, step.entry.value))
        elif isinstance(step, PaidQuestion) and step.entry.value is not None:
            currency = self._services.selling.rules.policy.currency
            self.reckon(step.goods.with_price(step.place, Money.rounded(step.entry.value, currency)))
        elif isinstance(step, GoodsNumber | GoodsPiece) and step.number.answer:
            self._numbered(step)

    def _put(self, goods: GoodsQuestion, code: str) -> None:
        try:
            found = Found(*self._services.selling.found(code))
        except Refused as refusal:
            self.show(problem(refusal.sentence))
            return
        self._take(goods, replace(found.brought, serial=read_scan(code).serial or ""), found.quantity)

    def _take(self, goods: GoodsQuestion, brought: Brought, quantity: Decimal | None = None) -> None:
        """Put it among the goods; a weight or a number that its code does not say is asked for."""
        put = goods.put(brought)
        if brought.item.serialised and not brought.serial:
            self.go(GoodsPiece.of(goods, brought))
        elif brought.item.is_weighed and not quantity:
            self.go(MeasureQuestion.of(put, len(goods.brought)))
        else:
            self.reckon(put)

    def _refund(self, way: Callable[[], GoodsStep]) -> None:
        try:
            self.go(way())
        except Refused as refusal:
            self.show(problem(refusal.sentence))

    def _numbered(self, step: GoodsNumber | GoodsPiece) -> None:
        """What was typed or scanned is gone where it is refused: it may be the number of a payment card."""
        self._step = step.emptied()
        if isinstance(step, GoodsPiece):
            self._refund(partial(self._money.with_piece, step))
        else:
            self._refund(partial(self._money.numbered, step))

    def _give(self, step: GoodsRefund) -> Notice:
        self._money.give(step)
        self._step = GoodsQuestion(LinePage(self._room))
        self._guard.accepts()
        self._navigator.go(Place.CHANGE)
        return NOTHING
