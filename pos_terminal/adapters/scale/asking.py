"""Asks a scale what it shows, and comes back to it when it was unplugged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.adapters.scale.languages import ScaleLanguage

_PATIENCE = 0.8
"""Scales answer within a fifth of a second; one that says nothing for so long does not answer."""
_LONGEST = 256
"""No answer is longer: what is longer is noise."""


class ScaleLine(Protocol):
    """An open line."""

    def send(self, content: bytes, seconds: float) -> int:
        """How many of these bytes were taken. Raises TimeoutError when none was, OSError when the line is gone."""

    def receive(self, seconds: float) -> bytes:
        """What has come in; nothing where nothing came in that time. Raises OSError when the line is gone."""

    def close(self) -> None:
        """Let go of it."""


class ScalePlace(Protocol):
    """Where the scale hangs."""

    def connected(self) -> ScaleLine:
        """Open the line. Raises PrinterFault when that cannot be done."""


class AskedScale:
    """One scale, used by one thread."""

    def __init__(self, place: ScalePlace, language: ScaleLanguage, monotonic: Callable[[], float]) -> None:
        self._place = place
        self._language = language
        self._monotonic = monotonic
        self._line: ScaleLine | None = None

    def reading(self) -> ScaleReading:
        """What it shows now, within the deadlines of its line; why not where it does not say."""
        try:
            self._line = line = self._line or self._place.connected()
            return self._answer(line)
        except PrinterFault as fault:
            return ScaleReading(ScaleState.LOST, why=fault.told)
        except TimeoutError:
            self.close()
            return ScaleReading(ScaleState.SILENT)
        except OSError:
            self.close()
            return ScaleReading(ScaleState.LOST)

    def steady(self, seconds: float) -> ScaleReading:
        """What it shows once it is still, or after that time; a scale that cannot weigh says so at once."""
        until = self._monotonic() + seconds
        reading = self.reading()
        while not reading.is_settled and self._monotonic() < until:
            reading = self.reading()
        return reading

    def close(self) -> None:
        """Let go of the line."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _answer(self, line: ScaleLine) -> ScaleReading:
        line.receive(0)  # an answer that came too late answers nothing that is asked now
        until, heard = self._monotonic() + _PATIENCE, b""
        self._ask(line, until)
        while (left := until - self._monotonic()) > 0 and len(heard) < _LONGEST:
            heard += line.receive(left)
            reading = self._language.read(heard)
            if reading is not None:
                return reading
        return ScaleReading(ScaleState.UNREADABLE if heard else ScaleState.SILENT)

    def _ask(self, line: ScaleLine, until: float) -> None:
        """Raises TimeoutError where the line takes nothing."""
        left = self._language.question
        while left:
            left = left[line.send(left, max(0.0, until - self._monotonic())) :]
