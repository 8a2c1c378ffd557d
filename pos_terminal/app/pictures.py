"""The last receipt as a picture for the screen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pos_terminal.app.premises import keys
from pos_terminal.application.anchoring import anchor_of
from pos_terminal.bundle import bundled

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.adapters.sqlite.engine import Database
    from pos_terminal.adapters.sqlite.sales import SqliteSales
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings


def receipt_picture(settings: Settings, database: Database) -> Callable[[Transaction], bytes]:
    """Draws a transaction's receipt as a PNG; slow, and loads what it needs at its first use: for one worker."""
    anchors = Anchors(settings, database)

    def picture(transaction: Transaction) -> bytes:
        from pos_terminal.adapters.escpos.picture import Photographer
        from pos_terminal.adapters.layout.sale_receipt import SaleReceipts
        from pos_terminal.adapters.layout.templates import Templates
        from pos_terminal.app.rules import paper, receipt_style

        sheet = paper(settings)
        writer = SaleReceipts(Templates([bundled("receipts")]), receipt_style(settings))
        return Photographer(sheet.columns, sheet.fonts, sheet.pictures).png(
            writer.receipt(transaction, 0, anchors.of(transaction.transaction_id))
        )

    return picture


class Anchors:
    """Looks up what a receipt says of its journal entry, on a connection that belongs to whoever asks first."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database

    def of(self, transaction_id: str) -> str:
        """The anchor of the newest snapshot; empty when there is none."""
        ended = self._sales.journalled(transaction_id)
        return anchor_of(ended.entry) if ended else ""

    @cached_property
    def _sales(self) -> SqliteSales:
        from pos_terminal.adapters.sqlite.sales import SqliteSales

        database = self._database
        return SqliteSales(database.connect(), database.lock, keys(self._settings).key("journal"))
