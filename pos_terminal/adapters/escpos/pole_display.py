"""A customer display of two rows at the other end of a line, which is kept open and got again when it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.escpos.faults import reason_of, renamed, said_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.adapters.escpos.drivers.line import Line
    from pos_terminal.adapters.escpos.drivers.linked import Place
    from pos_terminal.adapters.escpos.pole import PoleSpeech
    from pos_terminal.domain.display_row import DisplayRow

NAME = Message("The customer display")
_STEP = 1.0
"""Seconds that it may take no byte: two rows are sixty of them."""


class PoleDisplay:
    """Shows two rows. No display says what it shows, so that all that can be known is that it takes the bytes."""

    def __init__(self, place: Place, speech: PoleSpeech) -> None:
        self._place = place
        self._speech = speech
        self._line: Line | None = None

    def show(self, rows: Sequence[DisplayRow]) -> None:
        """Show these, on a new connection where there is none. Raises PrinterFault, which names the display."""
        try:
            self._send(self._speech.frame(rows))
        except PrinterFault as fault:
            raise renamed(fault, NAME) from fault
        except OSError as error:
            self.close()
            name = said_of(NAME, self._place.name)
            if isinstance(error, TimeoutError):
                told = Message("{device} takes nothing. Check its power and cable.", device=name)
            else:
                told = Message(
                    "{device} is gone ({why}). Check its power and cable.", device=name, why=reason_of(error)
                )
            raise PrinterFault(FaultCause.BROKEN, told) from error

    def close(self) -> None:
        """Let go of the line; what stands on the display stays."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _send(self, frame: bytes) -> None:
        if self._line is None:
            self._line = self._place.connected()
            frame = self._speech.wake() + frame
        self._line.receive(0.0)  # nothing is meant to come; a line that has ended says so here
        while frame:
            frame = frame[self._line.send(frame, _STEP) :]
