"""Checks journal and database behind the desk after each start; what is wrong is told, and mended at the next start."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from pos_terminal.application.queueing import JournalFault
    from pos_terminal.settings import Settings

_log = logging.getLogger("pos.damage")
_BREATH = 0.02
"""A piece is a few milliseconds, and the desk goes first."""


class Checkup:
    """One check of everything, in a thread of its own. ``breath`` is what it leaves between two pieces, in seconds."""

    def __init__(self, settings: Settings, board: NoticeBoard, breath: float = _BREATH) -> None:
        self._settings = settings
        self._board = board
        self._breath = breath
        self._stopping = Event()
        self._thread: Thread | None = None
        self.fault: JournalFault | None = None
        self.is_done = False

    def start(self) -> None:
        """Start the thread; again does nothing."""
        if self._thread is None:
            thread = Thread(target=self.run, name="checkup", daemon=True)
            thread.start()
            self._thread = thread  # only now: whoever closes in this moment cannot join one that has not started

    def run(self) -> None:
        """Check everything, here and now."""
        from pos_terminal.adapters.sqlite.engine import open_readonly
        from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
        from pos_terminal.adapters.sqlite.filecheck import FileCheck
        from pos_terminal.app.salvages import second_copy

        try:
            with open_readonly(self._settings.data_dir / DATABASE_NAME) as database:
                key = keys(self._settings).key("journal")
                for fault in FileCheck(database.connect(), key, second_copy(self._settings)).pieces():
                    if fault:
                        self._tell(fault)
                    if self._stopping.wait(self._breath):
                        return
        except (DatabaseUnusable, OSError) as error:
            _log.warning("check=failed why=%s", error)
            return
        self.is_done = True
        _log.info("check=done fault=%s", self.fault)

    def close(self, timeout: float) -> bool:
        """Stop after the piece under way; whether that was in time."""
        self._stopping.set()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _tell(self, fault: JournalFault) -> None:
        """Log it, and have the next start set the database aside and recover what is in it."""
        from pos_terminal.adapters.sqlite.quarantine import leave_mark

        self.fault = fault
        _log.critical("check=fault entry=%s what=%s", fault.seq, fault.what)
        where = f"Entry {fault.seq:,}: {fault.what}." if fault.seq else f"{fault.what.capitalize()}."
        told = Message(
            "{where} Close the program when no sale is open and start it again: what is damaged is then recovered.",
            where=where,
        )
        self._board.pin(StandingNotice(later("Journal fault"), told, is_grave=True))
        leave_mark(self._settings.data_dir / DATABASE_NAME, f"entry {fault.seq}: {fault.what}")
