"""A till on its screen whose event loop is watched: a tick every ten milliseconds does a little work and paints."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pos_terminal.app.event_loop import run_event_loop
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.presentation.places import Place
from tests.benchmarks.bare_table import show_now
from tests.benchmarks.drain_beside import TICK_MS, Drain
from tests.benchmarks.painted_till import sign_on
from tests.benchmarks.stores import CONFIG, settings_of

_WINDOW_MS = 500
_WORK_SECONDS = 0.0003


class _Watch(QObject):
    """Lets the drain run in every other window of time, and notes the gaps between ticks in each."""

    def __init__(self, till: TillWindow, drain: Drain, rounds: int) -> None:
        super().__init__()
        self.gaps: list[list[float]] = []
        self._till = till
        self._drain = drain
        self._windows = 2 * rounds
        self._last: float | None = None
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._ticked)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._turned)

    def start(self) -> None:
        self._tick.start(TICK_MS)
        self._turned()

    def _ticked(self) -> None:
        now = perf_counter()
        if self._last is not None:
            self.gaps[-1].append((now - self._last) * 1000)
        self._last = now
        while perf_counter() - now < _WORK_SECONDS:
            pass
        self._till.window.status.repaint()

    def _turned(self) -> None:
        if len(self.gaps) % 2:
            self._drain.stop()
        if len(self.gaps) == self._windows:
            self._tick.stop()
            QApplication.quit()
            return
        self.gaps.append([])
        if len(self.gaps) % 2:
            self._drain.start()
        self._last = None
        self._turn.start(_WINDOW_MS)


def watched(folder: Path, url: str, rounds: int) -> list[tuple[list[float], list[float]]]:
    """For each round the gaps between ticks in milliseconds: while the backlog drained, and while it did not."""
    app = QApplication([])
    settings = settings_of(folder / CONFIG)
    settings = replace(settings, platform=replace(settings.platform, base_url=url))
    with opened_terminal(settings) as terminal:
        sign_on(terminal)
        window = TillWindow(terminal, app)
        drain = Drain(settings, terminal.database)
        try:
            window.shell.go(Place.SALE)
            show_now(window.window)
            with drain.running():
                watch = _Watch(window, drain, rounds)
                watch.start()
                run_event_loop(app)
        finally:
            window.close()
    return list(zip(watch.gaps[::2], watch.gaps[1::2], strict=True))
