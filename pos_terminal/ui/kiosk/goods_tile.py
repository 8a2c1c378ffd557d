"""A picture of goods to tap: its name and price, and a tick with the number once it is in the basket."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.tiles import Tile
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.strokes import Strokes
from pos_terminal.ui.widgets.drawn_button import DrawnButton

LEAST = QSize(216, 224)
"""The smallest such picture, in dp."""


class GoodsTile(DrawnButton):
    """Shows one `Tile`, and tells its item when it is tapped."""

    tapped = Signal(str)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._tile = Tile("", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        keep = self.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keep)
        self.clicked.connect(self._clicked)
        ink.changed.connect(self.update)
        ink.look.goods_came.connect(self._picture_came)

    def show_tile(self, tile: Tile) -> None:
        """Draw these goods."""
        if tile != self._tile:
            self._tile = tile
            parts = (tile.name, tile.price, tile.age, tile.count)
            self.setAccessibleName(", ".join(part for part in parts if part))
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ink.dp(LEAST.width()), self._ink.dp(LEAST.height()))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tile, dp = self._tile, self._ink.dp
        border = "primary" if tile.count or self.isDown() else "border_subtle"
        with Strokes(self, self._ink) as strokes:
            fill = "primary_soft" if self.isDown() else "bg_surface"
            box = strokes.ground(fill, border, width=4 if tile.count else 2)
            inside = box.adjusted(dp(14), dp(14), -dp(14), -dp(10))
            foot = self._ink.dp(54)
            name = self._ink.dp(48) * (2 if inside.height() > dp(250) else 1)
            picture = QRectF(inside.left(), inside.top(), inside.width(), inside.height() - foot - name)
            self._paint_picture(strokes, picture)
            words = QRectF(inside.left(), picture.bottom(), inside.width(), name)
            strokes.words(tile.name, ("body_strong", "text_primary"), words, lines=2)
            row = QRectF(inside.left(), inside.bottom() - foot, inside.width(), foot)
            self._paint_foot(strokes, row)

    def _paint_picture(self, strokes: Strokes, box: QRectF) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, self._ink.dp(12), self._ink.dp(12))
        strokes.painter.fillPath(path, self._ink.ground(self._tile.tint))
        size = int(min(box.height() * 0.84, box.width() * 0.6))
        picture = self._ink.art(self._tile.art, size, self.devicePixelRatioF()) if size > 0 else None
        if picture is not None:
            at = QPointF(box.center().x() - size / 2, box.center().y() - size / 2)
            strokes.painter.drawPixmap(at, picture)
        else:
            strokes.words(self._tile.name[:1].upper(), ("headline", "text_primary"), box, centred=True)
        if self._tile.age:
            badge = QRectF(
                box.left() + self._ink.dp(8), box.top() + self._ink.dp(8), self._ink.dp(76), self._ink.dp(40)
            )
            strokes.painter.setPen(Qt.PenStyle.NoPen)
            strokes.painter.setBrush(self._ink.colour("danger"))
            strokes.painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
            strokes.words(self._tile.age, ("caption", "on_danger"), badge, centred=True)

    def _paint_foot(self, strokes: Strokes, row: QRectF) -> None:
        size = self._ink.dp(52)
        mark = QRectF(row.right() - size, row.top(), size, size)
        price = QRectF(row.left(), row.top(), row.width() - size - self._ink.dp(8), row.height())
        if strokes.mirrored:
            mark.moveLeft(row.left())
            price.moveRight(row.right())
        strokes.words(self._tile.price, ("body", "text_primary"), price)
        has = bool(self._tile.count)
        strokes.painter.setPen(self._ink.colour("primary"))
        strokes.painter.setBrush(self._ink.colour("primary" if has else "bg_surface"))
        strokes.painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        if has:
            strokes.words(self._tile.count.removeprefix("× "), ("caption", "on_primary"), mark, centred=True)
        else:
            pad = size * 0.22
            strokes.icon("plus", "primary", mark.adjusted(pad, pad, -pad, -pad))

    def _picture_came(self, name: str) -> None:
        if name == self._tile.art:
            self.update()

    def _clicked(self) -> None:
        self.tapped.emit(self._tile.item_id)
