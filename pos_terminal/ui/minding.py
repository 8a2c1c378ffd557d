"""Minds a window that people work at: tells the program's faults on it, and notes when it stands still."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from pos_terminal.presentation.fault import FaultPresenter
from pos_terminal.ui.stall_watch import BEAT, StallWatch

_LOOK_MS = 200


class Stalls(Protocol):
    """Where stalls are written down."""

    def note(self, milliseconds: int, place: str) -> None:
        """The window stood still for so long, seen at this file and line."""

    def close(self) -> None:
        """Write down what is not yet."""


class Minding(QObject):
    """Faults are told from the start, stalls are noted from `begin` on: a start draws nothing and is no stall."""

    def __init__(self, faults: FaultPresenter, stalls: Stalls) -> None:
        super().__init__()
        self._faults = faults
        self._stalls = stalls
        self._watch = StallWatch(stalls.note)
        self._looking = self._every(_LOOK_MS, faults.ticked)
        self._beating = self._every(round(BEAT * 1000), self._watch.beat)
        self._looking.start()

    def begin(self) -> None:
        """The first screen is there."""
        self._watch.begin()
        self._beating.start()

    def end(self) -> None:
        """Mind it no longer."""
        self._looking.stop()
        self._beating.stop()
        self._watch.end()

    def close(self) -> None:
        """`end`, and write down what is not yet."""
        self.end()
        self._watch.close()
        self._stalls.close()

    def _every(self, milliseconds: int, tick: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(tick)
        return timer
