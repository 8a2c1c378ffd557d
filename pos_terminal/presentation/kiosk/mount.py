"""How a kiosk's panel hangs: what of it somebody reaches who sits, and how large letters on it have to be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

_REACH_MM = 1220
"""How high somebody in a wheelchair reaches (ADA 308; EN 301 549, 8.3)."""
_MM_PER_INCH = Decimal("25.4")
_CAPITAL_MM = Decimal("4.8")
"""How high a capital letter is at least (Section 508, 402.4)."""
_CAPITAL_SHARE = Decimal("0.0122178")
"""What a capital letter of 0.7 degrees is of the distance that it is read from (EN 301 549, 5.1.4)."""
_CAPITAL_OF_FONT = Decimal("0.727")
"""How high a capital letter of the bundled face is in its size."""


@dataclass(frozen=True, slots=True)
class Mount:
    """Lengths in millimetres but the diagonal; a panel's pixels are square."""

    inches: Decimal
    bottom: int = 800
    """How high the lower edge of the panel hangs above the floor."""
    distance: int = 600
    """From how far it is read."""

    def highest_key(self, width: int, height: int) -> int:
        """How many pixels from the panel's lower edge somebody who sits reaches; a third at least, at most all."""
        reach = Decimal(_REACH_MM - self.bottom) / self._pixel(width, height)
        return max(height // 3, min(height, int(reach)))

    def least_letters(self, width: int, height: int, *, is_large: bool) -> int:
        """The size of letters in pixels below which they are too small on a panel of so many pixels."""
        capital = self.distance * _CAPITAL_SHARE if is_large else _CAPITAL_MM
        return int((capital / _CAPITAL_OF_FONT / self._pixel(width, height)).to_integral_value("ROUND_CEILING"))

    def _pixel(self, width: int, height: int) -> Decimal:
        return self.inches * _MM_PER_INCH / Decimal(width**2 + height**2).sqrt()
