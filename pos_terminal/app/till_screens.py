"""What the screens do to the till itself: cash that moves beside the sales, shifts, prices asked for, and training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.app.customer_side import ShopperReads
from pos_terminal.app.device_side import device_services
from pos_terminal.app.training import training_of
from pos_terminal.presentation.drawer_services import DrawerServices, TrainingSwitch
from pos_terminal.wording import culture

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background
    from pos_terminal.application.till_ports import ClosedShift
    from pos_terminal.domain.shift_report import ShiftReport
    from pos_terminal.domain.till_view import ShiftWritten
    from pos_terminal.ui.customer_displays import CustomerDisplays

    Displays = Callable[[], CustomerDisplays | None]


def drawer_services(
    terminal: Terminal, leave: Callable[[], object], background: Background, displays: Displays
) -> DrawerServices:
    """What the screens lead them with; ``leave`` ends this window for that of the other terminal.

    ``background`` is for questions to devices alone, because they take their time; ``displays`` are the shopper's.
    """
    side = terminal.till_side

    def switch() -> None:
        training_of(terminal).allow(on=not terminal.is_training)
        leave()

    def print_report(report: ShiftReport) -> None:
        terminal.devices.ask(lambda spool: spool.print_report(report))

    def print_again(closed: ClosedShift) -> int:
        copy = side.prints.copy_of_entry(closed.entry.seq)
        terminal.devices.nudge()
        return copy

    def written(report: ShiftReport) -> ShiftWritten:
        from pos_terminal.adapters.layout.culture import Culture
        from pos_terminal.adapters.layout.till_slips import ShiftSums

        return ShiftSums(Culture(culture()), terminal.tilling.store_time.zone).written(report)

    till = (side.cashing, side.closing, terminal.sales_side.price_check, written, print_report)
    devices = device_services(terminal, background, ShopperReads(displays))
    return DrawerServices(*till, TrainingSwitch(terminal.is_training, switch), devices, print_again)
