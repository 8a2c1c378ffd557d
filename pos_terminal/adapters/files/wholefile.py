"""A file that is there whole or not at all: written under another name, synced, and only then given its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pos_terminal.adapters.durable import OWNER_ONLY, sync_file, sync_folder
from pos_terminal.domain.errors import BadArgument


@contextmanager
def whole_file(path: Path, *, replaces: bool) -> Iterator[BinaryIO]:
    """Write to it; at the end of the block it is on disk under its name, readable by its owner alone.

    Nothing is left behind when the block raises.

    Raises:
        BadArgument: something has this name already, and ``replaces`` is not set.
        OSError: the disk does not take it; it names ``path``, never the file that is written in its stead.
    """
    _refuse_existing(path, replaces=replaces)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with _taking_its_place(unfinished) as file:
            yield file
            file.flush()
            sync_file(file.fileno())
        _refuse_existing(path, replaces=replaces)
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if error.filename in {None, str(unfinished)}:
            raise OSError(error.errno, error.strerror or str(error), str(path)) from error
        raise
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _taking_its_place(unfinished: Path) -> BinaryIO:
    unfinished.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(unfinished, flags, OWNER_ONLY), "wb")


def _refuse_existing(path: Path, *, replaces: bool) -> None:
    if path.is_dir():
        raise BadArgument(f"{path} is a folder. Name a file in it.")
    if path.exists() and not replaces:
        raise BadArgument(f"{path} is there already. Name another file, or replace it with --force.")
