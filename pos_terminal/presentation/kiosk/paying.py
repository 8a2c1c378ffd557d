"""The last step: how to pay; what failed leaves the basket as it is, and a staffed till is always named."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.adjusting import age_question
from pos_terminal.application.charging import CardStage
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.kiosk.card_taking import CardTaking
from pos_terminal.presentation.kiosk.helping import AGE_WAITS
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look
from pos_terminal.presentation.member_panels import UnansweredPanel
from pos_terminal.presentation.notice import NOTHING, Notice, NoticeKind, problem
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.wording import _
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.charging import CardStanding
    from pos_terminal.domain.tender import TenderType
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices
    from pos_terminal.presentation.settling import Settling


class Paying:
    """Takes the whole balance by one means, once."""

    def __init__(self, services: KioskServices, rules: KioskRules, stage: Stage, settling: Settling) -> None:
        self._services = services
        self._rules = rules
        self._stage = stage
        self._settling = settling
        self._failure = ""
        self._told = NOTHING
        self._waits_for_age = False
        self.cards = CardTaking(services, rules, stage)
        self.cards.ended = self._ended
        self.call_staff: Callable[[Message], None] = lambda _why: None
        self.attend: Callable[[], None] = stage.leave
        self.to_check: Callable[[], None] = stage.leave
        self.to_till: Callable[[], None] = stage.leave
        self.done: Callable[[], None] = stage.leave

    @property
    def kinds(self) -> tuple[TenderType, ...]:
        """The means that a shopper can pay by alone: those that the card reader takes."""
        return tuple(each for each in self._services.checkout.rules.tenders if self._services.charging.takes(each.name))

    @property
    def is_age_seen_to(self) -> bool:
        """Whether the shopper was told last that somebody has to see their age, and somebody has."""
        basket = self._services.desk.basket
        return self._waits_for_age and (basket is None or age_question(basket) is None)

    def begin(self) -> None:
        """The basket is right: pay it, once somebody has seen to the shopper's age where goods want one."""
        self._failure, self._waits_for_age = "", False
        basket = self._services.desk.basket
        if self._services.desk.charge is not None:
            self.cards.resume()
        elif basket is None:
            self.to_check()
        elif age_question(basket) is not None:
            self._waits_for_age = True
            self.call_staff(AGE_WAITS)
            self._stage.ask(self._age_page)
        elif basket.balance.minor <= 0:
            self._settling.first(self._finish, self._heard)
        else:
            self._stage.ask(self._how_page)

    def _age_page(self) -> Page:
        acts = (
            Act(_("Go on shopping"), self.to_check, "arrow-left"),
            Act(_("Staff"), self.attend, "key"),
        )
        sentence = _("Something in your basket is sold from an age on. Somebody is coming to see you.")
        return Page(_("We have to see your age"), sentence, acts, "id", waits=True, back=self.to_check)

    def _how_page(self) -> Page:
        basket = self._services.desk.basket
        amount = amount_text(basket.balance) if basket is not None else ""
        acts = [
            Act(
                brief(tender_words(each.name)),
                partial(self._paid_by, each),
                tender_icon(each.name),
                look=Look.PLAIN if number else Look.MAIN,
            )
            for number, each in enumerate(self.kinds)
        ]
        acts.append(Act(_("Pay at {place}", place=self._place()), self.to_till, "cash-register"))
        acts.append(Act(_("Back"), self.to_check, "arrow-left"))
        if not self.kinds:
            self._failure = _("Cards cannot be taken here just now. Please come to {place}.", place=self._place())
        reader = {"left": _("The card reader is on the left."), "below": _("The card reader is below the screen.")}
        sentence = self._failure or reader.get(self._rules.reader, _("The card reader is on the right."))
        tone = "warning" if self._failure else ""
        title = _("How do you want to pay?")
        return Page(title, sentence, tuple(acts), "credit-card", tone, figure=amount, points=self._rules.reader)

    def _paid_by(self, kind: TenderType) -> None:
        self._failure = ""
        self._settling.first(partial(self.cards.begin, kind.name), self._heard)

    def _ended(self, standing: CardStanding) -> None:
        """What became of the card: the sale is over, or the shopper is told why it is not."""
        basket = self._services.desk.basket
        amount = amount_text(standing.amount) if standing.amount is not None else ""
        if basket is not None and basket.is_tendering and basket.balance.minor <= 0:
            self._settling.first(self._finish, self._heard)
            return
        if standing.stage is CardStage.PARTIAL:
            self.call_staff(Message("Somebody has to look at a card payment"))
            self._failure = _("{amount} was paid by card. The rest is still to be paid.", amount=amount)
        elif standing.stage is CardStage.DECLINED:
            told = _("The card was declined. You were not charged. Try again, or come to {place}.", place=self._place())
            self._failure = told
        elif standing.stage is CardStage.CANCELLED:
            self._failure = _("The payment was stopped. You were not charged.")
        self._stage.ask(self._how_page)

    def _finish(self) -> Notice:
        try:
            self._services.checkout.complete()
        except Refused as refusal:
            return problem(refusal.sentence)
        self.done()
        return NOTHING

    def _heard(self, notice: Notice) -> None:
        """What came of it; once the sale is over the kiosk is somewhere else already."""
        settling = self._settling
        self._told = notice
        if self._services.desk.basket is None:
            return
        if isinstance(settling.panel, UnansweredPanel):
            self._stage.ask(self._unanswered_page)
        elif settling.is_waiting:
            self._stage.ask(self._patience_page)
        elif notice.kind is NoticeKind.PROBLEM:
            self._failure = notice.text
            self._stage.ask(self._how_page)
        elif self._services.desk.charge is None:
            self._stage.ask(self._how_page)

    def _patience_page(self) -> Page:
        return Page(_("One moment …"), self._told.text, icon="clock", waits=True)

    def _unanswered_page(self) -> Page:
        settling = self._settling
        acts = (
            Act(_("Ask again"), settling.asked_again, "refresh", look=Look.MAIN),
            Act(_("Go on without the offer"), settling.without, "arrow-right"),
            Act(_("Back"), self._left, "arrow-left"),
        )
        return Page(_("Your offer is not confirmed yet"), "", acts, "ticket", "warning")

    def _left(self) -> None:
        self._settling.left()
        self.to_check()

    def _place(self) -> str:
        return self._rules.staffed or _("a staffed till")
