"""What the screens change lines with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.adjusting import Adjusting
    from pos_terminal.application.discounting import Discounting
    from pos_terminal.application.reasons import Reasons
    from pos_terminal.application.scale_weighing import ScaleWeighing
    from pos_terminal.application.undoing import Undoing


@dataclass(frozen=True, slots=True)
class LineServices:
    """Changes to lines, the shop's own discounts, steps back, and the reasons that the shop lists."""

    adjusting: Adjusting
    discounting: Discounting
    undoing: Undoing
    reasons: Reasons
    weighing: ScaleWeighing | None = None
    """None, or without a scale: weights are typed."""
