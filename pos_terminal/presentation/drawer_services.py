"""What the screens lead the till itself with: cash beside the sales, the end of a shift, prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.cashing import Cashing
    from pos_terminal.application.closing import ShiftClosing
    from pos_terminal.application.price_check import PriceCheck
    from pos_terminal.application.till_ports import ClosedShift
    from pos_terminal.domain.shift_report import ShiftReport
    from pos_terminal.domain.till_view import ShiftWritten
    from pos_terminal.presentation.device_services import DeviceServices


@dataclass(frozen=True, slots=True)
class TrainingSwitch:
    """Whether this is training; ``ask`` begins or ends it, and another window follows. It raises Refused."""

    is_on: bool
    ask: Callable[[], None]


@dataclass(frozen=True, slots=True)
class DrawerServices:
    """``written`` writes a report out as its paper does; ``print_report`` prints one that nobody has to keep.

    ``print_again`` prints a closed shift's report once more, and says which copy that is; it raises Refused.
    """

    cashing: Cashing
    closing: ShiftClosing
    prices: PriceCheck
    written: Callable[[ShiftReport], ShiftWritten]
    print_report: Callable[[ShiftReport], None]
    training: TrainingSwitch
    devices: DeviceServices
    print_again: Callable[[ClosedShift], int]
