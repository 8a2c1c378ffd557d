"""The product grid: a page of tiles on fixed places, as many as the room holds."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.presentation.tiles import Tile
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.tile import TileButton

_GAP = 8
_TILE = QSize(144, 118)
_WIDE_TILE = QSize(172, 142)
_WIDE_FROM = 1000


class TileGrid(QWidget):
    """Shows a page of products. Buttons are made once and shown other products: cheapest by far, and focusable."""

    tapped = Signal(str)
    room_changed = Signal(int)
    """How many tiles fit now."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tiles: tuple[Tile, ...] = ()
        self._buttons: list[TileButton] = []
        self._columns = 0
        self._rows = 0
        self._is_arranging = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def room(self) -> int:
        """How many tiles fit."""
        return self._columns * self._rows

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * _TILE.width() + 2 * _GAP, _TILE.height())

    def sizeHint(self) -> QSize:
        return QSize(5 * _TILE.width() + 4 * _GAP, 3 * _TILE.height() + 2 * _GAP)

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Draw these products from the first place on; places without one stay empty."""
        if tiles != self._tiles:
            self._tiles = tiles
            self._fill()

    def _fill(self) -> None:
        tiles = self._tiles
        for number, button in enumerate(self._buttons):
            if number < len(tiles):
                button.show_tile(tiles[number])
            if button.isHidden() == (number < len(tiles)):
                button.setVisible(number < len(tiles))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_arranging or self._fitting() == (self._columns, self._rows):
            return
        self._is_arranging = True  # to show a tile makes layouts work at once, and may change this size again
        while (fitting := self._fitting()) != (self._columns, self._rows):
            self._arrange(*fitting)
        self._is_arranging = False
        self.room_changed.emit(self.room)

    def _fitting(self) -> tuple[int, int]:
        """How many columns and rows the size in force holds."""
        tile = _WIDE_TILE if self.width() >= _WIDE_FROM else _TILE
        factor = self._look.text_factor
        columns = max(1, (self.width() + _GAP) // (round(tile.width() * factor) + _GAP))
        rows = max(1, (self.height() + _GAP) // (round(tile.height() * factor) + _GAP))
        return columns, rows

    def _arrange(self, columns: int, rows: int) -> None:
        for number in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(number, int(number < columns))
        for number in range(max(self._grid.rowCount(), rows)):
            self._grid.setRowStretch(number, int(number < rows))
        self._columns, self._rows = columns, rows
        while len(self._buttons) < self.room:
            button = TileButton(self._look)
            button.hide()  # or the layout would show it once it lies there, product or not
            button.clicked.connect(self._button_clicked)
            keep = button.sizePolicy()
            keep.setRetainSizeWhenHidden(True)
            button.setSizePolicy(keep)
            self._buttons.append(button)
        for button in self._buttons[self.room :]:
            self._grid.removeWidget(button)  # until it is deleted it would keep its column
            button.hide()
            button.deleteLater()
        del self._buttons[self.room :]
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        self._fill()

    def _button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TileButton):
            self.tapped.emit(button.tile.item_id)
