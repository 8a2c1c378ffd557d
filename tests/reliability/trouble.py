"""Tills in trouble, under a tracer that kills or fails one system call: each in a process of its own.

Run as ``python -m tests.reliability.trouble AT`` with a plan on standard input, a list of ``[folder, call, number]``;
with ``boastful`` behind it the tills take every commit for done.
The tracer acts at the ``AT``-th time that a process makes a call, and counts each call for itself. So a process first
makes the call that it is to meet trouble at idly, until the ``number``-th time from then on is the ``AT``-th.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.domain.errors import Refused
from tests.reliability.killing import ended_by
from tests.reliability.outside import Chronicle, Climate, Weather
from tests.reliability.till import Lane, Till

if TYPE_CHECKING:
    from sqlite3 import _Parameters

CLIMATE = Climate(weather=(Weather.LOST, Weather.FAIR, Weather.DROPPED))
PATIENCE = 4
"""How often a step is tried on a disk that does not take it."""
_NO_FILE = 1_000_000
_NOWHERE = "/nonexistent/nothing"

IDLE: dict[str, Callable[[], object]] = {
    "pwrite64": lambda: os.pwrite(_NO_FILE, b"", 0),
    "fdatasync": lambda: os.fdatasync(_NO_FILE),
    "fsync": lambda: os.fsync(_NO_FILE),
    "ftruncate": lambda: os.ftruncate(_NO_FILE, 0),
    "write": lambda: os.write(_NO_FILE, b""),
    "unlink": lambda: os.unlink(_NOWHERE),  # noqa: PTH108 - the bare call
    "rename": lambda: os.rename(_NOWHERE, _NOWHERE),  # noqa: PTH104 - the bare call
}
"""Each call in a way that changes nothing."""


class Boastful(sqlite3.Connection):
    """Says that it has committed whatever the disk said."""

    def execute(self, sql: str, parameters: "_Parameters" = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, parameters)
        except sqlite3.OperationalError:
            if sql != "COMMIT":
                raise
            return super().execute("ROLLBACK" if self.in_transaction else "SELECT 0")


class GivenUp(Exception):
    """The disk goes on refusing: somebody ends the program to see to it."""


def worked(lane: Lane) -> None:
    """Start on an empty folder, sell, print and send; start again, erase what is old, sell on."""
    with suppress(GivenUp):
        with _started(lane) as till:
            _try(till, till.stock)
            for items in (("latte", "muffin"), ("muffin",), ("latte",)):
                _sell(till, items)
            _try(till, till.print_all)
            _try(till, till.deliver)
        with _started(lane) as till:
            till.forward(days=40)
            _try(till, till.erase)
            _sell(till, ("latte",))
            _try(till, till.print_all)
            _try(till, till.deliver)


def _started(lane: Lane) -> Till:
    for _ in range(PATIENCE):
        try:
            return Till(lane)
        except (DatabaseUnusable, Refused) as refusal:
            with closing(Chronicle(lane.chronicle)) as chronicle:
                chronicle.write("said", sentence=refusal.sentence)
    raise GivenUp


def _sell(till: Till, items: tuple[str, ...]) -> None:
    for item in items:
        _try(till, partial(till.ring_up, item))
    _try(till, till.pay)


def _try(till: Till, step: Callable[[], object]) -> None:
    for _ in range(PATIENCE):
        try:
            step()
        except Refused as refusal:
            till.chronicle.write("said", sentence=refusal.sentence)
        else:
            return
    raise GivenUp


def main(at: str, how: str = "honest") -> None:
    """Go through the plan; to standard output goes what killed each process, or the traceback that it ended with."""
    ends: list[int | str] = []
    for folder, call, number in json.load(sys.stdin):
        lane = Lane(Path(folder), CLIMATE, factory=Boastful if how == "boastful" else sqlite3.Connection)
        try:
            ends.append(ended_by(partial(_meet, lane, call, int(at) - number), lane.folder / "fault"))
        except AssertionError as error:
            ends.append(str(error))
    sys.stdout.write(json.dumps(ends))


def _meet(lane: Lane, call: str, idle: int) -> None:
    for _ in range(idle):
        with suppress(OSError):
            IDLE[call]()
    worked(lane)


if __name__ == "__main__":
    main(*sys.argv[1:])
