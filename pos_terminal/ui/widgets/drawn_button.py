"""A button that draws itself: Enter does nothing on it either, because a scanner ends with Enter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DrawnButton(QAbstractButton):
    """Space presses it, so a keyboard alone still works."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            event.accept()
            return
        super().keyPressEvent(event)
