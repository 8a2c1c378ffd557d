"""Taking the last step back: up to twenty, and never across money, an approval or what the platform said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.keeping import store
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Baskets


class Undoing:
    """Puts the open sale back to before its last step; numbers that were given are not given again."""

    def __init__(self, desk: Desk, baskets: Baskets) -> None:
        self._desk = desk
        self._baskets = baskets

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        basket = self._desk.basket
        return basket is not None and self._desk.past.before(basket) is not None

    def undo(self) -> None:
        """Take the last step back, durably. Raises NotAllowedNow where there is none that may be."""
        basket = self._desk.open_sale()
        moment = self._desk.past.before(basket)
        if moment is None:
            raise NotAllowedNow("There is nothing to take back. Payments, approvals, members and offers stay.")
        basket.go_back(moment.lines, moment.discounts)
        basket.head = moment.head
        store(self._desk, self._baskets)
        self._desk.past.went_back()
