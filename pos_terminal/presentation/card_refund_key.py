"""Saying that refunds which the payment terminal refused went back by other means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.notice import Notice
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.card_pay import CardServices
    from pos_terminal.presentation.sale import SalePresenter

_BY_HAND = later("Given back by other means.")


class CardRefundKey:
    """The key behind "More"; it can be pressed while such a refund waits."""

    def __init__(self, sale: SalePresenter, services: Callable[[], CardServices] | None, approval: Approval) -> None:
        self._sale = sale
        self._services = services
        self._approval = approval

    def has_any(self) -> bool:
        """Whether one waits."""
        return self._services is not None and bool(self._services().refused.waiting())

    def tapped(self) -> None:
        """All that wait went back; who says so is asked for, and journalled."""
        self._approval.attempt(self._given, self._sale.show)

    def _given(self) -> Notice:
        gone = [] if self._services is None else self._services().refused.given(_(_BY_HAND))
        amounts = ", ".join(amount_text(each.amount) for each in gone)
        return Notice(_("Given back to cards by other means: {amounts}", amounts=amounts))
