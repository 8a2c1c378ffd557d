"""Printing the last receipt once more, from the screen."""

from collections.abc import Callable

from pos_terminal.application.reprinting import Reprinting
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.sale import SalePresenter


class Copying:
    """Asks for an approval where the shop wants one, and says which copy it is."""

    def __init__(self, sale: SalePresenter, reprinting: Callable[[], Reprinting], approval: Approval) -> None:
        self._sale = sale
        self._reprinting = reprinting
        self._approval = approval

    def last(self) -> None:
        """Print the last sale's paper again."""
        self._approval.attempt(self._copy, self._sale.show)

    def _copy(self) -> Notice:
        sale, number = self._reprinting().reprint()
        return Notice(f"Copy {number} of receipt {sale.transaction_id} is printing.")
