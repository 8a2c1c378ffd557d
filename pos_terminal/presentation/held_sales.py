"""Holding the open sale for another shopper, and the lists of sales that wait, which one goes on from."""

from collections.abc import Callable, Iterable
from functools import partial

from pos_terminal.application.desk import Desk
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.suspended import LONGEST_LABEL, SuspendedSale
from pos_terminal.presentation.cart import pieces_text
from pos_terminal.presentation.check_services import CheckServices
from pos_terminal.presentation.figures import amount_text, clock_text, count_text
from pos_terminal.presentation.held_offers import HeldOffers
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import HeldPanel, ListRow
from pos_terminal.presentation.plain import apart, brief
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.sale_panels import HeldQuestion
from pos_terminal.presentation.service_words import guest_words, sale_name, table_words
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.presentation.words_question import WordsQuestion
from pos_terminal.wording import _, later

PRINT_ALL = later("Print checks")


class HeldSales:
    """Acts on the key that holds and on the lists; a hurried second tap is dropped, it lands on what comes next."""

    def __init__(
        self, sale: SalePresenter, desk: Desk, services: CheckServices, tilling: Tilling, guard: TapGuard
    ) -> None:
        self._sale = sale
        self._desk = desk
        self._suspending = services.suspending
        self._tilling = tilling
        self.offers = HeldOffers(sale, services.suspending)
        self.guard = guard

    def key_tapped(self) -> None:
        """Put the open sale aside, or show those that wait."""
        if not self.guard.accepts():
            return
        if self._desk.basket is not None:
            self._hold()
        elif self._suspending.sales:
            self.show_all()

    def has_any(self) -> bool:
        """Whether a sale waits."""
        return bool(self._suspending.sales)

    def show_all(self) -> None:
        """List all that wait."""
        self._ask_all()
        self._sale.show()

    def show_these(self, title: str, sales: Iterable[SuspendedSale]) -> None:
        """List some of those that wait."""
        rows = tuple(self._row(each) for each in sales)
        self._sale.ask(HeldQuestion(HeldPanel(title, _("Tap the sale to go on with."), rows, _(PRINT_ALL))))

    def show_parts(self, notice: Notice = NOTHING) -> None:
        """List the open sale with those that were split from it, and say this."""
        basket = self._desk.open_sale()
        number = basket.head.transaction_id
        others = [each for each in self._suspending.sales if each.from_transaction_id == number]
        rows = (_open_row(basket), *(self._row(each) for each in others))
        title = _("Split into {count} sales", count=len(rows))
        sentence = _("The first is open. Tap another one to go on with that.")
        self._sale.draft.question = HeldQuestion(HeldPanel(title, sentence, rows, _(PRINT_ALL)))
        self._sale.show(notice)

    def chosen(self, transaction_id: str) -> None:
        """Go on with this sale; one that is open is put aside for it."""
        if not isinstance(self._sale.draft.question, HeldQuestion) or not self.guard.accepts():
            return
        self._sale.found.accepts()
        self.go_on(transaction_id)

    def go_on(self, transaction_id: str) -> None:
        """Take this sale up, and the place where it is rung up."""
        basket = self._desk.basket
        if basket is None or basket.head.transaction_id != transaction_id:
            try:
                self._suspending.go_on(transaction_id)
            except Refused as refusal:
                self._suspending.changed()
                self._ask_all()
                self._sale.show(problem(refusal.sentence))
                return
            self._sale.draft.selected = ""
        self._sale.draft.question = (
            self.offers.again(self._desk.open_sale()) if self._desk.basket is not basket else None
        )
        self._sale.show(Notice(self.offers.told(None if self._desk.basket is basket else basket)))

    def left(self) -> None:
        """Back to the sale; no sale was taken up."""
        if isinstance(self._sale.draft.question, HeldQuestion):
            self.guard.accepts()
            self._sale.answered()

    def _hold(self) -> None:
        basket = self._desk.basket
        try:
            held = self._suspending.suspend()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.draft.selected = ""
        told = Notice(f"{_held(held)} {self.offers.told(basket)}".rstrip())
        if not (held.label or held.table_id):
            self._sale.draft.question = _name_question(partial(self._name, held.transaction_id))
            self._sale.show(told)
        else:
            self._sale.answered(told)

    def _name(self, transaction_id: str, label: str) -> None:
        try:
            self._suspending.rename(transaction_id, label)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
        else:
            self._sale.answered()

    def _ask_all(self) -> None:
        rows = tuple(self._row(each) for each in self._suspending.sales)
        sentence = _("Tap the sale to go on with.") if rows else _("No sale is held on this till.")
        self._sale.draft.question = HeldQuestion(
            HeldPanel(_("Held sales · {count}", count=count_text(len(rows))), sentence, rows)
        )

    def _row(self, sale: SuspendedSale) -> ListRow:
        at = clock_text(sale.suspended_at.astimezone(self._tilling.store_time.zone))
        name, table = sale_name(sale), table_words(sale.table_id)
        told = ["" if table == name else table, guest_words(sale.guest_count), apart(brief(sale.operator_name)), at]
        told.append(pieces_text(sale.pieces))
        return ListRow(sale.transaction_id, name, " · ".join(filter(None, told)), amount_text(sale.total))


def _held(sale: SuspendedSale) -> str:
    return _("The sale of {total} is held.", total=amount_text(sale.total))


def _name_question(then: Callable[[str], None]) -> WordsQuestion:
    """What the sale that was held just now is found by; the next scan leaves it, and one tap skips it."""
    return WordsQuestion(
        title=_("The sale is held"),
        hint=_("What is it found by? A name, a coat, a place."),
        confirm=_("Save label"),
        then=then,
        most=LONGEST_LABEL,
        leave=_("Skip"),
    )


def _open_row(basket: Basket) -> ListRow:
    pieces = sum(each.pieces for each in basket.lines.values() if each.modifies_line_id is None)
    return ListRow(
        basket.head.transaction_id,
        _("This sale"),
        _("On the screen · {pieces}", pieces=pieces_text(pieces)),
        amount_text(basket.totals.total),
    )
