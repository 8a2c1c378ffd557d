"""The picture on an offer's card, in a place that is there before it is, with the offer's state on its corner."""

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from pos_terminal.presentation.member_state import OfferCard
from pos_terminal.ui.theme.look import Look

PICTURE = 64
_ICON = 28
_BADGE, _BADGE_ICON = 26, 18


class OfferPicture:
    """Makes the picture ready when it is first painted: of fifty cards a screen shows five."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._data = b""
        self._pixmap = QPixmap()

    def paint(self, painter: QPainter, place: QRect, card: OfferCard, colours: tuple[str, str]) -> None:
        """Draw it in its place; a placeholder while there is none. ``colours`` are the roles of ink and ground."""
        look, ink = self._look, colours[0]
        self._take(card.picture or b"")
        painter.setPen(QPen(look.colour("border_subtle"), look.tokens.border["hairline"]))
        painter.setBrush(look.colour("bg_inset"))
        radius = look.tokens.radius["sm"]
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._pixmap.isNull():
            self._paint_icon(painter, card.icon, ink, QRect(_centred(place, _ICON), QSize(_ICON, _ICON)))
            return
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(place), radius, radius)
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        inside = QRect(place.center() - QPoint(size.width() // 2 - 1, size.height() // 2 - 1), size)
        painter.drawPixmap(inside, self._pixmap)
        painter.restore()
        self._paint_badge(painter, place, card.icon, colours)

    def _paint_badge(self, painter: QPainter, place: QRect, icon: str, colours: tuple[str, str]) -> None:
        """Where the offer stands, on the corner: a picture alone does not say it."""
        ink, ground = colours
        corner = QRect(place.right() - _BADGE + 5, place.bottom() - _BADGE + 5, _BADGE, _BADGE)
        painter.setPen(QPen(self._look.colour(ink), self._look.tokens.border["hairline"]))
        painter.setBrush(self._look.colour(ground))
        painter.drawEllipse(corner)
        self._paint_icon(painter, icon, ink, QRect(_centred(corner, _BADGE_ICON), QSize(_BADGE_ICON, _BADGE_ICON)))

    def _paint_icon(self, painter: QPainter, name: str, ink: str, place: QRect) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(place.topLeft(), self._look.icon(name, ink, place.width(), ratio))

    def _take(self, data: bytes) -> None:
        if data != self._data:
            self._data = data
            self._pixmap = QPixmap()
            if data:
                self._pixmap.loadFromData(QByteArray(data), "PNG")


def _centred(place: QRect, side: int) -> QPoint:
    return QPoint(place.left() + (place.width() - side) // 2, place.top() + (place.height() - side) // 2)
