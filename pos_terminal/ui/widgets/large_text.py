"""Text that is read from a metre away: its size goes by the height of the window, not by the till's type scale."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QWidget

from pos_terminal.ui.theme.look import Look

_SMALLEST = 0.3
"""Of its size: what a figure comes down to before it would be cut."""


@dataclass(frozen=True, slots=True)
class Type:
    """``size`` in units of the window, ``weight`` as fonts count it, ``role`` of the palette."""

    size: float
    weight: int = 600
    role: str = "text_primary"


class LargeText:
    """Draws on one widget; places are given as lines run, and mirrored where they run to the left."""

    def __init__(self, painter: QPainter, look: Look, widget: QWidget, unit: float) -> None:
        self.painter = painter
        self.unit = unit
        self._look = look
        self._rect = widget.rect()
        self._direction = widget.layoutDirection()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way

    def ground(self, room: QRectF, role: str, border: str = "") -> None:
        """A surface with round corners."""
        self.painter.setPen(self._look.colour(border) if border else Qt.PenStyle.NoPen)
        self.painter.setBrush(self._look.colour(role))
        radius = 1.2 * self.unit
        self.painter.drawRoundedRect(self._seen(room), radius, radius)

    def words(self, text: str, room: QRectF, kind: Type, *, centred: bool = False) -> None:
        """Words, cut at the end of their room."""
        font = self._font(kind, kind.size)
        cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._draw(cut, room, (font, kind.role), "centre" if centred else "near")

    def figure(self, text: str, room: QRectF, kind: Type, *, centred: bool = False) -> float:
        """An amount, which is drawn smaller rather than cut; how wide it is."""
        size = kind.size
        while self._width(text, kind, size) > room.width() and size > _SMALLEST * kind.size:
            size *= 0.92
        self._draw(text, room, (self._font(kind, size), kind.role), "centre" if centred else "far")
        return self._width(text, kind, size)

    def line(self, pair: tuple[str, str], room: QRectF, kind: Type) -> None:
        """Words and their amount on one line; the words give way."""
        words, amount = pair
        taken = self.figure(amount, room, kind) + self.unit if amount else 0.0
        self.words(words, room.adjusted(0, 0, -taken, 0), kind)

    def _draw(self, text: str, room: QRectF, ink: tuple[QFont, str], where: str) -> None:
        font, role = ink
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self._direction is Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        side = {"near": near, "far": far, "centre": Qt.AlignmentFlag.AlignHCenter}[where]
        self.painter.setFont(font)
        self.painter.setPen(self._look.colour(role))
        self.painter.drawText(self._seen(room), side | Qt.AlignmentFlag.AlignVCenter, text)

    def _seen(self, room: QRectF) -> QRectF:
        return QRectF(QStyle.visualRect(self._direction, self._rect, room.toRect()))

    def _width(self, text: str, kind: Type, size: float) -> float:
        return QFontMetricsF(self._font(kind, size)).horizontalAdvance(text)

    def _font(self, kind: Type, size: float) -> QFont:
        font = QFont(self._look.font("body"))
        font.setPixelSize(max(8, round(size * self.unit)))
        font.setWeight(QFont.Weight(kind.weight))
        return font
