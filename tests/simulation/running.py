"""Days in a row: what they went through, what was wrong, and which rare states they reached."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.simulation.checks import violations
from tests.simulation.day import SALES, Day


@dataclass
class Run:
    """The sums of some days. ``wrong`` names the first seed that violates anything, with what it violates."""

    days: int = 0
    sales: int = 0
    statements: int = 0
    crashes: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    hashes: dict[int, str] = field(default_factory=dict)
    wrong: dict[int, list[str]] = field(default_factory=dict)


@contextmanager
def place_for_days() -> Iterator[Path]:
    """A folder that is no disk where there is one: crashes of the program need none."""
    memory = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
    with TemporaryDirectory(prefix="pos-days-", dir=memory if memory.is_dir() else None) as folder:
        place = Path(folder) / "day"
        place.mkdir()
        yield place


def simulate(seeds: Iterable[int], sales: int = SALES, *, stop_at_first: bool = True) -> Run:
    """Run the days of these seeds; by default up to the first that violates anything."""
    run = Run()
    with place_for_days() as place, _without_collector():
        for seed in seeds:
            day = Day(seed, place, sales)
            try:
                found = violations(day.run())
                _add(run, day)
            finally:
                day.close()
            if found:
                run.wrong[seed] = found
                if stop_at_first:
                    break
    return run


_REASONS = {
    "went in a batch": "a batch was formed",
    "platform failing": "the platform said three times that it fails",
    "relies on": "a request that alone failed for long was replaced",
    "the platform takes no batches": "a batch was sent singly",
    "tried again": "what was parked was tried again",
    "taken with empty replies": "three empty answers were taken for a yes",
    "VALIDATION": "a sale was refused",
}
_HOLDS = "SELECT state, reason <> '', COUNT(*) FROM offer_hold GROUP BY 1, 2"
_TRIES = """SELECT SUM(tries > 3), SUM(seq IS NULL AND state = 'retired' AND tries > 0),
    SUM(state = 'done' AND tries > 1) FROM request"""


def _states(day: Day) -> Counter[str]:
    """The rare states that the day's database tells of."""
    connection, found = day.power.database.connect(), Counter[str]()
    for (reason,) in connection.execute("SELECT reason FROM request WHERE reason <> ''"):
        found.update(state for start, state in _REASONS.items() if reason.startswith(start))
    for state, has_reason, count in connection.execute(_HOLDS):
        found[f"a hold ended {state}" + (" with a word" if has_reason else "")] += count
    stubborn, halved, repeated = connection.execute(_TRIES).fetchone()
    found["a request was tried more than three times"] += stubborn or 0
    found["a batch was taken apart"] += halved or 0
    found["a repeated request was taken"] += repeated or 0
    found["a copy was printed"] += sum(1 for _, copy, _ in day.paper.pieces if copy)
    found["a sale was voided"] += len(day.told.voided)
    return found


def _add(run: Run, day: Day) -> None:
    run.reached.update(_states(day))
    run.days += 1
    run.sales += len(day.told.closed)
    run.crashes += day.crashes
    run.statements += day.fuse.statements
    run.reached.update(day.sometimes.reached)
    run.hashes[day.seed] = day.trace.hash
    if day.seed % 10 == 0:
        gc.collect()


@contextmanager
def _without_collector() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
