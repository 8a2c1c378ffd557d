"""Notices that somebody, or the network's time, has moved the wall clock: receipts and reports carry its time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.application.ports import Clock

_STEADY = timedelta(seconds=30)
"""Less than this between two looks is the drift of a clock, or its being put right little by little."""


class ClockWatch:
    """Compares the wall clock with the monotonic one, each look with the look before. Use it in one thread.

    A machine that slept looks the same as a clock that was set: both are worth a line in the log.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._then = self._at_zero()

    def look(self) -> timedelta | None:
        """By how much the wall clock has jumped since the last look; None when it has only ticked."""
        before, self._then = self._then, self._at_zero()
        jump = self._then - before
        return jump if abs(jump) > _STEADY else None

    def _at_zero(self) -> datetime:
        """The wall time when the monotonic clock stood at zero: the same at every look, unless one of them moves."""
        return self._clock.now() - timedelta(seconds=self._clock.monotonic())
