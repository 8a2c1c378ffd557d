"""What this shopper waits for, told to the terminals of the staff, and what somebody there answers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.attendance import AttendantAnswer, ShopperRequest, Verdict, Wanted
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.kiosk.helping import AGE_WAITS
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.kiosk.helping import Helping
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices


class Requesting:
    """Publishes at each glance, and follows what was answered; the shopper's screen never waits for it."""

    def __init__(self, services: KioskServices, rules: KioskRules, helping: Helping) -> None:
        self._services = services
        self._attended = services.attended
        self._language = rules.language
        self._helping = helping
        self._open: dict[Wanted, ShopperRequest] = {}
        self._subjects: dict[Wanted, object] = {}
        """What each request is about exactly: another call, another sale or other goods make it another request."""
        self.answered: Callable[[], None] = lambda: None
        """Called once something was seen to from elsewhere."""

    def glanced(self) -> None:
        """A moment went by."""
        if self._attended is None:
            return
        self._renew()
        for answer in self._attended.line.answers():
            self._hear(answer)
            self._renew()
        self._attended.line.publish(tuple(self._open.values()))

    def _renew(self) -> None:
        """Requests as things stand: an answer to what was asked before is none to what is asked now."""
        with speaking(self._language):
            self._keep(Wanted.AGE, *self._age())
            is_told = Wanted.AGE in self._open and self._helping.why == AGE_WAITS
            self._keep(Wanted.HELP, self._helping.calls, "" if is_told else str(self._helping.why))

    def _keep(self, kind: Wanted, subject: object, about: str) -> None:
        if not about:
            self._open.pop(kind, None)
        elif self._attended is not None and (kind not in self._open or self._subjects[kind] != subject):
            self._open[kind] = ShopperRequest(self._attended.new_id(), kind, about)
            self._subjects[kind] = subject

    def _age(self) -> tuple[object, str]:
        """All goods that want an age, told by the one that wants the most years."""
        basket = self._services.desk.basket
        waiting = [each for each in basket.lines.values() if each.waits_for_age] if basket is not None else []
        if basket is None or not waiting:
            return None, ""
        line = max(waiting, key=lambda each: each.minimum_age or 0)
        told = _("{item} is sold from the age of {age} on.", item=brief(line.name), age=line.minimum_age)
        return (basket.head.transaction_id, tuple(each.line_id for each in waiting)), told

    def _hear(self, answer: AttendantAnswer) -> None:
        attended = self._attended
        request = next((each for each in self._open.values() if each.request_id == answer.request_id), None)
        if attended is None:
            return
        if request is None:
            with speaking(self._language):
                attended.line.report(answer.request_id, _("The shopper does not wait for this any more."))
            return
        try:
            attended.far.follow(request, answer, partial(self._step, request, answer))
        except Refused as refusal:
            with speaking(self._language):
                attended.line.report(answer.request_id, refusal.sentence)
        else:
            attended.line.report(answer.request_id, "")
            self.answered()

    def _step(self, request: ShopperRequest, answer: AttendantAnswer) -> None:
        """What the answer asks for; whoever gave it stands for it."""
        attended = self._attended
        if answer.verdict is Verdict.COMING and attended is not None:
            self._open[request.wanted] = replace(request, taken_by=attended.far.name(answer.employee_id))
            self._helping.is_coming = True
        elif request.wanted is Wanted.HELP:
            self._helping.seen_to()
        elif answer.verdict is not Verdict.COMING:
            is_old = answer.verdict is Verdict.YES
            outcome = AgeOutcome.LOOKS_OLD_ENOUGH if is_old else AgeOutcome.REFUSED
            self._services.adjusting.confirm_age_of_all(outcome)
            self._helping.seen_to()
