"""How many digits of a PIN were typed; the digits themselves are never drawn."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.ui.theme.look import Look
from pos_terminal.wording import _, ngettext

_SIZE = 16
_STEP = 30
_AT_LEAST = 4


class PinDots(QWidget):
    """A row of dots: filled for typed digits, rings for those a PIN has at least."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("No digits"))
        look.changed.connect(self.update)

    def show_count(self, count: int) -> None:
        """Draw this many typed digits."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(ngettext("{count} digit", "{count} digits", count))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(12 * _STEP, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * _STEP, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        places = max(self._count, _AT_LEAST)
        step = min(_STEP, self.width() / places)
        left = (self.width() - step * (places - 1) - _SIZE) / 2
        top = (self.height() - _SIZE) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("border_control"), 2))
        for place in range(places):
            filled = place < self._count
            painter.setPen(Qt.PenStyle.NoPen if filled else QPen(self._look.colour("border_control"), 2))
            painter.setBrush(self._look.colour("primary") if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(left + place * step, top, _SIZE, _SIZE))
        painter.end()
