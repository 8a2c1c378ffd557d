"""Makes a kiosk's state from where the shopper is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.kiosk.basket import KioskBasket
from pos_terminal.presentation.kiosk.comfort import Wish
from pos_terminal.presentation.kiosk.state import (
    AttractBody,
    CheckBody,
    KioskKey,
    KioskState,
    Look,
    StepMark,
)
from pos_terminal.presentation.kiosk.step import Step
from pos_terminal.presentation.notice import NOTHING
from pos_terminal.wording import LANGUAGES, RIGHT_TO_LEFT, _

if TYPE_CHECKING:
    from pos_terminal.presentation.kiosk.card_watch import CardWatch
    from pos_terminal.presentation.kiosk.choosing import Choosing
    from pos_terminal.presentation.kiosk.greeting import Greeting
    from pos_terminal.presentation.kiosk.helping import Helping
    from pos_terminal.presentation.kiosk.page import Page
    from pos_terminal.presentation.kiosk.rewarding import Rewarding
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices
    from pos_terminal.presentation.kiosk.state import Body
    from pos_terminal.presentation.notice import Notice

START, CHECK, CHECKED, BACK = "start", "check", "checked", "back"
SPEAK = "speak:"
_BEGUN = frozenset({Step.CHOOSE, Step.CHECK, Step.PAY})
_IDLE = frozenset({Step.ATTRACT, Step.CLOSED})
_FULL = frozenset({Step.CHOOSE, Step.CHECK})
_ART = ("croissant", "red-apple", "hot-beverage", "green-salad", "cheese-wedge", "bouquet")


class Drawn(Protocol):
    """What of a kiosk is drawn."""

    step: Step
    helping: Helping
    choosing: Choosing
    greeting: Greeting
    rewarding: Rewarding
    card_watch: CardWatch


class Drawing:
    """Draws the frame, the step and what is over it."""

    def __init__(self, services: KioskServices, rules: KioskRules, kiosk: Drawn) -> None:
        self._services = services
        self._rules = rules
        self._kiosk = kiosk
        self._basket = KioskBasket(services, may_remove=rules.may_remove)

    def state(self, page: Page | None, notice: Notice) -> KioskState:
        """Everything that the kiosk shows now."""
        comfort, step = self._kiosk.helping.comfort, self._kiosk.step
        return KioskState(
            store=self._rules.store,
            steps=self._steps() if step not in _IDLE else (),
            body=page.body() if page is not None else self._body(),
            foot=self._kiosk.helping.foot(is_begun=step in _BEGUN),
            notice=notice or (self._kiosk.card_watch.notice if step in _FULL else NOTHING),
            is_mirrored=comfort.language in RIGHT_TO_LEFT,
            is_contrast=comfort.has(Wish.CONTRAST),
            is_large=comfort.has(Wish.LARGE),
            is_reach=comfort.has(Wish.REACH),
            is_blank=comfort.has(Wish.BLANK) and comfort.has(Wish.SPEECH),
        )

    def _steps(self) -> tuple[StepMark, ...]:
        now = min(self._kiosk.step, Step.PAY)
        words = (_("Choose or scan"), _("Check"), _("Pay"))
        return tuple(StepMark(str(number), each, number == now) for number, each in enumerate(words, start=1))

    def _body(self) -> Body:
        basket = self._services.desk.basket
        if self._kiosk.step is Step.ATTRACT:
            return self._attract()
        if self._kiosk.step is Step.CHOOSE or basket is None:
            can_check = basket is not None and bool(basket.lines)
            main = KioskKey(CHECK, _("Check and pay"), "arrow-right", look=Look.MAIN, can_press=can_check)
            return self._kiosk.choosing.body(self._basket, self._kiosk.greeting.banner(), main)
        lines, is_asking = self._basket.lines(basket), self._kiosk.rewarding.is_asking
        pay = _("Pay {amount}", amount=amount_text(basket.balance))
        words = _("Looking for your best offer …") if is_asking else pay
        main = KioskKey(CHECKED, words, "arrow-right", look=Look.MAIN, can_press=bool(lines) and not is_asking)
        back = KioskKey(BACK, _("Add more"), "arrow-left")
        offers, sums = self._kiosk.rewarding.keys(), self._basket.sums(basket)
        return CheckBody(_("Is everything right?"), lines, offers, sums, back, main)

    def _attract(self) -> AttractBody:
        spoken = self._kiosk.helping.comfort.language
        languages = tuple(
            KioskKey(f"{SPEAK}{each}", LANGUAGES[each], look=Look.CHOSEN if each == spoken else Look.PLAIN)
            for each in self._rules.languages
        )
        start = KioskKey(START, _("Touch to start"), "hand-click", look=Look.MAIN)
        place = self._rules.staffed or _("a staffed till")
        cards_only = _("Cards only. To pay cash, or to be served, come to {place}.", place=place)
        staffed = self._kiosk.card_watch.sentence or cards_only
        return AttractBody(self._rules.store, _("Or scan your first item"), start, languages, staffed, _ART)
