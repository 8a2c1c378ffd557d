"""Puts another database with its keys in a till's place: all of it or none, whenever the power is cut.

It is made ready in a folder of its own; from the moment that the folder has its name, each start goes on with the rest.
"""

from __future__ import annotations

from shutil import rmtree
from typing import TYPE_CHECKING

from pos_terminal.adapters.durable import sync_folder
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, NoRoomToOpen, room_wanted
from pos_terminal.adapters.sqlite.processlock import ProcessLock
from pos_terminal.adapters.sqlite.quarantine import LEFT_BY_A_DATABASE

if TYPE_CHECKING:
    from pathlib import Path

READY_NAME = "restore.ready"
"""The folder beside the database that is replaced."""


class Replacement:
    """What is to come in the place of one database. Its own file is the first to move.

    A folder takes the place of all that is in the one of its name.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._ready = database.with_name(READY_NAME)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to put in place; costs a look at a name."""
        return self._ready.exists()

    def begin(self, made: Path) -> None:
        """From here on there is no way back: this folder, whole and synced, is what comes. Raises OSError."""
        sync_folder(made)
        made.rename(self._ready)
        sync_folder(self._database.parent)

    def finish(self) -> None:
        """Put in place what is ready, or the rest of it; nothing where there is none.

        Raises DatabaseUnusable, also while another process has the database.
        """
        if not self.is_ready:
            return
        lock = ProcessLock(self._database)
        try:
            self.put_in_place()
        finally:
            lock.release()

    def put_in_place(self) -> None:
        """The same, for whoever has the lock. Raises DatabaseUnusable; what is left to do, the next start does."""
        try:
            self._move()
        except OSError as error:
            kind = NoRoomToOpen if room_wanted(error) else DatabaseUnusable
            raise kind(
                f"{self._ready} cannot take the place of {self._database} ({error.strerror}). "
                "Give this user the right to, then start again: that puts the rest in its place."
            ) from error

    def _move(self) -> None:
        folder = self._database.parent
        coming = self._ready / self._database.name
        if coming.exists():
            for suffix in LEFT_BY_A_DATABASE[1:]:  # a log beside another database would damage it
                self._database.with_name(self._database.name + suffix).unlink(missing_ok=True)
            coming.replace(self._database)
            sync_folder(folder)
        for path in sorted(self._ready.iterdir()):
            if path.is_dir() and (folder / path.name).exists():
                rmtree(folder / path.name)
            path.replace(folder / path.name)
        sync_folder(folder)
        self._ready.rmdir()
        sync_folder(folder)
