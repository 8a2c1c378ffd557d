"""The kiosk: its steps from the first touch to thanks, and the pages over them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.draft import Draft
from pos_terminal.presentation.kiosk.attending import Attending
from pos_terminal.presentation.kiosk.bagging import Bagging
from pos_terminal.presentation.kiosk.beeping import Beeping
from pos_terminal.presentation.kiosk.card_watch import CardWatch
from pos_terminal.presentation.kiosk.choosing import Choosing
from pos_terminal.presentation.kiosk.closing import Closing
from pos_terminal.presentation.kiosk.comfort import Wish
from pos_terminal.presentation.kiosk.drawing import Drawing
from pos_terminal.presentation.kiosk.farewell import Farewell
from pos_terminal.presentation.kiosk.greeting import Greeting
from pos_terminal.presentation.kiosk.helping import Helping
from pos_terminal.presentation.kiosk.keying import Keying
from pos_terminal.presentation.kiosk.parking import Parking
from pos_terminal.presentation.kiosk.paying import Paying
from pos_terminal.presentation.kiosk.requesting import Requesting
from pos_terminal.presentation.kiosk.rewarding import Rewarding
from pos_terminal.presentation.kiosk.step import Step
from pos_terminal.presentation.kiosk.waiting import Waiting
from pos_terminal.presentation.notice import NOTHING, Notice, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.kiosk.page import Page
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices
    from pos_terminal.presentation.kiosk.state import KioskScreen
    from pos_terminal.presentation.settling import Settling


class Kiosk:
    """Leads from step to step; every path ends in a drawing. It is the `Stage` of its parts."""

    def __init__(self, services: KioskServices, rules: KioskRules, settling: Settling, screen: KioskScreen) -> None:
        self.services = services
        self.draft = Draft()
        self.step = Step.ATTRACT
        self.changed_at = 0.0
        """When what can be tapped became another."""
        self._screen = screen
        self._make: Callable[[], Page] | None = None
        self._notice = NOTHING
        self._code = ""
        self.helping = Helping(services, rules, self)
        self.requesting = Requesting(services, rules, self.helping)
        self.greeting = Greeting(services, self, self.draft)
        self.choosing = Choosing(services, self, self.draft, self._elsewhere)
        self.rewarding = Rewarding(services, self)
        self.bagging = Bagging(services, rules.bag_item, self)
        self._settling = settling
        self.paying = Paying(services, rules, self, settling)
        self.farewell = Farewell(services, rules, self)
        self.attending = Attending(services, self)
        self.parking = Parking(services, rules, self)
        self.closing = Closing(services, rules, self)
        self.keying = Keying(self.choosing.ringing, self.draft, self)
        self.card_watch = CardWatch(services, rules, self)
        self.waiting = Waiting(services.monotonic, rules)
        self._beeping = Beeping(services.desk, services.sounds)
        self._drawing = Drawing(services, rules, self)
        self._connect()

    def _connect(self) -> None:
        """What one part leads to in another."""
        self.choosing.call_help = self.helping.called
        self.helping.attend = self.paying.attend = self.attending.asked
        self.choosing.attend = self.closing.attend = self.attending.asked
        self.closing.spoken = self.helping.spoken
        self.closing.refused = self.attending.refused
        self.keying.menu = self.closing.menu = self.attending.menu
        self.attending.others = (self.keying.acts, self.closing.acts)
        self.helping.start_over = self.waiting.begin_anew = self.farewell.over = self.begin_anew
        self.paying.call_staff = self.paying.cards.call_staff = self.helping.wanted
        self.paying.cards.attend = self.attending.asked
        self.farewell.call_staff = self.helping.wanted
        self.paying.to_check = partial(self.go_to, Step.CHECK)
        self.paying.to_till = self.parking.begin
        self.parking.call_help = self.helping.called
        self.parking.over = self.begin_anew
        self.parking.came_back = partial(self.go_to, Step.CHOOSE)
        self.paying.done = self.paid
        self.attending.left = self._unattended
        self.requesting.answered = self._answered
        self.attending.seen_to = self.helping.seen_to

    def opened(self) -> None:
        """The kiosk is switched on: a basket that was open is there again, and nothing else is known of its shopper."""
        self.services.self_service.begin()
        self.helping.begin()
        basket = self.services.desk.basket
        if basket is not None and not self.services.desk.is_unpaid:
            self.pay_asked()
        else:
            self.go_to(Step.ATTRACT if basket is None else Step.CHOOSE)

    def begin_anew(self) -> None:
        """The shopper has gone: nothing of them stays. Where money was taken, somebody of the shop is called."""
        try:
            self.services.self_service.abandon()
        except Refused as refusal:
            self.helping.called(refusal.words)
            return
        self._settling.entered()
        for part in (self.choosing, self.greeting, self.rewarding, self.bagging, self.helping):
            part.begin()
        self._code = ""
        self.waiting.touched()
        self.go_to(Step.ATTRACT)

    def go_to(self, step: Step) -> None:
        """Show this step, with nothing over it."""
        is_shut = step is Step.ATTRACT and self.closing.is_closed
        self.step = Step.CLOSED if is_shut else step
        self._make, self.draft.question = None, None
        self.changed_at = self.services.monotonic()
        if step is Step.CHECK:
            self.rewarding.wanted()
        self.show()

    def check_asked(self) -> None:
        """The basket is full: who the shopper is and whether they want bags is asked once, then all is shown."""
        basket = self.services.desk.basket
        if basket is not None and basket.lines:
            self.greeting.first(partial(self.bagging.first, partial(self.go_to, Step.CHECK)))

    def pay_asked(self) -> None:
        """The basket is right."""
        if not self.rewarding.is_asking:
            self.step = Step.PAY
            self.paying.begin()

    def ask(self, make: Callable[[], Page]) -> None:
        """Show a page over the step."""
        self._make = make
        self.changed_at = self.services.monotonic()
        self.show()

    def leave(self) -> None:
        """The page is answered; what is behind it is shown again."""
        self._make = None
        self.changed_at = self.services.monotonic()
        if self.step is Step.PAY:
            self.step = Step.CHECK
        self.show()

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the kiosk as it stands, and tell this. A code that turned out to be nothing is gone on with."""
        code, is_problem = self._code, notice.kind is NoticeKind.PROBLEM
        if code and (is_problem or not notice):
            self._code = ""
        if code and is_problem:
            self.choosing.unknown(notice.text)
            return
        if self.greeting.settled():
            return
        self._notice = notice
        self.redraw()

    def redraw(self) -> None:
        """Draw it as it stands; what was told stays."""
        self.rewarding.noticed()
        self._beeping.drawn(self._notice, is_silent=self.helping.comfort.has(Wish.SILENT))
        self._screen.show_state(self._drawing.state(self.page(), self._notice))

    def page(self) -> Page | None:
        """What is asked now, if anything."""
        if self.waiting.is_asking:
            return self.waiting.page()
        if self._make is not None:
            return self._make()
        if self.step is Step.CLOSED:
            return self.closing.page()
        return self.greeting.question_page() or self.choosing.question_page()

    def scanned(self, code: str) -> None:
        """Goods, a card or an offer, whatever is shown."""
        self._make, self.draft.question = None, None
        self.step = Step.CHOOSE
        self.choosing.scanned(code)

    def paid(self) -> None:
        """The sale is closed."""
        self.step = Step.END
        self.farewell.begin()

    def _elsewhere(self, code: str, refusal: Refused) -> Notice:
        """No product has this code: a basket's, a card or an offer, and until that is known it is remembered."""
        if self.parking.scanned(code):
            return NOTHING
        self._code = code
        return self.greeting.lookup.code_scanned(code, refusal)

    def _answered(self) -> None:
        """Somebody saw to something from elsewhere: a shopper who waited for that goes on."""
        if self.step is Step.PAY and self.paying.is_age_seen_to:
            self.paying.begin()
        else:
            self.redraw()

    def _unattended(self) -> None:
        """The attendant has left: the shopper goes on where they were."""
        basket = self.services.desk.basket
        if basket is None:
            self.begin_anew()
        elif self.step is Step.PAY:
            self.paying.begin()
        else:
            self.leave()
