"""Signing on: who, and the PIN or a badge; the check takes 0.2 s and so never runs on the thread that draws."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import age_text, day_text
from pos_terminal.presentation.languages import LanguageKey, language_keys
from pos_terminal.presentation.leaving import left_waiting
from pos_terminal.presentation.network import LONG, TOO_LONG
from pos_terminal.presentation.next_place import next_place
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.people import NO_PIN, SHORTEST_PIN, Person, person
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.wording import LANGUAGES, _, language, speak

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.pin_verdict import PinOutcome
    from pos_terminal.application.ports import Background
    from pos_terminal.application.signing import Signing
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.staff import Employee
    from pos_terminal.presentation.places import Navigator, Place
    from pos_terminal.presentation.status import StatusSource

PEOPLE_A_PAGE = 8
_MOST_STANDING = 2


class SignOnState(NamedTuple):
    """What the sign-on screen shows; of the PIN, only how many digits it has."""

    store: str
    till: str
    day: str
    people: tuple[Person, ...] = ()
    chosen: str = ""
    digits: int = 0
    can_sign_on: bool = False
    is_checking: bool = False
    has_earlier: bool = False
    has_more: bool = False
    open_sale: str = ""
    standing: tuple[Pill, ...] = ()
    """Whole sentences that stay true for a while: what is damaged, what waits to be sent."""
    notice: Notice = NOTHING
    language: str = ""
    """What the screens speak, by its own name."""
    languages: tuple[LanguageKey, ...] = ()
    """What else they could speak, instead of the people; none while nobody asks."""


class SignOnScreen(Protocol):
    """Draws the sign-on."""

    def show_state(self, state: SignOnState) -> None:
        """Draw this."""


class SignOnServices(NamedTuple):
    """What signing on works with."""

    desk: Desk
    signing: Signing
    tilling: Tilling
    background: Background
    source: StatusSource
    store_name: str
    till_name: str
    speak: Callable[[str], None] = speak
    """Has the screens speak another of the languages."""
    lead: Callable[[], Place] | None = None
    """Where whoever has just signed on goes, when that is not the sale; raises Refused, and they are signed off."""


class SignOnPresenter:
    """Choose a person, type the PIN, sign on."""

    def __init__(self, services: SignOnServices, screen: SignOnScreen, navigator: Navigator) -> None:
        self._services = services
        self._screen = screen
        self._navigator = navigator
        self._people: list[Employee] = []
        self._page = 0
        self._chosen = ""
        self._pin = NO_PIN
        self._asked = 0
        self._is_checking = False
        self._standing: tuple[Pill, ...] = ()
        self._languages: tuple[LanguageKey, ...] = ()
        self._notice = NOTHING

    def entered(self) -> None:
        """Show who may sign on today; the last person stays chosen."""
        services = self._services
        self._people = services.signing.operators(services.tilling.today())
        if self._chosen not in {each.employee_id for each in self._people}:
            self._chosen = self._people[0].employee_id if len(self._people) == 1 else ""
        self._forget_pin()
        self._languages = ()
        nobody = problem(_("Nobody may sign on. Import the employees first."))
        self._show(NOTHING if self._people else nobody)

    def scanned(self, code: str) -> None:
        """A badge says who is there; goods cannot be rung up by nobody. No code is ever typed into the PIN."""
        signing = self._services.signing
        wearer = signing.wearer(code)
        if wearer is None:
            self._show(problem(_("Sign on first, then scan.")))
            return
        self.person_chosen(wearer.employee_id)
        if signing.badge_is_enough:
            self._check(partial(signing.check_badge, wearer.employee_id))
        elif wearer not in self._people:
            self._chosen = ""
            self._show(problem(_("{name} cannot sign on today. Ask a manager why.", name=brief(wearer.display_name))))

    def person_chosen(self, employee_id: str) -> None:
        """Somebody wants to sign on."""
        self._chosen = employee_id
        self._forget_pin()
        self._show()

    def key_pressed(self, key: str) -> None:
        """A key of the PIN pad."""
        if not self._is_checking:
            self._pin = self._pin.press(key)
            self._show()

    def page_turned(self, step: int) -> None:
        """Earlier (-1) or later (+1) people."""
        last = max(0, (len(self._people) - 1) // PEOPLE_A_PAGE)
        self._page = min(max(self._page + step, 0), last)
        self._show()

    def submitted(self) -> None:
        """Check the PIN in the background; a second press while it is being checked does nothing."""
        if self._can_sign_on():
            self._check(partial(self._services.signing.check, self._chosen, self._pin.text))

    def _check(self, check: Callable[[], PinOutcome]) -> None:
        self._asked += 1
        self._is_checking = True
        self._show()
        self._services.background.run(check, partial(self._checked, self._asked), partial(self._failed, self._asked))

    def languages_asked(self) -> None:
        """Show the languages, or the people again."""
        self._languages = () if self._languages else language_keys()
        self._show()

    def language_chosen(self, code: str) -> None:
        """Somebody wants to read this language."""
        self._languages = ()
        if code != language():
            self._services.speak(code)
        self._show()

    def dismissed(self) -> None:
        """The message was read."""
        self._show()

    def ticked(self) -> None:
        """A second went by: what waits may have gone out."""
        if self._standing_now() != self._standing:
            self._show(self._notice)

    def _checked(self, asked: int, outcome: PinOutcome) -> None:
        if asked != self._asked or not self._is_checking:
            return
        self._forget_pin()
        services = self._services
        try:
            services.signing.accept(self._chosen, outcome, services.tilling.today())
            place = services.lead() if services.lead is not None else next_place(services.desk)
        except Refused as refusal:
            self._show(problem(refusal.sentence))
            return
        self._navigator.go(place)

    def _failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._forget_pin()
        said = error.sentence if isinstance(error, Refused) else _("The PIN could not be checked. Try again.")
        self._show(problem(said))

    def _forget_pin(self) -> None:
        self._pin = NO_PIN
        self._is_checking = False

    def _can_sign_on(self) -> bool:
        return bool(self._chosen) and len(self._pin.text) >= SHORTEST_PIN and not self._is_checking

    def _standing_now(self) -> tuple[Pill, ...]:
        return standing_pills(self._services.source, self._services.tilling.now())

    def _show(self, notice: Notice = NOTHING) -> None:
        start = self._page * PEOPLE_A_PAGE
        self._notice, self._standing = notice, self._standing_now()
        chosen = next((each for each in self._people if each.employee_id == self._chosen), None)
        services = self._services
        basket = services.desk.basket
        self._screen.show_state(
            SignOnState(
                store=services.store_name,
                till=services.till_name,
                day=day_text(services.tilling.today()),
                people=tuple(person(each, self._chosen) for each in self._people[start : start + PEOPLE_A_PAGE]),
                chosen=plain(chosen.display_name) if chosen else "",
                digits=len(self._pin.text),
                can_sign_on=self._can_sign_on(),
                is_checking=self._is_checking,
                has_earlier=self._page > 0,
                has_more=start + PEOPLE_A_PAGE < len(self._people),
                open_sale=_("A sale is open: sign on to go on with it.") if basket and basket.lines else "",
                standing=self._standing,
                notice=notice,
                language=LANGUAGES[language()],
                languages=self._languages,
            )
        )


def standing_pills(source: StatusSource, now: datetime) -> tuple[Pill, ...]:
    """The notices, the gravest first, and what stays on this till when everybody goes home."""
    tones = {True: Tone.BAD, False: Tone.WARN}
    pills = [Pill(plain(each.sentence), "alert-triangle", tones[each.is_grave]) for each in source.notices()]
    counts = source.queue_counts()
    waits, age = left_waiting(counts), now - counts.since if counts.since else timedelta(0)
    if age >= TOO_LONG:
        waits += " " + _("The oldest has waited for {age}: tell a manager.", age=age_text(age))
    tone = Tone.BAD if age >= TOO_LONG else Tone.WARN if age >= LONG else Tone.NEUTRAL
    return (*pills[:_MOST_STANDING], *([Pill(waits, "cloud-up", tone)] if waits else []))
