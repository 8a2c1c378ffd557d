"""Keys in rows: made once, and shown other keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_terminal.presentation.kiosk.state import KioskKey
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form, KeyButton


class KeyRows(QWidget):
    """As many columns as are asked for; keys keep their places."""

    tapped = Signal(str)

    def __init__(self, ink: Ink, form: Form, *, height: int = 88) -> None:
        super().__init__()
        self._ink = ink
        self._form = form
        self._height = height
        self._buttons: list[KeyButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        ink.changed.connect(self._space)
        self._space()

    def show_keys(self, keys: tuple[KioskKey, ...], columns: int = 1) -> None:
        """Draw these keys."""
        while len(self._buttons) < len(keys):
            button = KeyButton(self._ink, self._form, height=self._height)
            button.tapped.connect(self.tapped)
            self._buttons.append(button)
        for number, button in enumerate(self._buttons):
            self._grid.removeWidget(button)
            button.setVisible(number < len(keys))
            if number < len(keys):
                button.show_key(keys[number])
                self._grid.addWidget(button, number // columns, number % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < columns))
        self.setVisible(bool(keys))

    def _space(self) -> None:
        self._grid.setSpacing(self._ink.dp(16))
