"""What the screens of past sales work with, built of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.past_services import PastServices

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal


def past_services(terminal: Terminal) -> PastServices:
    """The services of this terminal; what sells is built with them."""
    side = terminal.sales_side
    return PastServices(
        desk=terminal.desk,
        past=side.past,
        returning=side.returning,
        exchanging=side.exchanging,
        receiptless=side.receiptless,
        postvoiding=side.postvoiding,
        reprinting=side.reprinting,
        explaining=side.explaining,
        reasons=side.checkout.rules.reasons,
        selling=side.selling,
        tilling=terminal.tilling,
        scale=side.scale,
    )
