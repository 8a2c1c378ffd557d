"""The whole basket once more: its lines, the offers that are on it or could be, and what it comes to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.state import CheckBody, Sum
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form, KeyButton
from pos_terminal.ui.kiosk.key_rows import KeyRows
from pos_terminal.ui.kiosk.line_list import LineList
from pos_terminal.ui.kiosk.words import Words
from pos_terminal.ui.widgets.surface import Card

_SIDE_SHARE = 0.4
_MOST_OFFERS = 3


class _Sums(QWidget):
    """Words and amounts, the last one large."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._rows: list[tuple[Words, Words]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)

    def show_sums(self, sums: tuple[Sum, ...]) -> None:
        """Draw these."""
        for words, amount in self._rows:
            words.hide()
            amount.hide()
            words.deleteLater()
            amount.deleteLater()
        self._rows.clear()
        for number, each in enumerate(sums):
            words = Words(self._ink, "label" if each.is_total else "body")
            amount = Words(self._ink, "total" if each.is_total else "body_strong")
            amount.setWordWrap(False)
            words.show_words(each.words)
            amount.show_words(each.amount)
            self._grid.addWidget(words, number, 0)
            self._grid.addWidget(amount, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._rows.append((words, amount))


class CheckView(QWidget):
    """Draws a `CheckBody`."""

    tapped = Signal(str)
    counted = Signal(str, int)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._title = Words(ink, "headline")
        self._lines = LineList(ink, has_pages=True)
        self._offers = KeyRows(ink, Form.ROW, height=104)
        self._sums = _Sums(ink)
        self._back = KeyButton(ink, height=120)
        self._main = KeyButton(ink, height=120)
        self._shown: tuple[Sum, ...] = ()
        self._is_little = False
        self._lines.counted.connect(self.counted)
        for keys in (self._offers, self._back, self._main):
            keys.tapped.connect(self.tapped)
        self._build()
        ink.changed.connect(self._space)
        self._space()

    def show_body(self, body: CheckBody) -> None:
        """Draw this."""
        self._title.show_words(body.title)
        self._lines.show_lines(body.lines)
        self._offers.show_keys(body.offers[: 1 if self._is_little else _MOST_OFFERS])
        sums = body.sums[-1:] if self._is_little else body.sums
        if sums != self._shown:
            self._shown = sums
            self._sums.show_sums(sums)
        self._back.show_key(body.back)
        self._main.show_key(body.main)

    def use_little_room(self, *, little: bool) -> None:
        """Whether only the best offer and the total are shown, because all keys have to be within reach."""
        self._is_little = little

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Beside each other on a panel that lies, else one above the other."""
        is_wide = self._ink.is_wide
        self._both.addWidget(self._left, 0, 0)
        self._both.addWidget(self._side, 0 if is_wide else 1, 1 if is_wide else 0)
        self._both.setRowStretch(0, 1)
        if is_wide:
            self._side.setFixedWidth(round(self.width() * _SIDE_SHARE))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16777215)

    def _build(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._title)
        left.addWidget(self._lines, 1)
        self._side = Card()
        keys = QHBoxLayout()
        keys.addWidget(self._back, 2)
        keys.addWidget(self._main, 3)
        self._column = QVBoxLayout(self._side)
        self._column.addWidget(self._offers)
        self._column.addStretch(1)
        self._column.addWidget(self._sums)
        self._column.addLayout(keys)
        self._both = QGridLayout(self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._spaced = (left, keys, self._column, self._both)

    def _space(self) -> None:
        dp = self._ink.dp
        for layout in self._spaced:
            layout.setSpacing(dp(18))
        self._column.setContentsMargins(dp(28), dp(24), dp(28), dp(24))
        self._arrange()
