"""A second person's word in the middle of a step: who may give it, their PIN, and then the step once more.

Whatever may raise `ApprovalNeeded` goes through `Approval.attempt`; each place draws `Approval.panel` while it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.visit import cart_print
from pos_terminal.domain.errors import ApprovalNeeded, LockedOut, Refused, WrongPin
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import ApprovalPanel
from pos_terminal.presentation.people import NO_PIN, SHORTEST_PIN, person
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.approving import Approving
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.pin_verdict import PinOutcome
    from pos_terminal.application.ports import Background
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.staff import Employee
    from pos_terminal.presentation.entry import Entry
    from pos_terminal.wording.message import Message

APPROVERS_A_PAGE = 4
PIN_KEPT_SECONDS = 30.0
"""How long a PIN that nobody gives stays typed: whoever typed it may have gone."""
_FIRST_APPROVE = later("Approve or cancel first, then scan.")
_CHANGED = later("The sale has changed meanwhile, so nothing was approved. Try again.")
_NOBODY = later("Nobody here may approve it. Import the employees, or set a PIN for somebody who may.")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ApprovalServices:
    """What approving works with."""

    desk: Desk
    approving: Approving
    tilling: Tilling
    background: Background
    monotonic: Callable[[], float]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that waits: what it does, whom to tell, and the desk that it was meant for."""

    work: Callable[[], Notice]
    tell: Callable[[Notice], None]
    seen: object


