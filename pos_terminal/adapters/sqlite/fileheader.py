"""What the first bytes of a file say, read before SQLite touches it: a file that is not ours is never written to.

The layout is that of sqlite.org/fileformat2.html, section 1.3.
"""

import struct
from pathlib import Path

from pos_terminal.adapters.sqlite.faults import DatabaseDamaged, DatabaseUnusable

APPLICATION_ID = 0x504F5374
"""The letters "POSt", at offset 68 of every database this program makes."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100
_LARGEST_PAGE = 65_536
_KEEP = "It was left as it is: move it away to begin with a new one, or restore a backup in its place."


def check_header(path: Path) -> None:
    """Raise DatabaseUnusable unless the file is a database of this program; DatabaseDamaged when it is not whole."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
        size = path.stat().st_size
    except OSError as error:
        raise DatabaseUnusable(f"{path} cannot be read ({error.strerror}). Give this user the right to.") from error
    if not header:
        raise _damaged(path, "is empty, where a database should be")
    if len(header) < _HEADER_SIZE or not header.startswith(_MAGIC):
        raise _damaged(path, "is not a database")
    if struct.unpack_from(">I", header, 68)[0] != APPLICATION_ID:
        raise DatabaseUnusable(f"{path} is a database of another program. {_KEEP}")
    if size < _size_promised(header) and not _has_a_log(path):
        raise _damaged(path, "is cut short: part of it is missing")


def _damaged(path: Path, fault: str) -> DatabaseDamaged:
    return DatabaseDamaged(f"{path} {fault}. {_KEEP}", f"it {fault}")


def _size_promised(header: bytes) -> int:
    """How large the file says that it is; 0 when it does not say so for certain."""
    page_size = struct.unpack_from(">H", header, 16)[0]
    pages, counted_at, changed_at = (struct.unpack_from(">I", header, offset)[0] for offset in (28, 92, 24))
    if counted_at != changed_at:
        return 0
    return int(pages * (_LARGEST_PAGE if page_size == 1 else page_size))


def _has_a_log(path: Path) -> bool:
    """Whether a write-ahead log lies beside it: after a crash in a checkpoint the missing pages are in there."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0
