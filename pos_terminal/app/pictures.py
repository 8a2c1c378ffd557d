"""The last receipt or slip as a picture for the screen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pos_terminal.app.premises import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.adapters.sqlite.engine import Database
    from pos_terminal.adapters.sqlite.sales import SqliteSales
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings


def receipt_picture(
    settings: Settings, database: Database, *, is_training: bool = False
) -> Callable[[Transaction], bytes]:
    """Draws a transaction's receipt as a PNG; slow, and loads what it needs at its first use: for one worker."""
    anchors = Anchors(settings, database)

    def picture(transaction: Transaction) -> bytes:
        from pos_terminal.adapters.escpos.picture import Photographer
        from pos_terminal.app.printing import receipts_of
        from pos_terminal.app.rules import paper

        sheet = paper(settings)
        printed, anchor = anchors.printed(transaction)
        return Photographer(sheet.columns, sheet.fonts, sheet.pictures).png(
            receipts_of(settings, is_training=is_training).receipt(printed, 0, anchor)
        )

    return picture


class Anchors:
    """Looks up what a receipt says of its journal entry, on a connection that belongs to whoever asks first."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database

    def of(self, transaction_id: str) -> str:
        """The anchor of the newest snapshot; empty when there is none."""
        from pos_terminal.application.anchoring import anchor_of

        ended = self._sales.journalled(transaction_id)
        return anchor_of(ended.entry) if ended else ""

    def printed(self, transaction: Transaction) -> tuple[Transaction, str]:
        """What paper is about, the sale or what was done to it, and the anchor; without one where it is not known."""
        from pos_terminal.application.anchoring import anchor_of

        ended = self._sales.journalled(transaction.transaction_id)
        return (
            (ended.printed if transaction.amendment else transaction, anchor_of(ended.entry))
            if ended
            else (transaction, "")
        )

    @cached_property
    def _sales(self) -> SqliteSales:
        from pos_terminal.adapters.sqlite.sales import SqliteSales

        database = self._database
        return SqliteSales(database.connect(), database.lock, keys(self._settings).key("journal"))
