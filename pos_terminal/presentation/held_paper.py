"""Paper that the printer holds back: why, what to do, and trying it again, from the sale screen."""

from collections.abc import Callable

from pos_terminal.application.standing import SpoolState
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.wording import _


class HeldPaper:
    """Has the printer tried at once, and tells what was in its way the last time."""

    def __init__(self, sale: SalePresenter, printer_state: Callable[[], SpoolState], retry: Callable[[], None]) -> None:
        self._sale = sale
        self._printer_state = printer_state
        self._retry = retry

    def has_any(self) -> bool:
        """Whether paper waits, or there is something to be seen to at the printer."""
        state = self._printer_state()
        return state.waiting or bool(state.down) or state.seen_to_first is not None

    def asked(self) -> None:
        """Tell how the printer stands, and have it tried."""
        state = self._printer_state()
        self._retry()
        self._sale.answered(_told(state))


def _told(state: SpoolState) -> Notice:
    if state.waiting or state.down:
        return problem(_("The printer is tried again. {cause}", cause=plain(state.cause or state.down)))
    first, doubts = state.seen_to_first, state.doubts.remark
    if first is None:
        return Notice(_("The printer is well, and nothing waits for it."))
    if doubts is not None and first.is_of_paper and state.doubts.count > 1:
        first = doubts  # which says more than the remark on the last of them
    return Notice(plain(first.sentence))
