"""Words on a kiosk: plain text in the kiosk's scale of type, broken where it needs more lines."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.widgets.text import PlainLabel


class Words(PlainLabel):
    """``step`` is one of the kiosk's scale, ``tone`` a role of the palette."""

    def __init__(self, ink: Ink, step: str, *, tone: str = "", centred: bool = False) -> None:
        super().__init__("", step="", tone=tone)
        self._ink = ink
        self._step = step
        self.setWordWrap(True)
        if centred:
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ink.changed.connect(self._size)
        self._size()

    def show_words(self, text: str, tone: str = "") -> None:
        """Draw this text; without one the label takes no room."""
        self.show_text(text)
        self.show_tone(tone)
        self._size()  # a style sheet that is looked at anew forgets it
        self.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._size()  # a style sheet gives a label that was hidden the size that it had before

    def _size(self) -> None:
        self.setFont(self._ink.font(self._step))
