"""A scanned receipt leads to its sale, from wherever a code is no product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.places import Navigator, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.pastsales import PastSales


class ReceiptScan:
    """Knows the codes of receipts; ``otherwise`` goes on with every other code."""

    def __init__(
        self, desk: Desk, past: PastSales, navigator: Navigator, otherwise: Callable[[str, Refused], Notice]
    ) -> None:
        self._desk = desk
        self._past = past
        self._navigator = navigator
        self._otherwise = otherwise

    def code_scanned(self, code: str, refusal: Refused) -> Notice:
        """Show the sale of this receipt; while one is open, say what to do first."""
        try:
            number = self._past.receipt(code)
        except Refused as fault:
            return problem(fault.sentence)
        if number is None:
            return self._otherwise(code, refusal)
        if self._desk.basket is not None:
            return problem(f"This is the receipt of sale {number}. End or hold the open sale, then scan it again.")
        self._navigator.go_and_scan(Place.RECEIPTS, code)
        return NOTHING
