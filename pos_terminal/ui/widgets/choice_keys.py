"""Keys for a few things to choose from, one below the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_terminal.presentation.panels import Choice
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy


class ChoiceKeys(QWidget):
    """Draws choices; built anew only when they are others."""

    chosen = Signal(str)
    """The choice's key."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._choices: dict[ActionButton, Choice] = {}
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Draw them."""
        if tuple(self._choices.values()) != choices:
            self._build(choices)

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
