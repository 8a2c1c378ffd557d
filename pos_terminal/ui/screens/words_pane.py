"""A few words on a keyboard, where the grid is, and a way out that is always there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.keyboard import Keyboard, typed_letter
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel

_ROOMY = 560
"""On a lower screen the keys need the room that the hint takes."""


class WordsPane(Card):
    """Draws a `WordsPanel`; what is typed on a real keyboard goes to the words as well."""

    key_pressed = Signal(str)
    confirmed = Signal()
    second_asked = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel(step="title", names=self)
        self._hint = ElidedLabel(step="body", tone="secondary")
        self._display = NumberDisplay(look)
        self._keyboard = Keyboard(look, for_words=True)
        primary = look.tokens.target["pos_primary"]
        self._leave = ActionButton(look, icon="arrow-left", height=primary)
        self._second = ActionButton(look)
        self._confirm = ActionButton(look, kind=Kind.PRIMARY, height=primary)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self._leave)
        row_width_policy(self._confirm)
        last.addWidget(self._confirm, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        for part in (self._title, self._hint, self._display):
            column.addWidget(part)
        column.addWidget(self._keyboard, 1)
        column.addWidget(self._second)
        column.addLayout(last)
        self._keyboard.pressed.connect(self.key_pressed)
        self._second.clicked.connect(self.second_asked)
        self._leave.clicked.connect(self.cancelled)
        self._confirm.clicked.connect(self.confirmed)

    def show_panel(self, panel: WordsPanel) -> None:
        """Draw the words."""
        self._title.show_text(panel.title)
        self._hint.show_text(panel.hint)
        self._display.show_number(panel.text, "", typed=bool(panel.text))
        self._second.show_label(panel.second)
        self._second.setVisible(bool(panel.second))
        self._leave.show_label(panel.leave)
        self._confirm.show_label(panel.confirm)
        self._confirm.setEnabled(panel.can_confirm)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = " " if event.text() == " " else typed_letter(event)
        if key:
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(self.height() >= _ROOMY)
