"""A band across the window that says: this is training."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _, later

_WORDS = later("TRAINING: nothing is sold")
_HEIGHT = 32


class TrainingBand(QFrame):
    """Over everything else, in a colour of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("training")
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        words = PlainLabel(_(_WORDS), step="body_strong")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(words)
