"""What the screens change lines with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.adjusting import Adjusting
    from pos_terminal.application.discounting import Discounting


@dataclass(frozen=True, slots=True)
class LineServices:
    """Changes to lines, and the shop's own discounts."""

    adjusting: Adjusting
    discounting: Discounting
