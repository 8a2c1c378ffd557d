"""A product tile: picture on its category's ground, name, price, what the cart holds of it, age limit in words."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.tiles import Tile
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.drawn_button import DrawnButton
from pos_terminal.wording import _

_LEAST_BAND_SHARE = 0.3
_LINE_SHARE = 1.13
_PAD = 10
_BADGE_HEIGHT = 26
_SMALLEST = QSize(116, 104)


class TileButton(DrawnButton):
    """Shows one `Tile`; an empty place is shown by hiding the button, so tiles never move."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tile = Tile("", "", "")
        self._lines: tuple[str, ...] = ()
        self._picture = QPixmap()
        self._is_drawn_down = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_SMALLEST)
        look.changed.connect(self._look_changed)
        look.goods_came.connect(self._picture_came)

    @property
    def tile(self) -> Tile:
        """What is drawn."""
        return self._tile

    def show_tile(self, tile: Tile) -> None:
        """Draw this product; nothing happens when it is drawn already."""
        if tile is self._tile or tile == self._tile:
            return
        before, self._tile = self._tile, tile
        if replace(before, count=tile.count) != tile:
            self._wrap()
        parts = (tile.name, tile.price, tile.age, _("{count} in the cart", count=tile.count) if tile.count else "")
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(152, 125)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.devicePixelRatioF().is_integer():
            painter.drawPixmap(0, 0, self._all_but_count())
        else:  # a picture would be drawn between pixels, and blurred
            self._paint_all_but_count(painter)
        if self._tile.count:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_badge(painter, self._tile.count, ("primary", "on_primary"), at_end=True)
        painter.end()

    def _all_but_count(self) -> QPixmap:
        """What stays while the product does: drawn once, because every scan of the product paints its tile."""
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._picture.size() != size or self._is_drawn_down != self.isDown():
            self._is_drawn_down = self.isDown()
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            painter = QPainter(self._picture)
            self._paint_all_but_count(painter)
            painter.end()
        return self._picture

    def _paint_all_but_count(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._look.colour("bg_canvas"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        self._paint_picture(painter)
        self._paint_words(painter)
        if self._tile.age:
            self._paint_badge(painter, self._tile.age, ("danger", "on_danger"), at_end=False)

    def _paint_card(self, painter: QPainter) -> None:
        look = self._look
        card = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(card, look.tokens.radius["md"], look.tokens.radius["md"])
        painter.fillPath(path, look.colour("primary_soft" if self.isDown() else "bg_surface"))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(0, 0, self.width(), self._band()), QColor(look.tint(self._tile.tint).tint))
        painter.restore()
        painter.setPen(
            QPen(look.colour("primary" if self.isDown() else "border_subtle"), look.tokens.border["control"])
        )
        painter.drawPath(path)

    def _paint_picture(self, painter: QPainter) -> None:
        tile, look = self._tile, self._look
        band = self._band()
        size = int(min(band - 10, 72))
        picture = look.product(tile.art, size, self.devicePixelRatioF())
        if picture is not None:
            painter.drawPixmap(QPointF((self.width() - size) / 2, (band - size) / 2 + 1), picture)
            return
        painter.setFont(look.font("headline"))
        painter.setPen(QColor(look.tint(tile.tint).ink))
        painter.drawText(QRectF(0, 0, self.width(), band), Qt.AlignmentFlag.AlignCenter, tile.name[:1].upper())

    def _paint_words(self, painter: QPainter) -> None:
        look = self._look
        strong = look.font("body_strong")
        step = self._step()
        room = QRectF(_PAD, self._band() + 4, self.width() - 2 * _PAD, step)
        painter.setFont(strong)
        painter.setPen(look.colour("text_primary"))
        for line in self._lines:
            painter.drawText(room, self._leading(), line)
            room.translate(0, step)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text_secondary"))
        price = QRectF(_PAD, self.height() - step - 6, self.width() - 2 * _PAD, step)
        painter.drawText(price, self._leading(), self._tile.price)

    def _paint_badge(self, painter: QPainter, text: str, roles: tuple[str, str], *, at_end: bool) -> None:
        font = self._look.font("caption")
        painter.setFont(font)
        width = max(QFontMetrics(font).horizontalAdvance(text) + 16, _BADGE_HEIGHT)
        leading = at_end == self.isRightToLeft()
        left = 8 if leading else self.width() - width - 8
        badge = QRectF(left, 8, width, _BADGE_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(roles[0]))
        painter.drawRoundedRect(badge, _BADGE_HEIGHT / 2, _BADGE_HEIGHT / 2)
        painter.setPen(self._look.colour(roles[1]))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _leading(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _band(self) -> float:
        """Height of the picture's ground: what the words leave."""
        return float(max(self.height() * _LEAST_BAND_SHARE, self.height() - 3 * self._step() - 12))

    def _step(self) -> int:
        """Height of a line of words, set tight: a name takes two."""
        return round(self._look.tokens.type["body"].size * self._look.text_factor * _LINE_SHARE)

    def _wrap(self) -> None:
        self._picture = QPixmap()
        metrics = QFontMetrics(self._look.font("body_strong"))
        room = self.width() - 2 * _PAD
        self._lines = two_lines(self._tile.name, metrics, room)

    def _picture_came(self, name: str) -> None:
        if name == self._tile.art:
            self._picture = QPixmap()
            self.update()

    def _look_changed(self) -> None:
        self._wrap()
        self.update()


def two_lines(text: str, metrics: QFontMetrics, room: int) -> tuple[str, ...]:
    """The text on at most two lines of `room` dp, broken between words, the second elided when it must be."""
    if metrics.horizontalAdvance(text) <= room:
        return (text,)
    words = text.split(" ")
    first = words[0]
    used = 1
    while used < len(words) and metrics.horizontalAdvance(f"{first} {words[used]}") <= room:
        first = f"{first} {words[used]}"
        used += 1
    elide = Qt.TextElideMode.ElideRight
    rest = " ".join(words[used:])
    lines = (metrics.elidedText(first, elide, room), metrics.elidedText(rest, elide, room))
    return lines if rest else lines[:1]
