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
        is_of_paper: whether it is that nobody knows what became of the last paper.
    """

    words: str
    told: Message
    is_of_paper: bool = False

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
    is_of_paper=True,
)
"""Of a job that a printer took which was never heard to answer, and for which nobody has spoken."""


@dataclass(frozen=True, slots=True)
class Printout:
    """What became of a job; ``in_doubt``: nobody knows whether it came out, and somebody has to look."""

    proof: Proof
    remark: Remark | None = None
    in_doubt: bool = False


_SLIP = Message("a slip of the till")
CHECK_KITCHEN = later("Check kitchen")
"""The words of a remark that somebody has to ask in the kitchen."""


@dataclass(frozen=True, slots=True)
class PapersInDoubt:
    """The papers that left the queue and may not have come out, until somebody says so or they are printed again.

    Attributes:
        count: how many there are.
        transaction_id: the sale of the last of them; empty: it is about the till itself.
        through: the last of them by its number, so that nobody settles one that came later and was not seen.
        kitchen: the kitchen's printer whose orders they are; empty: they are papers of the till.
    """

    count: int = 0
    transaction_id: str = ""
    through: int = 0
    kitchen: str = ""

    @property
    def remark(self) -> Remark | None:
        """What is to be done about them; None where there are none."""
        if not self.count:
            return None
        if self.kitchen:
            return Remark(CHECK_KITCHEN, self._told_of_orders, is_of_paper=True)
        which = _SLIP
        if self.transaction_id:
            which = Message("the receipt of sale {sale}", sale=self.transaction_id)
        return Remark(
            NOT_CONFIRMED.words,
            Message(
                "Papers that may not have come out: {count}. The last of them is {which}. Look for them, and print "
                "again what is not there. Once they are seen to, say so: More, Devices, Printer.",
                count=self.count,
                which=which,
            ),
            is_of_paper=True,
        )

    @property
    def _told_of_orders(self) -> Message:
        return Message(
            "Orders that the kitchen may not have: {count}. The last of them is of sale {sale}. Ask there, and send "
            "again what is missing. Once they are seen to, say so: More, Devices, Kitchen printer {name}.",
            count=self.count,
            sale=self.transaction_id,
            name=self.kitchen,
        )


NO_DOUBT = PapersInDoubt()
"""All papers came out, as far as anybody knows."""
