"""Which page of a list is shown, and the keys that turn it; none of it is there while one page holds all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.text import PlainLabel


class PageKeys(QWidget):
    """Earlier, the page, later."""

    earlier_asked = Signal()
    later_asked = Signal()

    def __init__(self, look: Look, what: str, height: int = 0) -> None:
        """``what`` a page has, as a screen reader says it."""
        super().__init__()
        self._earlier = ActionButton(look, icon="chevron-left", height=height)
        self._later = ActionButton(look, icon="chevron-right", height=height)
        self._earlier.setAccessibleName(f"Earlier {what}")
        self._later.setAccessibleName(f"Later {what}")
        self._page = PlainLabel(step="body_strong", tone="secondary")
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for widget in (self._earlier, self._page, self._later):
            row.addWidget(widget)
        self._earlier.clicked.connect(self.earlier_asked)
        self._later.clicked.connect(self.later_asked)
        self.hide()

    def show_page(self, page: int, pages: int) -> None:
        """Draw which page is shown, and how many there are."""
        self._page.show_text(f"Page {page + 1} of {pages}")
        self._earlier.setEnabled(page > 0)
        self._later.setEnabled(page + 1 < pages)
        self.setVisible(pages > 1)
