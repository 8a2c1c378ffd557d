"""What scales are asked by, and how their answers are read."""

import re
from decimal import Decimal
from typing import Protocol

from pos_terminal.domain.measured_label import Measure, MeasureKind
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState

_SEVEN_BITS = 0x7F
_MOVING, _OVER, _BELOW = 0x01, 0x02, 0x04
_TOLEDO = re.compile(rb"\x02([^\x02\r]*)\r")
_TOLEDO_WEIGHT = re.compile(rb"(?=[ \d.]{5,7}N?$) *(\d+\.\d+)N?")
_SICS = re.compile(rb"(?:^|\n)((?:S[ DI]*|E[STL])[^\r\n]*)\r\n")
_SICS_WEIGHT = re.compile(rb"S ([SD]) +(-? *\d+(?:\.\d+)?) +(kg|g|lb|oz)")
_SICS_UNITS = {
    b"kg": (MeasureKind.WEIGHT_KG, Decimal(1)),
    b"g": (MeasureKind.WEIGHT_KG, Decimal("0.001")),
    b"lb": (MeasureKind.WEIGHT_LB, Decimal(1)),
    b"oz": (MeasureKind.WEIGHT_LB, Decimal("0.0625")),
}
_SICS_STATES = {b"S I": ScaleState.MOVING, b"S +": ScaleState.TOO_HEAVY, b"S -": ScaleState.BELOW_ZERO}


class ScaleLanguage(Protocol):
    """How one kind of scale is spoken to."""

    @property
    def question(self) -> bytes:
        """What asks for the weight now."""

    @property
    def port(self) -> str:
        """How a serial port is set where nobody says otherwise."""

    def read(self, answer: bytes) -> ScaleReading | None:
        """What the answer says; None while it is not whole."""


class Toledo8217:
    """The counter scales of Mettler Toledo and of most others: ``W`` is answered by the weight, or by a status."""

    question = b"W"
    port = "baud=9600&parity=even&bits=7"

    def __init__(self, kind: MeasureKind) -> None:
        """``kind`` is the unit that the scale is set to: it does not say which."""
        self._kind = kind

    def read(self, answer: bytes) -> ScaleReading | None:
        """A serial server may leave the parity bit in each byte; it says nothing here."""
        framed = _TOLEDO.search(bytes(byte & _SEVEN_BITS for byte in answer))
        if framed is None:
            return None
        said = framed[1]
        if said.startswith(b"?") and len(said) == len(b"?s"):
            return ScaleReading(_state(said[1]))
        weight = _TOLEDO_WEIGHT.fullmatch(said)
        if weight is None:
            return ScaleReading(ScaleState.UNREADABLE)
        # A weight that moves, or is out of range, is answered by a status.
        return ScaleReading.showing(Measure(self._kind, Decimal(weight[1].decode())), is_steady=True)


class Sics:
    """Level 0 of the standard command set of Mettler Toledo: ``SI`` is answered at once, steady or not."""

    question = b"SI\r\n"
    port = "baud=9600"

    def read(self, answer: bytes) -> ScaleReading | None:
        """The unit is part of the answer."""
        line = _SICS.search(answer)
        if line is None:
            return None
        said = line[1].rstrip(b" ")
        if said in _SICS_STATES:
            return ScaleReading(_SICS_STATES[said])
        weight = _SICS_WEIGHT.fullmatch(said)
        if weight is None:
            return ScaleReading(ScaleState.UNREADABLE)
        kind, scale = _SICS_UNITS[weight[3]]
        value = Decimal(weight[2].replace(b" ", b"").decode()) * scale
        return ScaleReading.showing(Measure(kind, value), is_steady=weight[1] == b"S")


def _state(status: int) -> ScaleState:
    if status & _OVER:
        return ScaleState.TOO_HEAVY
    if status & _BELOW:
        return ScaleState.BELOW_ZERO
    return ScaleState.MOVING if status & _MOVING else ScaleState.UNREADABLE
