"""A file that is there whole or not at all: written under another name, synced, and only then given its own."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pos_terminal.domain.errors import BadArgument

_OWNER_ONLY = 0o600


@contextmanager
def whole_file(path: Path, *, replaces: bool) -> Iterator[BinaryIO]:
    """Write to it; at the end of the block it is on disk under its name, readable by its owner alone.

    Nothing is left behind when the block raises.

    Raises:
        BadArgument: something has this name already, and ``replaces`` is not set.
        OSError: the disk does not take it.
    """
    _refuse_existing(path, replaces=replaces)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _refuse_existing(path, replaces=replaces)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _refuse_existing(path: Path, *, replaces: bool) -> None:
    if path.is_dir():
        raise BadArgument(f"{path} is a folder. Name a file in it.")
    if path.exists() and not replaces:
        raise BadArgument(f"{path} is there already. Name another file, or replace it with --force.")


def _sync_folder(folder: Path) -> None:
    """Have the new name survive a power cut; Windows knows no such call and keeps names in its own journal."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
