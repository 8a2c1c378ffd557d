"""How far the platform has what a shift sold: taken, queued or parked, which together are the shift."""

from dataclasses import dataclass

from pos_terminal.domain.money import total_of
from pos_terminal.domain.shift_report import ShiftFigures, Tally


@dataclass(frozen=True, slots=True)
class ShiftStanding:
    """Each closed sale, return and void of the shift counts once, for what it changed.

    Attributes:
        taken: acknowledged by the platform.
        queued: waiting or on their way.
        parked: refused, and kept until somebody settles them.
        apart: neither; there should be none.
    """

    taken: Tally
    queued: Tally
    parked: Tally
    apart: Tally

    @property
    def told(self) -> Tally:
        """What the platform has, gets, or refused."""
        each = (self.taken, self.queued, self.parked)
        amounts = [one.amount for one in each]
        return Tally(sum(one.count for one in each), total_of(amounts, self.taken.amount.currency))

    def agrees_with(self, figures: ShiftFigures) -> bool:
        """Whether it is all that the shift closed, in number and to the cent."""
        closed = figures.sales.count + figures.returns.count + figures.voids.count
        return self.told == Tally(closed, figures.net)
