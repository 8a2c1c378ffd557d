"""The connections of a simulated terminal: they die with the fuse at any statement, and mostly come back.

A new connection reads the whole schema and prepares every statement anew, which is a third of a day's time and never
turns out otherwise. So most starts take over the connections of the life before, where all that was not committed is
rolled back; every sixteenth closes them, and opens the file as a program does that has just begun. What would make
SQLite prepare everything again is done once a connection: pragmas that switch something on, functions, temporary
triggers.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.simulation.world import Fuse

_ANEW = 16
"""Each so manieth life ends with its connections."""
_STATEMENTS = 256
"""Prepared statements kept: what was the desk's may be the worker's in the next life."""


@dataclass
class Wiring:
    """Gives out the connections of one day, which is one file."""

    fuse: Fuse
    lives: int = 0
    connections: type[sqlite3.Connection] = field(init=False)
    """What `open_database` makes its connections with."""
    _resting: list[tuple[int, sqlite3.Connection]] = field(default_factory=list)
    _drawn: int = 0

    def __post_init__(self) -> None:
        self.connections = type("Dying", (_Dying,), {"wiring": self})

    def life_ended(self) -> None:
        """The database was closed."""
        self.lives += 1
        if self.lives % _ANEW == 0:
            self.end()

    def end(self) -> None:
        """Close what rests: the file is about to go, or to be opened anew."""
        resting, self._resting = self._resting, []
        for _, connection in resting:
            sqlite3.Connection.close(connection)

    def number(self) -> int:
        """The next new connection's number."""
        self._drawn += 1
        return self._drawn

    def rest(self, number: int, connection: sqlite3.Connection) -> None:
        """Keep a connection for the next life."""
        self._resting.append((number, connection))

    def revived(self) -> sqlite3.Connection | None:
        """One of the life before, the oldest first, so that the desk gets the desk's."""
        if not self._resting:
            return None
        first = min(self._resting)
        self._resting.remove(first)
        connection = first[1]
        # Fails where a row was still to be fetched: the connection would go on in that life's past.
        for sql in ("BEGIN IMMEDIATE", "ROLLBACK"):
            sqlite3.Connection.execute(connection, sql)
        return connection


class _Dying(sqlite3.Connection):
    """Dies with the day's fuse, before or after any statement."""

    wiring: ClassVar[Wiring]
    _number = 0

    def __new__(cls, *_: object, **__: object) -> Self:
        revived = cls.wiring.revived()
        return revived if isinstance(revived, cls) else super().__new__(cls)

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - what sqlite3 takes
        if self._number:
            return
        super().__init__(*given, **named | {"cached_statements": _STATEMENTS})
        self._number = self.wiring.number()
        self._fuse = self.wiring.fuse
        self._functions: dict[str, Callable[..., Any]] = {}
        self._lasting: set[str] = set()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - what sqlite3 takes
        fuse = self._fuse
        fuse.burn()
        if fuse.full_for:
            fuse.refuse_if_full(sql)
        if sql.endswith("= ON"):
            cursor = self._switched(sql)
        else:
            cursor = super().execute(sql, parameters)
            if sql == "COMMIT":
                fuse.committed()
        fuse.burn()
        return cursor

    def _switched(self, pragma: str) -> sqlite3.Cursor:
        cursor = self.cursor()
        if pragma not in self._lasting:
            cursor.execute(pragma)
            self._lasting.add(pragma)
        return cursor

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        fuse = self._fuse
        fuse.burn()
        if fuse.full_for:
            fuse.refuse_if_full(sql)
        cursor = super().executemany(sql, parameters)
        fuse.burn()
        return cursor

    def executescript(self, sql_script: str, /) -> sqlite3.Cursor:
        self._fuse.burn()
        cursor = self.cursor()
        is_lasting = "CREATE TEMP" in sql_script
        if sql_script not in self._lasting:
            cursor.executescript(sql_script)
        if is_lasting:
            self._lasting.add(sql_script)
        self._fuse.burn()
        return cursor

    def create_function(self, name: str, narg: int, func: Any, *, deterministic: bool = False) -> None:  # noqa: ANN401 - what sqlite3 takes
        if name not in self._functions:
            super().create_function(name, narg, partial(self._called, name), deterministic=deterministic)
        self._functions[name] = func

    def _called(self, name: str, *given: Any) -> Any:  # noqa: ANN401 - what SQLite gives and takes
        return self._functions[name](*given)

    def close(self) -> None:
        """Put back what was not committed, and rest."""
        if self.in_transaction:
            self.rollback()
        self.wiring.rest(self._number, self)
