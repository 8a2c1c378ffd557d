"""How it stands with platform, queue and printer: what the status line shows from the first screen on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_terminal.domain.money import Money


class Link(StrEnum):
    """How it stands with the platform."""

    UNTRIED = "untried"
    ONLINE = "online"
    OFFLINE = "offline"
    STOPPED = "stopped"
    """Sending has stopped until somebody acts: credentials, address or trust."""


@dataclass(frozen=True, slots=True)
class SpoolState:
    """How it stands with the printer: what waits, and the cause when the last print failed."""

    waiting: bool
    cause: str = ""
    last_job_id: str = ""


@dataclass(frozen=True, slots=True)
class QueueCounts:
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
