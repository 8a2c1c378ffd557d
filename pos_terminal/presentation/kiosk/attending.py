"""An attendant at the kiosk: who they are, their PIN, and what they can do there; the sale stays the shopper's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.adjusting import age_question
from pos_terminal.application.charging import CardStage
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look, Pad
from pos_terminal.presentation.people import NO_PIN, SHORTEST_PIN
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.pin_verdict import PinOutcome
    from pos_terminal.domain.staff import Employee
    from pos_terminal.presentation.entry import Entry
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskServices

_FORGOTTEN_SECONDS = 30.0
"""An attendant who touched nothing for so long has gone."""
_MOST_PEOPLE = 12


class Attending:
    """Signs an attendant on and off; whatever they do is theirs in the journal."""

    def __init__(self, services: KioskServices, stage: Stage) -> None:
        self._services = services
        self._stage = stage
        self._who: Employee | None = None
        self._pin: Entry = NO_PIN
        self._failure = ""
        self._asked = 0
        self._touched = 0.0
        self.others: tuple[Callable[[], tuple[Act, ...]], ...] = ()
        """What else the menu leads to, as it is at the moment."""
        self.left: Callable[[], None] = stage.leave
        self.seen_to: Callable[[], None] = stage.leave

    def asked(self) -> None:
        """An attendant is there: who?"""
        self._forget()
        self._stage.ask(self._who_page)

    def badged(self, wearer: Employee) -> None:
        """An attendant showed their badge; whether that is enough is the shop's rule."""
        self._chosen(wearer)
        if self._services.self_service.badge_is_enough:
            self._check(partial(self._services.self_service.check_badge, wearer.employee_id))

    def touched(self) -> None:
        """They did something."""
        self._touched = self._services.monotonic()

    def ticked(self) -> None:
        """A second went by."""
        is_long = self._services.monotonic() - self._touched >= _FORGOTTEN_SECONDS
        if is_long and (self._services.self_service.is_attended or self._pin.text):
            self._done()

    def _forget(self) -> None:
        self._asked += 1
        self._who, self._pin, self._failure = None, NO_PIN, ""
        self.touched()

    def _who_page(self) -> Page:
        people = self._services.self_service.attendants(self._services.tilling.today())[:_MOST_PEOPLE]
        acts = [Act(plain(each.display_name), partial(self._chosen, each), "user-circle") for each in people]
        back = Act(_("Back"), self._done, "arrow-left")
        return Page(_("Staff"), _("Who are you?"), (*acts, back), "key", columns=2)

    def _chosen(self, who: Employee) -> None:
        self._who, self._pin, self._failure = who, NO_PIN, ""
        self._stage.ask(self._pin_page)

    def _pin_page(self) -> Page:
        name = brief(self._who.display_name) if self._who is not None else ""
        can_go_on = len(self._pin.text) >= SHORTEST_PIN
        acts = (
            Act(_("Sign on"), self._submitted, "check", look=Look.MAIN, can_press=can_go_on),
            Act(_("Back"), self._done, "arrow-left"),
        )
        sentence = self._failure or _("Type your PIN.")
        tone = "warning" if self._failure else ""
        dots = "•" * len(self._pin.text)
        return Page(name, sentence, acts, "key", tone, 2, Pad.PIN, dots, self._typed)

    def _typed(self, key: str) -> None:
        self._pin = self._pin.press(key)
        self.touched()
        self._stage.redraw()

    def _submitted(self) -> None:
        who, pin = self._who, self._pin.text
        if who is None:
            return
        self._pin = NO_PIN
        self._check(partial(self._services.self_service.check, who.employee_id, pin))

    def _check(self, check: Callable[[], PinOutcome]) -> None:
        self._asked += 1
        self._services.background.run(check, partial(self._checked, self._asked), partial(self._failed, self._asked))
        self._stage.redraw()

    def _checked(self, asked: int, outcome: PinOutcome) -> None:
        if asked != self._asked or self._who is None:
            return
        try:
            self._services.self_service.attend(self._who.employee_id, outcome, self._services.tilling.today())
        except Refused as refusal:
            self._failure = refusal.sentence
            self._stage.redraw()
            return
        self.touched()
        self.seen_to()
        self.menu()

    def _failed(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._failure = error.sentence if isinstance(error, Refused) else _("The PIN could not be checked.")
            self._stage.redraw()

    def menu(self) -> None:
        """Show what can be done here."""
        self.touched()
        self._stage.ask(self._menu_page)

    def refused(self, why: str) -> None:
        """Show it, with why the last thing was not done."""
        self._failure = why
        self.menu()

    def _menu_page(self) -> Page:
        basket = self._services.desk.basket
        acts: list[Act] = []
        sentence = self._failure
        line = age_question(basket) if basket is not None else None
        if line is not None:
            told = _("{item} is sold from the age of {age} on.", item=brief(line.name), age=line.minimum_age)
            sentence = sentence or told
            acts += self._age_acts()
        acts += [each for others in self.others for each in others()]
        if self._services.charging.standing.stage is CardStage.DOUBT:
            acts.append(Act(_("The reader shows no payment"), self._not_charged, "ban"))
        elif basket is not None and basket.lines:
            acts += [
                Act(_("Take an item out"), partial(self._stage.ask, self._lines_page), "minus"),
                Act(_("Give the sale up"), self._gave_up, "trash"),
            ]
        acts.append(Act(_("Close this kiosk"), self._closed, "lock"))
        acts.append(Act(_("Done"), self._done, "check", look=Look.MAIN))
        tone = "warning" if self._failure else ""
        return Page(_("Staff"), sentence, tuple(acts), "key", tone, columns=2, waits=True)

    def _age_acts(self) -> list[Act]:
        return [
            Act(_("Looks old enough"), partial(self._aged, AgeOutcome.LOOKS_OLD_ENOUGH), "user-circle"),
            Act(_("A document was shown"), partial(self._aged, AgeOutcome.DOCUMENT), "id"),
            Act(_("Refuse, and take it out"), partial(self._aged, AgeOutcome.REFUSED), "ban"),
        ]

    def _aged(self, outcome: AgeOutcome) -> None:
        self._tried(partial(self._services.adjusting.confirm_age_of_all, outcome))

    def _not_charged(self) -> None:
        self._tried(partial(self._services.charging.give_up, "Seen at the card reader"))

    def _lines_page(self) -> Page:
        basket = self._services.desk.basket
        lines = [each for each in basket.lines.values() if not each.modifies_line_id] if basket is not None else []
        acts = [Act(brief(each.name), partial(self._removed, each.line_id), "minus") for each in lines[-_MOST_PEOPLE:]]
        back = Act(_("Back"), partial(self._stage.ask, self._menu_page), "arrow-left")
        return Page(_("Take an item out"), "", (*acts, back), "minus", columns=2, waits=True)

    def _removed(self, line_id: str) -> None:
        self._tried(partial(self._services.selling.remove_line, line_id, self.reason("remove_line")))

    def _gave_up(self) -> None:
        self._tried(partial(self._services.checkout.void, self.reason("void") or "Given up at the kiosk"))

    def _closed(self) -> None:
        try:
            self._services.self_service.close()
        except Refused as refusal:
            self._failure = refusal.sentence
            self._stage.redraw()
            return
        self._services.leave()

    def _tried(self, step: Callable[[], object]) -> None:
        self.touched()
        try:
            step()
        except Refused as refusal:
            self._failure = refusal.sentence
        else:
            self._failure = ""
        self._stage.ask(self._menu_page)

    def reason(self, name: str) -> str:
        """The first of the shop's reasons: which one it was is seldom known at a kiosk."""
        listed = self._services.checkout.rules.reasons.lists.get(name, ())
        return listed[0] if listed else ""

    def _done(self) -> None:
        self._forget()
        self._services.self_service.begin()
        self.left()
