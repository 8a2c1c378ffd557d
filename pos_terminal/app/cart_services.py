"""What the screens change the lines of a sale with, and put sales aside, part them and serve tables with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.app.rules import floor
from pos_terminal.presentation.check_services import CheckServices
from pos_terminal.presentation.line_services import LineServices

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal


def line_services(terminal: Terminal) -> LineServices:
    """What changes lines."""
    side, rules = terminal.sales_side, terminal.checkout.rules
    return LineServices(side.adjusting, side.discounting, side.undoing, rules.reasons, side.weighing)


def check_services(terminal: Terminal) -> CheckServices:
    """What puts sales aside and brings them back."""
    side, tables = terminal.sales_side, floor(terminal.settings)
    return CheckServices(side.suspending, side.parting, side.telling, side.serving, side.kitchen, tables)
