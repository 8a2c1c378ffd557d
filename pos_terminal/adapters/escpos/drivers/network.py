"""A printer on the network: raw TCP, usually at port 9100."""

import errno
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from pos_terminal.adapters.escpos.faults import BadAddress, LineEnded, printer_at, reason_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

RAW_PORT = 9100
_SEND_BUFFER = 8192
_STEP = 0.05
_CHUNK = 2048
_WATCH = {"TCP_KEEPIDLE": 10, "TCP_KEEPALIVE": 10, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3}
"""Seconds of silence, seconds between questions, and how many stay unanswered before the line is gone.

Systems know the first by one name or the other.
"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a network printer listens."""

    host: str
    port: int = RAW_PORT

    @classmethod
    def parsed(cls, target: str) -> Self:
        """An address from ``host``, ``host:port``, ``192.0.2.7:9100``, ``[2001:db8::7]:9100`` or ``2001:db8::7``.

        Raises:
            ValueError: it is none of these.
        """
        bare = target.strip().removeprefix("tcp://")
        if bare.count(":") > 1 and not bare.startswith("["):
            bare = f"[{bare}]"
        try:
            parts = urlsplit(f"//{bare}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or port == 0 or parts.netloc != bare or "@" in bare:
            raise BadAddress(
                Message(
                    "{target} is no address of a device: write host:port, such as 192.168.1.50:9100.",
                    target=repr(target),
                )
            )
        return cls(host, port or RAW_PORT)

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class NetworkPlace:
    """A printer at an address.

    Attributes:
        connect: seconds until it accepts the connection.
        farewell: seconds until it closes the connection after the last byte; one that first prints is not waited for.
        drain: seconds in which it takes some more of what waits in this machine, as far as the system can say.
    """

    address: Address
    connect: float = 2.0
    farewell: float = 0.3
    drain: float = 5.0

    @property
    def name(self) -> Message:
        """With its address."""
        return printer_at(str(self.address))

    def connected(self) -> "SocketLine":
        """Tries each address the name stands for, IPv6 and IPv4. Raises PrinterFault when none answers."""
        try:
            line = socket.create_connection((self.address.host, self.address.port), timeout=self.connect)
        except (OSError, UnicodeError) as error:
            raise PrinterFault(
                FaultCause.UNREACHABLE,
                Message(
                    "{device} does not answer ({why}). Check that it is on, its cable, and its address.",
                    device=self.name,
                    why=_reason(error),
                ),
            ) from error
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _keep_watched(line)
        return SocketLine(line, self.farewell, self.drain)


def untaken(line: socket.socket) -> int:
    """Bytes that were sent and that the other end has not taken; 0 on a system that does not say."""
    with suppress(ImportError, OSError):
        import fcntl
        import termios

        return int.from_bytes(fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, bytes(4)), sys.byteorder)
    return 0


def _keep_watched(line: socket.socket) -> None:
    """Have the system ask the other end whether it is there: one that lost its power says nothing, not even goodbye."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _WATCH.items():
        if hasattr(socket, name):
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


class SocketLine:
    """A connection."""

    def __init__(self, line: socket.socket, farewell: float = 0.3, drain: float = 5.0) -> None:
        self._line = line
        self._farewell = farewell
        self._drain = drain
        # What waits in this machine's memory is not in the printer: the less fits there, the sooner a stall shows.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    def send(self, content: bytes, seconds: float) -> int:
        """Raises TimeoutError when nothing was taken, OSError when the connection is broken."""
        self._line.settimeout(max(0.001, seconds))
        return self._line.send(content)

    def receive(self, seconds: float) -> bytes:
        """Raises OSError when the printer ended the connection: it has no reason to while it is being sent to."""
        self._line.settimeout(max(0.0, seconds))
        try:
            received = self._line.recv(_CHUNK)
        except (TimeoutError, BlockingIOError) as silence:
            if silence.errno == errno.ETIMEDOUT:  # the system's word that nobody is there, not that nothing was said
                raise LineEnded(Message("it does not answer any more")) from silence
            return b""
        if not received:
            raise LineEnded(Message("it closed the connection"))
        return received

    def finish(self) -> None:
        """A printer that was switched off takes bytes into nowhere; that it refused them shows only when reading.

        Raises TimeoutError when it does not take what waits in this machine.
        """
        self._empty()
        self._line.shutdown(socket.SHUT_WR)
        end = monotonic() + self._farewell
        with suppress(TimeoutError):
            while (left := end - monotonic()) > 0:
                self._line.settimeout(left)
                if not self._line.recv(_CHUNK):
                    return

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    def _empty(self) -> None:
        """Wait until the other end has all, as long as it goes on taking some."""
        left, end = untaken(self._line), monotonic() + self._drain
        while left:
            self.receive(_STEP)
            if (now := untaken(self._line)) < left:
                left, end = now, monotonic() + self._drain
            elif monotonic() >= end:
                raise TimeoutError


def _reason(error: OSError | UnicodeError) -> Message | str:
    if isinstance(error, TimeoutError):
        return Message("no answer in time")
    if isinstance(error, UnicodeError):
        return Message("no host can have this name")
    if isinstance(error, socket.gaierror):
        return Message("the name is not known")
    return reason_of(error)
