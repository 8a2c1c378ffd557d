"""What the screens lead checks with that wait, at tables or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.kitchen import Kitchen
    from pos_terminal.application.parting import Parting
    from pos_terminal.application.serving import Serving
    from pos_terminal.application.suspending import Suspending
    from pos_terminal.application.telling import Telling
    from pos_terminal.domain.floor import Area


@dataclass(frozen=True, slots=True)
class CheckServices:
    """Sales that are put aside, split and merged; guest checks; tables, guests, channels and the kitchen."""

    suspending: Suspending
    parting: Parting
    telling: Telling
    serving: Serving
    kitchen: Kitchen
    floor: tuple[Area, ...] = ()
    """The shop's tables; none: it has no map of them."""
