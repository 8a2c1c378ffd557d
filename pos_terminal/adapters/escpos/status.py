"""What a receipt printer answers, bit by bit, and how its answers are told apart.

A printer sends four kinds of bytes over one line, whenever it likes: replies to a real-time question, statuses of four
bytes that nobody asked for, replies to a question in the data, and flow control. Bits 0, 1, 4 and 7 tell them apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pos_terminal.domain.printer_state import PaperLevel, PrinterError, PrinterStatus

ASK_PRINTER, ASK_OFFLINE, ASK_ERROR, ASK_PAPER = 1, 2, 3, 4
"""The questions of DLE EOT n."""
ASK_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: answered once all before it is printed, and not at all while the printer is off-line."""
TELL_CHANGES = b"\x1da\xff"
"""GS a: tell the status of four bytes now, and again at each change."""

_KIND = 0b1001_0011
_REAL_TIME, _AUTOMATIC = 0b0001_0010, 0b0001_0000
_TAIL = 0b1001_0000
"""Both bits are 0 in the second to fourth byte of a status, and in a reply to GS r."""
_AUTOMATIC_LENGTH = 4


def ask(question: int) -> bytes:
    """DLE EOT n, which is answered at once, whatever waits before it."""
    return bytes((0x10, 0x04, question))


class Kind(StrEnum):
    """What a printer said."""

    REAL_TIME = "real time"
    """One byte, the reply to DLE EOT."""
    AUTOMATIC = "automatic"
    """Four bytes that come by themselves once asked for by GS a."""
    DONE = "done"
    """One byte, the reply to GS r 1: all before it is on paper."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a printer said."""

    kind: Kind
    content: bytes


class StatusStream:
    """Cuts what comes from a printer into what it says. Flow control and noise say nothing and are dropped."""

    def __init__(self) -> None:
        self._begun = b""

    def fed(self, content: bytes) -> Iterator[Said]:
        """What is whole after these bytes."""
        for value in content:
            yield from self._one(value)

    def _one(self, value: int) -> Iterator[Said]:
        byte = bytes((value,))
        if not value & _TAIL and self._begun:
            self._begun += byte
            if len(self._begun) == _AUTOMATIC_LENGTH:
                yield Said(Kind.AUTOMATIC, self._begun)
                self._begun = b""
            return
        # Anything else cuts a status off: what began it was none, or the rest was lost.
        self._begun = byte if value & _KIND == _AUTOMATIC else b""
        if not value & _TAIL:
            yield Said(Kind.DONE, byte)
        elif value & _KIND == _REAL_TIME:
            yield Said(Kind.REAL_TIME, byte)


def decoded(replies: Mapping[int, int]) -> PrinterStatus:
    """The status that these replies make, each under the number of its question."""
    status = PrinterStatus()
    if (reply := replies.get(ASK_PRINTER)) is not None:
        status = replace(
            status, drawer_pin=bool(reply & 0x04), is_online=not reply & 0x08, awaits_key=bool(reply & 0x20)
        )
        status = replace(status, is_feeding=bool(reply & 0x40))
    if (reply := replies.get(ASK_OFFLINE)) is not None:
        status = replace(
            status,
            is_cover_open=bool(reply & 0x04),
            is_feeding=bool(reply & 0x08) or bool(status.is_feeding),
            paper=PaperLevel.OUT if reply & 0x20 else status.paper,
            error=PrinterError.RECOVERABLE if reply & 0x40 else PrinterError.NONE,
        )
    if (reply := replies.get(ASK_ERROR)) is not None:
        status = replace(status, error=_error(reply, status.error))
    if (reply := replies.get(ASK_PAPER)) is not None and status.paper is not PaperLevel.OUT:
        status = replace(status, paper=_paper(low=reply & 0x0C, out=reply & 0x60))
    return status


def decoded_automatic(said: bytes) -> PrinterStatus:
    """The status in the four bytes that a printer sends by itself."""
    printer, error, paper, _ = said
    return PrinterStatus(
        is_online=not printer & 0x08,
        paper=_paper(low=paper & 0x03, out=paper & 0x0C),
        is_cover_open=bool(printer & 0x20),
        is_feeding=bool(printer & 0x40) or bool(error & 0x02),
        awaits_key=bool(error & 0x01),
        error=_error(error, PrinterError.NONE),
        drawer_pin=bool(printer & 0x04),
    )


def paper_when_done(reply: int) -> PaperLevel:
    """The paper in a reply to GS r 1."""
    return _paper(low=reply & 0x03, out=reply & 0x0C)


def _paper(*, low: int, out: int) -> PaperLevel:
    """Each sensor has two bits that are meant to be equal; one of them is enough."""
    if out:
        return PaperLevel.OUT
    return PaperLevel.LOW if low else PaperLevel.PRESENT


def _error(reply: int, otherwise: PrinterError | None) -> PrinterError | None:
    """The gravest of the causes of an error; ``otherwise`` where none is named."""
    causes = (
        (0x20, PrinterError.UNRECOVERABLE),
        (0x08, PrinterError.CUTTER),
        (0x04, PrinterError.RECOVERABLE),
        (0x40, PrinterError.COOLING),
    )
    return next((error for bit, error in causes if reply & bit), otherwise)
