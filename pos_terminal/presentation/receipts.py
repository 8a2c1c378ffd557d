"""The receipts of this till: find a sale, look at it, print it again, take goods back, void it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.copying import gift_notice
from pos_terminal.presentation.explained_past import ExplainedPast
from pos_terminal.presentation.giving_back import GivingBack
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.past_sale_drawing import sale_card
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.receipt_finding import FindQuestion, ReceiptFinding, find_question
from pos_terminal.presentation.receipts_state import ReceiptPanel, ReceiptsScreen, ReceiptsState, SaleCard
from pos_terminal.presentation.return_questions import RefundNumber
from pos_terminal.presentation.typed import card_notice
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.pastsales import OpenedSale, Wanted
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.past_services import PastServices
    from pos_terminal.presentation.taking import TapGuard


class ReceiptsPresenter:
    """Every path ends in `show_state`, or elsewhere. ``giving`` leads through what gives money back."""

    def __init__(
        self,
        services: PastServices,
        approval: Approval,
        guard: TapGuard,
        screen: ReceiptsScreen,
        navigator: Navigator,
    ) -> None:
        self._services = services
        self._approval = approval
        self._screen = screen
        self._navigator = navigator
        self._currency = services.selling.rules.policy.currency
        self.giving = GivingBack(services, approval, guard, navigator, self)
        self.explained = ExplainedPast(services.explaining, self)
        self._finding = ReceiptFinding(services.past, self._currency)
        self._opened: OpenedSale | None = None
        self._card: SaleCard | None = None
        self._find: FindQuestion | None = None

    def entered(self) -> None:
        """The latest sales, and none of them chosen."""
        self._approval.dropped()
        self._opened = self._card = self._find = self.giving.question = None
        self.explained.dropped()
        self._searched(None)

    def scanned(self, code: str) -> None:
        """A receipt leads to its sale; goods are marked while some come back, else they begin a sale.

        Where a card or voucher is asked for, it is that one.
        """
        if self._approval.panel is not None:
            self._approval.scanned(code)
            return
        if isinstance(self.giving.question, RefundNumber):
            self.giving.scanned(code)
            return
        try:
            number = self._services.past.receipt(code)
        except Refused as refusal:
            self.show(problem(refusal.sentence))
            return
        if number is not None:
            self._find = self.giving.question = None
            self.explained.dropped()
            self._open(number)
        elif self.giving.question is not None:
            self.giving.scanned(code)
        else:
            self._navigator.go_and_scan(Place.SALE, code)

    def room_changed(self, room: int) -> None:
        """The list has room for so many rows."""
        if self._finding.fit(room):
            self.show()

    def page_turned(self, step: int) -> None:
        """Newer (-1) or older (+1) sales."""
        self._finding.turn(step)
        self.show()

    def row_tapped(self, transaction_id: str) -> None:
        """Look at this sale."""
        self._open(transaction_id)

    def find_asked(self) -> None:
        """Look for one."""
        self._find = find_question(self._currency)
        self.show()

    def all_asked(self) -> None:
        """All of them again."""
        self._searched(None)

    def key_pressed(self, key: str) -> None:
        """A key of a keypad."""
        if self._find is None:
            self.giving.key_pressed(key)
            return
        self._find = self._find.press(key)
        self.show(card_notice(was_card=self._find.entry.was_card))

    def confirmed(self) -> None:
        """What was typed ends the number; or it is the next step of what gives money back."""
        if self._find is None:
            self.giving.confirmed()
        else:
            self._found(partial(self._finding.by_number, self._find.entry.text))

    def second_asked(self) -> None:
        """What was typed is what it came to."""
        if self._find is not None:
            self._found(partial(self._finding.by_total, self._find.entry))

    def third_asked(self) -> None:
        """What was typed is a day."""
        if self._find is not None:
            self._found(partial(self._finding.by_day, self._find.entry.text))

    def cancelled(self) -> None:
        """One step back."""
        if self._find is None:
            self.giving.cancelled()
            return
        self._find = None
        self.show()

    def back_tapped(self) -> None:
        """To the sale."""
        self._navigator.go(Place.SALE)

    def return_asked(self) -> None:
        """Take goods of the chosen sale back."""
        if self._opened is not None:
            self.giving.return_asked(self._opened)

    def void_asked(self) -> None:
        """Void the chosen sale."""
        if self._opened is not None:
            self.giving.void_asked(self._opened)

    def explain_asked(self) -> None:
        """Why did the chosen sale come to so much?"""
        if self._opened is not None:
            self.explained.asked(self._opened.sold)

    def reprint_asked(self) -> None:
        """Print the chosen sale's paper once more."""
        if self._opened is not None:
            self._approval.attempt(partial(self._reprint, self._opened.sold.transaction_id), self.show)

    def gift_asked(self) -> None:
        """Print what is left of the chosen sale without its prices."""
        if self._opened is not None:
            self._approval.attempt(partial(self._gift, self._opened.sold.transaction_id), self.show)

    def dismissed(self) -> None:
        """The message was read."""
        self.show()

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the receipts as they stand."""
        local, opened = self._services.tilling.local(), self._opened
        chosen = opened.sold.transaction_id if opened is not None else ""
        drawn = self._finding.drawn(local, chosen)
        self._screen.show_state(ReceiptsState(drawn, self._card, self._panel(), notice))

    def _panel(self) -> ReceiptPanel | None:
        if self._approval.panel is not None:
            return self._approval.panel
        question = self._find or self.giving.question
        return question.panel() if question is not None else self.explained.panel

    def _reprint(self, transaction_id: str) -> Notice:
        copy = self._services.reprinting.reprint(transaction_id)[1]
        return Notice(_("Copy {number} of {sale} is being printed.", number=copy, sale=transaction_id))

    def _gift(self, transaction_id: str) -> Notice:
        number = self._services.reprinting.gift(transaction_id)[1]
        return gift_notice(transaction_id, number)

    def _open(self, transaction_id: str) -> None:
        try:
            self._opened = self._services.past.opened(transaction_id)
        except Refused as refusal:
            self.show(problem(refusal.sentence))
            return
        self._card = sale_card(self._opened, self._services.tilling.local())
        self.show()

    def _found(self, wanted: Callable[[], Wanted]) -> None:
        try:
            found = wanted()
        except Refused as refusal:
            self.show(problem(refusal.sentence))
            return
        self._find = None
        self._searched(found)

    def _searched(self, wanted: Wanted | None) -> None:
        """Look for these; the only one that is found is looked at."""
        try:
            self._finding.begin(wanted)
        except Refused as refusal:
            self.show(problem(refusal.sentence))
            return
        if self._finding.only:
            self._open(self._finding.only)
        else:
            self.show()
