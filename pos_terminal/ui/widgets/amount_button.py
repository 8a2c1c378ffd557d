"""A key that says an amount: words give way to it, and both are drawn smaller before either does."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import step_that_fits, text_width
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.text import restyle

_GAP = "  "
_SIDES = 40
_SNUG = 34
"""Of a key that says words alone: its frame, and what the style leaves beside it."""
_ICON = 34
_SMALL_ICON = 28
_STEPS = ("title", "label", "body_strong", "caption")


class AmountButton(ActionButton):
    """Takes the width that its row gives and fits `word  amount` into it."""

    def __init__(self, look: Look, *, kind: Kind, height: int = 0, icon: str = "") -> None:
        super().__init__(look, kind=kind, height=height, icon=icon)
        self._look = look
        is_large = kind is Kind.PRIMARY
        self._steps = _STEPS if is_large else _STEPS[1:]
        self._sides, self._icon_room = (_SIDES, _ICON) if is_large else (_SNUG, _SMALL_ICON)
        self._word = ""
        self._amount = ""
        row_width_policy(self)
        look.changed.connect(self._fit)

    def show_amount(self, word: str, amount: str = "") -> None:
        """Draw this word, and this amount behind it."""
        if (word, amount) != (self._word, self._amount):
            self._word, self._amount = word, amount
            self._fit()

    def sizeHint(self) -> QSize:
        return self._least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look, whole = self._look, _joined(self._word, self._amount)
        room = self.width() - self._sides - (self._icon_room if self._icon_name else 0)
        step = step_that_fits(look, self._steps, whole, room)
        if self.property("step") != step:
            self.setProperty("step", step)
            restyle(self)
        self.show_label(whole if text_width(look, step, whole) <= room else self._cut(step, room), whole)

    def _cut(self, step: str, room: int) -> str:
        """The amount whole, and as much of the word as there is room for."""
        left = room - text_width(self._look, step, f"{_GAP}{self._amount}" if self._amount else "")
        word = QFontMetrics(self._look.font(step)).elidedText(self._word, Qt.TextElideMode.ElideRight, left)
        return _joined(word, self._amount)


def _joined(word: str, amount: str) -> str:
    return f"{word}{_GAP}{amount}" if amount else word
