"""The weight of goods that come back without a receipt, as the scale shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.unit_weight import in_unit
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.scale_watch import scale_words

if TYPE_CHECKING:
    from pos_terminal.application.scale_weighing import Scale
    from pos_terminal.presentation.goods_lines import GoodsQuestion
    from pos_terminal.presentation.goods_questions import MeasureQuestion


class WeighedGoods(Protocol):
    """The goods that come back, as far as one of them is weighed."""

    @property
    def measuring(self) -> MeasureQuestion | None:
        """What is being measured, if anything."""

    def go(self, step: MeasureQuestion, /) -> None:
        """This is asked now."""

    def reckon(self, goods: GoodsQuestion, /) -> None:
        """The goods with what would go back for them."""

    def show(self, notice: Notice = NOTHING, /) -> None:
        """Draw the step, and tell this."""


class GoodsWeighing:
    """Looks at the scale while a weight is asked for; without one it does nothing."""

    def __init__(self, goods: WeighedGoods, scale: Scale | None) -> None:
        self._goods = goods
        self._scale = scale

    def glanced(self) -> None:
        """A moment went by: the key says what the scale shows now."""
        step, scale = self._goods.measuring, self._scale
        if step is None or scale is None or not step.brought.item.is_weighed:
            return
        words = scale_words(step.brought.item, scale.newest())
        if words != step.scale:
            self._goods.go(replace(step, scale=words))

    def taken(self) -> None:
        """The key that takes the weight was tapped."""
        step, scale = self._goods.measuring, self._scale
        if step is None or scale is None:
            return
        try:
            weight = in_unit(step.brought.item.unit, scale.newest().weight())
        except Refused as refusal:
            self._goods.show(problem(refusal.sentence))
            return
        self._goods.reckon(step.goods.with_quantity(step.place, weight))
