"""Small files that say which lease a database was last opened under, and how far it had got.

One lies beside the database, and must be there. Another one lies with the user's own state: whoever puts a whole
folder back brings the file beside the database along, but not that one. Their one line is written in place, within one
sector of the disk: it is never half there, and costs one sync at a start.
"""

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pos_terminal.adapters.durable import OWNER_ONLY, sync_file
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, NoRoomToOpen, room_wanted

_HEADING = b"Tells copies of a till's database apart. Leave it here; never copy it.\n"
_NO_LEASE = "-" * 32
_LINE = re.compile(rb"([0-9a-f]{32}) ([0-9a-f]{32}|-{32}) ([0-9]{20}) ([0-9]{20})\n")
_MOST_WITNESSES = 100
"""Databases that are gone leave theirs: the oldest go when there are so many."""


class Reached(NamedTuple):
    """How far a database had certainly got: the newest journal entry and the last sale number that it gave."""

    seq: int
    sale_number: int

    def is_beyond(self, other: "Reached") -> bool:
        """Whether something of this is missing in the other."""
        return self.seq > other.seq or self.sale_number > other.sale_number


class Beside(NamedTuple):
    """What the file says. ``previous`` is the lease before the current one, until that is certainly in the database."""

    current: str
    previous: str
    reached: Reached


def lease_path(database: Path) -> Path:
    """Where the file beside a database lies."""
    return database.with_name(f"{database.name}.lease")


def witness_path(database: Path, folder: Path) -> Path:
    """Where the file with the user's own state lies, one for each path of a database."""
    return folder / f"{zlib.crc32(os.fsencode(os.path.realpath(database))):08x}.lease"


def said_beside(database: Path) -> Beside | None:
    """What the file beside a database says; None when there is none, or it says nothing that can be read."""
    with suppress(OSError):
        return _parsed(lease_path(database).read_bytes())
    return None


def forget(database: Path, folder: Path | None) -> None:
    """Remove what is said of a database that is gone: another one is made in its place."""
    lease_path(database).unlink(missing_ok=True)
    if folder:
        with suppress(OSError):
            witness_path(database, folder).unlink(missing_ok=True)


def open_witness(database: Path, folder: Path | None) -> "LeaseFile | None":
    """The file with the user's own state; None where this user has no place for it."""
    if folder is None:
        return None
    path = witness_path(database, folder)
    with suppress(OSError, DatabaseUnusable):
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for old in sorted(folder.glob("*.lease"), key=os.path.getmtime)[:-_MOST_WITNESSES]:
                old.unlink(missing_ok=True)
        return LeaseFile(path)
    return None


class LeaseFile:
    """One of the files, open. Whoever writes holds the database's own write lock, so that writers take turns."""

    def __init__(self, path: Path) -> None:
        """Open it, or make it. Raises DatabaseUnusable."""
        self._path = path
        flags = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        try:
            self._descriptor = os.open(self._path, flags | os.O_CREAT, OWNER_ONLY)
        except OSError as error:
            raise self._unusable(error) from error

    def read(self) -> Beside | None:
        """What it says; None when it is new or says nothing that can be read."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return _parsed(os.read(self._descriptor, len(_HEADING) + 200))

    def write(self, beside: Beside, *, durably: bool) -> None:
        """Say this from now on; ``durably``: also after a power cut. Raises DatabaseUnusable."""
        line = f"{beside.current} {beside.previous or _NO_LEASE} " + _counted(beside.reached)
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, _HEADING + line.encode("ascii"))
            if durably:
                sync_file(self._descriptor)
        except OSError as error:
            raise self._unusable(error) from error

    def note(self, reached: Reached) -> None:
        """Note how far the database has got; without a sync: a note that is lost makes no false alarm."""
        with suppress(OSError):
            os.lseek(self._descriptor, len(_HEADING) + 2 * (len(_NO_LEASE) + 1), os.SEEK_SET)
            os.write(self._descriptor, _counted(reached).encode("ascii"))

    def close(self) -> None:
        """Let go of it; again does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _unusable(self, error: OSError) -> DatabaseUnusable:
        kind = NoRoomToOpen if room_wanted(error) else DatabaseUnusable
        return kind(
            f"{self._path} cannot be written ({error.strerror}). Free some space, or allow this user to write there."
        )


def _parsed(content: bytes) -> Beside | None:
    found = _LINE.fullmatch(content, len(_HEADING))
    if found is None or not content.startswith(_HEADING):
        return None
    current, previous, seq, number = (part.decode("ascii") for part in found.groups())
    return Beside(current, "" if previous == _NO_LEASE else previous, Reached(int(seq), int(number)))


def _counted(reached: Reached) -> str:
    return f"{reached.seq:020d} {reached.sale_number:020d}\n"
