"""What the employees' section works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.ports import Background
    from pos_terminal.application.staffkeeping import StaffKeeping


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StaffServices:
    """``keeping`` belongs to the thread of ``background``, and is asked there alone."""

    keeping: StaffKeeping
    background: Background
