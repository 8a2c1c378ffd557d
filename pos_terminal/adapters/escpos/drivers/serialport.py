"""A printer on a serial port: a real one, one behind a USB adapter, or what Bluetooth shows as one."""

from __future__ import annotations

import os
import select
from contextlib import suppress
from dataclasses import dataclass, fields
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl

from pos_terminal.adapters.escpos.faults import PRINTER, BadAddress, LineEnded, printer_at, reason_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from serial import Serial

_REFUSED: tuple[type[Exception], ...] = ()
if os.name != "nt":
    import termios

    _REFUSED = (termios.error,)
_CHUNK = 256
"""Little enough for the slowest line to take it within a deadline."""
_STEP = 0.05
_LAST_BYTES = 10.0
_FLOWS = ("none", "rtscts", "xonxoff", "dsrdtr")
_BITS = ("7", "8")
_PARITIES = ("none", "even", "odd")


@dataclass(frozen=True, slots=True)
class SerialPlace:
    """A printer at a port, and how the line is set there: as the printer's own switches or self-test say."""

    device: str
    baud: int = 9600
    parity: str = "none"
    flow: str = "none"
    bits: int = 8

    @classmethod
    def parsed(cls, target: str) -> Self:
        """A place from ``/dev/ttyUSB0``, ``COM3`` or ``/dev/ttyS0?baud=19200&parity=even&flow=rtscts``.

        Raises:
            ValueError: a sentence with what is wrong.
        """
        device, _, options = target.removeprefix("serial://").partition("?")
        given = dict(parse_qsl(options, keep_blank_values=True))
        if not device:
            needs = Message("{device} needs a port as its target, such as /dev/ttyUSB0 or COM3.", device=PRINTER)
            raise BadAddress(needs)
        if unknown := set(given) - {each.name for each in fields(cls)[1:]}:
            has = Message(
                "A serial port has no setting {name}: there are baud, parity, flow and bits.", name=repr(min(unknown))
            )
            raise BadAddress(has)
        baud, parity, flow = given.get("baud", "9600"), given.get("parity", "none"), given.get("flow", "none")
        if not (baud.isascii() and baud.isdigit() and int(baud) > 0):
            raise BadAddress(Message("baud takes a number such as 9600 or 115200, not {given}.", given=repr(baud)))
        if parity not in _PARITIES or flow not in _FLOWS:
            known = {"parities": ", ".join(_PARITIES), "flows": ", ".join(_FLOWS)}
            raise BadAddress(Message("parity takes one of {parities}, flow one of {flows}.", **known))
        bits = given.get("bits", "8")
        if bits not in _BITS:
            raise BadAddress(
                Message("bits takes one of {known}, not {given}.", known=", ".join(_BITS), given=repr(bits))
            )
        return cls(device, int(baud), parity, flow, int(bits))

    @property
    def name(self) -> Message:
        """With its port."""
        return printer_at(self.device)

    def connected(self) -> SerialLine:
        """Opens the port for itself alone. Raises PrinterFault when that cannot be done."""
        try:
            port = self._opened()
        except (OSError, ValueError) as error:
            raise PrinterFault(
                FaultCause.UNREACHABLE,
                Message(
                    "{device} cannot be reached ({why}). Check its cable, the port's name, "
                    "that no other program uses it, and that this user may.",
                    device=self.name,
                    why=_reason(error),
                ),
            ) from error
        return SerialLine(port)

    def _opened(self) -> Serial:
        try:
            return self._set(self.bits, self.parity)
        except _REFUSED:  # what is no real line, a pseudo-terminal, has no bits and parity to set
            return self._set(8, "none")

    def _set(self, bits: int, parity: str) -> Serial:
        import serial

        return serial.Serial(
            self.device,
            self.baud,
            bytesize=bits,
            parity=parity[0].upper(),
            rtscts=self.flow == "rtscts",
            xonxoff=self.flow == "xonxoff",
            dsrdtr=self.flow == "dsrdtr",
            write_timeout=_STEP,
            exclusive=True,
        )


class SerialLine:
    """An open port. What the driver of the port has taken, and not given out, does not count as taken."""

    def __init__(self, port: Serial) -> None:
        self._port = port
        self._wait = Event()

    def send(self, content: bytes, seconds: float) -> int:
        """Raises TimeoutError when nothing was taken, OSError when the port is gone."""
        import serial

        part = content[:_CHUNK]
        if os.name != "nt":
            # pyserial cannot say how much of a write that timed out was taken; the system can.
            if not select.select([], [self._port], [], max(0.0, seconds))[1]:
                raise TimeoutError
            return os.write(self._port.fileno(), part)
        try:
            return int(self._port.write(part) or 0)
        except serial.SerialTimeoutException as error:
            raise TimeoutError from error

    def receive(self, seconds: float) -> bytes:
        """Raises OSError when the port is gone."""
        if os.name != "nt":
            # pyserial sets the port anew for each patience, which one that takes not every setting refuses.
            if not select.select([self._port], [], [], max(0.0, seconds))[0]:
                return b""
            with suppress(BlockingIOError):
                if content := os.read(self._port.fileno(), _CHUNK):
                    return content
                raise LineEnded(Message("it went away"))
            return b""
        self._port.timeout = max(0.0, seconds)
        first: bytes = self._port.read(1)
        return first + self._port.read(self._port.in_waiting) if first else b""

    def finish(self) -> None:
        """Waits until all is on the line. Raises TimeoutError when the printer does not let it out."""
        deadline = monotonic() + _LAST_BYTES
        while self._port.out_waiting:
            if monotonic() >= deadline:
                raise TimeoutError
            self._wait.wait(_STEP)

    def close(self) -> None:
        """Close the port, which must not wait for a printer that takes nothing."""
        with suppress(OSError):
            if self._port.out_waiting:
                self._port.reset_output_buffer()
        self._port.close()


def _reason(error: OSError | ValueError) -> Message | str:
    cause = error.__cause__ or error.__context__ or error
    if isinstance(cause, OSError) and cause.strerror:
        return reason_of(cause)
    return reason_of(error) if isinstance(error, OSError) else str(error)
