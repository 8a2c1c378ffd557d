"""What is done at the till of a simulated day beside its sales: cash in and out, no sales, and shifts that close."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.tillrecords import SqliteTillPapers
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.movement import Movement, MovementKind
from pos_terminal.domain.shift_report import ShiftReport
from tests.simulation.terminal import USD, paper_of_till

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.terminal import Power
    from tests.simulation.world import Sometimes

_KINDS = (MovementKind.CASH_IN, MovementKind.CASH_OUT, MovementKind.PICKUP, MovementKind.NO_SALE)
_ENTRIES = "SELECT seq FROM journal WHERE kind IN ('cash_in', 'cash_out', 'pickup', 'no_sale', 'z_report') ORDER BY seq"


class Drawer:
    """What the cashier was told of the drawer, against what the disk says. ``wrongs`` are things that cannot be."""

    def __init__(self, seed: int, acts: float, sometimes: Sometimes, power: Callable[[], Power]) -> None:
        """``acts`` is how often something is done between two sales."""
        self._draw, self._acts = Random(seed + 12), acts
        self._sometimes = sometimes
        self._power = power
        self.moved: list[Movement] = []
        self.closed: list[ShiftReport] = []
        self.wrongs: list[str] = []

    def wants_act(self) -> bool:
        """Whether something is done now."""
        return bool(self._acts) and self._draw.random() < self._acts

    @property
    def papers(self) -> set[str]:
        """The slips of all that was told of."""
        return {*map(paper_of_till, self.moved), *map(paper_of_till, self.closed)}

    @property
    def put_in(self) -> Money:
        """What was put into the drawer beside the sales, less what was taken out of it."""
        return total_of([each.into_drawer for each in self.moved], USD)

    def act(self) -> None:
        """Move some cash, open the drawer for nothing, or close the shift; and look at what should be in it then."""
        cashing, before = self._power().cashing, self._power().cashing.in_drawer()
        if self._draw.random() < 0.2:
            self._close(before)
            return
        kind, amount = self._draw.choice(_KINDS), Money(self._draw.randrange(1, 3000), USD)
        is_nothing = kind is MovementKind.NO_SALE
        moved = cashing.no_sale("Change") if is_nothing else cashing.move(kind, amount, "Milk")
        self.moved.append(moved)
        self._sometimes.saw(f"cash beside the sales: {kind}")
        if cashing.in_drawer() != before + moved.into_drawer:
            self.wrongs.append(
                f"M3: the drawer held {before}, {moved} was done, and it should hold {cashing.in_drawer()}"
            )

    def _close(self, expected: Money) -> None:
        counted = Money(max(0, expected.minor + self._draw.choice((0, 0, -100, 5))), USD)
        report = self._power().closing.close(counted).report
        self.closed.append(report)
        self._sometimes.saw("a shift was closed")
        if report.figures.expected_cash != expected:
            self.wrongs.append(f"M3: the drawer should hold {expected}, its Z says {report.figures.expected_cash}")

    def recovered(self, *, in_flight: bool) -> None:
        """After a crash all that was told is on disk, and at most one thing more that was under way."""
        connection = self._power().connections[0]
        papers = SqliteTillPapers(connection)
        found = [papers.paper(seq) for (seq,) in connection.execute(_ENTRIES).fetchall()]
        whats = [each.what for each in found if each is not None]
        new = [each for each in whats if paper_of_till(each) not in self.papers]
        if len(whats) - len(new) != len(self.papers) or len(new) > int(in_flight):
            self.wrongs.append(f"J2: {sorted(self.papers)} were told of the drawer, on disk are {whats}")
        for each in new:
            self._sometimes.saw("something was done with the drawer, and the plug pulled before it was told")
            if isinstance(each, Movement):
                self.moved.append(each)
            elif isinstance(each, ShiftReport):
                self.closed.append(each)
