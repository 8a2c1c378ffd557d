"""Who the shopper is: by telephone, e-mail or card, once before paying; to go on unknown is as large a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.member import KeyKind
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Banner, Look, Pad
from pos_terminal.presentation.masking import masked_phone
from pos_terminal.presentation.member_lookup import MemberLookup
from pos_terminal.presentation.member_questions import LookupQuestion, MatchesQuestion, member_name
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.draft import Draft
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskServices

MEMBER = "member"
_SHOWN_LETTERS = 2


class Greeting:
    """Asks who somebody is, and greets them by their first name alone."""

    def __init__(self, services: KioskServices, stage: Stage, draft: Draft) -> None:
        self._services = services
        self._stage = stage
        self._draft = draft
        nobody_else = MatchesQuestion(())  # a kiosk has no panel of a member, and adds no second one
        self.lookup = MemberLookup(services.members, draft, stage, nobody_else)
        self._then: Callable[[], None] = stage.leave
        self._was_asked = self._is_open = False

    def begin(self) -> None:
        """The next shopper is nobody yet."""
        if self.lookup.is_asking:
            self.lookup.cancelled()
        self._was_asked = self._is_open = False

    def first(self, then: Callable[[], None]) -> None:
        """Go on once the shopper was asked who they are; nobody is asked twice."""
        basket = self._services.desk.basket
        if self._was_asked or (basket is not None and basket.member is not None):
            then()
            return
        self.asked(then)

    def asked(self, then: Callable[[], None]) -> None:
        """Ask, and go on once they are known or want to stay unknown."""
        self._then, self._is_open = then, True
        self._stage.ask(self._who_page)

    def banner(self) -> Banner:
        """Who is greeted, or that there is something to be had."""
        basket, visit = self._services.desk.basket, self._services.desk.visit
        if basket is None or basket.member is None:
            title, sentence = _("Do you have an account?"), _("Your offers and points come with it.")
            return Banner(title, sentence, "user-circle", MEMBER)
        offers = len(self._services.members.offers.standings())
        ready = ngettext(
            "{count} offer ready. We add the best one for you.",
            "{count} offers ready. We add the best one for you.",
            offers,
        )
        sentence = ready if offers else ""
        return Banner(_("Hello {name}", name=_first_name(visit.member if visit else None)), sentence, "crown")

    def question_page(self) -> Page | None:
        """What the lookup asks now."""
        question = self._draft.question
        if isinstance(question, LookupQuestion):
            return self._typing_page(question)
        if isinstance(question, MatchesQuestion):
            return self._matches_page(question)
        return None

    def settled(self) -> bool:
        """Where somebody was found who was asked for, go on; whether that was so."""
        basket = self._services.desk.basket
        if not self._is_open or self._draft.question is not None or basket is None or basket.member is None:
            return False
        self._was_asked, self._is_open = True, False
        self._then()
        return True

    def _who_page(self) -> Page:
        acts = (
            Act(_("By telephone number"), self._by_number, "device-mobile"),
            Act(_("By e-mail address"), self._by_mail, "mail"),
            Act(_("Go on without"), self._skipped, "arrow-right"),
        )
        sentence = _("Your offers and points come with it. You can also scan your card or your code now.")
        return Page(_("Do you have an account?"), sentence, acts, "user-circle", "loyalty", scans=self._carded)

    def _by_number(self) -> None:
        self._stage.leave()
        self.lookup.opened()

    def _by_mail(self) -> None:
        self._stage.leave()
        self.lookup.opened()
        self.lookup.switched()

    def _carded(self, code: str) -> None:
        self._stage.leave()
        self.lookup.opened()
        self.lookup.carded(code)

    def _skipped(self) -> None:
        self._was_asked, self._is_open = True, False
        self._draft.question = None
        self._stage.leave()
        self._then()

    def _typing_page(self, question: LookupQuestion) -> Page:
        kind = KeyKind.EMAIL if question.is_words else KeyKind.PHONE
        can_find = bool(question.text) and not question.asked
        find = _("Looking …") if question.asked else _("Find me")
        acts = (
            Act(find, partial(self.lookup.found_by, kind), "search", look=Look.MAIN, can_press=can_find),
            Act(_("Go on without"), self._given_up, "arrow-right"),
        )
        title = _("Your e-mail address") if question.is_words else _("Your telephone number")
        sentence = question.failure or _("Or scan your card or your code now.")
        pad = Pad.ADDRESS if question.is_words else Pad.DIGITS
        typed = _masked(question)
        tone = "warning" if question.failure else ""
        return Page(
            title, sentence, acts, "user-circle", tone, 2, pad, typed, self.lookup.key_pressed, self.lookup.carded
        )

    def _given_up(self) -> None:
        if self.lookup.is_asking:
            self.lookup.cancelled()
        self._skipped()

    def _matches_page(self, question: MatchesQuestion) -> Page:
        acts = [
            Act(
                brief(each.first_name or "") or "•••",
                partial(self.lookup.chosen, each.user_reference_id),
                "user-circle",
                masked_phone(each.phone),
            )
            for each in question.members[:6]
        ]
        return Page(_("Which one is you?"), "", (*acts, Act(_("Go on without"), self._skipped, "arrow-right")))


def _masked(question: LookupQuestion) -> str:
    """What was typed, for the shopper alone: the last two digits, or the first letters and the rest hidden."""
    text = question.text
    if question.is_words:
        name, at, domain = text.partition("@")
        return f"{name[:_SHOWN_LETTERS]}{'•' * max(0, len(name) - _SHOWN_LETTERS)}{at}{domain}"
    return "•" * max(0, len(text) - _SHOWN_LETTERS) + text[-_SHOWN_LETTERS:]


def _first_name(member: object) -> str:
    from pos_terminal.domain.member import Member

    if not isinstance(member, Member):
        return ""
    return brief(member.first_name or "") or member_name(member)
