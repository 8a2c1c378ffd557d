"""A scanned receipt leads to its sale, from wherever a code is no product."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.pastsales import PastSales

_UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_ANOTHER_TILLS = re.compile(rf"^https?://.*/{_UUID}$|^[\w.-]+-[2-9A-Z]{{4}}-\d{{6}}$")
"""A receipt's address, or a sale's number: nothing that a member's card or an offer looks like."""


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
        if number is None and _ANOTHER_TILLS.search(code.strip()):
            return problem(_("This receipt is not of this till. Take it to the till that it names."))
        if number is None:
            return self._otherwise(code, refusal)
        if self._desk.basket is not None:
            return problem(
                _("This is the receipt of sale {number}. End or hold the open sale, then scan it again.", number=number)
            )
        self._navigator.go_and_scan(Place.RECEIPTS, code)
        return NOTHING
