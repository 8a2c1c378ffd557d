"""What is at the foot of every screen: help, what somebody needs to see and hear, the language, and a new beginning."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.presentation.kiosk.comfort import Comfort, Wish
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import KioskKey, Look
from pos_terminal.wording import LANGUAGES, _
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices

HELP, COMFORT, LANGUAGE, SOUND, ANEW = "help", "comfort", "language", "sound", "anew"
_CALLED = Message("A shopper calls for help")
AGE_WAITS = Message("Somebody has to see to a shopper's age")
"""Why somebody is called for goods that are sold from an age on."""


class Helping:
    """Keeps how this shopper wants the kiosk, and whether somebody was called."""

    def __init__(self, services: KioskServices, rules: KioskRules, stage: Stage) -> None:
        self._services = services
        self._rules = rules
        self._stage = stage
        self.comfort = Comfort(rules.language)
        self.is_called = self.is_coming = False
        self.why: str | Message = ""
        """Why somebody was called; empty: nobody is."""
        self.calls = 0
        """How often somebody was called since the start."""
        self.attend: Callable[[], None] = stage.leave
        self.start_over: Callable[[], None] = stage.leave

    def begin(self) -> None:
        """The next shopper finds the shop's own language and looks; nobody comes for the last one."""
        self.comfort = Comfort(self._rules.language)
        self._services.speak(self.comfort.language)
        self.seen_to()

    def foot(self, *, is_begun: bool) -> tuple[KioskKey, ...]:
        """The keys that are always there."""
        called = Look.CHOSEN if self.is_called else Look.PLAIN
        name = LANGUAGES[self.comfort.language]
        help_words = _("Somebody is coming") if self.is_called else _("Call for help")
        keys = (
            KioskKey(HELP, help_words, "bell", look=called),
            KioskKey(COMFORT, _("Accessibility"), "accessible"),
            KioskKey(LANGUAGE, name, "language", spoken=f"{_('Language')}: {name}"),
            KioskKey(SOUND, _("Sound"), "volume-off" if self.comfort.has(Wish.SILENT) else "volume"),
        )
        return (*keys, KioskKey(ANEW, _("Start over"), "refresh")) if is_begun else keys

    def tapped(self, key: str) -> None:
        """A key at the foot."""
        pages = {COMFORT: self._comfort_page, LANGUAGE: self._language_page, SOUND: self._sound_page}
        if key == HELP:
            self.called()
        elif key == ANEW:
            self._stage.ask(self._anew_page)
        elif key in pages:
            self._stage.ask(pages[key])

    def called(self, why: str | Message = _CALLED) -> None:
        """Somebody of the staff is wanted: they are told at once, and the shopper that they come."""
        self.wanted(why)
        self._stage.ask(self._help_page)

    def wanted(self, why: str | Message) -> None:
        """Tell the staff, in the language that they read; the shopper is shown something of their own."""
        self.is_called, self.is_coming, self.why = True, False, why
        self.calls += 1
        self._services.call(why)

    def seen_to(self) -> None:
        """Nobody is wanted any more."""
        if self.is_called:
            self.is_called, self.is_coming, self.why = False, False, ""
            self._services.call("")

    def spoken(self, language: str) -> None:
        """Speak this language from now on; the basket stays as it is."""
        self.comfort = self.comfort.speaking(language)
        self._services.speak(language)
        self._stage.leave()

    def _toggled(self, wish: Wish) -> None:
        self.comfort = self.comfort.toggled(wish)
        self._stage.redraw()

    def _help_page(self) -> Page:
        acts = (
            Act(_("Go on shopping"), self._stage.leave, "arrow-right", look=Look.MAIN),
            Act(_("I need no help any more"), self._not_wanted, "x"),
            Act(_("Staff"), self.attend, "key"),
        )
        told = _("One of us is on the way to you. You can go on meanwhile.")
        sentence = told if self.is_coming else _("Help was called. You can go on meanwhile.")
        return Page(_("Somebody is coming"), sentence, acts, "bell", waits=True, back=self._stage.leave)

    def _not_wanted(self) -> None:
        self.seen_to()
        self._stage.leave()

    def _language_page(self) -> Page:
        spoken = self.comfort.language
        acts = [
            Act(
                LANGUAGES[each],
                partial(self.spoken, each),
                "circle-check" if each == spoken else "",
                look=Look.CHOSEN if each == spoken else Look.PLAIN,
            )
            for each in self._rules.languages
        ]
        back = Act(_("Back"), self._stage.leave, "arrow-left")
        return Page(_("Language"), "", (*acts, back), "language", columns=2)

    def _comfort_page(self) -> Page:
        names = [
            (Wish.LARGE, _("Large text"), "text-size"),
            (Wish.CONTRAST, _("High contrast"), "contrast"),
            (Wish.REACH, _("All keys within reach"), "arrow-bar-down"),
        ]
        if self._services.voice is not None:
            names.append((Wish.SPEECH, _("Speak to me"), "volume"))
        if self.comfort.has(Wish.SPEECH):
            names.append((Wish.BLANK, _("Dark screen"), "moon"))
        acts = [self._switch(*each) for each in names]
        back = Act(_("Go on shopping"), self._stage.leave, "arrow-right", look=Look.MAIN)
        sentence = _("This holds until you leave. You also get more time.")
        return Page(_("Accessibility"), sentence, (*acts, back), "accessible")

    def _switch(self, wish: Wish, words: str, icon: str) -> Act:
        is_on = self.comfort.has(wish)
        state = _("On") if is_on else _("Off")
        look = Look.CHOSEN if is_on else Look.PLAIN
        return Act(words, partial(self._toggled, wish), "circle-check" if is_on else icon, state, look)

    def _sound_page(self) -> Page:
        acts = [self._switch(Wish.SILENT, _("No sounds"), "volume-off")]
        voice = self._services.voice
        if voice is not None and self.comfort.has(Wish.SPEECH):
            acts += [
                Act(_("Say it again"), voice.again, "refresh"),
                Act(_("Speak slower"), partial(voice.paced, -1), "minus"),
                Act(_("Speak faster"), partial(voice.paced, 1), "plus"),
                Act(_("Quieter"), partial(voice.turned, -1), "minus"),
                Act(_("Louder"), partial(voice.turned, 1), "plus"),
            ]
        acts.append(Act(_("Go on shopping"), self._stage.leave, "arrow-right", look=Look.MAIN))
        return Page(_("Sound"), "", tuple(acts), "volume")

    def _anew_page(self) -> Page:
        acts = (
            Act(_("Keep my basket"), self._stage.leave, "arrow-left", look=Look.MAIN),
            Act(_("Start over"), self.start_over, "refresh"),
        )
        sentence = _("Everything goes out of your basket.")
        return Page(_("Start over?"), sentence, acts, "refresh", "warning", back=self._stage.leave)
