"""What can be wrong with the database or the disk, said in sentences that people can act on."""

import errno
import sqlite3
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import ClassVar, ParamSpec, TypeAlias, TypeVar

from pos_terminal.domain.errors import DiskLow, Refused
from pos_terminal.wording import later

_P = ParamSpec("_P")
_R = TypeVar("_R")

FaultOfTheFile: TypeAlias = sqlite3.Error | UnicodeDecodeError
READING_FAILED = (sqlite3.Error, UnicodeDecodeError)
"""What statements and rows raise. The second is damage that SQLite told of in the words of the file."""

TAKEN_OVER = "lease lost"
"""What the guard of a connection says (`tenancy.Tenure`)."""

_PRIMARY = 0xFF
"""SQLite keeps the kind of an error in the lowest byte of its extended code (sqlite.org/rescode.html)."""

_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""The index of the log beside the database cannot grow on a full disk either, and SQLite calls that an I/O error."""

_NO_ROOM_LEFT = frozenset({errno.ENOSPC, errno.EDQUOT})

_BAD_TEXT = "Could not decode to UTF-8"
"""What Python says, without a code of SQLite's, of a text that is none: nothing here stores such."""

_DAMAGED = later(
    "The database is damaged, so nothing was stored. Close the program and start it again: it recovers every sale."
)
_SENTENCES = {
    sqlite3.SQLITE_FULL: later("The disk is full, so nothing was stored. Free some space, then try again."),
    sqlite3.SQLITE_IOERR: later(
        "The disk could not be read or written, so nothing was stored. Check it, then try again."
    ),
    sqlite3.SQLITE_READONLY: later(
        "The database is read-only, so nothing was stored. Allow this program to write to it."
    ),
    sqlite3.SQLITE_CANTOPEN: later(
        "The database could not be opened. Check that its folder is there and can be written."
    ),
    sqlite3.SQLITE_BUSY: later(
        "Another program keeps the database busy, so nothing was stored. Close it, then try again."
    ),
    sqlite3.SQLITE_LOCKED: later(
        "Another program keeps the database busy, so nothing was stored. Close it, then try again."
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


class DatabaseUnusable(Exception):
    """The database cannot be opened; whatever lies there was not touched. The message is a whole sentence."""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return str(self.args[0])


class NoRoomToOpen(DatabaseUnusable):
    """The disk is too full to open the database."""


def room_wanted(error: OSError | sqlite3.Error) -> bool:
    """Whether it is for want of room on the disk that a step failed."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM_LEFT
    return isinstance(storage_failure(error), DiskFull)


class DatabaseDamaged(DatabaseUnusable):
    """What lies there was a database of this terminal, or should be one, and is not whole.

    ``fault`` says what is wrong, without what to do about it: a start that recovers it has done that.
    """

    def __init__(self, sentence: str, fault: str = "a page of it cannot be read") -> None:
        super().__init__(sentence)
        self.fault = fault


class AnotherKey(DatabaseUnusable):
    """The journal is sealed under another key than the terminal's: it is the key that is wrong, not the journal."""

    def __init__(self, database: Path, kept: str) -> None:
        """``kept``: where the database is now, as the end of a sentence that begins with "the database was"."""
        super().__init__(
            f"The journal of {database} does not hold under the key in keys.json. Bring back the keys.json that "
            f"belongs to this database; the database was {kept}."
        )


class DatabaseInUse(DatabaseUnusable):
    """Another process has the database open."""

    def __init__(self, sentence: str, pid: int | None) -> None:
        super().__init__(sentence)
        self.pid = pid


class TakenOver(Refused):
    """Another process has moved in: this one may not sell, send or print any more."""

    def __init__(self) -> None:
        super().__init__(
            later("Another process uses this database now, so nothing was stored or sent here. Close this terminal.")
        )


class StorageFailed(Refused):
    """The disk did not take a step. It was rolled back whole, so it can be tried again."""

    code: ClassVar[str] = "storage_failed"


class StorageDamaged(StorageFailed):
    """The database's file is not whole; the next start sets it aside and recovers what is in it."""

    def __init__(self, message: str = _DAMAGED) -> None:
        super().__init__(message)


class DiskFull(StorageFailed, DiskLow):
    """The disk has no room for the step."""

    code: ClassVar[str] = "disk_low"


_KINDS: Mapping[int, type[StorageFailed]] = {
    sqlite3.SQLITE_CORRUPT: StorageDamaged,
    sqlite3.SQLITE_NOTADB: StorageDamaged,
}


def disk_refused() -> StorageFailed:
    """What is told of a disk that does not take or give what a step needs, the database being whole."""
    return StorageFailed(_SENTENCES[sqlite3.SQLITE_IOERR])


def storage_failure(error: FaultOfTheFile) -> StorageFailed | TakenOver | None:
    """The failure of the disk that an error stands for, or None when it is a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        is_bad_text = isinstance(error, UnicodeDecodeError) or str(error).startswith(_BAD_TEXT)
        return StorageDamaged() if is_bad_text else None
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER and str(error) == TAKEN_OVER:
        return TakenOver()
    sentence = _SENTENCES.get(code & _PRIMARY)
    if sentence is None:
        return None
    if code in _NO_ROOM:
        return DiskFull(_SENTENCES[sqlite3.SQLITE_FULL])
    return _KINDS.get(code & _PRIMARY, StorageFailed)(sentence)


class Translated:
    """A block or a function whose SQLite errors come out as `StorageFailed` where the disk or the file is to blame."""

    __slots__ = ()

    def __call__(self, reads: Callable[_P, _R]) -> Callable[_P, _R]:
        """The function, with all of it such a block."""

        @wraps(reads)
        def told(*given: _P.args, **named: _P.kwargs) -> _R:
            with self:
                return reads(*given, **named)

        return told

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Raise in place of an error of the disk; leave all others as they are."""
        if isinstance(error, READING_FAILED):
            failure = storage_failure(error)
            if failure:
                raise failure from error


translated = Translated()
"""`with translated:` or `@translated` around reads; `OneCommit` does it for writes."""
