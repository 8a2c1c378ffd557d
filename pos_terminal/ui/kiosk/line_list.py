"""The lines of a basket, as many as there is room for, and keys to the others where there are more."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.state import KioskKey, KioskLine
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form
from pos_terminal.ui.kiosk.key_rows import KeyRows
from pos_terminal.ui.kiosk.line_row import HEIGHT, LineRow
from pos_terminal.wording import _

_GAP = 12
_BEFORE, _AFTER = "before", "after"


class LineList(QWidget):
    """Turns pages, because a finger scrolls by mistake. ``has_pages`` False: only the first ones are shown."""

    counted = Signal(str, int)

    def __init__(self, ink: Ink, *, has_pages: bool = False) -> None:
        super().__init__()
        self._ink = ink
        self._has_pages = has_pages
        self._lines: tuple[KioskLine, ...] = ()
        self._rows: list[LineRow] = []
        self._from = 0
        self._keys = KeyRows(ink, Form.CENTRED)
        self._keys.tapped.connect(self._turned)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self._column.addWidget(self._keys)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        ink.changed.connect(self._fill)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ink.dp(420), self._ink.dp(HEIGHT))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def show_lines(self, lines: tuple[KioskLine, ...]) -> None:
        """Draw these."""
        self._lines = lines
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _room(self) -> int:
        each = self._ink.dp(HEIGHT + _GAP)
        room = max(1, (self.height() + self._ink.dp(_GAP)) // each)
        if self._has_pages and len(self._lines) > room:
            room = max(1, (self.height() - self._ink.dp(88 + _GAP)) // each)
        return room

    def _fill(self) -> None:
        self._column.setSpacing(self._ink.dp(_GAP))
        room = self._room()
        if self._from >= len(self._lines):
            self._from = 0
        shown = self._lines[self._from : self._from + room]
        while len(self._rows) < len(shown):
            row = LineRow(self._ink)
            row.counted.connect(self.counted)
            self._rows.append(row)
            self._column.insertWidget(len(self._rows) - 1, row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.show_line(shown[number])
        has_more = self._has_pages and len(self._lines) > room
        before = KioskKey(_BEFORE, _("Earlier"), "chevron-up", can_press=self._from > 0)
        after = KioskKey(_AFTER, _("More"), "chevron-down", can_press=self._from + room < len(self._lines))
        self._keys.show_keys((before, after) if has_more else (), 2)

    def _turned(self, key: str) -> None:
        room = self._room()
        self._from = max(0, self._from + (room if key == _AFTER else -room))
        self._fill()
