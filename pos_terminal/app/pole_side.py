"""The customer display of two rows as the settings have it, in a thread of its own: nothing waits for a pole."""

from __future__ import annotations

import logging
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.app.device_places import addressed_place
from pos_terminal.application.noticeboard import DISPLAY_LOST
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.presentation.pole_rows import PoleRows, pole_rows
from pos_terminal.wording import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.adapters.escpos.pole_display import PoleDisplay
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.presentation.customer_state import CustomerState
    from pos_terminal.settings import Settings
    from pos_terminal.wording.message import Message

_PATIENCE = 5.0
"""Seconds until a display that failed is tried again."""
_AFRESH = 10.0
"""Seconds after which it is told the same again: one that was switched off and on has forgotten it."""
_LAST_WORDS = 3.0
_IN_LATIN_LETTERS = frozenset({"de", "es", "fr", "pt"})
_log = logging.getLogger("pos.devices")


def pole_language(language: str) -> str:
    """What a pole speaks where the shop speaks this: its pages have no letters beyond the Latin ones but a few."""
    return language if language in _IN_LATIN_LETTERS else ENGLISH


def opened_pole(settings: Settings) -> PoleDisplay:
    """The display; nothing is connected yet. Raises ValueError for settings that name none."""
    from pos_terminal.adapters.escpos.pole import PoleMode, PoleSpeech
    from pos_terminal.adapters.escpos.pole_display import PoleDisplay

    speech = PoleSpeech(PoleMode(settings.display.pole_mode), settings.display.pole_code_page)
    return PoleDisplay(addressed_place(settings, settings.display.pole), speech)


class PoleSide:
    """Shows the newest of what it was told; whatever came between, while a pole was slow or away, is never shown."""

    def __init__(self, settings: Settings, board: NoticeBoard) -> None:
        self._settings = settings
        self._board = board
        self._wanted: PoleRows | None = None
        self._loop: Loop[PoleDisplay | None] = Loop("pole", self._opened, self._turn)

    def show_state(self, state: CustomerState) -> None:
        """Show this as soon as it can be; returns at once."""
        self._wanted = pole_rows(state)
        self._loop.nudge()
        self._loop.start()

    def end(self) -> None:
        """Show what was told last, and end the thread; nobody waits for it."""
        self._loop.ask(self._turn)
        self._loop.end()

    def close(self) -> bool:
        """`end` and wait; whether it ended in time. What is amiss is told no more."""
        self.end()
        has_ended = self._loop.close(_LAST_WORDS)
        self._board.take_down(DISPLAY_LOST)
        return has_ended

    @contextmanager
    def _opened(self) -> Iterator[PoleDisplay | None]:
        from pos_terminal.adapters.escpos.faults import told_by

        try:
            display = opened_pole(self._settings)
        except ValueError as error:
            self._failed(told_by(error, "[display] pole:"))
            yield None
            return
        with closing(display):
            yield display

    def _turn(self, display: PoleDisplay | None) -> float | None:
        wanted = self._wanted
        if display is None or wanted is None:
            return None
        try:
            display.show(wanted)
        except PrinterFault as fault:
            self._failed(fault.told)
            return _PATIENCE
        self._board.take_down(DISPLAY_LOST)  # the pole side of the window before may have left it
        return _AFRESH

    def _failed(self, why: Message) -> None:
        if self._board.tell(DISPLAY_LOST, why):
            _log.warning("pole: %s", why.in_english)
