"""What is kept for how long.

Documents that were sent, until they are older than the shop wants them; what a cashier keyed of a member, until it was
sent.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pos_terminal.application.ports import Clock
    from pos_terminal.application.record_ports import Documents

_A_DAY = 86_400.0
_A_DAY_AT_MOST = timedelta(days=1)
"""How far a sale's business day may lie behind the day of its time in UTC."""


class Retention:
    """Erases old documents once a day, a piece at a step. ``keep_days`` 0 keeps them for ever.

    What a cashier keyed to attribute a sale while nobody could be asked goes as soon as the sale was delivered.

    ``erased`` is told when a day's erasing is done, and up to which day: what was erased goes from the copies too.
    """

    def __init__(self, documents: Documents, clock: Clock, keep_days: int, erased: Callable[[date], None]) -> None:
        self._documents = documents
        self._clock = clock
        self._keep = timedelta(days=keep_days)
        self._erased = erased
        self._due = clock.monotonic()
        self._through: int | None = None

    def step(self) -> bool:
        """Erase a piece if it is time to; whether there may be another at once.

        Where the disk does not take it, the refusal goes on, and the rest waits for the next day.
        """
        if (day := self._documents.erase_keyed(self._clock.now())) is not None:
            self._erased(day)
            return True
        if not self._keep or not self._is_running():
            return False
        after, self._through = self._through or 0, None
        now = self._clock.now()
        self._through = self._documents.erase(now - self._keep, now, after).through
        if self._through is None:
            self._erased((now - self._keep + _A_DAY_AT_MOST).date())
        return self._through is not None

    def _is_running(self) -> bool:
        if self._through is not None:
            return True
        if self._clock.monotonic() < self._due:
            return False
        self._due = self._clock.monotonic() + _A_DAY
        return True
