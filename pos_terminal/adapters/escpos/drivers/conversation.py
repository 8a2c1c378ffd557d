"""Talking to a printer over a line: what state it is in, the job, and whether it was printed."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from pos_terminal.adapters.escpos.drivers.line import Line
from pos_terminal.adapters.escpos.status import (
    ASK_ERROR,
    ASK_OFFLINE,
    ASK_PAPER,
    ASK_PRINTER,
    ASK_WHEN_DONE,
    TELL_CHANGES,
    Kind,
    StatusStream,
    ask,
    decoded,
    decoded_automatic,
    paper_when_done,
)
from pos_terminal.domain.printer_state import PaperLevel, PrinterError, PrinterStatus

_CHUNK = 2048
_LOOK = 0.05
"""Seconds between two looks whether something urgent is to go out while the printer prints."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a printer may take, in seconds.

    Attributes:
        stall: without taking a byte.
        job: until it has taken the whole job.
        answer: for an answer about its state, when it is not known to answer.
        known_answer: for an answer of a printer that has answered before.
        proof: from the last byte of a short job until it is printed.
        pace: bytes that the slowest printer prints in one: a long job has more time.
    """

    stall: float = 5.0
    job: float = 60.0
    answer: float = 0.8
    known_answer: float = 2.5
    proof: float = 4.0
    pace: float = 1000.0


USUAL = Patience()


class Conversation:
    """One connection's worth of talk; for one thread.

    ``urgent`` gives what has to go out now, such as the drawer's pulse, or nothing; it is looked at between two
    commands of the job, and while the printer prints.
    """

    def __init__(self, line: Line, patience: Patience, urgent: Callable[[], bytes]) -> None:
        self._line = line
        self._patience = patience
        self._urgent = urgent
        self._stream = StatusStream()
        self._replies: deque[int] = deque()
        self._owed = 0
        self._done: deque[int] = deque()
        self._automatic: PrinterStatus | None = None
        self._since = monotonic()
        self._sent = 0

    @property
    def age(self) -> float:
        """Seconds since it began."""
        return monotonic() - self._since

    def look(self, seconds: float) -> PrinterStatus:
        """What the printer says of its state; nothing of what it did not say in time.

        Raises OSError when the line is broken.
        """
        replies: dict[int, int] = {}
        for question in (ASK_PRINTER, ASK_OFFLINE, ASK_PAPER, ASK_ERROR):
            if question == ASK_ERROR and decoded(replies).error is PrinterError.NONE:
                break
            reply = self._asked(question, seconds)
            if reply is None:
                break
            replies[question] = reply
        return decoded(replies)

    def look_by_itself(self, seconds: float) -> PrinterStatus:
        """The state as a printer tells it that answers no real-time question, but tells of its changes."""
        before, self._automatic = self._automatic, None
        self._give(TELL_CHANGES)
        if not self._listen(seconds, lambda: self._automatic is not None):
            self._automatic = before
        return self.told

    @property
    def told(self) -> PrinterStatus:
        """The state that the printer told last without being asked."""
        return self._automatic or PrinterStatus()

    def deliver(self, pieces: Iterable[bytes]) -> None:
        """Send the job; between two of its pieces anything else may go out.

        Raises TimeoutError when the printer takes no more, and OSError when the line is broken.
        """
        deadline = monotonic() + self._patience.job
        for chunk in _gathered(pieces):
            self._send_urgent()
            self._give(chunk, deadline)
            self._sent += len(chunk)
            self._hear(0.0)

    def ask_for_proof(self) -> None:
        """Ask to be told once all that was sent is printed."""
        self._done.clear()
        self._give(ASK_WHEN_DONE)

    def proof(self, seconds: float | None = None) -> PaperLevel | None:
        """Wait until all is printed; the paper that is left, or None when that was not said in time."""
        if seconds is None:
            seconds = self._patience.proof + self._sent / self._patience.pace
        if not self._listen(seconds, lambda: bool(self._done)):
            return None
        return paper_when_done(self._done.popleft())

    def say(self, content: bytes) -> None:
        """Send a command."""
        self._give(content)

    def finish(self) -> None:
        """Nothing more is said. Raises OSError where it shows that not all was taken."""
        self._line.finish()

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()

    def _asked(self, question: int, seconds: float) -> int | None:
        """The reply to one question. Replies are alike, so that those to earlier questions are waited for first."""
        self._hear(0.0)
        self._owed += 1
        self._give(ask(question))
        if not self._listen(seconds, lambda: len(self._replies) >= self._owed):
            return None
        last = 0
        for _ in range(self._owed):
            last = self._replies.popleft()
        self._owed = 0
        return last

    def _listen(self, seconds: float, enough: Callable[[], bool]) -> bool:
        """Listen until there is enough, or for so long."""
        deadline = monotonic() + seconds
        self._hear(0.0)
        while not enough():
            left = deadline - monotonic()
            if left <= 0:
                return False
            self._send_urgent()
            self._hear(min(left, _LOOK))
        return True

    def _hear(self, seconds: float) -> None:
        for said in self._stream.fed(self._line.receive(seconds)):
            if said.kind is Kind.REAL_TIME:
                # Nobody asked for a reply that is not owed.
                if len(self._replies) < self._owed:
                    self._replies.append(said.content[0])
            elif said.kind is Kind.DONE:
                self._done.append(said.content[0])
            else:
                self._automatic = decoded_automatic(said.content)

    def _send_urgent(self) -> None:
        if content := self._urgent():
            self._give(content)

    def _give(self, content: bytes, deadline: float | None = None) -> None:
        end = monotonic() + self._patience.stall if deadline is None else deadline
        while content:
            left = end - monotonic()
            if left <= 0:
                raise TimeoutError
            content = content[self._line.send(content, min(left, self._patience.stall)) :]


def _gathered(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """The pieces put together to a size that is worth sending; none is cut."""
    chunk = b""
    for piece in pieces:
        if chunk and len(chunk) + len(piece) > _CHUNK:
            yield chunk
            chunk = b""
        chunk += piece
    if chunk:
        yield chunk
