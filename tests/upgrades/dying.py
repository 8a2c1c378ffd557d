"""Opens a database over and over, in a process that dies at one statement after another.

Run as ``python -m tests.upgrades.dying DATABASE FOLDER EVERY``: each death leaves ``FOLDER/NNN/terminal.db``, NNN being
the statement at which it was killed, every so manieth from the first; the last one was opened to the end. Forking wants
a process without threads.
"""

import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

from pos_terminal.adapters.sqlite.engine import open_database

_MOST = 2000


class Dying(sqlite3.Connection):
    """Kills its process before a statement; all connections count together."""

    at = 0
    seen = 0

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__(*values, **named)  # type: ignore[arg-type] # as `connect` gives them
        self.set_trace_callback(self._statement)

    @staticmethod
    def _statement(_: str) -> None:
        Dying.seen += 1
        if Dying.seen == Dying.at:
            os.kill(os.getpid(), signal.SIGKILL)


def main(database: str, folder: str, every: str) -> None:
    """Die once at each of these statements."""
    for at in range(1, _MOST, int(every)):
        path = Path(folder) / f"{at:03d}" / "terminal.db"
        path.parent.mkdir()
        shutil.copyfile(database, path)
        if _opened(path, at):
            return
    raise SystemExit(f"the database is not open after {_MOST} statements")


def _opened(path: Path, at: int) -> bool:
    """Whether a process that dies at this statement had the database open before."""
    child = os.fork()
    if not child:
        Dying.at = at
        open_database(path, factory=Dying).connect()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    if os.WEXITSTATUS(status):
        raise SystemExit(f"opening {path} failed")
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
