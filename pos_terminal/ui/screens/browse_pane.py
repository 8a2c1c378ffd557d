"""The sale screen's finding half: scan field, categories, product grid, pages."""

from PySide6.QtCore import Signal

from pos_terminal.presentation.sale_state import SaleState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.item_finder import ItemFinder
from pos_terminal.ui.widgets.offer_cards import OfferStrip
from pos_terminal.ui.widgets.sale_keys import SaleKeys


class BrowsePane(ItemFinder):
    """Draws what can be sold."""

    page_asked = Signal(int)
    void_asked = Signal()
    undo_asked = Signal()
    hold_asked = Signal()
    more_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.strip = OfferStrip(look)
        self._keys = SaleKeys(look)
        self.column.addWidget(self.strip)
        self.column.addWidget(self._keys)
        self._keys.void_asked.connect(self.void_asked)
        self._keys.undo_asked.connect(self.undo_asked)
        self._keys.hold_asked.connect(self.hold_asked)
        self._keys.more_asked.connect(self.more_asked)
        self._keys.page_asked.connect(self.page_asked)

    def show_state(self, state: SaleState) -> None:
        """Draw the categories and the page."""
        self.field.show_words(state.words, state.times)
        self.show_found(state.chips, state.page)
        self._keys.show_state(state)
