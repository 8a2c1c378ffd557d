"""Knows between two papers whether the printer would print, and how long to leave it alone where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.wording.message import NOTHING_SAID

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.application.ports import Clock
    from pos_terminal.application.spooling import Spool
    from pos_terminal.application.standing import SpoolState
    from pos_terminal.wording.message import Message

PRINTER_PATIENCE = 5.0
"""Seconds until a printer that failed is tried again."""
_MOST_PATIENCE = 300.0
_AGAIN = 5.0
"""Seconds until a printer that would not print is looked at again."""
_IDLE = 60.0
"""Seconds until one that is well, and has nothing to print, is looked at again."""
_LEAST = 1.0
"""Seconds from a paper or a look in which nothing new is to be seen."""


class PrintPatience:
    """Longer after each break in mid-job, so that a person can see to the printer.

    One that breaks off each time must not spend a roll on halves, whatever else is to be printed meanwhile.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tried_at = clock.monotonic()
        self._torn = 0
        self._is_broken_off = False

    def tried(self, state: SpoolState) -> None:
        """It was tried just now, and stands so since."""
        self._tried_at = self._clock.monotonic()
        self._torn, self._is_broken_off = state.torn, state.is_broken_off

    @property
    def left(self) -> float:
        """Seconds until what waits is tried again."""
        patience = min(PRINTER_PATIENCE * 2.0 ** max(0, self._torn - 1), _MOST_PATIENCE)
        return max(0.0, self._tried_at + patience - self._clock.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether it may be tried: not one that broke off a moment ago."""
        return not self._is_broken_off or self.left <= 0.0


class PrinterWatch:
    """Looks while nothing waits: what waits has its own cause. For the device worker."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: float | None = None
        self.down = NOTHING_SAID
        """Why it would not print, as it was last seen; empty: nothing is known to be in its way."""
        self.last: tuple[datetime, Message] | None = None
        """What was in its way last, and since when."""

    @property
    def pause(self) -> float:
        """Seconds until it is worth another look."""
        return _AGAIN if self.down else _IDLE

    def seen(self, spool: Spool, state: SpoolState) -> Message:
        """Look, unless it is known from the paper just now; why it would not print, or nothing."""
        if state.waiting or state.last_job_id:
            self._seen, self.down = self._clock.monotonic(), NOTHING_SAID
        elif self._seen is None or self._clock.monotonic() - self._seen >= _LEAST:
            self.down = _in_the_way(spool)
            self._seen = self._clock.monotonic()
        why = state.why or self.down
        if why and (self.last is None or self.last[1] != why):
            self.last = (self._clock.now(), why)
        return self.down


def _in_the_way(spool: Spool) -> Message:
    from pos_terminal.adapters.escpos.faults import fault_in
    from pos_terminal.domain.receipt import PrinterFault

    try:
        fault = fault_in(spool.printer_status())
    except PrinterFault as gone:
        return gone.told
    return fault[1] if fault else NOTHING_SAID
