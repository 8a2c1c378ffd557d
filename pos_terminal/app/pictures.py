"""The last receipt as a picture for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.bundle import bundled

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings


def receipt_picture(settings: Settings) -> Callable[[Transaction], bytes]:
    """Draws a transaction's receipt as a PNG; slow, and loads what it needs at its first use: for a worker."""

    def picture(transaction: Transaction) -> bytes:
        from pos_terminal.adapters.escpos.picture import Photographer
        from pos_terminal.adapters.layout.sale_receipt import SaleReceipts
        from pos_terminal.adapters.layout.templates import Templates
        from pos_terminal.app.rules import paper, receipt_style

        sheet = paper(settings)
        writer = SaleReceipts(Templates([bundled("receipts")]), receipt_style(settings))
        return Photographer(sheet.columns, sheet.fonts, sheet.pictures).png(writer.receipt(transaction, 0))

    return picture
