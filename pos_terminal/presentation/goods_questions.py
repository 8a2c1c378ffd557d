"""The questions when goods come back without a receipt: what, how much, what was paid, why, by which tender."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.change import PaidRow
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.find_panel import FindPanel
from pos_terminal.presentation.goods_lines import GoodsQuestion
from pos_terminal.presentation.goods_pieces import GoodsPiece
from pos_terminal.presentation.panels import Asked, Choice, ChoicePanel, EntryPanel
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.questions import why_panel
from pos_terminal.presentation.return_panels import RefundPanel
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.presentation.tender_number import TenderNumber, way_words
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.presentation.brought import Brought
    from pos_terminal.presentation.browsing import Browsing
    from pos_terminal.presentation.words_question import WordsPanel

_NO_CODE = Entry(most=19, is_code=True)
"""Nothing typed yet; as many digits as a payment card's number has, so that one is known for what it is."""
_WEIGHT_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class FindQuestion:
    """What comes back is being looked for, by its words or its category."""

    goods: GoodsQuestion
    browsing: Browsing

    def panel(self) -> FindPanel:
        """The question as the screen draws it."""
        return FindPanel(self.browsing.words, self.browsing.chips, self.browsing.page(()))


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """The code of something that comes back is being typed."""

    goods: GoodsQuestion
    entry: Entry = _NO_CODE

    @property
    def was_card(self) -> bool:
        """Whether a payment card's number was typed, and wiped."""
        return self.entry.was_card

    def press(self, key: str) -> CodeQuestion:
        """The question after a key."""
        return replace(self, entry=self.entry.press(key))

    def panel(self) -> EntryPanel:
        """The question as the screen draws it."""
        return EntryPanel(
            asked=Asked.NUMBER,
            title=_("What comes back?"),
            hint=_("Type the number under its barcode, its SKU or its PLU."),
            text=self.entry.text or "0",
            confirm=_("Add item by code"),
            can_confirm=bool(self.entry.text),
        )


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """How much of it comes back is being typed."""

    goods: GoodsQuestion
    place: int
    entry: Entry
    scale: str = ""
    """What the scale shows, where what is weighed is asked for and there is one."""

    @classmethod
    def of(cls, goods: GoodsQuestion, place: int) -> MeasureQuestion:
        """Pieces are whole, weights have three decimals."""
        weighed = goods.brought[place].item.is_weighed
        return cls(goods, place, Entry(decimals=_WEIGHT_DECIMALS if weighed else 0))

    @property
    def brought(self) -> Brought:
        """What it is about."""
        return self.goods.brought[self.place]

    def press(self, key: str) -> MeasureQuestion:
        """The question after a key."""
        return replace(self, entry=self.entry.press(key))

    def panel(self) -> EntryPanel:
        """The question as the screen draws it."""
        item = self.brought.item
        return EntryPanel(
            asked=Asked.WEIGHT if item.is_weighed else Asked.NUMBER,
            title=_("{item}: how much comes back?", item=brief(item.name)),
            hint=_("Type its weight.") if item.is_weighed else _("Type how many."),
            text=self.entry.shown or "0",
            unit=str(item.unit) if item.is_weighed else "",
            has_decimals=bool(self.entry.decimals),
            confirm=_("Set weight") if item.is_weighed else _("Set quantity"),
            can_confirm=bool(self.entry.value),
            third=self.scale,
            can_third=True,
        )


@dataclass(frozen=True, slots=True)
class PaidQuestion:
    """What was paid for one of it is being typed."""

    goods: GoodsQuestion
    place: int
    entry: Entry

    @classmethod
    def of(cls, goods: GoodsQuestion, place: int) -> PaidQuestion:
        """In the shop's currency."""
        return cls(goods, place, Entry(decimals=goods.brought[place].item.price.currency.exponent))

    def press(self, key: str) -> PaidQuestion:
        """The question after a key."""
        return replace(self, entry=self.entry.press(key))

    def panel(self) -> EntryPanel:
        """The question as the screen draws it."""
        item = self.goods.brought[self.place].item
        one = f"1 {item.unit}" if item.is_weighed else "1"
        today = _("Today it costs {amount}.", amount=amount_text(item.price))
        now = _("It has no fixed price.") if item.open_price else today
        return EntryPanel(
            asked=Asked.PRICE,
            title=_("{item}: what was paid for {one}?", item=brief(item.name), one=one),
            hint=now,
            text=self.entry.shown or amount_text(Money.zero(item.price.currency)),
            unit=item.price.currency.code,
            has_decimals=self.entry.decimals > 0,
            confirm=_("Set price paid"),
            can_confirm=self.entry.value is not None,
        )


@dataclass(frozen=True, slots=True)
class GoodsReason:
    """Why: a tap on a reason leads to the money."""

    goods: GoodsQuestion
    reasons: tuple[str, ...]

    def panel(self) -> ChoicePanel:
        """The question as the screen draws it."""
        return why_panel(_("Goods come back without a receipt."), self.reasons)


@dataclass(frozen=True, slots=True)
class GoodsRefund:
    """What goes back, by which of the tenders: the last step before it does, but for a number that it may want."""

    reason: GoodsReason
    words: str
    refund: Refund
    tenders: tuple[str, ...]

    def panel(self) -> RefundPanel:
        """The question as the screen draws it."""
        kind, given = self.refund.type, amount_text(self.refund.given)
        tenders = tuple(Choice(each, plain(tender_words(each)), tender_icon(each)) for each in self.tenders)
        return RefundPanel(
            title=_("Give this back?"),
            sentence=_("Without a receipt · {words}. This cannot be undone.", words=brief(_(self.words))),
            amount=given,
            rows=(PaidRow(tender_icon(kind), way_words(self.refund), given),),
            tenders=tenders if len(tenders) > 1 else (),
            chosen=kind,
            keep=_("Back"),
            confirm=_("Give back"),
        )


@dataclass(frozen=True, slots=True)
class GoodsNumber:
    """Which card or voucher the money goes to."""

    refund: GoodsRefund
    number: TenderNumber

    def emptied(self) -> GoodsNumber:
        """The question with nothing typed."""
        return replace(self, number=self.number.emptied())

    def press(self, key: str) -> GoodsNumber:
        """The question after a key."""
        return replace(self, number=self.number.press(key))

    def scanned(self, code: str) -> GoodsNumber:
        """The question with a number that was scanned."""
        return replace(self, number=self.number.scanned(code))

    def panel(self) -> WordsPanel:
        """The question as the screen draws it."""
        return self.number.panel()


GoodsTyped = CodeQuestion | MeasureQuestion | PaidQuestion | GoodsPiece | GoodsNumber
GoodsStep = GoodsQuestion | FindQuestion | GoodsTyped | GoodsReason | GoodsRefund
