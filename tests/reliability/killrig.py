"""Kills a till at one moment of a scenario, and its starts after that, and reads the verdict."""

import json
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tests.reliability.aftermath import aftermath
from tests.reliability.killing import Bug, Killer, dying, ended_by
from tests.reliability.scenarios import Scenario
from tests.reliability.till import Lane, settle

Life = Callable[[Lane], None]


@dataclass
class KillRig:
    """One scenario with one seed, prepared once.

    Each trial begins with the same bytes in the same files: in others the till would be a copy of itself.
    """

    scenario: Scenario
    folder: Path
    seed: int = 0
    bug: Bug | None = None
    bugs: list[int] = field(default_factory=list)
    """The moments at which the planted bug did its work, in the last run that was counted."""

    def __post_init__(self) -> None:
        self._lane = self.scenario.on(Lane(self.folder / "lane", seed=self.seed))
        self._lane.folder.mkdir(parents=True)
        self.scenario.prepare(self._lane)
        self._before = {path: path.read_bytes() for path in self._files()}

    def moments(self, *before: int) -> int:
        """How many moments the scenario has; or, after deaths at the moments ``before``, the start that follows."""
        *lives, last = self._lives(len(before) + 1)
        self._put_back()
        for life, at in zip(lives, before, strict=True):
            self._live(life, at)
        assert ended_by(partial(self._count, last), self.folder / "fault") == 0
        total, self.bugs = json.loads((self.folder / "moments").read_text())
        return int(total)

    def trial(self, at: Sequence[int]) -> list[str]:
        """Kill the scenario at the first moment, each start after it at the next; what does not hold then."""
        self._put_back()
        for life, moment in zip(self._lives(len(at)), at, strict=True):
            self._live(life, moment)
        return [
            f"{self.scenario.name}, seed {self.seed}, killed at {list(at)}: {each}" for each in aftermath(self._lane)
        ]

    def _lives(self, number: int) -> list[Life]:
        return [self.scenario.play, *[settle] * (number - 1)]

    def _live(self, life: Life, at: int) -> None:
        assert ended_by(partial(life, self._watched(Killer(at, self.bug))), self.folder / "fault") == signal.SIGKILL

    def _watched(self, killer: Killer) -> Lane:
        return replace(self._lane, factory=dying(killer), moment=killer.moment)

    def _count(self, life: Life) -> None:
        killer = Killer(bug=self.bug)
        life(self._watched(killer))
        (self.folder / "moments").write_text(json.dumps([killer.seen, killer.bugs]))

    def _files(self) -> list[Path]:
        return [path for path in self._lane.folder.rglob("*") if path.is_file()]

    def _put_back(self) -> None:
        for path in self._files():
            if path not in self._before:
                path.unlink()
        for path, content in self._before.items():
            path.parent.mkdir(exist_ok=True)
            with path.open("r+b" if path.exists() else "wb") as file:
                file.write(content)
                file.truncate()
