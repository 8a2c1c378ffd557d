"""A till that nobody touches signs off by itself: whoever comes by finds no till that is open, and the sale stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class IdleLock:
    """Counts how long nobody touched, typed or scanned."""

    def __init__(
        self,
        seconds: float,
        monotonic: Callable[[], float],
        is_held_open: Callable[[], bool],
        lock: Callable[[], None],
    ) -> None:
        """Begin with a touch.

        Args:
            seconds: so long without a touch are too long; 0: the till stays open.
            monotonic: the clock.
            is_held_open: whether there is nothing to lock, or somebody is waited for who touches something else.
            lock: signs off.
        """
        self._seconds = seconds
        self._monotonic = monotonic
        self._is_held_open = is_held_open
        self._lock = lock
        self._touched = monotonic()

    def touched(self) -> None:
        """Somebody did something."""
        self._touched = self._monotonic()

    def ticked(self) -> None:
        """A second went by."""
        if not self._seconds or self._is_held_open():
            self.touched()
        elif self._monotonic() - self._touched >= self._seconds:
            self.touched()
            self._lock()
