"""Knows between two papers whether the printer would print, so that nobody learns it from a receipt that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.application.ports import Clock
    from pos_terminal.application.spooling import Spool
    from pos_terminal.application.standing import SpoolState

_AGAIN = 5.0
"""Seconds until a printer that would not print is looked at again."""
_IDLE = 60.0
"""Seconds until one that is well, and has nothing to print, is looked at again."""
_LEAST = 1.0
"""Seconds from a paper or a look in which nothing new is to be seen."""


class PrinterWatch:
    """Looks while nothing waits: what waits has its own cause. For the device worker."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: float | None = None
        self.down = ""
        """Why it would not print, as it was last seen; empty: nothing is known to be in its way."""
        self.last: tuple[datetime, str] | None = None
        """What was in its way last, and since when."""

    @property
    def pause(self) -> float:
        """Seconds until it is worth another look."""
        return _AGAIN if self.down else _IDLE

    def seen(self, spool: Spool, state: SpoolState) -> str:
        """Look, unless it is known from the paper just now; why it would not print, or nothing."""
        if state.waiting or state.last_job_id:
            self._seen, self.down = self._clock.monotonic(), ""
        elif self._seen is None or self._clock.monotonic() - self._seen >= _LEAST:
            self.down = _in_the_way(spool)
            self._seen = self._clock.monotonic()
        why = state.cause or self.down
        if why and (self.last is None or self.last[1] != why):
            self.last = (self._clock.now(), why)
        return self.down


def _in_the_way(spool: Spool) -> str:
    from pos_terminal.adapters.escpos.faults import fault_in
    from pos_terminal.domain.receipt import PrinterFault

    try:
        fault = fault_in(spool.printer_status())
    except PrinterFault as gone:
        return gone.sentence
    return f"The printer {fault[1]}" if fault else ""
