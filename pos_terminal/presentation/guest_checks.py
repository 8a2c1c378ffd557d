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
                before = f"{_checks(number)} printing. " if number else ""
                return problem(f"{before}{refusal.sentence}")
        code = ", with a code to claim the sale by" if has_code and len(transaction_ids) == 1 else ""
        return Notice(f"{_checks(len(transaction_ids))} printing{code}.")


def _checks(count: int) -> str:
    return "The guest check is" if count == 1 else f"{count:,} guest checks are"
