"""The panel that the shop has told of: what is drawn on it, how large, and what `doctor` says of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pos_terminal.presentation.panel_scale import FINGER_MM, Panel

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_SCALE = "QT_SCALE_FACTOR"


def scale_for(panel: str, environment: MutableMapping[str, str] = os.environ) -> None:
    """Have Qt draw as large as the panel wants; before the application is made, which reads it once.

    Whoever sets Qt's variable themselves is not overruled.
    """
    environment.setdefault(_SCALE, str(Panel.of(panel).scale))


def panel_standing(panel: str) -> tuple[str, bool]:
    """How large a key is on it, in words, and whether that is enough for a finger."""
    if not panel:
        return "not told of in [screen] panel, so nobody knows how large a key is", True
    known = Panel.of(panel)
    told = f"{panel}: drawn {known.scale} times as large, the smallest key is {known.target_mm:.1f} mm"
    is_enough = known.target_mm >= FINGER_MM
    return told if is_enough else f"{told}; a finger wants {FINGER_MM}, and the panel has no room for more", is_enough
