"""Finding an item: the field for words and codes, the categories, and the grid of what there is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.tiles import Chip, TilePage
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.ui.widgets.scan_field import ScanField
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.ui.widgets.tile_grid import TileGrid
from pos_terminal.wording import _


class ItemFinder(QWidget):
    """What stands below the grid, whoever uses it puts into ``column``."""

    keypad_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.field = ScanField(look)
        self.chips = ChipRow(look)
        self.grid = TileGrid(look)
        self._keypad = ActionButton(look, _("Keypad"), icon="grid-dots")
        self._nothing = PlainLabel(step="label", tone="secondary", parent=self.grid)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.move(16, 24)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self._keypad)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addLayout(top)
        self.column.addWidget(self.chips)
        self.column.addWidget(self.grid, 1)
        self._keypad.clicked.connect(self.keypad_asked)

    def show_found(self, chips: tuple[Chip, ...], page: TilePage) -> None:
        """Draw the categories and the page."""
        self.chips.show_chips(chips)
        self.grid.show_tiles(page.tiles)
        if self._nothing.text() != page.empty_text:
            self._nothing.show_text(page.empty_text)
            self._nothing.adjustSize()
        self._nothing.setVisible(bool(page.empty_text))
