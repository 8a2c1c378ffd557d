"""The sale screen's finding half: scan field, categories, product grid, pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.sale_state import SaleState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.ui.widgets.offer_cards import OfferStrip
from pos_terminal.ui.widgets.scan_field import ScanField
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.ui.widgets.tile_grid import TileGrid


class BrowsePane(QWidget):
    """Draws what can be sold."""

    page_asked = Signal(int)
    keypad_asked = Signal()
    void_asked = Signal()
    undo_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.field = ScanField(look)
        self.chips = ChipRow(look)
        self.grid = TileGrid(look)
        self.strip = OfferStrip(look)
        self._keypad = ActionButton(look, "Keypad", icon="grid-dots")
        self._void = ActionButton(look, "Void sale", icon="ban", kind=Kind.DANGER)
        self._undo = ActionButton(look, "Undo", icon="arrow-left")
        self._undo.setAccessibleDescription("Takes the last step back")
        self._back = ActionButton(look, icon="chevron-left")
        self._on = ActionButton(look, icon="chevron-right")
        self._page = PlainLabel(step="body_strong", tone="secondary")
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing = PlainLabel(step="label", tone="secondary", parent=self.grid)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.move(16, 24)
        self._back.setAccessibleName("Earlier items")
        self._on.setAccessibleName("More items")
        self._gap = look.tokens.target["pos_gap_destructive"] - 8
        self._arrange()
        self._keypad.clicked.connect(self.keypad_asked)
        self._void.clicked.connect(self.void_asked)
        self._undo.clicked.connect(self.undo_asked)
        self._back.clicked.connect(self._back_clicked)
        self._on.clicked.connect(self._on_clicked)

    def show_state(self, state: SaleState) -> None:
        """Draw the categories and the page."""
        self.field.show_words(state.words, state.times)
        self.chips.show_chips(state.chips)
        self.grid.show_tiles(state.page.tiles)
        if self._nothing.text() != state.page.empty_text:
            self._nothing.show_text(state.page.empty_text)
            self._nothing.adjustSize()
        self._nothing.setVisible(bool(state.page.empty_text))
        self._void.setEnabled(bool(state.rows))
        self._undo.setEnabled(state.can_undo)
        self._back.setEnabled(state.page.page > 0)
        self._on.setEnabled(state.page.has_more)
        self._page.show_text(f"Page {state.page.page + 1}")

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self._keypad)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        self._void.setMinimumWidth(150)
        for button in (self._back, self._on):
            button.setMinimumWidth(84)
        self._page.setMinimumWidth(88)
        bottom.addWidget(self._void)
        bottom.addSpacing(self._gap)
        bottom.addWidget(self._undo)
        bottom.addStretch(1)
        for widget in (self._back, self._page, self._on):
            bottom.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.chips)
        column.addWidget(self.grid, 1)
        column.addWidget(self.strip)
        column.addLayout(bottom)

    def _back_clicked(self) -> None:
        self.page_asked.emit(-1)

    def _on_clicked(self) -> None:
        self.page_asked.emit(1)
