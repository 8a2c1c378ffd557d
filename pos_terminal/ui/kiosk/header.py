"""The head of a kiosk: whose it is, and which step of three the shopper is in. Nothing in it is tapped."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.presentation.kiosk.state import StepMark
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.strokes import Strokes

_RING = 64
_SMALLER = 0.67
"""Names are written in smaller letters before words beside them go."""


class Header(QWidget):
    """The store's name, and the steps as numbers with words: the one of now is bold and filled."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._store = ""
        self._steps: tuple[StepMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ink.changed.connect(self.updateGeometry)

    def show_steps(self, store: str, steps: tuple[StepMark, ...]) -> None:
        """Draw these."""
        if (store, steps) != (self._store, self._steps):
            self._store, self._steps = store, steps
            told = [f"{each.number} {each.words}" for each in steps if each.is_now]
            self.setAccessibleName(", ".join([store, *told]))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ink.dp(400), self._ink.dp(72))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        dp = self._ink.dp
        with Strokes(self, self._ink) as strokes:
            x = self._place(strokes, 0, dp(52))
            strokes.icon("building-store", "primary", x)
            widths = self._widths()
            room = self.width() - dp(70) - sum(widths) - dp(24)
            name = self._place(strokes, dp(70), max(dp(60), room))
            strokes.words(self._store, ("title", "text_primary"), name)
            at = float(self.width() - sum(widths))
            for step, width in zip(self._steps, widths, strict=True):
                self._paint_step(strokes, step, at, width)
                at += width

    def _paint_step(self, strokes: Strokes, step: StepMark, at: float, width: float) -> None:
        dp = self._ink.dp
        ring = self._place(strokes, at, dp(48))
        size = max(dp(48), QFontMetricsF(self._ink.font("caption")).height() * 1.1)
        circle = QRectF(ring.center().x() - size / 2, ring.center().y() - size / 2, size, size)
        strokes.painter.setPen(self._ink.colour("primary" if step.is_now else "border_control"))
        strokes.painter.setBrush(self._ink.colour("primary" if step.is_now else "bg_inset"))
        strokes.painter.drawEllipse(circle)
        ink = "on_primary" if step.is_now else "text_primary"
        strokes.words(step.number, ("caption", ink), circle, centred=True)
        role = "text_primary" if step.is_now else "text_secondary"
        if width <= dp(_RING):
            return
        words = self._place(strokes, at + dp(58), width - dp(78))
        strokes.words(step.words, ("body_strong" if step.is_now else "body", role), words)

    def _widths(self) -> list[float]:
        """How wide each step is; where the store's name has no room beside all words, only those of now stand there."""
        whole = [self._width(each) for each in self._steps]
        name = QFontMetricsF(self._ink.font("title")).horizontalAdvance(self._store) * _SMALLER
        if self.width() - self._ink.dp(94) - sum(whole) >= name:
            return whole
        ring = self._ink.dp(_RING)
        left = self.width() - self._ink.dp(94) - name - ring * (len(self._steps) - 1)
        return [min(self._width(each), left) if each.is_now else ring for each in self._steps]

    def _width(self, step: StepMark) -> float:
        words = QFontMetricsF(self._ink.font("body_strong")).horizontalAdvance(step.words)
        return words + self._ink.dp(84)

    def _place(self, strokes: Strokes, at: float, width: float) -> QRectF:
        """A box so far from where reading begins."""
        left = self.width() - at - width if strokes.mirrored else at
        return QRectF(left, 0, width, self.height())
