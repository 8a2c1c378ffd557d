"""How large to draw on the shop's panel, so that what is tapped is as large as a finger."""

from __future__ import annotations

from math import ceil, hypot
from typing import NamedTuple

FINGER_MM = 9.5
TARGET_DP = 56
_LEAST_DP = (1024, 640)
"""The least that every screen has room in (`pos_terminal/ui/panel.py`)."""
_MM_PER_INCH = 25.4
_STEPS = 100


class Panel(NamedTuple):
    """Pixels across and down, and the diagonal in inches."""

    across: int
    down: int
    inches: float

    @classmethod
    def of(cls, words: str) -> Panel:
        """A panel as the settings have it: `1920x1200 10.1`."""
        pixels, _, inches = words.partition(" ")
        across, _, down = pixels.partition("x")
        return cls(int(across), int(down), float(inches))

    @property
    def scale(self) -> float:
        """Pixels a dp: so many that a target is 9.5 mm, but never so many that a screen has no room.

        Hundredths, rounded up for the finger and down for the room; 1 at least.
        """
        wanted = ceil(FINGER_MM / (TARGET_DP * self._pixel_mm) * _STEPS)
        most = min(self.across * _STEPS // _LEAST_DP[0], self.down * _STEPS // _LEAST_DP[1])
        return max(_STEPS, min(wanted, most)) / _STEPS

    @property
    def target_mm(self) -> float:
        """How large the smallest target comes to be."""
        return TARGET_DP * self.scale * self._pixel_mm

    @property
    def _pixel_mm(self) -> float:
        return self.inches * _MM_PER_INCH / hypot(self.across, self.down)
