"""What the open sale was before its last steps; in memory alone, so that a start knows of none."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_terminal.domain.basket import Basket, BasketHead
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line

MOST_STEPS = 20
"""How many steps back a sale can go."""


class Moment(NamedTuple):
    """A sale at one moment: what a step back puts back, and what no step back may cross."""

    head: BasketHead
    lines: Mapping[str, Line]
    discounts: tuple[Discount, ...]
    fixed: tuple[object, ...]
    """Payments, members, what the platform took off, and how many approvals there were: changed by no step back."""


class Past:
    """The moments of one sale, the last one as it is now."""

    def __init__(self) -> None:
        self._now: Moment | None = None
        self._steps: deque[Moment] = deque(maxlen=MOST_STEPS)
        self.approvals = 0
        """How often somebody else stood for a step."""

    def begin(self, basket: Basket | None) -> None:
        """A sale that was there before is the open one, or none is: nothing of it is known but how it is now."""
        self._steps.clear()
        self._now = None if basket is None else self._moment(basket)

    def note(self, basket: Basket) -> None:
        """A step was taken and stored."""
        before, self._now = self._now, self._moment(basket)
        if before is None or before.head.transaction_id != basket.head.transaction_id:
            self._steps.clear()
            before = Moment(basket.head, {}, (), (basket.payments, None, None, (), self.approvals))
        if before.fixed != self._now.fixed:
            self._steps.clear()
        elif before != self._now:
            self._steps.append(before)

    def before(self, basket: Basket) -> Moment | None:
        """The moment before the last step; None where there is none, or something changed that no step was noted of."""
        if self._now is None or self._moment(basket) != self._now or not self._steps:
            return None
        return self._steps[-1]

    def went_back(self) -> None:
        """The sale is as it was before its last step."""
        self._now = self._steps.pop()

    def _moment(self, basket: Basket) -> Moment:
        platforms = tuple((each.reference_id, each.amount) for each in basket.discounts if each.terms is None)
        fixed = (basket.payments, basket.member, basket.additional, platforms, self.approvals)
        return Moment(basket.head, dict(basket.lines), basket.discounts, fixed)
