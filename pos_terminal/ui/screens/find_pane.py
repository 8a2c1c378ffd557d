"""Finding an item for something else than a sale, with a way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from pos_terminal.presentation.find_panel import FindPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.item_finder import ItemFinder
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.wording import _


class FindPane(ItemFinder):
    """Draws a `FindPanel`."""

    page_asked = Signal(int)
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setFocusProxy(self.field)
        self._back = ActionButton(look, _("Back"), icon="arrow-left")
        self._pages = PageKeys(look, (_("Earlier items"), _("Later items")))
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self._back)
        last.addWidget(self._pages, 1)
        self.column.addLayout(last)
        self._back.clicked.connect(self.cancelled)
        self._pages.earlier_asked.connect(self._earlier_clicked)
        self._pages.later_asked.connect(self._later_clicked)

    def show_panel(self, panel: FindPanel) -> None:
        """Draw what was found."""
        self.field.show_words(panel.words, "")
        self.show_found(panel.chips, panel.page)
        page = panel.page
        self._pages.show_turns(
            _("Page {number}", number=page.page + 1), has_earlier=page.page > 0, has_later=page.has_more
        )
        self._pages.setVisible(page.page > 0 or page.has_more)

    def _earlier_clicked(self) -> None:
        self.page_asked.emit(-1)

    def _later_clicked(self) -> None:
        self.page_asked.emit(1)
