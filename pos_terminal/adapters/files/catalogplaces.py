"""Catalogs that come as files: one that is always called the same, or the newest one in a folder."""

import os
import shutil
from pathlib import Path

from pos_terminal.application.catalogsources import Arrived, SourceFailed

ARRIVED = "arrived"
"""What the copy of a catalog is called in the folder of those that were fetched; it keeps the end of its name."""
ENDS = frozenset({".csv", ".json", ".xlsx"})


class FilePlace:
    """Implements `CatalogPlace` for one file."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._path = path

    def fetch(self, known: str, into: Path) -> Arrived | None:
        """A copy of the file, of one moment."""
        return _copied(self._path, known, into)


class FolderPlace:
    """Implements `CatalogPlace` for whatever file is the newest in a folder."""

    def __init__(self, folder: Path) -> None:
        self.place = str(folder)
        self._folder = folder

    def fetch(self, known: str, into: Path) -> Arrived | None:
        """A copy of the newest catalog in the folder; hidden files are somebody's unfinished ones."""
        try:
            found = [each for each in self._folder.iterdir() if _is_catalog(each)]
            newest = max(found, key=lambda each: (each.stat().st_mtime_ns, each.name), default=None)
        except OSError as error:
            raise SourceFailed(f"The folder cannot be read: {error.strerror}. Check name and rights.") from error
        if newest is None:
            raise SourceFailed("There is no .csv, .json or .xlsx file in the folder.")
        return _copied(newest, known, into)


def _is_catalog(path: Path) -> bool:
    return path.suffix.lower() in ENDS and not path.name.startswith((".", "~")) and path.is_file()


def _copied(path: Path, known: str, into: Path) -> Arrived | None:
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            stamp = f"{path.name} {before.st_mtime_ns} {before.st_size}"
            if stamp == known:
                return None
            copy = into / f"{ARRIVED}{path.suffix.lower()}"
            with copy.open("wb") as out:
                shutil.copyfileobj(file, out, 1 << 20)
            after = path.stat()
    except OSError as error:
        raise SourceFailed(f"The file cannot be read: {error.strerror}. Check name and rights.") from error
    if (after.st_mtime_ns, after.st_size, after.st_ino) != (before.st_mtime_ns, before.st_size, before.st_ino):
        raise SourceFailed("The file was being written while it was read. It is tried again by itself.")
    return Arrived(copy, stamp)
