"""Room on the disk that is kept for the sale that is open: a file that can be given up, and a mark below it."""

import errno
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from pos_terminal.adapters.durable import OWNER_ONLY, sync_file
from pos_terminal.domain.errors import DiskLow

_log = logging.getLogger("pos.disk")
_NAME = "disk-reserve"
_PIECE = 1 << 20
_WARN_AT = 8
"""Times the mark: with the usual reserve half a gigabyte, a month of sales."""
_SECTOR = 512
"""What `st_blocks` counts in, whatever the file system's own blocks are."""
MEGABYTE = 1_000_000
_NO_ALLOCATION = {errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}


class DiskReserve:
    """Implements the port `Headroom`. Its methods may be called in any thread.

    ``size`` bytes are kept in a file, and a new sale wants as many free beside it, or twice as many while the file is
    not there; 0 keeps and wants nothing.
    """

    def __init__(self, folder: Path, size: int, set_aside: Callable[[int, int], bool] | None = None) -> None:
        self._folder = folder
        self._path = folder / _NAME
        self._size = size
        self._set_aside = set_aside or blocks_set_aside
        self._lock = Lock()
        self._given_up = self._is_making = False

    def refuse_new_sale(self) -> None:
        """Raise DiskLow while less than the mark is free, or the reserve is given up and not back. Microseconds."""
        if not self._size:
            return
        free = free_bytes(self._folder)
        wanted = self._wanted()
        if self._given_up or free < wanted:
            raise DiskLow(
                "The disk is almost full: {free} MB are free, a new sale wants {wanted} MB. Free some space first; a "
                "sale that is open can still be finished.",
                free=_megabytes(free),
                wanted=_megabytes(wanted),
            )

    def shortage(self) -> str:
        """That room runs short, in a sentence, well before a new sale is refused; nothing while there is plenty."""
        free = free_bytes(self._folder)
        if not self._size or (free >= _WARN_AT * self._size and not self._given_up):
            return ""
        return (
            f"Only {_megabytes(free)} MB are free on this till's disk. Below {_megabytes(self._wanted())} MB no new "
            "sale can be opened: free some space."
        )

    def give_up(self) -> bool:
        """Give the reserve's room to the step that needs it; whether there was any."""
        with self._lock:
            try:
                with self._path.open("r+b") as file:
                    file.truncate()
                    sync_file(file.fileno())
                self._path.unlink()
            except OSError:
                return False
            self._given_up = True
        _log.warning("disk=full reserve=given-up bytes=%s", self._size)
        return True

    def keep(self) -> bool:
        """Make the reserve where there is room for it and for the mark; whether it is there. May take a second."""
        if not self._size or self.is_kept():
            return True
        if free_bytes(self._folder) < 2 * self._size:
            return False
        unfinished = self._path.with_name(f"{_NAME}.new")
        self._is_making = True
        try:
            unfinished.unlink(missing_ok=True)
            self._allocate(unfinished)
            with self._lock:
                unfinished.replace(self._path)
                self._given_up = False
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            _log.warning("reserve=not-made why=%s", error.strerror)
            return False
        finally:
            self._is_making = False
        _log.info("reserve=made bytes=%s", self._size)
        return True

    def is_kept(self) -> bool:
        """Whether the reserve is there, all of it really on the disk."""
        try:
            found = self._path.stat()
        except OSError:
            return False
        return found.st_size == self._size and getattr(found, "st_blocks", self._size) * _SECTOR >= self._size

    def standing(self) -> str:
        """How it stands, for people."""
        if not self._size:
            return "nothing kept in reserve"
        kept = "kept" if self.is_kept() else "not kept, made when the terminal runs and there is room"
        return f"reserve of {_megabytes(self._size)} MB {kept}; no new sale below {_megabytes(self._wanted())} MB"

    def _wanted(self) -> int:
        """The mark: without a reserve twice as high, for the sale that opens has nothing else to be finished with.

        While the reserve is being made, part of it is taken from what is free already.
        """
        return self._size if self._is_making or self.is_kept() else 2 * self._size

    def _allocate(self, path: Path) -> None:
        """A file whose blocks are its own: not a hole that the disk would fill when it is too late."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), OWNER_ONLY)
        try:
            if not self._set_aside(descriptor, self._size):
                for start in range(0, self._size, _PIECE):
                    _write(descriptor, os.urandom(min(_PIECE, self._size - start)))
            sync_file(descriptor)
        finally:
            os.close(descriptor)


def free_bytes(folder: Path) -> int:
    """What this user may still write to the disk that a folder is on; a lot where the system does not say."""
    try:
        if hasattr(os, "statvfs"):
            disk = os.statvfs(folder)
            return disk.f_bavail * disk.f_frsize
        import shutil

        return shutil.disk_usage(folder).free
    except OSError:
        return 1 << 62


def blocks_set_aside(descriptor: int, size: int) -> bool:
    """Have the file system set the blocks aside; False where it cannot, so that they have to be written."""
    if not hasattr(os, "posix_fallocate"):
        return False
    try:
        os.posix_fallocate(descriptor, 0, size)
    except OSError as error:
        if error.errno not in _NO_ALLOCATION:
            raise
        return False
    return True


def _write(descriptor: int, piece: bytes) -> None:
    while piece:
        piece = piece[os.write(descriptor, piece) :]


def _megabytes(size: int) -> str:
    return f"{size // MEGABYTE:,}"