@dataclass(frozen=True, slots=True)
class _Question:
    """Who approves, and what they have typed so far."""

    words: Message
    about: Message
    people: tuple[Employee, ...]
    chosen: str = ""
    page: int = 0
    pin: Entry = field(default=NO_PIN, repr=False)
    is_checking: bool = False
    failure: str = ""

    @property
    def name(self) -> str:
        """Who is chosen."""
        return next((brief(each.display_name) for each in self.people if each.employee_id == self.chosen), "")

    @property
    def can_approve(self) -> bool:
        """Whether there is something to check."""
        return bool(self.chosen) and len(self.pin.text) >= SHORTEST_PIN and not self.is_checking

    def turned(self, step: int) -> _Question:
        """The page before (-1) or after (+1)."""
        last = max(0, (len(self.people) - 1) // APPROVERS_A_PAGE)
        return replace(self, page=min(max(self.page + step, 0), last))

    def panel(self) -> ApprovalPanel:
        """The question as a screen draws it."""
        start = self.page * APPROVERS_A_PAGE
        shown = self.people[start : start + APPROVERS_A_PAGE]
        return ApprovalPanel(
            sentence=str(self.words),
            about=plain(str(self.about)),
            failure=self.failure,
            people=tuple(person(each, self.chosen) for each in shown),
            chosen=self.name,
            digits=len(self.pin.text),
            can_approve=self.can_approve,
            is_checking=self.is_checking,
            has_earlier=self.page > 0,
            has_more=start + APPROVERS_A_PAGE < len(self.people),
        )


class Approval:
    """Lets one step at a time wait for somebody who may; what they approve is that step alone, on the sale they saw."""

    def __init__(self, services: ApprovalServices) -> None:
        self._services = services
        self._step: _Step | None = None
        self._question: _Question | None = None
        self._asked = 0
        self._typed_at = 0.0

    @property
    def panel(self) -> ApprovalPanel | None:
        """What is asked, if anything; each place draws it over all else."""
        return self._question.panel() if self._question is not None else None

    def attempt(self, work: Callable[[], Notice], tell: Callable[[Notice], None]) -> None:
        """Do a step, and ``tell`` what came of it; where it wants approval, ask for that, and do it once more.

        ``tell`` draws the place that is shown; it is also called, with nothing to tell, whenever the question changes.
        A step that is refused has changed nothing, so it can be done twice.
        """
        self.dropped()
        try:
            notice = work()
        except ApprovalNeeded as needed:
            self._ask(_Step(work, tell, self._standing()), needed)
        except Refused as refusal:
            tell(problem(refusal.sentence))
        else:
            tell(notice)

    def person_chosen(self, employee_id: str) -> None:
        """Somebody is there to approve."""
        if self._question is not None:
            self._forget_answer()
            self._show(replace(self._question, chosen=employee_id, pin=NO_PIN, is_checking=False, failure=""))

    def key_pressed(self, key: str) -> None:
        """A key of the PIN pad."""
        question = self._question
        if question is not None and not question.is_checking:
            self._typed_at = self._services.monotonic()
            self._show(replace(question, pin=question.pin.press(key)))

    def ticked(self) -> None:
        """A second went by."""
        question = self._question
        if question is None or not question.pin.text:
            return
        if self._services.monotonic() - self._typed_at >= PIN_KEPT_SECONDS:
            self._show(replace(question, pin=NO_PIN))

    def scanned(self, code: str) -> None:
        """A code came from the scanner: the badge of somebody who may approve answers, goods and a PIN it never is."""
        question, approving = self._question, self._services.approving
        wearer = approving.wearer(code)
        if question is None or wearer is None:
            self._fail(_(_FIRST_APPROVE))
            return
        self.person_chosen(wearer.employee_id)
        if wearer not in question.people:
            self._fail(_("{name} may not approve this.", name=brief(wearer.display_name)))
        elif approving.badge_is_enough:
            self._check(partial(approving.check_badge, wearer.employee_id))

    def page_turned(self, step: int) -> None:
        """Earlier (-1) or later (+1) people."""
        if self._question is not None:
            self._show(self._question.turned(step))

    def submitted(self) -> None:
        """Check the PIN in the background; from here on nobody else has it."""
        question = self._question
        if question is not None and question.can_approve:
            self._check(partial(self._services.approving.check, question.chosen, question.pin.text))

    def cancelled(self) -> None:
        """Nobody approves: nothing was done."""
        self._ended(NOTHING)

    def dropped(self) -> None:
        """Forget the step and the PIN: somebody went elsewhere, or its answer is there."""
        self._forget_answer()
        self._step = self._question = None

    def _ask(self, step: _Step, needed: ApprovalNeeded) -> None:
        people = tuple(self._services.approving.approvers(needed.least, self._services.tilling.today()))
        self._step = step
        chosen = people[0].employee_id if len(people) == 1 else ""
        self._show(_Question(needed.words, needed.about, people, chosen, failure="" if people else _(_NOBODY)))

    def _check(self, check: Callable[[], PinOutcome]) -> None:
        question = self._question
        if question is None:
            return
        self._forget_answer()
        asked = self._asked
        self._show(replace(question, pin=NO_PIN, is_checking=True, failure=""))
        self._services.background.run(check, partial(self._checked, asked), partial(self._failed, asked))

    def _checked(self, asked: int, outcome: PinOutcome) -> None:
        step, question = self._step, self._question
        if asked != self._asked or step is None or question is None:
            return
        try:
            notice = self._done(step, question.chosen, outcome)
        except ApprovalNeeded as needed:
            self._fail(_("{name} may not approve this. Ask a {role}.", name=question.name, role=needed.least.words))
        except (WrongPin, LockedOut) as refusal:
            self._fail(refusal.sentence)
        except Refused as refusal:
            self._ended(problem(refusal.sentence))
        else:
            self._ended(notice)

    def _done(self, step: _Step, employee_id: str, outcome: PinOutcome) -> Notice:
        """Do the step with the approval, which is spent by then. Raises as both do."""
        approving = self._services.approving
        try:
            approving.accept(employee_id, outcome, self._services.tilling.today())
            return step.work() if self._standing() == step.seen else problem(_(_CHANGED))
        finally:
            approving.spend()

    def _failed(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._fail(error.sentence if isinstance(error, Refused) else _("The PIN could not be checked. Try again."))

    def _fail(self, sentence: str) -> None:
        if self._question is not None:
            self._show(replace(self._question, is_checking=False, failure=sentence))

    def _ended(self, notice: Notice) -> None:
        step = self._step
        self.dropped()
        if step is not None:
            step.tell(notice)

    def _show(self, question: _Question) -> None:
        self._question = question
        if self._step is not None:
            self._step.tell(NOTHING)

    def _forget_answer(self) -> None:
        """What is being checked is not wanted any more."""
        self._asked += 1

    def _standing(self) -> object:
        """The desk as whoever approves sees it: what they say yes to is not done to another sale."""
        desk = self._services.desk
        basket = desk.basket
        sale = basket and (basket.head.transaction_id, cart_print(basket, basket.discounts), basket.payments)
        return desk.operator, desk.ended, sale
