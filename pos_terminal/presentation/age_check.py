"""Whether the shopper is old enough: asked line by line before money is taken, and answered without a birth date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.adjusting import age_question
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.presentation.figures import quantity_text
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.panels import AgePanel
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.adjusting import Adjusting
    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.line import Line
    from pos_terminal.presentation.approval import Approval


@dataclass(frozen=True, slots=True)
class _Tap:
    """A tap on money that waits for the answers: how it goes on, whom to tell, and the sale that it was for."""

    go_on: Callable[[], None]
    tell: Callable[[Notice], None]
    sale: str


class AgeCheck:
    """Lets one tap on money wait until each line that wants an age is answered for."""

    def __init__(self, desk: Desk, adjusting: Adjusting, approval: Approval) -> None:
        self._desk = desk
        self._adjusting = adjusting
        self._approval = approval
        self._tap: _Tap | None = None

    @property
    def panel(self) -> AgePanel | None:
        """What is asked, if anything."""
        line = self._line()
        if self._tap is None or line is None:
            return None
        times = "" if line.quantity == 1 else f"{quantity_text(line.quantity)} × "
        return AgePanel(
            title=_("Is the shopper {age} or older?", age=line.minimum_age),
            sentence=_(
                "{times}{item} may be sold from the age of {age} on.",
                times=times,
                item=brief(line.name),
                age=line.minimum_age,
            ),
        )

    def first(self, go_on: Callable[[], None], tell: Callable[[Notice], None]) -> None:
        """Go on once every age is answered for; a second tap is dropped.

        A refusal takes its line out, and the tap back.
        """
        basket = self._desk.basket
        if self._tap is not None:
            return
        if basket is None or age_question(basket) is None:
            go_on()
            return
        self._tap = _Tap(go_on, tell, basket.head.transaction_id)
        tell(NOTHING)

    def answered(self, outcome: str) -> None:
        """What was found out, as `AgeOutcome` names it."""
        tap, line = self._tap, self._line()
        if tap is None or line is None:
            return
        self._approval.attempt(partial(self._confirm, tap, line, AgeOutcome(outcome)), tap.tell)

    def left(self) -> None:
        """The operator takes the tap back: nothing was taken."""
        tap, self._tap = self._tap, None
        if tap is not None:
            tap.tell(NOTHING)

    def dropped(self) -> None:
        """Forget the tap: somebody went elsewhere."""
        self._tap = None

    def _line(self) -> Line | None:
        basket, tap = self._desk.basket, self._tap
        if basket is None or tap is None or basket.head.transaction_id != tap.sale:
            return None
        return age_question(basket)

    def _confirm(self, tap: _Tap, line: Line, outcome: AgeOutcome) -> Notice:
        self._adjusting.confirm_age(line.line_id, outcome)
        if outcome is AgeOutcome.REFUSED:
            self._tap = None
            return Notice(_("{item} was taken out. Take the payment again.", item=brief(line.name)))
        if self._line() is None:
            self._tap = None
            tap.go_on()
        return NOTHING
