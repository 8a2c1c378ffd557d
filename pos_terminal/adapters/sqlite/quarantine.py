"""Where damaged databases lie: moved there whole, a folder each, and never written or removed again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pos_terminal.adapters.durable import sync_folder
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, NoRoomToOpen, room_wanted

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

QUARANTINE_NAME = "quarantine"
"""The folder beside the database."""

REPORT_NAME = "report.json"
_MARK_SUFFIX = ".damaged"
LEFT_BY_A_DATABASE = ("", "-wal", "-shm", "-journal", _MARK_SUFFIX)
"""How the names of a database's files end, its own first."""


def mark_of(database: Path) -> Path:
    """The file that has the next start set the database aside; what it says is the cause."""
    return database.with_name(database.name + _MARK_SUFFIX)


def leave_mark(database: Path, cause: str) -> None:
    """Have the next start set the database aside. Where the disk takes no mark, the damage is found again."""
    with suppress(OSError):
        mark_of(database).write_text(f"{cause}\n", encoding="utf-8")


class Quarantine:
    """The damaged files of one database."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._folder = database.parent / QUARANTINE_NAME

    def folders(self) -> list[Path]:
        """One for each time that damage was found, oldest first."""
        return sorted(path for path in self._folder.iterdir() if path.is_dir()) if self._folder.exists() else []

    def left_open(self) -> Path | None:
        """The newest folder, when the database went there and no new one has come in its place."""
        if self._database.exists():
            return None
        return next((folder for folder in reversed(self.folders()) if any(folder.iterdir())), None)

    def is_called_for(self) -> bool:
        """Whether the database is marked, or gone with something left of it. Costs a look at some names."""
        if self._database.exists():
            return mark_of(self._database).exists()
        beside = [self._beside(suffix) for suffix in LEFT_BY_A_DATABASE[1:]]
        return self._folder.exists() or any(path.exists() for path in beside)

    def take_in(self, at: datetime) -> Path:
        """Move the damaged files into a folder of their own, the database first; the folder.

        Cut short, it goes on with the same folder: as long as no new database has come, nothing else has either.
        Raises DatabaseUnusable.
        """
        try:
            folder = self.left_open() or self._new_folder(at)
            for suffix in LEFT_BY_A_DATABASE:
                path = self._beside(suffix)
                if path.exists() and not (folder / path.name).exists():
                    path.rename(folder / path.name)
            sync_folder(folder)
            sync_folder(self._database.parent)
        except OSError as error:
            kind = NoRoomToOpen if room_wanted(error) else DatabaseUnusable
            raise kind(
                f"The damaged {self._database} cannot be moved to {self._folder} ({error.strerror}). "
                "Give this user the right to, then start again."
            ) from error
        return folder

    def _new_folder(self, at: datetime) -> Path:
        name = f"{at:%Y-%m-%dT%H-%M-%SZ}"
        taken = {path.name for path in self.folders()}
        number = next(number for number in range(1, len(taken) + 2) if _numbered(name, number) not in taken)
        folder = self._folder / _numbered(name, number)
        folder.mkdir(mode=0o700, parents=True)
        sync_folder(self._folder)
        sync_folder(self._database.parent)
        return folder

    def _beside(self, suffix: str) -> Path:
        return self._database.with_name(self._database.name + suffix)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"
