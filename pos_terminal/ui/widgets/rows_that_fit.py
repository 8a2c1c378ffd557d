"""Rows one under the other, as many as there is room for; tells how many that are."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

GAP = 8


class RowsThatFit(QWidget):
    """A column that never asks for more than one row's height: who fills it shows no more rows than fit."""

    room_changed = Signal(int)

    def __init__(self, row_height: int) -> None:
        super().__init__()
        self._height = row_height
        self._room = 0
        self._count = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)

    def place(self, row: QWidget) -> None:
        """Take one more row in, below the others."""
        self._column.insertWidget(self._count, row)
        self._count += 1

    def minimumSizeHint(self) -> QSize:
        """Room for one row: what the rows drawn now need does not keep the pane from becoming lower."""
        return QSize(200, self._height)

    def rows_are(self, height: int) -> None:
        """Rows are so high from now on."""
        self._height = height
        self.updateGeometry()
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        room = max(1, (self.height() + GAP) // (self._height + GAP))
        if room != self._room:
            self._room = room
            self.room_changed.emit(room)
