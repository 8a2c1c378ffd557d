"""From the command to a painted sign-on screen, against Qt's own empty window."""

import compileall
import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.benchmarks.harness import Figure, Goal, figure
from tests.benchmarks.stores import prepared_store

ROOT = Path(__file__).resolve().parents[2]
WALL = Goal("start: wall", 1.6, "ms")
MEMORY = Goal("start: peak memory", 1.5, "MiB")


def started(*words: str) -> tuple[float, dict[str, object]]:
    """Start a fresh process with a window; its time to the first paint in ms, and what it said."""
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", *words]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begun = perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    took = (perf_counter() - begun) * 1000
    said: dict[str, object] = json.loads(done.stdout)
    return took, said


def measured(folder: Path, rounds: int) -> list[Figure]:
    """Both figures, of the same processes."""
    compileall.compile_dir(ROOT / "pos_terminal", quiet=1)
    compileall.compile_dir(Path(__file__).parent, quiet=1)
    till = ("--config", str(prepared_store(folder)), "run")
    started(*till)
    started("bare")
    walls, peaks = [], []
    for _ in range(rounds):
        wall, said = started(*till)
        bare_wall, bare_said = started("bare")
        walls.append((wall, bare_wall))
        peaks.append((_mib(said), _mib(bare_said)))
    return [figure(WALL, walls), figure(MEMORY, peaks)]


def _mib(said: dict[str, object]) -> float:
    peak = said["peak_kib"]
    if not isinstance(peak, int):
        raise TypeError("the process did not tell its memory")
    return peak / 1024
