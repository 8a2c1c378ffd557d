"""Goods that are sold by their serial number: which piece it is that comes back, without a receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.serial_question import SerialNumber
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.presentation.brought import Brought
    from pos_terminal.presentation.goods_lines import GoodsQuestion
    from pos_terminal.presentation.words_question import WordsPanel


@dataclass(frozen=True, slots=True)
class GoodsPiece:
    """Which piece is brought; it is among the goods once its number is known."""

    goods: GoodsQuestion
    brought: Brought
    number: SerialNumber

    @classmethod
    def of(cls, goods: GoodsQuestion, brought: Brought) -> GoodsPiece:
        """Nothing typed yet."""
        return cls(goods, brought, SerialNumber(brief(brought.item.name), _("Next"), _("Back")))

    @property
    def was_card(self) -> bool:
        """Whether a payment card's number was typed, and wiped."""
        return self.number.was_card

    @property
    def known(self) -> GoodsQuestion:
        """The goods, with this piece."""
        return self.goods.put(replace(self.brought, serial=self.number.answer))

    def press(self, key: str) -> GoodsPiece:
        """The question after a key."""
        return replace(self, number=self.number.press(key))

    def scanned(self, code: str) -> GoodsPiece:
        """The question with a number that was scanned."""
        return replace(self, number=replace(self.number, text=code))

    def emptied(self) -> GoodsPiece:
        """The question with nothing typed."""
        return replace(self, number=replace(self.number, text=""))

    def panel(self) -> WordsPanel:
        """The question as the screen draws it."""
        return self.number.panel()
