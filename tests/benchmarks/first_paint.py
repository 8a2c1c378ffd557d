"""A process that opens a window and ends when it is painted: ``python -m tests.benchmarks.first_paint WHAT …``.

WHAT is ``bare`` for Qt's own empty window, which is the limit; anything else is the command line of the terminal. It
tells on standard output, as JSON, the most memory it ever held and the packages it had loaded by then.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject

_STARTED = QEvent.Type(QEvent.Type.User.value + 1)
_PAINTED = QEvent.Type(QEvent.Type.User.value + 2)
_PEAK = "VmHWM:"


class FirstPaint(QObject):
    """Waits in Qt's own queue of events, so that the program needs no door for its measurer."""

    def event(self, event: QEvent) -> bool:
        """The event loop runs, so the window is there; or its first paint event is over."""
        from PySide6.QtWidgets import QApplication

        if event.type() == _STARTED:
            self._window = next(each for each in QApplication.topLevelWidgets() if each.isVisible())
            self._window.installEventFilter(self)
        elif event.type() == _PAINTED:
            self._report()
        return super().event(event)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The window is being painted; what is in it follows within the same event."""
        if event.type() == QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(_PAINTED))
        return False

    def _report(self) -> None:
        loaded = sorted({name.partition(".")[0] for name in sys.modules})
        sys.stdout.write(json.dumps({"peak_kib": _peak_kib(), "packages": loaded}) + "\n")
        sys.stdout.flush()
        os._exit(0)  # an orderly end is not what is measured, and nothing is under way


def _peak_kib() -> int:
    """The kernel's own mark for this program: that of `resource` begins with the memory of whoever started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = [line.split() for line in status.read_text("ascii").splitlines()]
    return next(int(line[1]) for line in lines if line[0] == _PEAK)


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return app.exec()


def main(words: list[str]) -> int:
    """Open the window."""
    watcher = FirstPaint()
    QCoreApplication.postEvent(watcher, QEvent(_STARTED))
    if words == ["bare"]:
        return _bare()
    from pos_terminal.__main__ import main as terminal

    return terminal(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
