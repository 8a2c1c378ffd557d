"""A few things to choose from, one tap each, and a way out that is always there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel


class ChoicePane(Card):
    """Draws a `ChoicePanel`."""

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._choices: dict[ActionButton, Choice] = {}
        self._title = ElidedLabel(step="title")
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        cancel = ActionButton(look, "Cancel", icon="arrow-left", height=look.tokens.target["pos_primary"])
        row_width_policy(cancel)
        cancel.clicked.connect(self.cancelled)
        centre(self, (self._title, self._sentence, self._list, cancel))

    def show_panel(self, panel: ChoicePanel) -> None:
        """Draw the choices."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        if tuple(self._choices.values()) != panel.choices:
            self._build(panel.choices)

    def _build(self, choices: tuple[Choice, ...]) -> None:
        self._choices.clear()
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.deleteLater()
        for choice in choices:
            button = ActionButton(self._look, choice.words, icon=choice.icon, kind=Kind.OUTLINE, height=64)
            row_width_policy(button)
            button.clicked.connect(self._clicked)
            self._choices[button] = choice
            self._list.addWidget(button)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton) and button in self._choices:
            self.chosen.emit(self._choices[button].key)
