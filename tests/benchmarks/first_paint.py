"""A process that opens a window and ends when it is painted: ``python -m tests.benchmarks.first_paint WHAT …``.

WHAT is ``bare`` for Qt's own empty window, which is the limit; anything else is the command line of the terminal. It
tells on standard output, as JSON, the most memory it ever held; with ``--list`` as the last word also what it had
loaded and made by then.
"""

import builtins
import gc
import os
import sys
from importlib import import_module
from pathlib import Path

_PEAK = "VmHWM:"
LISTING = "--list"


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

    told = {"peak_kib": _peak_kib()} | (_loaded() if LISTING in sys.argv else {})
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _loaded() -> dict[str, object]:
    """What had been loaded and made; to find it takes time itself, so only whoever asks waits for it."""
    return {
        "packages": sorted({name.partition(".")[0] for name in sys.modules}),
        "modules": sorted(name for name in sys.modules if name.partition(".")[0] == "pos_terminal"),
        "generated": sorted(set(filter(None, map(_generated, gc.get_objects())))),
        "qt": sorted(name for part in ("Core", "Gui", "Widgets", "Svg") for name in _qt_classes(part)),
        "looks_at_imports": vars(builtins).get("__feature_import__") is builtins.__import__,
    }


def _generated(thing: object) -> str:
    """The name of one of the terminal's classes that has methods written for it as it is made."""
    if not isinstance(thing, type) or "__dataclass_params__" not in vars(thing):
        return ""
    return f"{thing.__module__}.{thing.__name__}" if thing.__module__.startswith("pos_terminal.") else ""


def _qt_classes(part: str) -> list[str]:
    """Which of Qt's classes, with all their enums, became Python's; each does when it is first named."""
    module = sys.modules.get(f"PySide6.Qt{part}")
    return [name for name, thing in vars(module).items() if isinstance(thing, type)] if module else []


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
    return terminal([each for each in words if each != LISTING])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
