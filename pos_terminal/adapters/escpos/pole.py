"""What a customer display of two rows is sent, in the two languages that such poles know."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from pos_terminal.adapters.escpos.pages import CodePages
from pos_terminal.domain.display_row import DisplayRow
from pos_terminal.domain.receipt import printable

COLUMNS = 20
AUTO = "auto"
_PAGES = {
    0: "CP437",
    2: "CP850",
    3: "CP860",
    4: "CP863",
    5: "CP865",
    16: "CP1252",
    17: "CP866",
    18: "CP852",
    19: "CP858",
}
"""The pages of Epson's displays, which others keep to."""
_USUAL = "CP437"
_WAKE = b"\x1b@\x1f\x01\x1fC\x00"
"""Reset, write over what stands there, no cursor."""
_ROW = b"\x1f$\x01"
_LINES = (b"\x1bQA", b"\x1bQB")
_RELEASE = b"\r\r"
"""Ends whatever a connection that broke left half said; alone it does nothing."""
_IN_OTHER_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "−": "-", "×": "x", "·": "-", "…": ".", "’": "'"}
_UNREADABLE = "***"
"""For words of which the display knows no letter."""


class PoleMode(StrEnum):
    """Which commands a display knows."""

    EPSON = "epson"
    CD5220 = "cd5220"


class PoleSpeech:
    """The bytes of one kind of display.

    ``page`` is the code page that it is set to, or `AUTO`: the Epson commands then choose one that has each letter, and
    a display without a command for it is taken to stand on the one that all begin with.
    """

    def __init__(self, mode: PoleMode, page: str = AUTO) -> None:
        self._mode = mode
        self._fixed = _USUAL if page == AUTO else page
        known = {number: name for number, name in _PAGES.items() if page in {AUTO, name}}
        self._pages = CodePages(known)

    def wake(self) -> bytes:
        """What a new connection begins with."""
        return _RELEASE + (_WAKE if self._mode is PoleMode.EPSON else b"\x1b@")

    def frame(self, rows: Sequence[DisplayRow]) -> bytes:
        """Everything that stands on it: two rows of exactly twenty letters, each put in its place."""
        texts = [self._laid_out(row) for row in rows]
        if self._mode is PoleMode.CD5220:
            lines = zip(_LINES, texts, strict=True)
            return b"".join(begin + text.encode(self._fixed) + b"\r" for begin, text in lines)
        frame, page = b"", None
        for number, text in enumerate(texts, 1):
            encoded = self._pages.encoded(text, page)
            if encoded is not None:  # all of it is on some page: the rest was left out before
                content, page = encoded
                frame += _ROW + bytes((number,)) + content
        return frame

    def _laid_out(self, row: DisplayRow) -> str:
        """The row in twenty letters: the words give way, the amount never does."""
        words, amount = self._shown(row.words), self._shown(row.amount)[:COLUMNS]
        if not amount:
            return words[:COLUMNS].strip().center(COLUMNS)
        room = COLUMNS - len(amount) - 1
        return words[: max(0, room)].strip().ljust(COLUMNS - len(amount)) + amount

    def _shown(self, text: str) -> str:
        """The text in letters that the display has, without anything that would be a command to it."""
        clean = printable(text)
        shown = "".join(map(self._letter, clean))
        return " ".join(shown.split()) or (_UNREADABLE if clean.strip() else "")

    def _letter(self, char: str) -> str:
        """The letter, what stands for it, its bare form, or nothing."""
        bare = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
        return next((each for each in (char, _IN_OTHER_SIGNS.get(char, ""), bare) if each and self._has(each)), "")

    def _has(self, text: str) -> bool:
        if self._mode is PoleMode.EPSON:
            return self._pages.encoded(text, None) is not None
        return text.isascii() or _is_on(self._fixed, text)


def _is_on(page: str, text: str) -> bool:
    try:
        text.encode(page)
    except UnicodeEncodeError:
        return False
    return True
