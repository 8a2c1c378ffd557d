"""The basket beside the goods: its newest lines, the total and the way on."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.kiosk.state import BasketBox
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import KeyButton
from pos_terminal.ui.kiosk.line_list import LineList
from pos_terminal.ui.kiosk.line_row import HEIGHT
from pos_terminal.ui.kiosk.words import Words
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.surface import Card

_AROUND = 260
"""What head, total and key want beside the lines, in dp."""


class BasketCard(Card):
    """Draws a `BasketBox`."""

    tapped = Signal(str)
    counted = Signal(str, int)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._title = Words(ink, "title")
        self._pieces = Words(ink, "body", tone="secondary")
        self._saving = Words(ink, "body_strong", tone="success")
        self._lines = LineList(ink)
        self._empty = Words(ink, "label", tone="secondary", centred=True)
        self._total_words = Words(ink, "label")
        self._total = Words(ink, "total")
        self._main = KeyButton(ink, height=120)
        self._lines.counted.connect(self.counted)
        self._main.tapped.connect(self.tapped)
        self._build()
        ink.changed.connect(self._space)
        self._space()

    def high(self, lines: int) -> int:
        """How high the card is with so many lines."""
        return self._ink.dp(_AROUND + lines * (HEIGHT + 12))

    def show_box(self, box: BasketBox) -> None:
        """Draw this."""
        for label, text in ((self._title, box.title), (self._saving, box.saving), (self._empty, box.empty)):
            label.show_words(text, str(label.property("tone") or ""))
        self._pieces.show_words(f"· {box.pieces}" if box.pieces else "", "secondary")
        self._lines.show_lines(box.lines)
        self._lines.setVisible(bool(box.lines))
        self._total_words.show_text(box.total_words)
        self._total.show_text(box.total)
        self._main.show_key(box.main)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_high = self.height() > self.width()
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if is_high else QBoxLayout.Direction.LeftToRight)

    def _build(self) -> None:
        for label in (self._title, self._pieces, self._saving, self._total_words, self._total):
            label.setWordWrap(False)
        self._icon = IconLabel(self._ink.look, "shopping-bag", role="text_primary", size=36)
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._title)
        head.addWidget(self._pieces)
        head.addStretch(1)
        head.addWidget(self._saving)
        sums = QHBoxLayout()
        sums.addWidget(self._total_words)
        sums.addWidget(self._total)
        sums.addStretch(1)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addLayout(sums, 1)
        self._foot.addWidget(self._main, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._lines, 1)
        self._column.addWidget(self._empty, 1)
        self._column.addLayout(self._foot)
        self._spaced = (head, sums, self._foot, self._column)

    def _space(self) -> None:
        dp = self._ink.dp
        for layout in self._spaced:
            layout.setSpacing(dp(14))
        self._column.setContentsMargins(dp(28), dp(20), dp(28), dp(24))
