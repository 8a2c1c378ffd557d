"""The sentence about a fault of the program, over the top of the window until somebody has read it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.notice_bar import NoticeBar


class FaultBar(NoticeBar):
    """Lies over the window and moves nothing in it."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(look)
        self._window = window
        self.setParent(window)
        self.dismissed.connect(self._read)
        window.installEventFilter(self)

    def show_notice(self, notice: Notice) -> None:
        """Draw the sentence over everything, or vanish."""
        super().show_notice(notice)
        if notice:
            self._fit()
            self.raise_()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return False

    def _fit(self) -> None:
        width = self._window.width()
        self.setGeometry(0, 0, width, self.heightForWidth(width))

    def _read(self) -> None:
        self.show_notice(NOTHING)
