"""Tells when a window has been painted for the first time: whatever can wait, waits for that."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Calls `then` once, from the event loop, when the window's first paint event is over; lives as its child."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def call_off(self) -> None:
        """The window is closed: what waited for its paint is not called any more."""
        self._then = _nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False

    def _call(self) -> None:
        self._then()


def _nothing() -> None:
    """Nothing waits."""
