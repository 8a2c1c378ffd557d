"""A page of goods on fixed places, as many as there is room for, and keys to the other pages."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.presentation.tiles import Tile
from pos_terminal.ui.kiosk.goods_tile import LEAST, GoodsTile
from pos_terminal.ui.kiosk.ink import LARGE, Ink

_GAP = 16


class GoodsGrid(QWidget):
    """Tiles are made once, and shown other goods."""

    tapped = Signal(str)
    room_changed = Signal(int)
    """How many pictures fit now."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._tiles: list[GoodsTile] = []
        self._shown: tuple[Tile, ...] = ()
        self._size = (0, 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        ink.changed.connect(self._fit)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ink.dp(LEAST.width()), self._ink.dp(LEAST.height()))

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Draw these goods."""
        if tiles != self._shown:
            self._shown = tiles
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gap = self._ink.dp(_GAP)
        larger = LARGE if self._ink.is_large else 1.0
        width, height = (round(self._ink.dp(each) * larger) for each in (LEAST.width(), LEAST.height()))
        columns = max(1, (self.width() + gap) // (width + gap))
        rows = max(1, (self.height() + gap) // (height + gap))
        if (columns, rows) != self._size:
            self._size = (columns, rows)
            self._arrange(columns, rows)
            self.room_changed.emit(columns * rows)

    def _arrange(self, columns: int, rows: int) -> None:
        self._grid.setSpacing(self._ink.dp(_GAP))
        while len(self._tiles) < columns * rows:
            tile = GoodsTile(self._ink)
            tile.tapped.connect(self.tapped)
            tile.hide()
            self._tiles.append(tile)
        for number, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            if number < columns * rows:
                self._grid.addWidget(tile, number // columns, number % columns)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))
        for row in range(max(rows, self._grid.rowCount())):
            self._grid.setRowStretch(row, int(row < rows))
        self._fill()

    def _fill(self) -> None:
        places = self._size[0] * self._size[1]
        for number, tile in enumerate(self._tiles):
            has = number < len(self._shown) and number < places
            if has:
                tile.show_tile(self._shown[number])
            tile.setVisible(has)
