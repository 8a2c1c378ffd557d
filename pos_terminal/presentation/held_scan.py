"""A held sale's paper is scanned: the sale goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.symbology import printed_code
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.suspending import Suspending


class HeldScan:
    """Knows the numbers of held sales, which their checks carry; ``otherwise`` goes on with every other code."""

    def __init__(self, desk: Desk, suspending: Suspending, otherwise: Callable[[str, Refused], Notice]) -> None:
        self._desk = desk
        self._suspending = suspending
        self._otherwise = otherwise

    def code_scanned(self, code: str, refusal: Refused) -> Notice:
        """Take this sale up; while another one is open, say what to do first."""
        number = printed_code(code)
        if all(each.transaction_id != number for each in self._suspending.sales):
            return self._otherwise(code, refusal)
        if self._desk.basket is not None:
            return problem(
                _("Sale {number} is held. End or hold the open sale, then scan its code again.", number=number)
            )
        try:
            self._suspending.resume(number)
        except Refused as fault:
            self._suspending.changed()
            return problem(fault.sentence)
        return Notice(_("Sale {number} goes on.", number=number))
