"""A process that opens a window and ends when it is painted: ``python -m tests.benchmarks.first_paint WHAT …``.

WHAT is ``bare`` for Qt's own empty window, which is the limit; anything else is the command line of the terminal. It
tells on standard output, as JSON, the most memory it ever held and the packages it had loaded by then.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

_PEAK = "VmHWM:"


def watch_for_paint() -> None:
    """Wait in Qt's own queue of events, so that the program needs no door for its measurer."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from tests.benchmarks.paint_watcher import PaintWatcher

    watcher = PaintWatcher(report)
    QCoreApplication.postEvent(watcher, QEvent(PaintWatcher.STARTED))
    watchers.append(watcher)


watchers: list[object] = []
"""Kept alive until the window is painted."""


def report() -> None:
    """Tell, and end: an orderly end is not what is measured, and nothing is under way."""
    import json

    loaded = sorted({name.partition(".")[0] for name in sys.modules})
    sys.stdout.write(json.dumps({"peak_kib": _peak_kib(), "packages": loaded}) + "\n")
    sys.stdout.flush()
    os._exit(0)


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

    watch_for_paint()
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return app.exec()


def main(words: list[str]) -> int:
    """Open the window."""
    if words == ["bare"]:
        return _bare()
    from pos_terminal.__main__ import main as terminal

    import_module("pos_terminal.cli.run")  # which a usual start loads before it turns to Qt
    watch_for_paint()
    return terminal(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
