"""A page of the gallery: each exhibit with its name, and below it one of it in every state."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.ui.gallery.exhibits import Exhibit, Ground, State
from pos_terminal.ui.gallery.keys import KEYS
from pos_terminal.ui.gallery.rows import ROWS
from pos_terminal.ui.gallery.words import WORDS
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.focus_ring import Ring
from pos_terminal.ui.widgets.text import PlainLabel

PAGES = {"keys": KEYS, "rows": ROWS, "words": WORDS}
"""All that hangs in the gallery."""

_MARGIN, _GAP, _BESIDE = 24, 20, 16
_ACROSS = 1500
"""How much stands beside each other, in dp."""


class GalleryPage(QWidget):
    """As high as it has to be."""

    def __init__(self, look: Look, exhibits: Sequence[Exhibit]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.ground = Ground(look, Ink(look), self)
        self._focused: list[QWidget] = []
        self._rings: list[Ring] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self._row, self._left = QHBoxLayout(), 0
        for exhibit in exhibits:
            self._hang(exhibit)

    def ring(self) -> None:
        """Put a ring around each key that has the focus, once all of them stand where they stay."""
        for widget in self._focused:
            if isinstance(widget, QAbstractButton):
                ring = Ring(self.ground.look, self)
                ring.surround(widget)
                self._rings.append(ring)
            else:
                widget.setFocus()

    def _hang(self, exhibit: Exhibit) -> None:
        wanted = len(exhibit.states) * (exhibit.width + _BESIDE)
        if wanted > self._left:
            self._row, self._left = QHBoxLayout(), _ACROSS
            self._row.setSpacing(_BESIDE)
            self._row.setAlignment(Qt.AlignmentFlag.AlignLeading)
            self._column.addLayout(self._row)
        self._left -= wanted
        for state in exhibit.states:
            self._row.addWidget(self._frame(exhibit, state), 0, Qt.AlignmentFlag.AlignTop)

    def _frame(self, exhibit: Exhibit, state: State) -> QWidget:
        frame = QWidget()
        frame.setFixedWidth(exhibit.width)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        name = exhibit.name if state is exhibit.states[0] else ""
        column.addWidget(PlainLabel(name, step="caption"))
        column.addWidget(PlainLabel(state.value, step="caption", tone="secondary"))
        widget = exhibit.in_state(self.ground, state)
        column.addWidget(widget)
        if state is State.FOCUS:
            self._focused.append(widget)
        return frame
