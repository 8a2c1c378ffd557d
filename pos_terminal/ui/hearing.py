"""Everything that a window hears scanners by: keys that come too fast for a person, and a line beside the keyboard."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from pos_terminal.ui.wedge import Wedge, WedgeRules


class CodeLine(Protocol):
    """A scanner that is no keyboard."""

    def listen(self, heard: Callable[[str], None]) -> None:
        """Tell ``heard`` of each code, in any thread."""

    def end(self) -> None:
        """Tell nothing more; nobody waits for what is under way."""

    def close(self) -> None:
        """`end` and wait."""


class Hearing(QObject):
    """Emits `scanned`, on the thread that draws, from `begin` on until `close`; `touched` of whatever anybody does."""

    scanned = Signal(str)
    touched = Signal()
    _came = Signal(str)

    def __init__(self, app: QApplication, rules: WedgeRules, line: CodeLine) -> None:
        super().__init__()
        self._app = app
        self._rules = rules
        self._line = line
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._wedge: Wedge | None = None
        self._is_closed = False

    def begin(self) -> None:
        """Hear from now on."""
        self._wedge = Wedge(self._app, self._rules)
        self._wedge.scanned.connect(self.scanned)
        self._wedge.touched.connect(self.touched)
        self._line.listen(self._came.emit)

    def end(self) -> None:
        """Hear nothing more, not even a code that is on its way."""
        self._is_closed = True
        self._line.end()

    def close(self) -> None:
        """`end`, and wait for the line."""
        self._is_closed = True
        self._line.close()
        if self._wedge is not None:
            self._app.removeEventFilter(self._wedge)
            self._wedge.deleteLater()

    def _take(self, code: str) -> None:
        if not self._is_closed:
            self.touched.emit()
            self.scanned.emit(code)
