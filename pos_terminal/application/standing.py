"""How it stands with platform, queue and printer: what the status line shows from the first screen on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.domain.money import Money
    from pos_terminal.domain.printer_state import Proof, Remark


class Link(StrEnum):
    """How it stands with the platform."""

    UNTRIED = "untried"
    ONLINE = "online"
    OFFLINE = "offline"
    STOPPED = "stopped"
    """Sending has stopped until somebody acts: credentials, address or trust."""


class SpoolState(NamedTuple):
    """How it stands with the printer: what waits, and the cause when the last print failed.

    Attributes:
        waiting: whether a job is held back; ``cause`` says by what, and what to do.
        last_job_id: the last job that left the queue in this turn.
        recent: the sales whose papers left the queue last, the newest at the end, and what is known of them.
        remark: something to be seen to, though paper comes out.
        torn: how often in a row a job was begun and came to no known end.
        is_broken_off: whether the last of these ended with its connection: all that is left is to print it whole again.
        down: why the printer would not print, though nothing waits for it; empty: nothing is known to be in its way.
    """

    waiting: bool
    cause: str = ""
    last_job_id: str = ""
    recent: tuple[tuple[str, Proof], ...] = ()
    remark: Remark | None = None
    torn: int = 0
    is_broken_off: bool = False
    down: str = ""

    def proof_of(self, transaction_id: str) -> Proof | None:
        """What is known of a sale's newest paper; None while it is not out, or long since."""
        return next((proof for sale, proof in reversed(self.recent) if sale == transaction_id), None)


class QueueCounts(NamedTuple):
    """``pending`` = waiting or sending; ``oldest`` is of these, ``worth`` is of all, None where it was not reckoned."""

    pending: int
    parked: int
    oldest: datetime | None = None
    oldest_parked: datetime | None = None
    worth: Money | None = None

    @property
    def since(self) -> datetime | None:
        """When the oldest of all that is on this till still was sold."""
        return min((each for each in (self.oldest, self.oldest_parked) if each), default=None)
