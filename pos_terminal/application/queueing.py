"""Values of the outbox and the journal: what was frozen, what waits, what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_terminal.application.replies import one_more_failure_decides


@dataclass(frozen=True, slots=True)
class Document:
    """A transaction snapshot as the platform reads it: exact bytes, never encoded again."""

    body: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request frozen before its first try. The same ``request_id`` always has the same ``body``."""

    request_id: str
    path: str
    body: bytes


_OFFLINE = b'"status":"OFFLINE"'
"""How a discount with this status stands in a document, which is encoded without spaces."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A snapshot that was never attempted: its place in the queue, its document and its own single request."""

    seq: int
    transaction_id: str
    document: Document
    request: Request

    @property
    def goes_by_batch(self) -> bool:
        """Whether it is sent as what an outage left, alone if need be: it has an offer claimed while offline."""
        return _OFFLINE in self.document.body


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request whose outcome is not known yet.

    ``tries`` counts the attempts, ``definite`` those that the platform itself answered with a failure, ``empty`` those
    with an empty success, ``bare`` those with an error that says nothing. ``is_noted``: the try that comes next is on
    disk already.
    """

    request: Request
    members: tuple[Waiting, ...]
    tries: int
    definite: int
    is_batch: bool
    empty: int = 0
    bare: int = 0
    is_noted: bool = False

    @property
    def is_fresh_batch(self) -> bool:
        """Whether several of the backlog go out together for the first time."""
        return self.is_noted and len(self.members) > 1

    @property
    def is_failed_by_definition(self) -> bool:
        """Whether one more failure that the platform itself reports decides."""
        return one_more_failure_decides(self.tries, self.definite)


class DeliveryState(StrEnum):
    """Where a snapshot stands on its way to the platform."""

    WAITING = "waiting"
    SENDING = "sending"
    PARKED = "parked"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A row of the queue as people see it."""

    seq: int
    transaction_id: str
    kind: str
    state: DeliveryState
    request_id: str
    created: datetime
    tries: int
    reason: str


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The newest entry of the journal: ``seq`` counts from 1 without a gap; 0 and sixty-four zeros for none."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class JournalFault:
    """Where the chain breaks and what is wrong there."""

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class JournalGap:
    """Entries from ``first`` to ``last`` that a damaged file took along: when that was found, and what it was."""

    first: int
    last: int
    found: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What a piece of erasing did. ``through`` is the last entry that it looked at; None: there are no more."""

    count: int
    through: int | None


class PaperKind(StrEnum):
    """Which of a sale's papers a job prints."""

    RECEIPT = "receipt"
    """The receipt, or the slip of what became of the sale later."""
    GIFT = "gift"
    COUNT = "count"
    """The count of the drawer, of an entry that closed a shift."""
    ORDER = "order"
    """What the kitchen is told; ``seq`` is the order's own number."""


@dataclass(frozen=True, slots=True)
class QueuedPrint:
    """A print job as stored. ``copy`` is 0 for the original; ``in_doubt`` after a crash while it was printing.

    ``copy`` of one in doubt is that of its last print that may be on paper, and ``again`` that of its next one.
    ``seq`` is the snapshot that it is of; None: the newest. Without a transaction it is of an entry about the till, or
    an order of the kitchen.
    """

    job_id: str
    transaction_id: str | None
    copy: int
    in_doubt: bool
    tries: int
    seq: int | None = None
    kind: PaperKind = PaperKind.RECEIPT
    culture: str = ""
    """What the shopper reads; empty: the shop's own."""
    again: int = 1


class PaperState(StrEnum):
    """Where a print job that has not left the queue stands."""

    QUEUED = "queued"
    PRINTING = "printing"
    HELD = "held"
    """Nothing of it is on paper, and its cause says what is in the way."""
    UNKNOWN = "unknown"
    """Some of it may be on paper: unless the printer still knows of it, it comes out as a copy."""

    @classmethod
    def of(cls, *, is_begun: bool, cause: str) -> "PaperState":
        """The state of a job that was begun or not, and of which this is said."""
        if is_begun:
            return cls.UNKNOWN if cause else cls.PRINTING
        return cls.HELD if cause else cls.QUEUED


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A print job in the queue as people see it; ``transaction_id`` None: a paper about the till itself."""

    job_id: str
    transaction_id: str | None
    state: PaperState
    tries: int
    cause: str
