"""Death at a chosen moment: connections that count every SQL statement, and processes that end there by SIGKILL."""

import gc
import os
import signal
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import _Parameters

_WENT_WRONG = 70


@dataclass(frozen=True, slots=True)
class Bug:
    """A mistake to be found: where ``text`` is in a statement, ``first`` is run before it, ``instead`` for it."""

    text: str
    first: tuple[str, ...] = ()
    instead: str = ""


@dataclass(slots=True)
class Killer:
    """Counts moments, and kills this process at the ``at``-th; 0 never does. It may have planted a bug."""

    at: int = 0
    bug: Bug | None = None
    seen: int = 0
    bugs: list[int] = field(default_factory=list)
    """The moments at which the bug did its work."""

    def moment(self) -> None:
        """One more moment has come."""
        self.seen += 1
        if self.seen == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def in_place_of(self, sql: str) -> tuple[str, ...]:
        """What is run in place of a statement; the last of it gets the statement's values."""
        if self.bug is None or self.bug.text not in sql:
            return (sql,)
        self.bugs.append(self.seen)
        return (*self.bug.first, self.bug.instead or sql)


def dying(killer: Killer) -> type[sqlite3.Connection]:
    """Connections with a moment before and after each statement: of scripts too, and of each row of many."""
    moment = killer.moment

    class Dying(sqlite3.Connection):
        def execute(self, sql: str, parameters: "_Parameters" = (), /) -> sqlite3.Cursor:
            *before, statement = killer.in_place_of(sql)
            for each in before:
                self._one(each, ())
            return self._one(statement, parameters)

        def _one(self, sql: str, parameters: "_Parameters") -> sqlite3.Cursor:
            moment()
            cursor = super().execute(sql, parameters)
            moment()
            return cursor

        def executemany(self, sql: str, parameters: Iterable["_Parameters"], /) -> sqlite3.Cursor:
            for row in parameters:
                self.execute(sql, row)
            return super().executemany(sql, ())

        def executescript(self, sql_script: str, /) -> sqlite3.Cursor:
            # What the base class would begin with, a COMMIT of what is open, nobody here needs.
            assert not self.in_transaction
            return [self.execute(statement) for statement in statements_of(sql_script)][-1]

        def cursor(self, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - typed by the base class alone
            raise NotImplementedError("a statement of a cursor of one's own would not be counted")

    return Dying


def statements_of(script: str) -> Iterator[str]:
    """The statements of a script one by one; a trigger's body belongs to its trigger."""
    begun = ""
    for part in script.split(";"):
        begun += f"{part};"
        if sqlite3.complete_statement(begun):
            statement = begun.strip(" \n;")
            if statement:
                yield f"{statement};"
            begun = ""


def ended_by(work: Callable[[], None], faults: Path) -> int:
    """Do the work in a process of its own: 0 when it came to its end, the signal that killed it otherwise.

    Raises AssertionError, with the child's own traceback from the file ``faults``, when the work failed.
    """
    with warnings.catch_warnings():
        # Newer Pythons warn of threads; the ones of a test run are asleep, and the child uses none.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _work_and_end(work, faults)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError(faults.read_text("utf-8"))
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _work_and_end(work: Callable[[], None], faults: Path) -> None:
    """The whole life of the child, which must never return into the test run that it was copied from."""
    sys.settrace(None)
    gc.disable()  # it would touch, and so copy, all that the child shares with its parent
    try:
        work()
    except BaseException:  # noqa: BLE001 - whatever it was, the parent is told, and the child ends here
        descriptor = os.open(faults, os.O_WRONLY | os.O_CREAT, 0o600)
        os.writev(descriptor, [traceback.format_exc().encode()])  # not `write`, which may be what fails here
        os._exit(_WENT_WRONG)
    os._exit(0)
