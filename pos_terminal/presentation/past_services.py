"""What the screens of past sales work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.exchanging import Exchanging
    from pos_terminal.application.explaining import Explaining
    from pos_terminal.application.pastsales import PastSales
    from pos_terminal.application.postvoiding import PostVoiding
    from pos_terminal.application.reasons import Reasons
    from pos_terminal.application.receiptless import ReceiptlessReturns
    from pos_terminal.application.reprinting import Reprinting
    from pos_terminal.application.returning import Returning
    from pos_terminal.application.scale_weighing import Scale
    from pos_terminal.application.selling import Selling
    from pos_terminal.application.tilling import Tilling


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PastServices:
    """Finding past sales, and what is done to them; ``selling`` tells which item a scanned code is."""

    desk: Desk
    past: PastSales
    returning: Returning
    exchanging: Exchanging
    receiptless: ReceiptlessReturns
    postvoiding: PostVoiding
    reprinting: Reprinting
    explaining: Explaining
    reasons: Reasons
    selling: Selling
    tilling: Tilling
    scale: Scale | None = None
