"""One process a database: a lock that the system drops when the process dies, however it dies."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from pos_terminal.adapters.sqlite.faults import DatabaseInUse, DatabaseUnusable

_LOCKED_BYTE = 1 << 30
"""Windows keeps others from reading a locked byte, so it lies far behind the number they want to read."""
_LONGEST_PID = 20

_held: set[tuple[int, int]] = set()
"""The files, by device and number, that this process has a lock on: what stands in one outlives its process."""

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProcessLock:
    """The right of one process to write a database. The file beside it stays; only the lock on it counts."""

    def __init__(self, database: Path) -> None:
        """Take the lock.

        Raises:
            DatabaseInUse: another process has it.
            DatabaseUnusable: the folder cannot be written.
        """
        path = _lock_path(database)
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise DatabaseUnusable(
                f"{path.parent} cannot be written ({error.strerror}). Allow this user to, or name another folder."
            ) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            pid = self._written_pid()
            os.close(self._descriptor)
            whose = f"process {pid}" if pid else "another process"
            raise DatabaseInUse(f"{database} is open in {whose}. Close that one first.", pid) from error
        with suppress(OSError):  # on a full disk: only the sentence to a second process is the poorer for it
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, str(os.getpid()).encode())
        self._file = _identity(os.fstat(self._descriptor))
        _held.add(self._file)

    def release(self) -> None:
        """Let go; also done by the system at the end of the process."""
        _held.discard(self._file)
        with suppress(OSError):
            os.close(self._descriptor)

    def _written_pid(self) -> int | None:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        written = os.read(self._descriptor, _LONGEST_PID)
        return int(written) if written.isdigit() else None


def is_ours(database: Path) -> bool:
    """Whether it is this process that writes the database."""
    try:
        return _identity(_lock_path(database).stat()) in _held
    except OSError:
        return False


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _lock_path(database: Path) -> Path:
    return database.with_name(f"{database.name}.lock")
