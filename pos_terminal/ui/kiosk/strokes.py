"""Text, icons and grounds as all keys of a kiosk paint them."""

from typing import Self

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.theme.icons import facing
from pos_terminal.ui.widgets.line_breaks import at_most, broken


class Strokes:
    """Paints one widget; ``with`` it, the painter ends where the block does."""

    def __init__(self, widget: QWidget, ink: Ink) -> None:
        self._widget = widget
        self.ink = ink
        self.painter = QPainter(widget)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.mirrored = widget.isRightToLeft()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.painter.end()

    def ground(self, fill: str, border: str, *, radius: float = 16, width: float = 2) -> QRectF:
        """A rounded ground over the whole widget; the room inside it."""
        pen = self.ink.dp(width)
        box = QRectF(self._widget.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        path = QPainterPath()
        path.addRoundedRect(box, self.ink.dp(radius), self.ink.dp(radius))
        self.painter.fillPath(path, self.ink.colour(fill))
        self.painter.setPen(QPen(self.ink.colour(border), pen))
        self.painter.drawPath(path)
        return box

    def icon(self, name: str, role: str, box: QRectF) -> None:
        """An icon in the middle of this box, as large as it."""
        size = int(min(box.width(), box.height()))
        picture = self.ink.icon(facing(name, mirrored=self.mirrored), role, size, self._widget.devicePixelRatioF())
        self.painter.drawPixmap(QPointF(box.center().x() - size / 2, box.center().y() - size / 2), picture)

    def words(self, text: str, ink: tuple[str, str], box: QRectF, *, lines: int = 1, centred: bool = False) -> float:
        """The text in this box, on at most so many lines, its letters smaller before it is cut; the height it took.

        ``ink`` is the step of the scale of type, and the role of the colour.
        """
        step, role = ink
        font, drawn = fitted(text, self.ink.font(step), box, lines, self.ink.least)
        metrics = QFontMetricsF(font)
        height = metrics.height() * len(drawn)
        self.painter.setFont(font)
        self.painter.setPen(self.ink.colour(role))
        side = Qt.AlignmentFlag.AlignHCenter if centred else self._leading()
        top = box.top() + (box.height() - height) / 2
        for number, line in enumerate(drawn):
            row = QRectF(box.left(), top + number * metrics.height(), box.width(), metrics.height())
            self.painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, line)
        return height

    def _leading(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute


def fitted(text: str, font: QFont, box: QRectF, most: int, least: int = 8) -> tuple[QFont, list[str]]:
    """The text broken into at most so many lines that fit the box, in letters down to two thirds, then cut.

    Letters get smaller than ``least`` only where that shows the whole text.
    """
    smaller = QFont(font)
    sizes = [max(8, round(font.pixelSize() * share)) for share in (1.0, 0.9, 0.8, 0.67)]
    for size in sorted({*sizes, *([least] if sizes[-1] < least < sizes[0] else [])}, reverse=True):
        smaller.setPixelSize(size)
        height = QFontMetricsF(smaller).height()
        lines, is_whole = broken(text, smaller, box.width())
        if is_whole and len(lines) <= most and height * len(lines) <= box.height() + 1:
            return smaller, lines
    smaller.setPixelSize(max(smaller.pixelSize(), min(least, font.pixelSize())))
    lines, _is_whole = broken(text, smaller, box.width())
    most = max(1, min(most, int((box.height() + 1) // QFontMetricsF(smaller).height())))
    return smaller, list(at_most(lines, most, smaller, box.width()))
