"""Figures that are never cut: they are drawn smaller when they are long, because a cut amount is a wrong one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.plain import plain
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.text import PlainLabel

LARGE_STEPS = ("total", "headline", "amount", "title", "label", "body_strong", "caption")
"""What a large figure may come down to."""

BESIDE_STEPS = ("body_strong", "caption")
"""What a figure beside words may come down to."""


class AmountLabel(PlainLabel):
    """An amount in the largest of its type steps that fits; as high as the largest, so that nothing below it moves."""

    def __init__(self, look: Look, steps: tuple[str, ...] = LARGE_STEPS, *, tone: str = "") -> None:
        super().__init__(step=steps[0], tone=tone)
        self._look = look
        self._steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self._fit)

    def show_text(self, text: str) -> None:
        if text != self.text():
            super().show_text(text)
            self._fit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font(self._steps[0]))
        return QSize(text_width(self._look, self._steps[0], self.text()), metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(self._look.font(self._steps[0])).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.show_step(step_that_fits(self._look, self._steps, self.text(), self.width()))


class AmountParts(AmountLabel):
    """Words with an amount each: beside each other, or below each other where even the smallest step has no room."""

    def __init__(self, look: Look, between: str, *, steps: tuple[str, ...] = BESIDE_STEPS, tone: str = "") -> None:
        super().__init__(look, steps, tone=tone)
        self._between = between
        self._parts: tuple[str, ...] = ()
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def show_parts(self, *parts: str) -> None:
        """Draw those of these that say something."""
        self._parts = tuple(plain(each) for each in parts if each)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() * (self.text().count("\n") + 1)

    def _fit(self) -> None:
        beside = self._between.join(self._parts)
        has_room = text_width(self._look, self._steps[-1], beside) <= self.width()
        text = beside if has_room else "\n".join(self._parts)
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
        super()._fit()


def step_that_fits(look: Look, steps: tuple[str, ...], text: str, room: int) -> str:
    """The first of the type steps in which the text is no wider than `room` dp, else the last."""
    fitting = (step for step in steps if text_width(look, step, text) <= room)
    return next(fitting, steps[-1])


def text_width(look: Look, step: str, text: str) -> int:
    """Width in dp of the text, or of its longest line, in this type step."""
    metrics = QFontMetrics(look.font(step))
    return max(metrics.horizontalAdvance(line) for line in text.split("\n"))
