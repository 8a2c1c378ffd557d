"""A hundred thousand sales in the queue are nothing special: memory, start, and the commands that look at them.

``python -m tests.benchmarks.backlog_size FOLDER URL`` sends a whole backlog and tells the memory of its process.
"""

import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path

from pos_terminal.__main__ import main as command
from tests.benchmarks.backlog import sender, settings_for
from tests.benchmarks.harness import Figure, Goal, compared, figure, wall_ms
from tests.benchmarks.sink import running_sink
from tests.benchmarks.start import started
from tests.benchmarks.stores import CONFIG, prepared_store, settings_of

SALES = 100_000
SALES_QUICK = 20_000
A_PAGE = 100
"""Sales that `queue list` shows when nobody asks for more."""
_GROWTH = Goal("backlog: memory that a drain grows by", 1, "MiB")
_START = Goal("backlog: start within five seconds", 1, "ms")
_START_BESIDE = Goal("backlog: start, against no backlog", 1.15, "ms")
_STATUS = Goal("backlog: queue status within a second", 1, "ms")
_LIST = Goal("backlog: queue list, against one page", 1.5, "ms")
_MOST_GROWTH_MIB = 20.0
_MOST_START_MS = 5000.0
_MOST_STATUS_MS = 1000.0
"""It adds up what every waiting sale is worth, for people who ask."""
_WARM_UP = 200
"""Batches after which a process has all it will keep."""
_ROOT = Path(__file__).resolve().parents[2]


def measured(folder: Path, store: Path, short: Path, rounds: int) -> list[Figure]:
    """Every figure. ``short`` is a store whose queue fills one page of the list."""
    long, few, none = folder / "long", folder / "few", folder / "none"
    none.mkdir()
    prepared_store(none)
    with running_sink() as sink:
        url = f"http://127.0.0.1:{sink.prompt}"
        settings_for(store, long, url)
        settings_for(short, few, url)
        starts = _starts(long, none, rounds)
        pages = compared(_LIST, rounds, partial(_look, "list", long), partial(_look, "list", few))
        status = figure(_STATUS, [(_look("status", long), _MOST_STATUS_MS) for _ in range(rounds)])
        return [*starts, status, pages, _growth(long, url)]


def _starts(long: Path, none: Path, rounds: int) -> list[Figure]:
    def first_paint(store: Path) -> float:
        return started("--config", str(store / CONFIG), "run")[0]

    beside = compared(_START_BESIDE, rounds, partial(first_paint, long), partial(first_paint, none))
    return [figure(_START, [(beside.ours, _MOST_START_MS)]), beside]


def _look(word: str, store: Path) -> float:
    """How long `queue` took with this word, in milliseconds."""
    with redirect_stdout(StringIO()):
        return wall_ms(partial(command, ["--config", str(store / CONFIG), "queue", word, "--json"]))


def _growth(store: Path, url: str) -> Figure:
    words = [sys.executable, "-m", "tests.benchmarks.backlog_size", str(store), url]
    done = subprocess.run(words, cwd=_ROOT, check=True, stdout=subprocess.PIPE)
    after_warm_up, at_the_end = json.loads(done.stdout)
    return figure(_GROWTH, [(max(at_the_end - after_warm_up, 0.0), _MOST_GROWTH_MIB)])


def _memory_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


def main(folder: Path, url: str) -> None:
    """Send everything; tell the memory in use after a while, and at the end, in MiB."""
    settings = settings_of(folder / CONFIG)
    with sender(replace(settings, platform=replace(settings.platform, base_url=url))) as ours:
        for _ in range(_WARM_UP):
            ours.send_one()
        before = _memory_mib()
        while ours.pending:
            ours.send_one()
        json.dump([before, _memory_mib()], sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
