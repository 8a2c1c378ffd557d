"""A code of squares, black on white in every theme, because that is what telephones read best."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.ui.kiosk.ink import Ink

_QUIET = 4
"""Squares of white around it."""


class CodePicture(QWidget):
    """Draws rows of squares."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._code: tuple[tuple[bool, ...], ...] = ()
        ink.changed.connect(self.updateGeometry)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, code: tuple[tuple[bool, ...], ...]) -> None:
        """Draw this; none takes no room."""
        self._code = code
        self.setVisible(bool(code))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ink.dp(420), self._ink.dp(420))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        across = len(self._code) + 2 * _QUIET
        square = min(self.width(), self.height()) // across if self._code else 1
        left = (self.width() - square * len(self._code)) // 2
        top = (self.height() - square * len(self._code)) // 2
        for y, row in enumerate(self._code):
            for x, is_dark in enumerate(row):
                if is_dark:
                    painter.fillRect(QRectF(left + x * square, top + y * square, square, square), Qt.GlobalColor.black)
        painter.end()
