"""A list, one page of rows at a time, as many as there is room for."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_terminal.presentation.panels import ListRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.drawn_row import HEIGHT
from pos_terminal.ui.widgets.list_row import ListRowButton, height_for
from pos_terminal.ui.widgets.paging import Paging

_GAP = 8


class PagedRows(QWidget):
    """As many rows as fit, and no more widgets than that."""

    chosen = Signal(str)
    turned = Signal(int, int)
    """Which page is shown, and how many there are."""

    def __init__(self, look: Look, *, stays_on_page: bool = False) -> None:
        """``stays_on_page``: the page that is shown stays while its rows come and go; else another list begins anew."""
        super().__init__()
        self._stays_on_page = stays_on_page
        self._look = look
        self._all: tuple[ListRow, ...] = ()
        self._paging = Paging()
        self._rows: list[ListRowButton] = []
        self._high = HEIGHT
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        look.changed.connect(self._measure)

    def show_rows(self, rows: tuple[ListRow, ...]) -> None:
        """Draw these, unless they are drawn already."""
        if rows != self._all:
            self._all = rows
            if not self._stays_on_page:
                self._paging.begin()
            self._high = self._highest()
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
        """Room for one row: what the rows drawn now need does not keep the pane from becoming lower."""
        return QSize(200, self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _measure(self) -> None:
        self._high = self._highest()
        self._draw()

    def _highest(self) -> int:
        return max((height_for(self._look, row) for row in self._all), default=HEIGHT)

    def _draw(self) -> None:
        room = max(1, (self.height() + _GAP) // (self._high + _GAP))
        first, page, pages = self._paging.page(len(self._all), room)
        shown = self._all[first : first + room]
        while len(self._rows) < len(shown):
            row = ListRowButton(self._look)
            row.chosen.connect(self.chosen)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.be_high(self._high)
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.show_row(shown[number])
        self.turned.emit(page, pages)
