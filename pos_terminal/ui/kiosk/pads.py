"""Keys to type on: digits in a telephone's order, or letters of the shopper's own script; nothing is remembered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_terminal.presentation.entry import BACK, CLEAR, POINT
from pos_terminal.presentation.figures import typed_text
from pos_terminal.presentation.kiosk.state import KioskKey, Pad
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form, KeyButton
from pos_terminal.wording import _, language

_SPACE = " "
_SPANS = ((0, 2), (2, 2), (4, 4), (8, 2))
"""Where the keys of the last row of letters begin, and over how many columns they go."""
_DIGITS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), (CLEAR, "0", BACK))
_LATIN = ("1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm.,&")
_LETTERS = {
    "de": ("1234567890", "qwertzuiop", "asdfghjklö", "yxcvbnmäüß"),
    "fr": ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbnéèç'"),
    "es": ("1234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm.,&"),
    "pt": ("1234567890", "qwertyuiop", "asdfghjklç", "zxcvbnm.,&"),
    "ar": ("1234567890", "ضصثقفغعهخح", "شسيبلاتنمك", "جدذرزطظوىة"),
}
"""Ten keys in a row, so that each has its 88 dp on an upright panel."""
_ADDRESS_LATIN = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm._+")
_ADDRESSES = {
    "de": ("1234567890", "qwertzuiop", "asdfghjkl-", "yxcvbnm._+"),
    "fr": ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn.-_+"),
}


class TypingPad(QWidget):
    """Tells which key was pressed, and knows nothing of the word."""

    pressed = Signal(str)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._shown: tuple[Pad, str] = (Pad.NONE, "")
        self._buttons: list[KeyButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys keep their places in every script
        ink.changed.connect(self._space)
        self._space()

    def show_pad(self, pad: Pad) -> None:
        """Draw this pad, in the language of the moment; none takes no room."""
        shown = (pad, language())
        if shown != self._shown:
            self._shown = shown
            self._arrange(_rows(pad))
        self.setVisible(pad is not Pad.NONE)

    def _arrange(self, rows: tuple[tuple[str, ...], ...]) -> None:
        keys = [(row, column, key) for row, keys in enumerate(rows) for column, key in enumerate(keys)]
        while len(self._buttons) < len(keys):
            button = KeyButton(self._ink)
            button.tapped.connect(self.pressed)
            self._buttons.append(button)
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
        widest = max((len(each) for each in rows), default=0)
        for button, (row, column, key) in zip(self._buttons, keys, strict=False):
            is_letter = widest > len(_DIGITS[0])
            first, span = _SPANS[column] if is_letter and row == len(rows) - 1 else (column, 1)
            button.form(Form.SQUARE if is_letter and span == 1 else Form.CENTRED)
            button.show_key(_key(key, self._shown[0]))
            self._grid.addWidget(button, row, first, 1, span)
            button.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < widest))

    def _space(self) -> None:
        self._grid.setSpacing(self._ink.dp(16))


def _rows(pad: Pad) -> tuple[tuple[str, ...], ...]:
    if pad is Pad.NONE:
        return ()
    if pad is Pad.NUMBER:
        return (*_DIGITS[:-1], (POINT, "0", BACK))
    if pad is Pad.ADDRESS:
        rows = tuple(tuple(each) for each in _ADDRESSES.get(language(), _ADDRESS_LATIN))
        return (*rows, (CLEAR, ".com", "@", BACK))
    if pad is Pad.LETTERS:
        rows = tuple(tuple(each) for each in _LETTERS.get(language(), _LATIN))
        return (*rows, (CLEAR, "ء" if language() == "ar" else "-", _SPACE, BACK))
    return _DIGITS


def _key(key: str, pad: Pad) -> KioskKey:
    if key == BACK:
        return KioskKey(key, "", "backspace", spoken=_("Delete the last letter"))
    if key == CLEAR:
        return KioskKey(key, "", "x", spoken=_("Clear"))
    if key == _SPACE:
        return KioskKey(key, _("Space"))
    return KioskKey(key, typed_text(key) if pad is Pad.NUMBER else key)
