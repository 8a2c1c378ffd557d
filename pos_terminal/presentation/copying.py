"""Printing the last receipt once more, or without its prices, from the screen."""

from collections.abc import Callable

from pos_terminal.application.reprinting import Reprinting
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.wording import _


class Copying:
    """Asks for an approval where the shop wants one, and says which copy it is."""

    def __init__(self, sale: SalePresenter, reprinting: Callable[[], Reprinting], approval: Approval) -> None:
        self._sale = sale
        self._reprinting = reprinting
        self._approval = approval

    def last(self) -> None:
        """Print the last sale's paper again."""
        self._approval.attempt(self._copy, self._sale.show)

    def gift(self) -> None:
        """Print a gift receipt of the last sale."""
        self._approval.attempt(self._gift, self._sale.show)

    def _copy(self) -> Notice:
        sale, number = self._reprinting().reprint()
        return Notice(
            _(
                "Copy {number} of receipt {sale} is printing.",
                number=number,
                sale=sale.transaction_id,
            )
        )

    def _gift(self) -> Notice:
        sale, number = self._reprinting().gift()
        return gift_notice(sale.transaction_id, number)


def gift_notice(transaction_id: str, number: int) -> Notice:
    """That a gift receipt is printing; ``number`` 0 is the first of its sale."""
    if number:
        return Notice(_("Copy {number} of the gift receipt of {sale} is printing.", number=number, sale=transaction_id))
    return Notice(_("The gift receipt of {sale} is printing.", sale=transaction_id))
