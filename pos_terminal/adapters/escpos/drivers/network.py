"""A printer on the network (raw TCP, usually port 9100): a connection a job, and a deadline over all of it."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from pos_terminal.adapters.escpos.encode import DRAWER_PULSE, Encoder
from pos_terminal.domain.receipt import FaultCause, PrinterFault, PrintJob

RAW_PORT = 9100
_CHUNK = 2048
_SEND_BUFFER = 8192


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
            raise ValueError(f"{target!r} is no address of a printer: write host:port, such as 192.168.1.50:9100")
        return cls(host, port or RAW_PORT)

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a network printer may take, in seconds.

    Attributes:
        connect: until it accepts the connection.
        job: for the whole job, connection included.
        farewell: until it closes the connection after the last byte. Printers that first print are not waited for.
    """

    connect: float = 2.0
    job: float = 10.0
    farewell: float = 0.3


class NetworkPrinter:
    """Sends each job whole over a connection of its own: printers drop idle ones, and other tills want a turn."""

    def __init__(
        self,
        address: Address,
        encoder: Encoder,
        patience: Patience | None = None,
    ) -> None:
        self._address = address
        self._encoder = encoder
        self._patience = patience or Patience()

    def print(self, job: PrintJob) -> None:
        """Returns when the printer's side has taken every byte, which does not yet mean that it is on paper.

        Raises:
            PrinterFault: it does not answer, ended the connection in mid-job, or took too long.
        """
        self._send(self._encoder.encode(job.document))

    def open_drawer(self) -> None:
        """Sends the pulse alone, so that a drawer opens even if the receipt has to wait.

        Raises:
            PrinterFault: as for `print`.
        """
        self._send(DRAWER_PULSE)

    def _send(self, content: bytes) -> None:
        deadline = monotonic() + self._patience.job
        with self._connected() as line:
            try:
                self._send_by(deadline, line, content)
            except TimeoutError as error:
                raise PrinterFault(
                    FaultCause.STALLED,
                    f"The printer at {self._address} takes no more data. Check paper, cover and error light.",
                ) from error
            except OSError as error:
                raise PrinterFault(
                    FaultCause.BROKEN,
                    f"The printer at {self._address} ended the connection in mid-job ({_reason(error)}). "
                    "Check its power and cable; the receipt may be incomplete.",
                ) from error

    def _send_by(self, deadline: float, line: socket.socket, content: bytes) -> None:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # What waits in this machine's memory is not in the printer: the less fits there, the sooner a stall shows.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        for start in range(0, len(content), _CHUNK):
            line.settimeout(_left(deadline))
            line.sendall(content[start : start + _CHUNK])
            _expect_open(line)
        line.shutdown(socket.SHUT_WR)
        # A printer that was switched off takes bytes into nowhere; that it refused them shows only when reading.
        end = min(deadline, monotonic() + self._patience.farewell)
        with suppress(TimeoutError):
            while monotonic() < end:
                line.settimeout(_left(end))
                if not line.recv(_CHUNK):
                    return

    def _connected(self) -> socket.socket:
        """Tries each address the name stands for, IPv6 and IPv4."""
        wait = min(self._patience.connect, self._patience.job)
        try:
            return socket.create_connection((self._address.host, self._address.port), timeout=wait)
        except (OSError, UnicodeError) as error:
            raise PrinterFault(
                FaultCause.UNREACHABLE,
                f"The printer at {self._address} does not answer ({_reason(error)}). "
                "Check that it is on, its cable, and its address.",
            ) from error


def _left(deadline: float) -> float:
    """Seconds until the deadline; a little even after it, since a time-out of 0 would mean not to wait at all."""
    return max(0.001, deadline - monotonic())


def _expect_open(line: socket.socket) -> None:
    """A printer has no reason to say goodbye while it is being sent to; status bytes it sends unasked stay unread."""
    line.setblocking(False)
    with suppress(BlockingIOError):
        if line.recv(1, socket.MSG_PEEK) == b"":
            raise ConnectionAbortedError("it closed the connection")


def _reason(error: OSError | UnicodeError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, UnicodeError):
        return "no host can have this name"
    if isinstance(error, socket.gaierror):
        return "the name is not known"
    return error.strerror or str(error)
