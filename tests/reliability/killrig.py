"""Kills a till at one moment of a scenario, and its starts after that, and reads the verdict."""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree

from tests.reliability.aftermath import aftermath
from tests.reliability.killing import Bug, Killer, dying, ended_by
from tests.reliability.scenarios import Scenario
from tests.reliability.till import Lane, settle

Life = Callable[[Lane], None]


@dataclass
class KillRig:
    """One scenario with one seed, prepared once; each trial works on a copy."""

    scenario: Scenario
    folder: Path
    seed: int = 0
    bug: Bug | None = None

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._base = self.folder / "base"
        self._base.mkdir(parents=True)
        self.scenario.prepare(self._lane(self._base))

    def moments(self, *before: int) -> int:
        """How many moments the scenario has; or, after deaths at the moments ``before``, the start that follows."""
        lane, told = self._copy(), self.folder / "moments"
        *lives, last = self._lives(len(before) + 1)
        for life, at in zip(lives, before, strict=True):
            self._live(life, lane, at)
        assert ended_by(partial(self._count, last, lane, told), lane.folder / "fault") == 0
        rmtree(lane.folder)
        return int(told.read_text())

    def trial(self, at: Sequence[int]) -> list[str]:
        """Kill the scenario at the first moment, each start after it at the next; what does not hold then."""
        lane = self._copy()
        for life, moment in zip(self._lives(len(at)), at, strict=True):
            self._live(life, lane, moment)
        found = aftermath(lane)
        rmtree(lane.folder)
        return [f"{self.scenario.name}, seed {self.seed}, killed at {list(at)}: {each}" for each in found]

    def _lives(self, number: int) -> list[Life]:
        return [self.scenario.play, *[settle] * (number - 1)]

    def _live(self, life: Life, lane: Lane, at: int) -> None:
        assert ended_by(partial(life, self._watched(lane, Killer(at))), lane.folder / "fault") == signal.SIGKILL

    def _copy(self) -> Lane:
        folder = self.folder / f"{next(self._numbers)}"
        copytree(self._base, folder)
        return self._lane(folder)

    def _lane(self, folder: Path) -> Lane:
        return self.scenario.on(Lane(folder, seed=self.seed))

    def _watched(self, lane: Lane, killer: Killer) -> Lane:
        return replace(lane, factory=dying(killer.moment, self.bug), moment=killer.moment)

    def _count(self, life: Life, lane: Lane, told: Path) -> None:
        killer = Killer()
        life(self._watched(lane, killer))
        told.write_text(str(killer.seen))
