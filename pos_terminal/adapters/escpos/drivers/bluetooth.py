"""A printer by Bluetooth, over the serial profile and without a port of the system."""

import re
import socket
from dataclasses import dataclass
from typing import Self

from pos_terminal.adapters.escpos.drivers.network import SocketLine
from pos_terminal.adapters.escpos.faults import BadAddress, printer_at, reason_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

_MAC = re.compile(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")
_MOST_CHANNEL = 30


@dataclass(frozen=True, slots=True)
class BluetoothPlace:
    """A printer that this machine is paired with.

    Attributes:
        connect: seconds until it accepts the connection; it may have to wake up.
    """

    mac: str
    channel: int = 1
    connect: float = 5.0

    @classmethod
    def parsed(cls, target: str) -> Self:
        """A place from ``00:11:22:33:44:55`` or ``00:11:22:33:44:55/2``, with the channel behind the stroke.

        Raises:
            ValueError: a sentence with what is wrong.
        """
        mac, _, channel = target.removeprefix("bluetooth://").strip().partition("/")
        number = int(channel or 1) if not channel or (channel.isascii() and channel.isdigit()) else 0
        if not _MAC.fullmatch(mac) or not 1 <= number <= _MOST_CHANNEL:
            raise BadAddress(Message("The bluetooth printer's target is its address, such as 00:11:22:33:44:55."))
        return cls(mac, number)

    @property
    def name(self) -> Message:
        """With its address."""
        return printer_at(self.mac)

    def connected(self) -> SocketLine:
        """Connects. Raises PrinterFault when nobody answers, or this machine cannot."""
        family = getattr(socket, "AF_BLUETOOTH", None)
        if family is None:
            raise PrinterFault(
                FaultCause.SETUP,
                Message(
                    "This Python cannot speak Bluetooth. Pair the printer as a serial port, and use the serial driver."
                ),
            )
        line = socket.socket(family, socket.SOCK_STREAM, getattr(socket, "BTPROTO_RFCOMM", 0))
        try:
            line.settimeout(self.connect)
            line.connect((self.mac, self.channel))
        except OSError as error:
            line.close()
            raise PrinterFault(
                FaultCause.UNREACHABLE,
                Message(
                    "{device} does not answer ({why}). Check that it is on, near and paired.",
                    device=self.name,
                    why=reason_of(error) if error.errno else Message("no answer in time"),
                ),
            ) from error
        return SocketLine(line)
