"""The scale as the settings have it, in its own thread: it is asked while somebody looks, and let go of otherwise."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop, LoopClosed
from pos_terminal.app.device_places import lined_place
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pos_terminal.adapters.escpos.drivers.line import Line
    from pos_terminal.adapters.escpos.drivers.linked import Place
    from pos_terminal.adapters.scale.asking import AskedScale, ScalePlace
    from pos_terminal.adapters.scale.languages import ScaleLanguage
    from pos_terminal.settings import Settings

NONE = "none"
_NAME = Message("The scale")
_OFTEN, _SELDOM = 0.1, 1.0
_FRESH = 1.5
"""Seconds for which an answer is what the scale shows."""
_LOOKED = 2.0
"""Seconds after the last look until the scale is let go of: another program, or a training, may want it."""
_STEADY = 3.0
_PATIENCE = 8.0
"""Seconds that one who may wait waits: for a line that is opened, and for the scale to be still."""
_CLOSING = 4.0


def asked_scale(settings: Settings) -> AskedScale:
    """The scale of the settings, which is not reached yet; for settings that name no place, one that says so."""
    from pos_terminal.adapters.escpos.faults import told_by
    from pos_terminal.adapters.scale.asking import AskedScale
    from pos_terminal.adapters.scale.languages import Sics, Toledo8217
    from pos_terminal.domain.measured_label import MeasureKind

    scale = settings.scale
    language: ScaleLanguage = Sics()
    if scale.protocol == "toledo_8217":
        language = Toledo8217(MeasureKind.WEIGHT_KG if scale.unit == "kg" else MeasureKind.WEIGHT_LB)
    target, mark, options = scale.target.partition("?")
    if "serial" in (scale.driver, target.partition("://")[0]):
        # What the settings say stands behind what this kind of scale is set to, and so counts.
        mark, options = "?", f"{language.port}&{options}".removesuffix("&")
    try:
        place: ScalePlace = _ScalesPlace(lined_place(_NAME, scale.driver, f"{target}{mark}{options}"))
    except ValueError as error:
        place = _NoPlace(told_by(error, "[scale]"))
    return AskedScale(place, language, monotonic)


@dataclass(frozen=True, slots=True)
class _ScalesPlace:
    """A place whose faults are said of the scale."""

    place: Place

    def connected(self) -> Line:
        """A new line. Raises PrinterFault when there is nobody."""
        from pos_terminal.adapters.escpos.faults import renamed

        try:
            return self.place.connected()
        except PrinterFault as fault:
            raise renamed(fault, _NAME) from fault


@dataclass(frozen=True, slots=True)
class _NoPlace:
    """What the settings name is no place."""

    why: Message

    def connected(self) -> Line:
        """Raises PrinterFault."""
        raise PrinterFault(FaultCause.UNREACHABLE, self.why)


class ScaleSide:
    """The scale of one terminal; any thread may ask."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._newest = (ScaleReading(ScaleState.ASKED), 0.0)
        self._looked_at = 0.0
        self._is_resting = True
        self._loop: Loop[AskedScale] = Loop("scale", self._asked, self._step)

    def newest(self) -> ScaleReading:
        """What it showed last, at once; it goes on being asked for a moment."""
        self._looked_at = monotonic()
        if self._is_resting:
            self._loop.start()
            self._loop.nudge()
        reading, at = self._newest
        return reading if monotonic() - at <= _FRESH else ScaleReading(ScaleState.ASKED)

    def steady(self) -> ScaleReading:
        """What it shows once it is still, within a few seconds; waits, so the screen's thread does not ask this."""
        try:
            return self._loop.ask(lambda scale: scale.steady(_STEADY)).result(_PATIENCE)
        except (TimeoutError, LoopClosed):
            return ScaleReading(ScaleState.SILENT)

    def close(self) -> bool:
        """Let go of the scale and end the thread; whether it ended in time."""
        return self._loop.close(_CLOSING)

    def _asked(self) -> AbstractContextManager[AskedScale]:
        return closing(asked_scale(self._settings))

    def _step(self, scale: AskedScale) -> float | None:
        self._is_resting = True
        if monotonic() - self._looked_at > _LOOKED:
            scale.close()
            return None
        self._is_resting = False
        reading = scale.reading()
        self._newest = (reading, monotonic())
        return _OFTEN if reading.is_well else _SELDOM
