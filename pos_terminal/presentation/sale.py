"""The sale screen: scan, find, count, remove, pay."""

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from pos_terminal.application.checkout import Checkout
from pos_terminal.application.desk import Desk
from pos_terminal.application.pastsales import PastSales
from pos_terminal.application.selling import Selling
from pos_terminal.application.suspending import Suspending
from pos_terminal.domain.basket import Line
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.browsing import Browsing
from pos_terminal.presentation.cart import CartRows
from pos_terminal.presentation.draft import Draft
from pos_terminal.presentation.held_scan import HeldScan
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.questions import Question, TakesScans, why
from pos_terminal.presentation.receipt_scan import ReceiptScan
from pos_terminal.presentation.ringing import Ringing
from pos_terminal.presentation.sale_drawing import SaleDrawing
from pos_terminal.presentation.sale_member import SaleMember
from pos_terminal.presentation.sale_panels import number_question
from pos_terminal.presentation.sale_state import SaleScreen
from pos_terminal.presentation.taking import Taking
from pos_terminal.presentation.typed import card_notice
from pos_terminal.wording import _


@dataclass(frozen=True, slots=True)
class SaleServices:
    """What the sale screen works with; `taking` is shared with the tender screen, so that taps are guarded once."""

    desk: Desk
    selling: Selling
    checkout: Checkout
    taking: Taking
    members: MemberServices
    suspending: Suspending
    past: PastSales


