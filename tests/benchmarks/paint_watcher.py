"""Sees the first paint of whatever window a program opens."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject


class PaintWatcher(QObject):
    """Told by an event of its own that the event loop runs, so that the window is there; then by the window's."""

    STARTED = QEvent.Type(QEvent.Type.User.value + 1)
    PAINTED = QEvent.Type(QEvent.Type.User.value + 2)

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then

    def event(self, event: QEvent) -> bool:
        """The event loop runs; or the window's first paint event is over."""
        from PySide6.QtWidgets import QApplication

        if event.type() == self.STARTED:
            window = next(each for each in QApplication.topLevelWidgets() if each.isVisible())
            window.installEventFilter(self)
        elif event.type() == self.PAINTED:
            self._then()
        return super().event(event)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The window is being painted; what is in it follows within the same event."""
        if event.type() == QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(self.PAINTED))
        return False
