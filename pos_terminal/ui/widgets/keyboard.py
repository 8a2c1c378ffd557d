"""A keyboard for e-mail addresses or for words, all on one layer; the scanner types nothing on it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.presentation.entry import BACK, CLEAR
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.wording import _, later

_Key = tuple[str, int]
_WIDE: tuple[tuple[_Key, ...], ...] = (
    tuple((key, 1) for key in "1234567890"),
    tuple((key, 1) for key in "qwertyuiop"),
    tuple((key, 1) for key in "asdfghjkl_"),
    tuple((key, 1) for key in "zxcvbnm.-+"),
    (("@", 3), (".com", 3), (CLEAR, 2), (BACK, 2)),
)
_NARROW: tuple[tuple[_Key, ...], ...] = (
    tuple((key, 1) for key in "123456789"),
    tuple((key, 1) for key in "qwertyuio"),
    tuple((key, 1) for key in "asdfghjkl"),
    tuple((key, 1) for key in "zxcvbnmp0"),
    ((".", 1), ("-", 1), ("_", 1), ("+", 1), ("@", 2), (".com", 1), (CLEAR, 1), (BACK, 1)),
)
"""Ten keys of a finger's size do not fit a compact till."""
_SPACE = " "
_WIDE_WORDS: tuple[tuple[_Key, ...], ...] = (
    *_WIDE[:2],
    tuple((key, 1) for key in "asdfghjkl'"),
    tuple((key, 1) for key in "zxcvbnm.,-"),
    ((_SPACE, 6), (CLEAR, 2), (BACK, 2)),
)
_NARROW_WORDS: tuple[tuple[_Key, ...], ...] = (
    *_NARROW[:-1],
    ((".", 1), (",", 1), ("-", 1), ("'", 1), (_SPACE, 3), (CLEAR, 1), (BACK, 1)),
)

_FACES = {
    _SPACE: (later("Space"), "", later("Space")),
    BACK: ("", "backspace", later("Delete the last letter")),
    CLEAR: ("", "x", later("Clear")),
}
_FROM_LEFT = "\u200e"
"""Ahead of a sign and Latin letters: on a screen that is read from the right `.com` would be drawn as `com.`."""
_GAP = 8
_COLUMNS = 10
_LARGEST_KEY = 80


def typed_letter(event: QKeyEvent) -> str:
    """The key that a person pressed on a real keyboard, or nothing."""
    if event.key() == Qt.Key.Key_Backspace:
        return BACK
    text = event.text()
    return text if len(text) == 1 and text.isprintable() and not text.isspace() else ""


class Keyboard(QWidget):
    """Tells which key was pressed and knows nothing of the word."""

    pressed = Signal(str)

    def __init__(self, look: Look, *, for_words: bool = False) -> None:
        """``for_words``: a space in the place of what addresses want."""
        super().__init__()
        self._forms = (_WIDE_WORDS, _NARROW_WORDS) if for_words else (_WIDE, _NARROW)
        self._least = look.tokens.target["pos_min"]
        self._buttons: dict[str, ActionButton] = {}
        self._rows: tuple[tuple[_Key, ...], ...] = ()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys keep their places in every script
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        for row in self._forms[0]:
            for key, _span in row:
                self._buttons[key] = self._button(look, key)
        self.setMaximumHeight(len(_WIDE) * (_LARGEST_KEY + _GAP) - _GAP)

    def minimumSizeHint(self) -> QSize:
        columns = _COLUMNS - 1
        return QSize(columns * (self._least + _GAP) - _GAP, len(_WIDE) * (self._least + _GAP) - _GAP)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _COLUMNS * (self._least + _GAP) - _GAP
        self._arrange(self._forms[0 if is_wide else 1])

    def _arrange(self, rows: tuple[tuple[_Key, ...], ...]) -> None:
        if rows is self._rows:
            return
        self._rows = rows
        for number, row in enumerate(rows):
            column = 0
            for key, span in row:
                self._grid.addWidget(self._buttons[key], number, column, 1, span)
                column += span
        for number in range(_COLUMNS):
            self._grid.setColumnStretch(number, int(number < sum(span for _, span in rows[0])))

    def _button(self, look: Look, key: str) -> ActionButton:
        text, icon, spoken = _FACES.get(key, (key, "", key))
        button = ActionButton(look, _(text), icon=icon, kind=Kind.LETTER)
        if text == key and len(key) > 1:
            button.setText(f"{_FROM_LEFT}{key}")
        button.setAccessibleName(_(spoken))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.clicked.connect(self._clicked)
        button.setParent(self)
        return button

    def _clicked(self) -> None:
        button = self.sender()
        found = [key for key, each in self._buttons.items() if each is button]
        for key in found:
            self.pressed.emit(key)