class SalePresenter:
    """Every path ends in `show_state`.

    ``draft`` is what the screen is in the middle of, and the answers to its questions act on it; ``ringing`` puts
    things on the sale; ``member`` is who it belongs to, with their offers.
    """

    def __init__(self, services: SaleServices, screen: SaleScreen, navigator: Navigator) -> None:
        self._services = services
        self._screen = screen
        self._navigator = navigator
        self.draft = Draft()
        self._browsing = Browsing(services.selling)
        guard, approval = services.taking.removals.another(), services.taking.settling.approval
        self.member = SaleMember(services.members, self.draft, guard, self, approval)
        receipts = ReceiptScan(services.desk, services.past, navigator, self.member.lookup.code_scanned)
        held = HeldScan(services.desk, services.suspending, receipts.code_scanned)
        self.ringing = Ringing(services.desk, services.selling, self.draft, held.code_scanned, self.show)
        drawn = (services.taking, CartRows(self.ringing.has_options), self.member)
        waiting = (services.suspending, services.selling.rules.channels)
        self._drawing = SaleDrawing((services.desk, services.checkout), waiting, *drawn)
        self._notice = NOTHING
        self.found = services.taking.removals.another()

    def entered(self) -> None:
        """Show the sale as it stands; a new one starts with nothing asked, selected or counted."""
        self._services.taking.settling.entered()
        if self._services.desk.basket is None:
            self.draft.question, self.draft.times = None, Decimal(1)
            self.draft.selected = ""
            self._browsing.search("")
        self._browsing.renew()
        self.show()

    def ticked(self) -> None:
        """A catalog may have come in force meanwhile; what cannot be read is said to whoever taps next."""
        with suppress(Refused):
            if self._browsing.renew():
                self.redraw()

    def scanned(self, code: str) -> None:
        """A code came from the scanner; a question that has nothing to do with goods gives way.

        While a member is to be found, what is no product is their card.
        """
        question: object = self.draft.question
        approval = self._services.taking.settling.approval
        if approval.panel is not None:
            approval.scanned(code)
            return
        if self.member.lookup.wants_card and not self.ringing.knows(code):
            self.member.lookup.carded(code)
            return
        if isinstance(question, TakesScans):
            question.scanned(code)
            return
        if self.draft.question is not None and self.draft.question.gives_way:
            self.draft.question = None
        self.ringing.counts(self._browsing)
        approval.attempt(partial(self.ringing.code, code), self.show)

    def words_changed(self, words: str) -> None:
        """Words are typed into the search field."""
        self.show(card_notice(was_card=self._browsing.typed(words)))

    def words_submitted(self, words: str) -> None:
        """Enter in the search field: a code, or the only product found."""
        if words.strip():
            approval = self._services.taking.settling.approval
            approval.attempt(partial(self.ringing.submitted, words.strip(), self._browsing), self.show)

    def category_chosen(self, key: str) -> None:
        """A chip was tapped."""
        self._browsing.choose(key)
        self.show()

    def page_turned(self, step: int) -> None:
        """A page back (-1) or on (+1)."""
        self._browsing.turn(step)
        self.show()

    def room_changed(self, room: int) -> None:
        """The grid holds this many tiles now."""
        self._browsing.fit(room)
        self.show()

    def tile_tapped(self, item_id: str) -> None:
        """A product was tapped; what was searched for is found, and the next search begins anew."""
        if self.found.is_settling():
            return
        notice = self.ringing.item(item_id)
        if self._browsing.words and not notice:
            self._browsing.search("")
            self.found.accepts()
        self.show(notice)

    def line_tapped(self, line_id: str) -> None:
        """Open a line, or close the open one. A second tap on Remove lands on the line below, and is dropped."""
        if self._services.taking.removals.is_settling():
            return
        self.draft.selected = "" if line_id == self.draft.selected else line_id
        self.show()

    def counted(self, step: int) -> None:
        """One more (+1) or one less (-1) of the open line; the last one less removes it."""
        line = self.selected()
        if line is None:
            return
        if line.quantity + step <= 0:
            self.removed()
            return
        self.counted_to(line.quantity + step)

    def counted_to(self, quantity: Decimal) -> None:
        """Set the quantity of the open line."""
        approval = self._services.taking.settling.approval
        approval.attempt(partial(self.ringing.counted, self.draft.selected, quantity), self.show)

    def removed(self) -> None:
        """Take the open line out."""
        line = self.selected()
        if line is None or not self._services.taking.removals.accepts():
            return
        listed = self._services.selling.rules.reasons.lists.get(Action.REMOVE_LINE, ())
        if listed:
            self.ask(why(_("{item} is taken out.", item=brief(line.name)), listed, partial(self._remove, line)))
        else:
            self._remove(line, "")

    def _remove(self, line: Line, reason: str) -> None:
        approval = self._services.taking.settling.approval
        approval.attempt(partial(self.ringing.removed, line, reason), self.show)

    def weight_asked(self) -> None:
        """Weigh the open line again."""
        line = self.selected()
        if line is not None:
            self.show(self.ringing.ask_weight(line))

    def options_asked(self) -> None:
        """Choose the modifiers of the open line."""
        line = self.selected()
        if line is not None:
            self.show(self.ringing.ask_options(line))

    def keypad_asked(self) -> None:
        """Type a code or a quantity."""
        self.draft.question = number_question()
        self.show()

    def cash_tapped(self, amount: Money) -> None:
        """A quick amount."""
        cash = self._services.taking.cash
        if cash is not None and not self.draft.holds_money(self.show):
            self._services.taking.take(cash, amount, self._after_payment)

    def pay_tapped(self) -> None:
        """The big key: the whole balance by card, or the end of a sale that costs nothing."""
        taking, basket = self._services.taking, self._services.desk.basket
        kind = taking.card or taking.cash
        if basket is None or kind is None or self.draft.holds_money(self.show):
            return
        if basket.balance.minor > 0:
            taking.take(kind, None, self._after_payment)
        else:
            taking.finish(self._after_payment)

    def other_tapped(self) -> None:
        """Every other way to pay."""
        basket = self._services.desk.basket
        if basket is not None and basket.lines and not self.draft.holds_money(self.show):
            self._navigator.go(Place.TENDER)

    def selected(self) -> Line | None:
        """The open line."""
        basket = self._services.desk.basket
        return basket.lines.get(self.draft.selected) if basket is not None else None

    def ask(self, question: Question) -> None:
        """Ask this where the grid is."""
        self.draft.question = question
        self.show()

    def answered(self, notice: Notice = NOTHING) -> None:
        """Nothing is asked any more; say this."""
        self.draft.question = None
        self.show(notice)

    def redraw(self) -> None:
        """Something came in from elsewhere: what the operator was told stays."""
        self.show(self._notice)

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the sale as it stands."""
        self._notice = notice
        self._screen.show_state(self._drawing.state(self.draft, self._browsing, notice))

    def _after_payment(self, notice: Notice) -> None:
        if self._services.desk.basket is not None:
            self.show(notice)
