"""Ratios that a busy machine cannot bend: the two sides take turns, and each round gives one ratio.

Whatever slows the machine for a moment slows both sides of a round, and the median forgets the rounds it did not.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time

Measure = Callable[[], float]
"""One turn of one side: does the work and gives what it cost."""

SLACK = 0.15
"""How far beyond its goal a figure may be before the check fails: goals are set on a quiet machine."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio and its goal. ``ours`` and ``limit`` are the medians of the two sides, in ``unit``."""

    name: str
    goal: float
    ratios: tuple[float, ...]
    ours: float
    limit: float
    unit: str

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """Between which ratios the middle half of the rounds lies."""
        if len(self.ratios) < 2:
            return self.ratios[0], self.ratios[0]
        first, _, third = quantiles(self.ratios, n=4)
        return first, third

    @property
    def is_reached(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal

    @property
    def is_missed(self) -> bool:
        """Whether the goal is missed by more than the slack."""
        return self.ratio > self.goal * (1 + SLACK)

    def as_json(self) -> dict[str, object]:
        """What goes into the report."""
        return {
            "name": self.name,
            "ratio": round(self.ratio, 3),
            "goal": self.goal,
            "ok": self.is_reached,
            "rounds": len(self.ratios),
            "spread": [round(each, 3) for each in self.spread],
            "ours": float(f"{self.ours:.4g}"),
            "limit": float(f"{self.limit:.4g}"),
            "unit": self.unit,
        }

    def sentence(self) -> str:
        """A line for people."""
        verdict = "ok" if self.is_reached else ("MISSED" if self.is_missed else "near")
        low, high = self.spread
        return (
            f"{verdict:6} {self.name:34} {self.ratio:6.2f} x (goal {self.goal:g}; middle half {low:.2f} to {high:.2f}, "
            f"{len(self.ratios)} rounds; {self.ours:.4g} against {self.limit:.4g} {self.unit})"
        )


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio is called, what it should be at most, and what its two sides are measured in."""

    name: str
    most: float
    unit: str


def compared(goal: Goal, rounds: int, ours: Measure, limit: Measure) -> Figure:
    """Let both sides take turns, after one turn each that does not count; who goes first changes every round."""
    with no_collector():
        ours()
        limit()
        pairs: list[tuple[float, float]] = []
        for number in range(rounds):
            if number % 2:
                against = limit()
                pairs.append((ours(), against))
            else:
                pairs.append((ours(), limit()))
    return figure(goal, pairs)


def figure(goal: Goal, pairs: list[tuple[float, float]]) -> Figure:
    """The figure of rounds that were measured already: pairs of ours and the limit."""
    ratios = tuple(one / other for one, other in pairs)
    sides = zip(*pairs, strict=True)
    first, second = (median(side) for side in sides)
    return Figure(goal.name, goal.most, ratios, first, second, goal.unit)


def cpu_ms(work: Callable[[], object], times: int = 1) -> float:
    """The CPU time of one ``work`` in milliseconds, over ``times`` of them."""
    begun = process_time()
    for _ in range(times):
        work()
    return (process_time() - begun) * 1000 / times


def wall_ms(work: Callable[[], object]) -> float:
    """How long ``work`` took in milliseconds."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


@contextmanager
def no_collector() -> Iterator[None]:
    """Keep the garbage collector's rare long passes from falling on one side by chance."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
