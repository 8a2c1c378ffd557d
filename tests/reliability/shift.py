"""A shift in a process of its own, to be recorded by a tracer: three starts, 25 sales, all printed and sent.

Run as ``python -m tests.reliability.shift FOLDER``, or with ``careless`` behind it: then the connections say that
they sync at every commit, and do not.
"""

import sqlite3
import sys
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reliability.outside import Climate, Weather
from tests.reliability.till import Lane, Till

if TYPE_CHECKING:
    from sqlite3 import _Parameters

LIVES = (9, 8, 8)
CLIMATE = Climate(weather=(Weather.FAIR, Weather.LOST, Weather.FAIR, Weather.DROPPED), refused=("07",))
SALES = (("latte", "muffin"), ("muffin",), ("latte", "latte", "muffin", "latte"))
_PAGES_TO_A_CHECKPOINT = 90


class Brief(sqlite3.Connection):
    """Brings its log into the database early, so that a short shift has many checkpoints."""

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # whatever sqlite3.connect gives
        super().execute(f"PRAGMA wal_autocheckpoint = {_PAGES_TO_A_CHECKPOINT}")


class Careless(Brief):
    """Leaves commits unsynced, and says otherwise when it is asked."""

    def execute(self, sql: str, parameters: "_Parameters" = (), /) -> sqlite3.Cursor:
        lie = {"PRAGMA synchronous = FULL": "PRAGMA synchronous = NORMAL", "PRAGMA synchronous": "SELECT 2"}
        return super().execute(lie.get(sql, sql), parameters)


def main(folder: str, how: str = "careful") -> None:
    """Work the whole shift."""
    lane = Lane(Path(folder), CLIMATE, factory=Careless if how == "careless" else Brief)
    baskets = cycle(SALES)
    for sales in LIVES:
        with Till(lane) as till:
            if not till.catalog.items_in(None, 0, 1):
                till.stock()
            for number in range(sales):
                till.sell(*next(baskets))
                till.spool.run()
                if number % 3 != 1:  # now and then two go together
                    till.deliver()


if __name__ == "__main__":
    main(*sys.argv[1:])
