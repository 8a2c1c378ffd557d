"""Whose a database is: each process that opens it to sell draws a lease, by which copies of the file are noticed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.adapters.sqlite.faults import TAKEN_OVER, translated
from pos_terminal.adapters.sqlite.leasefile import Beside, LeaseFile, Reached, lease_path, open_witness
from pos_terminal.adapters.sqlite.machine import Place, machine_id, state_folder
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.system import SystemClock
from pos_terminal.wording import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from pos_terminal.application.ports import Clock

_LEASE_BYTES = 16
_READ = "SELECT lease, place, copied_through FROM tenancy"
_REACHED = "SELECT journal_count, sale_number FROM terminal"
_MOVE_IN = "UPDATE tenancy SET lease = ?, place = ?"
_NOTE_COPY = "UPDATE tenancy SET copied_through = ?, copied_us = ?, copied_why = ?"
_READ_COPY = "SELECT copied_us, copied_why, copied_through FROM tenancy"
_GUARD = f"""CREATE TEMP TRIGGER lease_{{name}} BEFORE {{step}} BEGIN
    SELECT RAISE(ABORT, '{TAKEN_OVER}') WHERE (SELECT lease FROM main.tenancy) <> lease_held(); {{more}} END;"""  # noqa: S608 - made of constants
_MORE = "SELECT lease_reached(journal_count, sale_number) FROM main.terminal;"
_FIRST = {
    "journal": "INSERT ON journal",
    "try": "UPDATE OF tries ON request",
    "offer_try": "UPDATE OF tries ON offer_request",
    "sale": "INSERT ON basket",
    "step": "UPDATE ON basket",
    "paper": "UPDATE ON print_job",
}
"""What sells, sends or prints, where nothing of its commit is written yet: what is counted then is on disk."""
_LATER = {"request": "INSERT ON request", "offer": "INSERT ON offer_request"}
_CARDS = {"card": "INSERT ON card_charge", "card_try": "UPDATE OF tries ON card_charge"}
_ORDERS = {"order": "UPDATE ON kitchen_job"}
_YOUNGER = "SELECT name FROM sqlite_master WHERE name IN ('card_charge', 'kitchen_job')"
"""A database that is about to be upgraded has no table of them yet."""


def _guards(steps: Mapping[str, str], more: str) -> str:
    return "".join(_GUARD.format(name=name, step=step, more=more) for name, step in steps.items())


_GUARDS = f"PRAGMA temp_store = MEMORY;{_guards(_FIRST, _MORE)}{_guards(_LATER, '')}"
_YOUNGER_GUARDS = {"card_charge": _guards(_CARDS, _MORE), "kitchen_job": _guards(_ORDERS, _MORE)}


class CopyFound(NamedTuple):
    """That a database turned out to be a copy: when, why, and the newest journal entry that others may have, too."""

    at: datetime
    why: str
    through: int


class Circumstances(NamedTuple):
    """What moving in takes from the machine."""

    machine: Callable[[], str] = machine_id
    state: Callable[[], Path | None] = state_folder
    new_lease: Callable[[], str] = lambda: os.urandom(_LEASE_BYTES).hex()
    clock: Clock = SystemClock()


HERE = Circumstances()
"""This machine's own."""


class Tenure:
    """This process's hold on a database. ``copy`` tells when the database was found to be a copy just now."""

    def __init__(self, lease: str, files: Sequence[LeaseFile], copy: CopyFound | None) -> None:
        self.copy = copy
        self._lease = lease
        self._files = files
        self._noted = (-1, -1)

    def guard(self, connection: sqlite3.Connection) -> None:
        """Have the connection refuse to sell, send or print once another process has moved in.

        The lease is looked at inside each such commit: one more row to read, that of the tenancy. Nothing of this is
        stored in the file.
        """
        connection.create_function("lease_held", 0, self._held)
        connection.create_function("lease_reached", 2, self._reached)
        connection.executescript(_GUARDS)
        for (table,) in connection.execute(_YOUNGER).fetchall():
            connection.executescript(_YOUNGER_GUARDS[table])

    def end(self, connections: Sequence[sqlite3.Connection]) -> None:
        """Let go, after noting how far the database has got."""
        for connection in connections[:1]:
            with suppress(sqlite3.Error):
                self._reached(*connection.execute(_REACHED).fetchone())
        for file in self._files:
            file.close()

    def _held(self) -> str:
        return self._lease

    def _reached(self, seq: int, sale_number: int) -> None:
        if (seq, sale_number) != self._noted:
            self._noted = (seq, sale_number)
            for file in self._files:
                file.note(Reached(seq, sale_number))


def move_in(
    connection: sqlite3.Connection, database: Path, new_epoch: Callable[[], str], circumstances: Circumstances
) -> Tenure:
    """Draw a lease, and find out whether the database is a copy; then it gets an epoch of its own in the same commit.

    The lease stands beside the database before it is in it: a crash between the two is no false alarm.

    Raises DatabaseUnusable, or StorageFailed when the disk takes nothing.
    """
    place, lease = Place.of(database, circumstances.machine), circumstances.new_lease()
    with ExitStack() as undo:
        beside, witness = LeaseFile(lease_path(database)), open_witness(database, circumstances.state())
        files = [beside, witness] if witness else [beside]
        for file in files:
            undo.callback(file.close)
        with OneCommit(connection) as write:
            copy = _take_over(write, files, (lease, place), circumstances.clock)
            if copy:
                from pos_terminal.adapters.sqlite.copies import make_its_own

                make_its_own(write, new_epoch())
        for file in files:
            file.write(Beside(lease, lease, _counts(connection)), durably=False)
        undo.pop_all()
    return Tenure(lease, files, copy)


def _take_over(
    write: sqlite3.Connection, files: Sequence[LeaseFile], now: tuple[str, Place], clock: Clock
) -> CopyFound | None:
    lease, place = now
    before, found_at, copied_through = write.execute(_READ).fetchone()
    said, reached = [file.read() for file in files], _counts(write)
    why = why_a_copy((before, found_at), (said, reached), place)
    for file in files:
        file.write(Beside(lease, before, reached), durably=file is files[0])
    write.execute(_MOVE_IN, (lease, place.text))
    if not why:
        return None
    copy = CopyFound(clock.now(), why, max(reached.seq, copied_through))
    write.execute(_NOTE_COPY, (copy.through, micros(copy.at), why))
    return copy


def why_a_copy(stored: tuple[str, str], found: tuple[Sequence[Beside | None], Reached], place: Place) -> str:
    """Why a database with this lease and place is a copy of another one; nothing when it is the one used last.

    ``found`` is what the files say, that beside it first, and how far the database has got. From the user's own file
    only that counts: another user may have opened the database since.
    """
    lease, found_at = stored
    files, reached = found
    beside = files[0]
    if lease and beside is None:
        return later("the file that goes with it is missing or damaged")
    if beside and lease not in {beside.current, beside.previous}:
        return later("it is another one than was used here last")
    if any(said.reached.is_beyond(reached) for said in files if said):
        return later("it is older than the one that was used here last")
    return Place.parsed(found_at).change(place) if lease else ""


@translated
def last_copy(connection: sqlite3.Connection) -> CopyFound | None:
    """When and why the database was last found to be a copy; None when it never was.

    Raises StorageFailed.
    """
    at, why, through = connection.execute(_READ_COPY).fetchone()
    return CopyFound(instant(at), why, through) if why else None


def _counts(connection: sqlite3.Connection) -> Reached:
    return Reached(*connection.execute(_REACHED).fetchone())
