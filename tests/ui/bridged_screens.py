"""Shows one screen after the other in a real window, for what listens to it: `python -m tests.ui.bridged_screens`.

It writes the name of each once it stands, and goes on when a line comes in; then it ends.
"""

import sys
from collections.abc import Iterator

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.ui.theme.look import Look, application
from tests.ui.every_screen import every_screen
from tests.ui.test_spoken_tree import WAY, Hall
from tests.ui.till import Till

SETTLE_MS = 50


def screens(look: Look, app: QApplication) -> Iterator[tuple[str, QWidget]]:
    """Each with its window, which is there until the next one is asked for."""
    for name, arrive in every_screen().items():
        till = Till(look, app)
        till.window.resize(1280, 800)
        till.window.show()
        arrive(till)
        yield name, till.window
        till.window.close()
        till.window.deleteLater()
    hall = Hall(look, app)
    yield "kiosk", hall.drawn()
    for words in WAY:
        hall.go(words)
        if words == "Touch to start":
            hall.desk.touch.tile_tapped("muffin")
        yield f"kiosk, {words.strip()}", hall.drawn()
    hall.window.allow_close()


class _Showing(QObject):
    """Goes on at each line that comes in."""

    stood = Signal()

    def __init__(self, steps: Iterator[tuple[str, QWidget]]) -> None:
        super().__init__()
        self._steps = steps
        self._heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._heard.activated.connect(self._go_on)
        QTimer.singleShot(0, self._show)

    @Slot()
    def _go_on(self) -> None:
        sys.stdin.readline()
        self._show()

    @Slot()
    def _show(self) -> None:
        step = next(self._steps, None)
        if step is None:
            QApplication.quit()
            return
        self._name = step[0]
        QTimer.singleShot(SETTLE_MS, self._say)

    @Slot()
    def _say(self) -> None:
        sys.stdout.write(f"{self._name}\n")
        sys.stdout.flush()


def main() -> int:
    """Shows them all."""
    app = application("till")
    look = Look()
    look.apply(app)
    showing = _Showing(screens(look, app))
    status = app.exec()
    showing.deleteLater()
    return status


if __name__ == "__main__":
    raise SystemExit(main())
