"""Files that survive a power cut, and that nobody but their owner reads."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER_ONLY = 0o600
_BINARY = getattr(os, "O_BINARY", 0)


def sync_folder(folder: Path) -> None:
    """Have a folder's names survive a power cut; Windows knows no such call and keeps names in its own journal."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_file(descriptor: int) -> None:
    """Have a file's content survive a power cut; on macOS a plain sync stops in the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_content(path: Path) -> None:
    """Have the content of a file that is written and closed survive a power cut. Raises OSError."""
    with path.open("rb+") as file:
        sync_file(file.fileno())


@contextmanager
def opened_for_append(path: Path) -> Iterator[int]:
    """A file's descriptor that only ever writes at its end; the file is made when it is not there. Raises OSError."""
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, OWNER_ONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
    if is_new:
        sync_folder(path.parent)


def replace_file(path: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Put this content in a file's place, whole or not at all; ``like``: for whoever reads a file that has these.

    Raises OSError.
    """
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        if like is not None:
            _open_to_the_same(file.fileno(), like)
        file.write(content)
        file.flush()
        sync_file(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def _open_to_the_same(descriptor: int, like: os.stat_result) -> None:
    """Where its group cannot be kept, the group that it has now may do no more with it than everybody."""
    if sys.platform != "win32":
        mode = stat.S_IMODE(like.st_mode)
        try:
            os.fchown(descriptor, -1, like.st_gid)
        except PermissionError:
            mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
        os.fchmod(descriptor, mode)
