"""The sale screen's finding half: scan field, categories, product grid, pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.sale_state import SaleState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.ui.widgets.offer_cards import OfferStrip
from pos_terminal.ui.widgets.sale_keys import SaleKeys
from pos_terminal.ui.widgets.scan_field import ScanField
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.ui.widgets.tile_grid import TileGrid


class BrowsePane(QWidget):
    """Draws what can be sold."""

    page_asked = Signal(int)
    keypad_asked = Signal()
    void_asked = Signal()
    undo_asked = Signal()
    hold_asked = Signal()
    more_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.field = ScanField(look)
        self.chips = ChipRow(look)
        self.grid = TileGrid(look)
        self.strip = OfferStrip(look)
        self._keypad = ActionButton(look, "Keypad", icon="grid-dots")
        self._keys = SaleKeys(look)
        self._nothing = PlainLabel(step="label", tone="secondary", parent=self.grid)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.move(16, 24)
        self._arrange()
        self._keypad.clicked.connect(self.keypad_asked)
        self._keys.void_asked.connect(self.void_asked)
        self._keys.undo_asked.connect(self.undo_asked)
        self._keys.hold_asked.connect(self.hold_asked)
        self._keys.more_asked.connect(self.more_asked)
        self._keys.page_asked.connect(self.page_asked)

    def show_state(self, state: SaleState) -> None:
        """Draw the categories and the page."""
        self.field.show_words(state.words, state.times)
        self.chips.show_chips(state.chips)
        self.grid.show_tiles(state.page.tiles)
        if self._nothing.text() != state.page.empty_text:
            self._nothing.show_text(state.page.empty_text)
            self._nothing.adjustSize()
        self._nothing.setVisible(bool(state.page.empty_text))
        self._keys.show_state(state)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self._keypad)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.chips)
        column.addWidget(self.grid, 1)
        column.addWidget(self.strip)
        column.addWidget(self._keys)
