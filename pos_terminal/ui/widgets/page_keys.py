"""Which page of a list is shown, and the keys that turn it; none of it is there while one page holds all."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _

_LARGE = 1.5
"""From this factor on text is so large that the page is told in figures alone."""
_NUMBER = re.compile(r"\d+")


class PageKeys(QWidget):
    """Earlier, the page, later."""

    earlier_asked = Signal()
    later_asked = Signal()

    def __init__(self, look: Look, ways: tuple[str, str], height: int = 0) -> None:
        """``ways``: what lies before and what lies after, as a screen reader says it."""
        super().__init__()
        self._look = look
        self._earlier = ActionButton(look, icon="chevron-left", height=height)
        self._later = ActionButton(look, icon="chevron-right", height=height)
        for key, way in zip((self._earlier, self._later), ways, strict=True):
            key.setAccessibleName(way)
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
        self.show_turns(
            _("Page {number} of {count}", number=page + 1, count=pages),
            has_earlier=page > 0,
            has_later=page + 1 < pages,
        )
        self.setVisible(pages > 1)

    def keep_apart(self, width: int) -> None:
        """So much room between the keys at least: they keep their places while the words grow."""
        self._page.setMinimumWidth(width)

    def show_turns(self, words: str, *, has_earlier: bool, has_later: bool) -> None:
        """Draw the words between the keys, and which way there are others; whether the keys are there stays."""
        self._page.show_text(words if self._look.text_factor < _LARGE else "/".join(_NUMBER.findall(words)))
        self._page.setAccessibleName(words)
        self._earlier.setEnabled(has_earlier)
        self._later.setEnabled(has_later)
