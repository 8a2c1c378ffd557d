"""A key that says an amount: both are drawn smaller, then one above the other, before the words give way to it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent

from pos_terminal.presentation.plain import plain
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import step_that_fits, text_width
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.line_height import line_height
from pos_terminal.ui.widgets.text import restyle
from pos_terminal.ui.widgets.tile import two_lines

_GAP = "  "
_SIDES = 40
_SNUG = 34
"""Of a key that says words alone: its frame, and what the style leaves beside it."""
_EDGES = 8
"""The frame above and below the lines of a key."""
_ICON = 34
_SMALL_ICON = 28
_STEPS = ("title", "label", "body_strong", "caption")


class AmountButton(ActionButton):
    """Takes the width that its row gives and fits `word  amount` into it, the amount below where both are too wide."""

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
        if not self._amount and text_width(look, self._steps[-1], whole) > room:
            self._break(plain(whole), room)
            return
        step = step_that_fits(look, self._steps, whole, room)
        is_one_line = not self._amount or text_width(look, step, whole) <= room
        if not is_one_line:
            step = self._two_line_step(room)
        self._take(step)
        self.show_label(self._cut(whole, step, room) if is_one_line else whole, whole)
        if not is_one_line:
            lines = (self._cut(plain(self._word), step, room), plain(self._amount))
            self.setText("\n".join(lines).replace("&", "&&"))

    def _take(self, step: str) -> None:
        if self.property("step") != step:
            self.setProperty("step", step)
            restyle(self)

    def _break(self, words: str, room: int) -> None:
        """Words that are too wide for a line in the smallest step stand on two, broken between them."""
        metrics = QFontMetrics(self._look.font(self._steps[-1]))
        self._take(self._steps[-1])
        self.show_label(words)
        self.setText("\n".join(two_lines(words, metrics, room)).replace("&", "&&"))

    def _two_line_step(self, room: int) -> str:
        """The first step in which the word and the amount below it have room, else the last."""
        lines, look = (self._word, self._amount), self._look
        height = self.height() - _EDGES
        low = (step for step in self._steps if sum(line_height(look, step, each) for each in lines) <= height)
        fitting = (step for step in low if all(text_width(look, step, each) <= room for each in lines))
        return next(fitting, self._steps[-1])

    def _cut(self, words: str, step: str, room: int) -> str:
        """As much of the words as there is room for; what just fits is left alone, which Qt cuts by a part of a dp."""
        metrics = QFontMetrics(self._look.font(step))
        fits = metrics.horizontalAdvance(words) <= room
        return words if fits else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


def _joined(word: str, amount: str) -> str:
    return f"{word}{_GAP}{amount}" if amount else word
