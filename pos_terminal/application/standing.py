"""How it stands with platform, queue and printer: what the status line shows from the first screen on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.domain.money import Money
    from pos_terminal.domain.printer_state import PapersInDoubt, Proof, Remark


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
        waiting: whether a job is held back; ``why`` says by what, and what to do.
        last_job_id: the last job that left the queue in this turn.
        recent: the sales whose papers left the queue last, the newest at the end, and what is known of them.
        remark: something to be seen to, though paper comes out.
        torn: how often in a row a job was begun and came to no known end.
        is_broken_off: whether the last of these ended with its connection: all that is left is to print it whole again.
        gone: why the printer would not print, though nothing waits for it; empty: nothing is known to be in its way.
        unseen: the papers that may not have come out, also from before this start; None: nobody has looked yet.
    """

    waiting: bool
    why: Message = NOTHING_SAID
    last_job_id: str = ""
    recent: tuple[tuple[str, Proof], ...] = ()
    remark: Remark | None = None
    torn: int = 0
    is_broken_off: bool = False
    gone: Message = NOTHING_SAID
    unseen: PapersInDoubt | None = None

    @property
    def cause(self) -> str:
        """By what a job is held back, in the language of the moment."""
        return str(self.why)

    @property
    def down(self) -> str:
        """Why the printer would not print, though nothing waits for it, in the language of the moment."""
        return str(self.gone)

    @property
    def seen_to_first(self) -> Remark | None:
        """The one remark of all that somebody has to see to first: papers that may be missing, then the rest."""
        if self.unseen is None or (self.remark is not None and self.remark.is_of_paper):
            return self.remark
        return self.unseen.remark or self.remark

    @property
    def doubts(self) -> PapersInDoubt:
        """The papers that may not have come out."""
        from pos_terminal.domain.printer_state import NO_DOUBT

        return self.unseen or NO_DOUBT

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
