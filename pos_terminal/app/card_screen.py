"""What the screens take cards with."""

from pos_terminal.app.terminal import Terminal
from pos_terminal.application.ports import Background
from pos_terminal.presentation.card_pay import CardServices


def card_services(terminal: Terminal, waiting: Background, aside: Background) -> CardServices:
    """The services of a terminal; ``waiting`` is the thread that waits for a shopper."""
    side = terminal.sales_side
    return CardServices(terminal.desk, side.charging, side.refused_refunds, waiting, aside, terminal.clock.monotonic)
