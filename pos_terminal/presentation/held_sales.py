"""Holding the open sale for another shopper, and the list of held sales that one goes on from."""

from pos_terminal.application.desk import Desk
from pos_terminal.application.suspending import Suspending
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.presentation.cart import pieces_text
from pos_terminal.presentation.figures import amount_text, clock_text
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.panels import HeldPanel, HeldSale
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.sale_panels import HeldQuestion
from pos_terminal.presentation.taking import TapGuard


class HeldSales:
    """Acts on the key that holds and on the list; a hurried second tap is dropped, it lands on what comes next."""

    def __init__(
        self, sale: SalePresenter, desk: Desk, suspending: Suspending, tilling: Tilling, guard: TapGuard
    ) -> None:
        self._sale = sale
        self._desk = desk
        self._suspending = suspending
        self._tilling = tilling
        self._guard = guard

    def key_tapped(self) -> None:
        """Put the open sale aside, or show those that wait."""
        if not self._guard.accepts():
            return
        if self._desk.basket is not None:
            self._hold()
        elif self._suspending.sales:
            self._ask()
            self._sale.show()

    def chosen(self, transaction_id: str) -> None:
        """Go on with this sale."""
        if not isinstance(self._sale.draft.question, HeldQuestion) or not self._guard.accepts():
            return
        self._sale.found.accepts()
        try:
            self._suspending.resume(transaction_id)
        except Refused as refusal:
            self._suspending.changed()
            self._ask()
            self._sale.show(problem(refusal.sentence))
        else:
            self._sale.answered()

    def left(self) -> None:
        """Back to the sale; no sale was taken up."""
        if isinstance(self._sale.draft.question, HeldQuestion):
            self._guard.accepts()
            self._sale.answered()

    def _hold(self) -> None:
        try:
            held = self._suspending.suspend()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        draft = self._sale.draft
        draft.question, draft.selected = None, ""
        self._sale.show(Notice(f"The sale of {amount_text(held.total)} is held."))

    def _ask(self) -> None:
        sales = self._suspending.sales
        rows = tuple(self._row(each) for each in sales)
        sentence = "Tap the sale to go on with." if rows else "No sale is held on this till."
        self._sale.draft.question = HeldQuestion(HeldPanel(f"Held sales · {len(rows):,}", sentence, rows))

    def _row(self, sale: SuspendedSale) -> HeldSale:
        at = clock_text(sale.suspended_at.astimezone(self._tilling.store_time.zone))
        told = (brief(sale.operator_name), at, pieces_text(sale.pieces))
        name = plain(sale.label).strip() or sale.transaction_id
        return HeldSale(sale.transaction_id, name, " · ".join(told), amount_text(sale.total))
