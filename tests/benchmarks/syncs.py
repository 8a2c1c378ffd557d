"""How often a sale's commit waits for the disk, counted by the kernel.

``python -m tests.benchmarks.syncs DB SALES`` sells (what the trace runs).

The figure is exact and the same on every run. Only the commit counts: the program asks for its parent's number before
and after it, which is how the trace tells it from the steps of the open sale.
"""

import os
import re
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

from pos_terminal.adapters.sqlite.engine import open_database
from tests.benchmarks.harness import Figure, Goal, figure
from tests.benchmarks.sales import Desk

GOAL = Goal("fdatasync a sale", 1.1, "syncs")
ROOT = Path(__file__).resolve().parents[2]
_MARK, _SYNCS = "getppid", ("fdatasync", "fsync", "sync_file_range", "msync")
_CALL = re.compile(r"(\w+)\(")


class StraceMissing(RuntimeError):
    """The tool that counts is not installed."""


def syncs_of(folder: Path, sales: int) -> int:
    """How many syncs the commits of so many sales did together. Raises StraceMissing."""
    strace = shutil.which("strace")
    if strace is None:
        raise StraceMissing("strace is not installed. Install it (Debian, Ubuntu: apt install strace) to count syncs.")
    trace = folder / "trace"
    watched = ["-f", "-qq", "-o", str(trace), "-e", f"trace={','.join((_MARK, *_SYNCS))}"]
    program = [sys.executable, "-m", "tests.benchmarks.syncs", str(folder / "till.db"), str(sales)]
    subprocess.run([strace, *watched, *program], cwd=ROOT, check=True)
    return _counted(trace.read_text("utf-8"), sales)


def measured(folder: Path, sales: int) -> list[Figure]:
    """The figure, over so many sales; the limit is one sync each."""
    return [figure(GOAL, [(float(syncs_of(folder, sales)), float(sales))])]


def _counted(trace: str, sales: int) -> int:
    calls = [found[1] for line in trace.splitlines() if (found := _CALL.search(line))]
    marks = [at for at, call in enumerate(calls) if call == _MARK]
    if len(marks) != 2 * sales:
        raise ValueError(f"the trace shows {len(marks)} marks where {2 * sales} were set")
    # What lies between a commit's two marks; the marks themselves are not among it.
    return sum(end - begin - 1 for begin, end in zip(marks[::2], marks[1::2], strict=True))


def _sell(path: Path, sales: int) -> None:
    with open_database(path) as database:
        desk = Desk.of(database)
        for record in islice(desk.records(), sales):
            os.getppid()
            desk.sales.commit(record)
            os.getppid()


if __name__ == "__main__":
    _sell(Path(sys.argv[1]), int(sys.argv[2]))
