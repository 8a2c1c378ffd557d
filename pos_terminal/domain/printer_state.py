"""What a printer says of itself, and what is known of a job that it was given."""

from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.wording import later
from pos_terminal.wording.message import Message


class Proof(StrEnum):
    """What is known of a job that has left the queue."""

    PRINTED = "printed"
    """The printer said, after the cut, that all before it is on paper."""
    SENT = "sent"
    """It was taken whole by a printer, or a spooler, that cannot say more."""
    UNKNOWN = "unknown"
    """It was taken, twice, by a printer that otherwise says when it has printed, and did not say so."""


class PaperLevel(StrEnum):
    """How much paper there is."""

    UNKNOWN = "unknown"
    PRESENT = "present"
    LOW = "low"
    OUT = "out"


class PrinterError(StrEnum):
    """What has stopped the mechanics."""

    NONE = "none"
    CUTTER = "cutter"
    RECOVERABLE = "recoverable"
    """A jam, say: it goes on once somebody has cleared it."""
    COOLING = "cooling"
    """It goes on by itself, as after the print head was too hot."""
    UNRECOVERABLE = "unrecoverable"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What a printer said of itself; None and UNKNOWN for what it did not say.

    Attributes:
        is_online: whether it prints what it is sent.
        paper: what its paper sensors see.
        is_cover_open: whether somebody has opened it.
        is_feeding: whether somebody holds its feed key.
        awaits_key: whether it waits for its key to be pressed before it goes on.
        error: what has stopped the mechanics; None: it was not asked.
        drawer_pin: whether the drawer's sensor pin is high. What that means differs from drawer to drawer.
    """

    is_online: bool | None = None
    paper: PaperLevel = PaperLevel.UNKNOWN
    is_cover_open: bool | None = None
    is_feeding: bool | None = None
    awaits_key: bool | None = None
    error: PrinterError | None = None
    drawer_pin: bool | None = None

    @property
    def has_answered(self) -> bool:
        """Whether it said anything at all."""
        return self != PrinterStatus()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be seen to, though the job is done.

    Attributes:
        words: a few of them; a screen says them in its language.
        told: what to do, as a sentence.
    """

    words: str
    told: Message

    @property
    def sentence(self) -> str:
        """What to do, in the language of the moment."""
        return str(self.told)


NOT_CONFIRMED = Remark(
    later("Not confirmed"),
    Message(
        "The printer takes receipts and never says that they are printed. Look whether the last one came out; "
        "if it is not there, print it again: More, Print last receipt. Once a test page of More, Devices came out, "
        "say so there: then this is said no more."
    ),
)
"""Of a job that a printer took which was never heard to answer, and for which nobody has spoken."""


@dataclass(frozen=True, slots=True)
class Printout:
    """What became of a job."""

    proof: Proof
    remark: Remark | None = None
