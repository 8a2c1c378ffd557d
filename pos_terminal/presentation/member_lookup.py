"""Looking a member up from the sale screen; selling goes on until the answer is there."""

from dataclasses import replace
from functools import partial

from pos_terminal.application.asking import Errand
from pos_terminal.application.membercodes import Next
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.member import KeyKind, LookupKey, SeveralMembers
from pos_terminal.domain.symbology import printed_code
from pos_terminal.presentation.draft import Draft
from pos_terminal.presentation.member_questions import LookupQuestion, MatchesQuestion, member_name
from pos_terminal.presentation.member_services import MemberServices, Redrawn
from pos_terminal.presentation.notice import NOTHING, Notice, problem, refused
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.questions import Question
from pos_terminal.wording import _, later

_CARD = later("the card")


class MemberLookup:
    """Asks who somebody is. Every path draws the sale; an answer that nobody waits for any more is dropped."""

    def __init__(self, services: MemberServices, draft: Draft, sale: Redrawn, looked_at: Question) -> None:
        """``looked_at`` shows the member: a second one is added from there."""
        self._looked_at = looked_at
        self._services = services
        self._draft = draft
        self._show = sale.show
        self._asked = 0
        self._question: LookupQuestion | None = None
        self._code_notice = NOTHING

    @property
    def is_asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._question is not None

    @property
    def wants_card(self) -> bool:
        """Whether a scan is a member's card: the panel is open and nothing is being looked up."""
        return isinstance(self._draft.question, LookupQuestion) and not self._draft.question.asked

    def opened(self, *, additional: bool = False) -> None:
        """Somebody wants to be known; ``additional`` beside the sale's member."""
        self._draft.question = self._question or LookupQuestion(is_additional=additional)
        self._show(NOTHING)

    def key_pressed(self, key: str) -> None:
        """A key of the panel's keypad or keyboard."""
        question = self._draft.question
        if isinstance(question, LookupQuestion):
            self._draft.question = question.press(key)
            self._show(NOTHING)

    def switched(self) -> None:
        """Letters instead of digits, or back."""
        question = self._draft.question
        if isinstance(question, LookupQuestion):
            self._draft.question = question.switched()
            self._show(NOTHING)

    def found_by(self, kind: KeyKind) -> None:
        """Look up what was typed."""
        question = self._draft.question
        if not isinstance(question, LookupQuestion) or not question.text or question.asked:
            return
        try:
            key = LookupKey.of({kind: question.text}, self._services.phone_form)
        except Refused as refusal:
            self._failed_with(question, refusal.sentence)
            return
        self._ask(key, question.text, question)

    def carded(self, code: str) -> None:
        """A card was scanned while the panel was open."""
        question = self._draft.question
        try:
            key = LookupKey.of({KeyKind.EXTERNAL_CUSTOMER_ID: printed_code(code)})
        except Refused as refusal:
            self._failed_with(_emptied(question), refusal.sentence)
            return
        self._ask(key, _(_CARD), question if isinstance(question, LookupQuestion) else LookupQuestion())

    def chosen(self, user_id: str) -> None:
        """One of several was chosen."""
        question = self._draft.question
        if isinstance(question, MatchesQuestion):
            found = [each for each in question.members if each.user_reference_id == user_id]
            for member in found[:1]:
                asked = LookupQuestion(is_additional=question.is_additional)
                self._ask(LookupKey(KeyKind.USER_ID, user_id), member_name(member), asked)

    def code_scanned(self, code: str, unknown: Refused) -> Notice:
        """A code that no product has: it may be a card or an offer's code. What to tell until that is known."""
        if self._services.ask_code is None:
            return refused(unknown)
        try:
            errand = self._services.ask_code(code)
        except Refused as refusal:
            return refused(refusal)
        self._code_notice = Notice(_("Looking up {code} …", code=brief(code)))
        self._follow(errand)
        return self._code_notice

    def cancelled(self) -> None:
        """The answer is not wanted any more."""
        self._asked += 1
        self._question = None
        self._services.membership.forget_question()

    def _follow(self, errand: Next) -> None:
        if errand is None:
            self._tell_of_code(NOTHING)
        else:
            self._services.run(errand, self._follow, self._code_refused)

    def _code_refused(self, refusal: Refused) -> None:
        self._tell_of_code(refused(refusal))

    def _tell_of_code(self, notice: Notice) -> None:
        self._code_notice = notice
        self._show(notice)

    def _ask(self, key: LookupKey, spoken: str, question: LookupQuestion) -> None:
        try:
            errand = self._services.membership.look_up(key, additional=question.is_additional)
        except CardNumberRefused as refusal:
            self._failed_with(question.emptied(), refusal.sentence)
            return
        except Refused as refusal:
            self._failed_with(question, refusal.sentence)
            return
        self._asked += 1
        self._question = replace(question, asked=brief(spoken), failure="")
        self._draft.question = self._question
        self._show(NOTHING)
        self._run(errand)

    def _run(self, errand: Errand[Attribution]) -> None:
        self._services.run(errand, partial(self._found, self._asked), partial(self._not_found, self._asked))

    def _found(self, asked: int, _member: Attribution) -> None:
        if asked == self._asked:
            question, self._question = self._question, None
            if self._draft.question is question:
                self._draft.question = self._looked_at if question is not None and question.is_additional else None
        self._show(NOTHING)

    def _not_found(self, asked: int, refusal: Refused) -> None:
        """Where the panel still waits it takes the sentence; where something else is asked by now, a message does."""
        question = self._question
        if asked != self._asked or question is None:
            return
        self._question = None
        if self._draft.question is not question:
            self._show(problem(refusal.sentence))
        elif isinstance(refusal, SeveralMembers) and refusal.members:
            self._draft.question = MatchesQuestion(refusal.members, question.is_additional)
            self._show(NOTHING)
        else:
            self._failed_with(question, refusal.sentence)

    def _failed_with(self, question: LookupQuestion, sentence: str) -> None:
        """What was typed stays, to be put right."""
        self._draft.question = replace(question, asked="", failure=sentence)
        self._show(NOTHING)


def _emptied(question: Question | None) -> LookupQuestion:
    return question.emptied() if isinstance(question, LookupQuestion) else LookupQuestion()
