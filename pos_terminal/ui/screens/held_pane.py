"""The sales that wait, where the grid is: one page of rows at a time, as many as there is room for."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.panels import HeldPanel, HeldSale
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.held_row import HEIGHT, HeldRow
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel

_GAP = 8


class HeldPane(Card):
    """Draws a `HeldPanel`."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel(step="headline")
        self._sentence = ElidedLabel(step="body", tone="secondary")
        self._list = _Rows(look)
        self._list.chosen.connect(self.chosen)
        self._list.turned.connect(self._show_pages)
        self._back = ActionButton(look, "Back to sale", icon="arrow-left", height=look.tokens.target["pos_primary"])
        self._earlier = ActionButton(look, icon="chevron-left", height=look.tokens.target["pos_primary"])
        self._later = ActionButton(look, icon="chevron-right", height=look.tokens.target["pos_primary"])
        self._earlier.setAccessibleName("Earlier sales")
        self._later.setAccessibleName("Later sales")
        self._page = PlainLabel(step="body_strong", tone="secondary")
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange()
        self._back.clicked.connect(self.left)
        self._earlier.clicked.connect(self._list.turn_back)
        self._later.clicked.connect(self._list.turn_on)

    def show_panel(self, panel: HeldPanel) -> None:
        """Draw the sales; another list begins at its first page."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._list.show_sales(panel.sales)

    def _arrange(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(_GAP)
        last.addWidget(self._back)
        last.addStretch(1)
        for widget in (self._earlier, self._page, self._later):
            last.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self._list, 1)
        column.addLayout(last)

    def _show_pages(self, page: int, pages: int) -> None:
        self._page.show_text(f"Page {page + 1} of {pages}")
        self._earlier.setEnabled(page > 0)
        self._later.setEnabled(page + 1 < pages)
        for widget in (self._earlier, self._page, self._later):
            widget.setVisible(pages > 1)


class _Rows(QWidget):
    """As many rows as fit, and no more widgets than that."""

    chosen = Signal(str)
    turned = Signal(int, int)
    """Which page is shown, and how many there are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sales: tuple[HeldSale, ...] = ()
        self._first = 0
        self._rows: list[HeldRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)

    def show_sales(self, sales: tuple[HeldSale, ...]) -> None:
        """Draw these from the first one, unless they are drawn already."""
        if sales != self._sales:
            self._sales, self._first = sales, 0
        self._draw()

    def turn_back(self) -> None:
        """The page before."""
        self._first = max(0, self._first - self._room())
        self._draw()

    def turn_on(self) -> None:
        """The page after."""
        self._first += self._room()
        self._draw()

    def minimumSizeHint(self) -> QSize:
        """Room for one row: what the rows drawn now need does not keep the pane from becoming lower."""
        return QSize(200, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _room(self) -> int:
        return max(1, (self.height() + _GAP) // (HEIGHT + _GAP))

    def _draw(self) -> None:
        room = self._room()
        page = min(self._first, max(0, len(self._sales) - 1)) // room
        self._first = page * room
        shown = self._sales[self._first : self._first + room]
        while len(self._rows) < len(shown):
            row = HeldRow(self._look)
            row.chosen.connect(self.chosen)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.show_sale(shown[number])
        self.turned.emit(page, max(1, -(-len(self._sales) // room)))
