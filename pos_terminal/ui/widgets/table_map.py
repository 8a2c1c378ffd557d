"""The tables of an area: a page of tiles on fixed places, as many as there is room for."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_terminal.presentation.tables_panel import TableTile
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.paging import Paging
from pos_terminal.ui.widgets.table_button import TableButton, smallest

_GAP = 8


class TableMap(QWidget):
    """No more widgets than fit; places without a table stay empty, so that none grows when others are free."""

    chosen = Signal(str)
    turned = Signal(int, int)
    """Which page is shown, and how many there are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tiles: tuple[TableTile, ...] = ()
        self._paging = Paging()
        self._buttons: list[TableButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        look.changed.connect(self._draw)

    def show_tiles(self, tiles: tuple[TableTile, ...]) -> None:
        """Draw these; other tables begin at their first page."""
        if [each.table_id for each in tiles] != [each.table_id for each in self._tiles]:
            self._paging.begin()
        self._tiles = tiles
        self._draw()

    def turn_back(self) -> None:
        """The page before."""
        self._paging.back()
        self._draw()

    def turn_on(self) -> None:
        """The page after."""
        self._paging.on()
        self._draw()

    def minimumSizeHint(self) -> QSize:
        """Room for one tile: those that are drawn now do not keep the pane from becoming smaller."""
        return smallest(self._look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _fitting(self) -> tuple[int, int]:
        tile = smallest(self._look)
        columns = max(1, (self.width() + _GAP) // (tile.width() + _GAP))
        return columns, max(1, (self.height() + _GAP) // (tile.height() + _GAP))

    def _draw(self) -> None:
        columns, rows = self._fitting()
        room = columns * rows
        first, page, pages = self._paging.page(len(self._tiles), room)
        shown = self._tiles[first : first + room]
        self._arrange(columns, rows)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(shown))
            if number < len(shown):
                button.show_tile(shown[number])
        self.turned.emit(page, pages)

    def _arrange(self, columns: int, rows: int) -> None:
        """A place for each tile that fits; a row and a column have the same share whatever is in them."""
        if (self._grid.columnCount(), self._grid.rowCount()) == (columns, rows) and self._buttons:
            return
        for button in self._buttons:
            self._grid.removeWidget(button)
        while len(self._buttons) < columns * rows:
            button = TableButton(self._look)
            button.hide()
            button.chosen.connect(self.chosen)
            keep = button.sizePolicy()
            keep.setRetainSizeWhenHidden(True)
            button.setSizePolicy(keep)
            self._buttons.append(button)
        for button in self._buttons[columns * rows :]:
            button.hide()
            button.deleteLater()
        del self._buttons[columns * rows :]
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        for number in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(number, int(number < columns))
        for number in range(max(self._grid.rowCount(), rows)):
            self._grid.setRowStretch(number, int(number < rows))
