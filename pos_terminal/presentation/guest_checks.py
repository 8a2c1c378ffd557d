"""Guest checks from the screen: what a sale comes to, on paper, before it is paid."""

from collections.abc import Sequence
from functools import partial

from pos_terminal.application.desk import Desk
from pos_terminal.application.telling import Telling
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.sale_panels import HeldQuestion
from pos_terminal.presentation.settling import Settling
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.wording import _, ngettext


class GuestChecks:
    """Prints them once the platform's last word about the offers is in, and says that they are on their way."""

    def __init__(self, sale: SalePresenter, till: tuple[Desk, Settling], telling: Telling, guard: TapGuard) -> None:
        self._sale = sale
        self._desk, self._settling = till
        self._telling = telling
        self._guard = guard

    def can_print(self) -> bool:
        """Whether the open sale has something to print, and no money taken for it."""
        basket = self._desk.basket
        return basket is not None and bool(basket.lines) and not basket.is_tendering

    def asked(self) -> None:
        """Print the open sale's."""
        self._settling.offers_first(partial(self._print, (None,)), self._sale.show)

    def all_asked(self) -> None:
        """Print those of all sales that are listed."""
        question = self._sale.draft.question
        if isinstance(question, HeldQuestion) and question.drawn.sales and self._guard.accepts():
            listed = tuple(each.key for each in question.drawn.sales)
            self._settling.offers_first(partial(self._print, listed), self._sale.show)

    def _print(self, transaction_ids: Sequence[str | None]) -> Notice:
        has_code = False
        for number, each in enumerate(transaction_ids):
            try:
                has_code = self._telling.guest_check(each).guest_receipt_code is not None
            except Refused as refusal:
                return problem(f"{_printing(number)} {refusal.sentence}" if number else refusal.sentence)
        if has_code and len(transaction_ids) == 1:
            return Notice(_("The guest check is printing, with a code to claim the sale by."))
        return Notice(_printing(len(transaction_ids)))


def _printing(count: int) -> str:
    return ngettext("The guest check is printing.", "{count} guest checks are printing.", count)
