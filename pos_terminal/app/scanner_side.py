"""The scanner as the settings have it: one that types, or one on a line of its own, in its own thread."""

from __future__ import annotations

import logging
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.app.device_places import lined_place
from pos_terminal.application.noticeboard import SCANNER_LOST
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pos_terminal.adapters.escpos.drivers.linked import Place
    from pos_terminal.adapters.scanner.listening import Listening
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.application.ports import Clock
    from pos_terminal.settings import Settings

KEYBOARD = "keyboard"
NAME = Message("The scanner")
_PATIENCE = 3.0
_log = logging.getLogger("pos.devices")


def scanner_place(settings: Settings) -> Place:
    """Where the scanner with a line of its own hangs. Raises ValueError for settings that name no place."""
    return lined_place(NAME, settings.scanner.driver, settings.scanner.target)


class ScannerSide:
    """Hears the scanner that has a line of its own; one that types is the window's to hear."""

    def __init__(self, settings: Settings, board: NoticeBoard, clock: Clock) -> None:
        self._settings = settings
        self._board = board
        self._clock = clock
        self._heard: Callable[[str], None] = _unheard
        self._loop: Loop[Listening | None] | None = None

    def listen(self, heard: Callable[[str], None]) -> None:
        """Tell ``heard`` of each code, in a thread of its own, from now on."""
        if self._settings.scanner.driver != KEYBOARD:
            self._heard = heard
            self._loop = Loop("scanner", self._listening, self._step)
            self._loop.start()

    def end(self) -> None:
        """End the thread, which nobody waits for; no code is told any more."""
        self._heard = _unheard
        if self._loop is not None:
            self._loop.end()

    def close(self) -> None:
        """`end` and wait."""
        self.end()
        if self._loop is not None:
            self._loop.close(_PATIENCE)
        self._board.take_down(SCANNER_LOST)

    @contextmanager
    def _listening(self) -> Iterator[Listening | None]:
        from pos_terminal.adapters.escpos.faults import told_by
        from pos_terminal.adapters.scanner.framing import Framing
        from pos_terminal.adapters.scanner.listening import Listening

        scanner = self._settings.scanner
        try:
            place = scanner_place(self._settings)
        except ValueError as error:
            self._tell(told_by(error, "[scanner]"))
            yield None
            return
        with closing(Listening(place, Framing(scanner.prefix, scanner.suffix), self._clock.monotonic)) as listening:
            yield listening

    def _step(self, listening: Listening | None) -> float | None:
        from pos_terminal.adapters.escpos.faults import said_of

        if listening is None:
            return None
        codes, wait = listening.heard()
        self._tell(said_of(NAME, listening.fault))
        for code in codes:
            self._heard(code)
        return wait

    def _tell(self, fault: Message) -> None:
        """Pin up why nothing is heard, once; take that down when the line stands again."""
        if self._board.tell(SCANNER_LOST, fault):
            _log.warning("scanner: %s", fault.in_english)


def _unheard(_: str) -> None:
    """What becomes of a code that comes before anybody listens or when nobody does any more."""
