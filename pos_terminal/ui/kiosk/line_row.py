"""A line of the basket: picture, name, one less and one more, and what it comes to."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.presentation.kiosk.state import KioskKey, KioskLine
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form, KeyButton
from pos_terminal.ui.kiosk.strokes import Strokes
from pos_terminal.wording import _

HEIGHT = 112
_NARROW = 760
_NOTHING = KioskLine("", "", "", "")


class LineRow(QWidget):
    """Draws a `KioskLine`; its keys tell which line, and how many more."""

    counted = Signal(str, int)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._line = _NOTHING
        self._less, self._more = (KeyButton(ink, Form.SQUARE) for _each in range(2))
        for button in (self._less, self._more):
            button.setParent(self)
        self._less.clicked.connect(self._one_less)
        self._more.clicked.connect(self._one_more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ink.changed.connect(self._ink_changed)

    def show_line(self, line: KioskLine) -> None:
        """Draw this line."""
        self._line = line
        is_last = line.quantity == "1" or not line.can_more
        words = _("Take out {item}", item=line.name) if is_last else _("One less: {item}", item=line.name)
        self._less.show_key(KioskKey("", "", "trash" if is_last else "minus", can_press=line.can_less, spoken=words))
        more = _("One more: {item}", item=line.name)
        self._more.show_key(KioskKey("", "", "plus", can_press=line.can_more, spoken=more))
        self.setAccessibleName(", ".join(part for part in (line.quantity, line.name, line.amount, line.detail) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ink.dp(520), self._ink.dp(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ink.dp(420), self._ink.dp(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_keys()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place_keys()

    def paintEvent(self, _event: QPaintEvent) -> None:
        dp, line = self._ink.dp, self._line
        with Strokes(self, self._ink) as strokes:
            strokes.ground("bg_raised", "border_subtle", width=1)
            art = self._ink.art(line.art, dp(64), self.devicePixelRatioF())
            left = dp(20)
            if art is not None:
                x = self.width() - left - dp(64) if strokes.mirrored else left
                strokes.painter.drawPixmap(QPointF(x, (self.height() - dp(64)) / 2), art)
                left += dp(64) + dp(16)
            name = self._box(strokes, left, self._keys_at() - left - dp(8))
            self._paint_words(strokes, name)
            count = self._box(strokes, self._keys_at() + dp(88), dp(72))
            strokes.words(line.quantity, ("label", "text_primary"), count, centred=True)
            if not self._is_narrow:
                amount = self._box(strokes, self.width() - dp(20) - self._amount_width(), self._amount_width())
                strokes.words(line.amount, ("body", "text_primary"), amount, centred=True)

    @property
    def _is_narrow(self) -> bool:
        """Whether the amount lies under the name."""
        return self.width() < self._ink.dp(_NARROW)

    def _paint_words(self, strokes: Strokes, box: QRectF) -> None:
        line = self._line
        below, step = (line.amount, "body") if self._is_narrow else (line.detail, "caption")
        if not below:
            strokes.words(line.name, ("body_strong", "text_primary"), box, lines=2)
            return
        upper, lower = QRectF(box), QRectF(box)
        upper.setBottom(box.center().y() + self._ink.dp(6))
        lower.setTop(box.center().y() + self._ink.dp(6))
        strokes.words(line.name, ("body_strong", "text_primary"), upper)
        strokes.words(below, (step, "text_secondary"), lower)

    def _amount_width(self) -> float:
        return QFontMetricsF(self._ink.font("body")).horizontalAdvance("0,000.00")

    def _keys_at(self) -> float:
        """Where the first key is, from where reading begins."""
        amount = 0 if self._is_narrow else self._amount_width() + self._ink.dp(12)
        return self.width() - amount - self._ink.dp(20 + 88 + 72 + 88)

    def _box(self, strokes: Strokes, at: float, width: float) -> QRectF:
        left = self.width() - at - width if strokes.mirrored else at
        return QRectF(left, 0, max(1.0, width), self.height())

    def _place_keys(self) -> None:
        dp = self._ink.dp
        size, at = dp(88), self._keys_at()
        for button, offset in ((self._less, 0), (self._more, dp(88 + 72))):
            left = at + offset
            x = self.width() - left - size if self.isRightToLeft() else left
            button.setGeometry(round(x), (self.height() - size) // 2, size, size)

    def _ink_changed(self) -> None:
        self.updateGeometry()
        self._place_keys()
        self.update()

    def _one_less(self) -> None:
        self.counted.emit(self._line.line_id, -1)

    def _one_more(self) -> None:
        self.counted.emit(self._line.line_id, 1)
