"""Number keys for fingers: a calculator's order for amounts, a telephone's for PINs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.presentation.entry import BACK, CLEAR, POINT
from pos_terminal.presentation.figures import typed_text
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.wording import _, later

AMOUNT_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", POINT, "0", BACK)
PIN_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", CLEAR, "0", BACK)
_FACES = {BACK: ("", "backspace", later("Delete the last digit")), CLEAR: ("", "x", later("Clear"))}
_COLUMNS = 3
_DIGITS = frozenset("0123456789")
_POINTS = frozenset(".,")
_LARGEST_KEY = 96


def typed_key(event: QKeyEvent) -> str:
    """The keypad's key that a person pressed on a keyboard, or nothing."""
    if event.key() == Qt.Key.Key_Backspace:
        return BACK
    if event.text() in _POINTS:
        return POINT
    return event.text() if event.text() in _DIGITS else ""


class Keypad(QWidget):
    """Twelve keys; tells which was pressed and knows nothing of the number."""

    pressed = Signal(str)

    def __init__(self, look: Look, keys: tuple[str, ...] = AMOUNT_KEYS) -> None:
        super().__init__()
        self._keys: dict[ActionButton, str] = {}
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # digits keep their places in every script
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, key in enumerate(keys):
            text, icon, spoken = _FACES.get(key, (typed_text(key), "", typed_text(key)))
            button = ActionButton(look, text, icon=icon, kind=Kind.KEY)
            button.setAccessibleName(_(spoken))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            button.clicked.connect(self._clicked)
            self._keys[button] = key
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        rows = -(-len(keys) // _COLUMNS)
        self.setMaximumHeight(rows * (_LARGEST_KEY + grid.spacing()) - grid.spacing())

    def offer_point(self, offered: bool) -> None:  # noqa: FBT001  a Qt-like setter
        """Whether the decimal point can be pressed: not for whole currencies and pieces."""
        for button, key in self._keys.items():
            if key == POINT:
                button.setEnabled(offered)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton):
            self.pressed.emit(self._keys[button])
