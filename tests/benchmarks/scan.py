"""From a scan to its painted line, on the real window, presenters, services and SQLite, against a bare Qt table."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.harness import Figure, Goal, figure

SIZES = (10, 100, 1000)
ROOT = Path(__file__).resolve().parents[2]
_GOALS = {size: Goal(f"scan to painted line: {size} lines", 1.6, "ms") for size in SIZES}
_GROWTH = Goal("scan at 1,000 lines against 100", 1.3, "ms")
_WARM_UP = 3


def measured(folder: Path, rounds: int) -> list[Figure]:
    """A figure for each number of lines, and how the cost grows. A round is one scan at each size on each side."""
    with ExitStack() as undo:
        bare = undo.enter_context(answering("tests.benchmarks.bare_table", *map(str, SIZES)))
        tills: dict[int, Answering] = {}
        for size in SIZES:
            place = folder / str(size)
            place.mkdir()
            tills[size] = undo.enter_context(answering("tests.benchmarks.painted_till", str(place), str(size)))
        turns = [{size: (tills[size].ask(size), bare.ask(size)) for size in SIZES} for _ in range(rounds + _WARM_UP)]
    counted = turns[_WARM_UP:]
    figures = [figure(_GOALS[size], [turn[size] for turn in counted]) for size in SIZES]
    return [*figures, figure(_GROWTH, [(turn[1000][0], turn[100][0]) for turn in counted])]


@dataclass(frozen=True, slots=True)
class Answering:
    """A process that does one thing for each line it reads, and says what it cost."""

    process: "subprocess.Popen[str]"

    def ask(self, what: int | str) -> float:
        """What it cost in milliseconds."""
        asked, answered = self.process.stdin, self.process.stdout
        if asked is None or answered is None:
            raise RuntimeError("the process cannot be asked")
        asked.write(f"{what}\n")
        asked.flush()
        return float(answered.readline())


@contextmanager
def answering(module: str, *words: str) -> Iterator[Answering]:
    """Such a process, until the block ends."""
    command = [sys.executable, "-m", module, *words]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=nowhere, text=True
    ) as process:
        yield Answering(process)
        process.communicate()
