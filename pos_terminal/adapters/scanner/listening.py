"""Hears a scanner on a line of its own, and comes back to it when it was unplugged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.adapters.scanner.framing import Framing

_GLANCE = 0.25
"""How long a look at the line takes at most; closing waits no longer than that."""
_UNENDED = 0.15
"""A scanner that ends no code has ended it when nothing came for so long."""
_TORN = 1.0
"""After this the other half of a code does not come any more."""
_FIRST_REST, _LONGEST_REST = 0.5, 10.0


class ScannerLine(Protocol):
    """An open line; it may be told more than is asked of it here."""

    def receive(self, seconds: float) -> bytes:
        """What has come in; nothing where nothing came in that time. Raises OSError when the line is gone."""

    def close(self) -> None:
        """Let go of it."""


class ScannerPlace(Protocol):
    """Where the scanner hangs."""

    def connected(self) -> ScannerLine:
        """Open the line. Raises PrinterFault when that cannot be done."""


class Listening:
    """One scanner, used by one thread."""

    def __init__(self, place: ScannerPlace, framing: Framing, monotonic: Callable[[], float]) -> None:
        self._place = place
        self._framing = framing
        self._monotonic = monotonic
        self._line: ScannerLine | None = None
        self._rest = _FIRST_REST
        self._latest = 0.0
        self.fault = NOTHING_SAID
        """Why nothing can be heard, as whoever opens the line says it; empty while the line stands."""

    def heard(self) -> tuple[list[str], float]:
        """The codes that came in, and in how many seconds to listen again."""
        try:
            self._line = self._line or self._place.connected()
            content = self._line.receive(self._patience())
        except PrinterFault as fault:
            self.fault = fault.told
            return [], self._later()
        except OSError:
            self.close()
            self.fault = Message("The scanner went away. Plug it in again; it is listened for.")
            return [], self._later()
        self.fault, self._rest = NOTHING_SAID, _FIRST_REST
        return self._codes(content), 0.0

    def close(self) -> None:
        """Let go of the line; half a code goes with it."""
        line, self._line = self._line, None
        self._framing.fell_silent()
        if line is not None:
            line.close()

    def _codes(self, content: bytes) -> list[str]:
        now, framing = self._monotonic(), self._framing
        if content:
            self._latest = now
            return framing.fed(content)
        is_over = framing.is_waiting and now - self._latest >= (_TORN if framing.has_ends else _UNENDED)
        return framing.fell_silent() if is_over else []

    def _patience(self) -> float:
        return _UNENDED if self._framing.is_waiting else _GLANCE

    def _later(self) -> float:
        rest, self._rest = self._rest, min(self._rest * 2, _LONGEST_REST)
        return rest
