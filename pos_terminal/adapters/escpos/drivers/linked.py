"""A printer at the other end of a line: looked at before a job, asked after it, and never believed without a reason."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pos_terminal.adapters.escpos.drivers.acquaintance import Acquaintance
from pos_terminal.adapters.escpos.drivers.conversation import USUAL, Conversation, Patience
from pos_terminal.adapters.escpos.drivers.line import Line
from pos_terminal.adapters.escpos.encode import DRAWER_PULSE, Encoder
from pos_terminal.adapters.escpos.faults import broken, expect_well, fault_in, silent, unconfirmed
from pos_terminal.domain.printer_state import NOT_CONFIRMED, PaperLevel, PrinterStatus, Printout, Proof, Remark
from pos_terminal.domain.receipt import FaultCause, PrinterFault, PrintJob
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

_FORGOTTEN_AFTER = 60.0
"""Seconds that a printer may say nothing of a job in doubt, before the line to it is given up."""
_LOW = Remark(later("Paper low"), Message("The paper is nearly out. Have a new roll ready."))


class Asking(StrEnum):
    """How a printer is asked about its state."""

    AUTO = "auto"
    """By real-time questions; one that has answered none at its first job is left alone until something goes wrong."""
    DLE = "dle"
    """By real-time questions, which it answers."""
    ASB = "asb"
    """It tells its state by itself, once asked to."""
    NONE = "none"
    """It cannot be asked."""


class Place(Protocol):
    """Where a printer is, in words, and how to get a line to it."""

    @property
    def name(self) -> Message:
        """The printer as it is named to people, at the begin of a sentence."""

    def connected(self) -> Line:
        """A new line. Raises PrinterFault when there is nobody."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a printer is treated.

    Attributes:
        asking: how it is asked about its state.
        patience: how long it may take.
        pulse: opens the drawer, in its turn; empty for a printer without one.
        pulse_at_once: opens it before all that waits in the printer.
        urgent: whether the drawer is to be opened now, while a job is under way.
        memory: a folder of our own where it is kept what printers can.
    """

    asking: Asking = Asking.AUTO
    patience: Patience = USUAL
    pulse: bytes = DRAWER_PULSE
    pulse_at_once: bytes = b"\x10\x14\x01\x00\x01"
    urgent: Callable[[], bool] = lambda: False
    memory: Path | None = None


class LinkedPrinter:
    """Sends each job whole over a connection of its own: printers drop idle ones, and other tills want a turn.

    A connection whose job is in doubt is kept: a printer without paper prints the rest once it has some, and says so.
    """

    def __init__(self, place: Place, encoder: Encoder, manners: Manners | None = None) -> None:
        self._place = place
        self._encoder = encoder
        self._manners = manners or Manners()
        self._known = Acquaintance(self._manners.memory, place.name.in_english)
        self._is_mute = False
        self._doubt: tuple[str, Conversation] | None = None

    def print(self, job: PrintJob) -> Printout:
        """Print, and wait until it is on paper where the printer can say so.

        Raises:
            PrinterFault: in doubt when some of the job may be on paper.
        """
        self._give_up_doubt()
        pieces = self._encoder.pieces(job.document)
        talk = self._begun()
        try:
            printout = self._printed(talk, pieces)
        except PrinterFault as fault:
            self._is_mute = False
            if fault.is_in_doubt and fault.cause is not FaultCause.BROKEN:
                self._doubt = (job.job_id, talk)
            else:
                talk.close()
            raise
        talk.close()
        return printout

    def recall(self, job_id: str) -> Printout | None:
        """What became of a job in doubt, if its connection still stands; None: nobody knows.

        Raises:
            PrinterFault: the printer still holds it.
        """
        if self._doubt is None or self._doubt[0] != job_id:
            return None
        try:
            found = self._heard_of(self._doubt[1])
        except OSError:
            found = None
        self._give_up_doubt()
        return found

    def status(self) -> PrinterStatus:
        """What the printer says of itself; nothing where it does not answer.

        Raises:
            PrinterFault: there is nobody.
        """
        with self._talk() as talk:
            return self._looked(talk)

    def open_drawer(self) -> None:
        """Open the drawer, before all that waits where the printer is off-line.

        Raises:
            PrinterFault: there is nobody.
        """
        if not self._manners.pulse:
            return
        with self._talk() as talk:
            is_stopped = self._answers and self._looked(talk).is_online is False
            talk.say(self._manners.pulse_at_once if self._doubt or is_stopped else self._manners.pulse)
            if self._doubt is None:
                talk.finish()

    def close(self) -> None:
        """Let go of the connection whose job is in doubt."""
        self._give_up_doubt()

    @property
    def _answers(self) -> bool:
        """Whether a silent printer has something the matter: it is known to answer, by its setting or from before."""
        return self._known.answers or self._manners.asking in {Asking.DLE, Asking.ASB}

    @property
    def _is_left_alone(self) -> bool:
        """Whether it is asked nothing: it cannot answer, by its setting, by what it did, or as somebody said."""
        is_vouched = self._manners.asking is Asking.AUTO and not self._answers and self._known.is_vouched_for
        return self._manners.asking is Asking.NONE or self._is_mute or is_vouched

    @property
    def _unheard(self) -> Remark | None:
        """What is to be told of a job that it took: where it never said a word, that nobody knows of the paper."""
        is_spoken_for = self._answers or self._manners.asking is Asking.NONE or self._known.is_vouched_for
        return None if is_spoken_for else NOT_CONFIRMED

    @contextmanager
    def _talk(self) -> Iterator[Conversation]:
        """The connection that stands, or a new one that is closed at the end; its end is a fault without a doubt."""
        talk = self._doubt[1] if self._doubt else self._begun()
        try:
            yield talk
        except OSError as error:
            raise broken(self._place.name, error, is_in_doubt=False) from error
        finally:
            if self._doubt is None:
                talk.close()

    def _begun(self) -> Conversation:
        return Conversation(self._place.connected(), self._manners.patience, self._urgent_bytes)

    def _urgent_bytes(self) -> bytes:
        return self._manners.pulse_at_once if self._manners.urgent() else b""

    def _looked(self, talk: Conversation) -> PrinterStatus:
        asking, patience = self._manners.asking, self._manners.patience
        if self._is_left_alone:
            return PrinterStatus()
        seconds = patience.known_answer if self._answers else patience.answer
        status = talk.look_by_itself(seconds) if asking is Asking.ASB else talk.look(seconds)
        if status.has_answered:
            self._known.has_answered()
        return status

    def _printed(self, talk: Conversation, pieces: list[bytes]) -> Printout:
        """Look, send the job, and what is known of it then."""
        is_begun = False
        try:
            status = self._looked(talk)
            expect_well(self._place.name, status)
            if self._answers and not status.has_answered:
                raise silent(self._place.name, is_in_doubt=False)
            is_begun = True
            talk.deliver(pieces)
            if not self._is_left_alone:
                talk.ask_for_proof()
                return self._proven(talk, None) or self._unproven(talk)
            talk.finish()
        except TimeoutError as error:
            raise self._stalled(talk, error, is_in_doubt=is_begun) from error
        except OSError as error:
            raise broken(self._place.name, error, is_in_doubt=is_begun) from error
        return self._sent(self._unheard)

    def _proven(self, talk: Conversation, seconds: float | None) -> Printout | None:
        """Whether the printer said that it has printed, and is well: a byte that comes by chance proves nothing."""
        paper = talk.proof(seconds)
        if paper is None:
            return None
        status = self._looked(talk)
        if fault_in(status) is not None:
            return None
        self._known.has_confirmed()
        return Printout(Proof.PRINTED, _LOW if PaperLevel.LOW in {paper, status.paper} else None)

    def _unproven(self, talk: Conversation) -> Printout:
        """The job was taken and not confirmed. Raises PrinterFault, in doubt, with the reason."""
        status = self._looked(talk)
        expect_well(self._place.name, status, is_in_doubt=True)
        if self._answers and not status.has_answered:
            raise silent(self._place.name, is_in_doubt=True)
        # What is asked nothing has nothing to answer when the connection is closed, which would take the job along.
        self._is_mute = not self._answers
        if self._known.confirms:
            raise unconfirmed(self._place.name)
        talk.finish()
        return self._sent(_LOW if status.paper is PaperLevel.LOW else self._unheard)

    def _sent(self, remark: Remark | None) -> Printout:
        return Printout(Proof.SENT, remark, in_doubt=remark is NOT_CONFIRMED)

    def _heard_of(self, talk: Conversation) -> Printout | None:
        """What the printer says of the job whose connection was kept."""
        if printed := self._proven(talk, 0.0):
            return printed
        status = self._looked(talk)
        expect_well(self._place.name, status, is_in_doubt=True)
        if not status.has_answered and talk.age < _FORGOTTEN_AFTER:
            raise silent(self._place.name, is_in_doubt=True)
        return self._proven(talk, None)

    def _stalled(self, talk: Conversation, error: TimeoutError, *, is_in_doubt: bool) -> PrinterFault:
        """It takes no more; if it still answers, it says why."""
        status = talk.told
        with suppress(OSError):
            status = self._looked(talk) if self._answers else status
        try:
            expect_well(self._place.name, status, is_in_doubt=is_in_doubt)
        except PrinterFault as fault:
            return fault
        return broken(self._place.name, error, is_in_doubt=is_in_doubt)

    def _give_up_doubt(self) -> None:
        if self._doubt is not None:
            self._doubt[1].close()
            self._doubt = None
