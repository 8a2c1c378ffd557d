"""Connections under one deadline: no drip of bytes, however steady, holds a call beyond it.

The timeouts of an HTTP library are for each read, so a byte a second keeps a call alive for ever. Here every
operation on the socket gets what is left of the call's own time.
"""

import select
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TypeAlias

import httpcore

_SocketAddress: TypeAlias = "tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]"
_Address: TypeAlias = tuple[socket.AddressFamily, _SocketAddress]
LookUp: TypeAlias = Callable[[str, int], Sequence[_Address]]
SecondsLeft: TypeAlias = Callable[[], float]
_SocketOption: TypeAlias = "tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]"


class Untrusted(httpcore.ConnectError):
    """The other end is not who it should be, or does not speak TLS as it must."""


@contextmanager
def _as(timeout: type[Exception], fault: type[Exception]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise timeout("the time for this call is up") from error
    except OSError as error:
        raise fault(str(error)) from error


class TimedStream(httpcore.NetworkStream):
    """A connection; ``seconds_left`` is asked before each operation, and what was read since `mark` is kept.

    ``waits`` is called before each reading: everything that was to be said is out.
    """

    def __init__(self, sock: socket.socket, seconds_left: SecondsLeft, waits: Callable[[], None]) -> None:
        self._socket = sock
        self._seconds_left = seconds_left
        self._waits = waits
        self._read = bytearray()

    def mark(self) -> None:
        """A new exchange begins."""
        self._read.clear()

    @property
    def bytes_read(self) -> bytes:
        """Everything that came since `mark`."""
        return bytes(self._read)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - httpcore's signature
        """Some bytes, or none at the end. ``timeout`` does not count."""
        self._waits()
        with _as(httpcore.ReadTimeout, httpcore.ReadError):
            self._wait_at_most()
            data = self._socket.recv(max_bytes)
        self._read += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """All the bytes. ``timeout`` does not count."""
        rest = memoryview(buffer)
        with _as(httpcore.WriteTimeout, httpcore.WriteError):
            while rest:
                self._wait_at_most()
                rest = rest[self._socket.send(rest) :]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> "TimedStream":
        """The same connection, encrypted and the other end verified. Raises Untrusted when that fails."""
        try:
            with _as(httpcore.ConnectTimeout, httpcore.ConnectError):
                self._wait_at_most()
                self._socket = _secured(self._socket, ssl_context, server_hostname)
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            self.close()
            raise
        return self

    def get_extra_info(self, info: str) -> object:
        """``is_readable``: bytes (or the end) have come that nobody asked for."""
        if info == "is_readable":
            return self._socket.fileno() < 0 or _has_bytes(self._socket)
        return None

    def _wait_at_most(self) -> None:
        left = self._seconds_left()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


def _secured(sock: socket.socket, context: ssl.SSLContext, host: str | None) -> ssl.SSLSocket:
    try:
        return context.wrap_socket(sock, server_hostname=host)
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError):
        raise  # cut off, not refused
    except ssl.SSLCertVerificationError as error:
        raise Untrusted(error.verify_message) from error
    except ssl.SSLError as error:
        raise Untrusted(error.reason or str(error)) from error


def _has_bytes(sock: socket.socket) -> bool:
    if hasattr(select, "poll"):  # select itself fails on descriptors above 1023
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([sock], [], [], 0)[0])


class Resolver:
    """Finds a host's addresses in a thread of its own, since the system's resolver knows no deadline."""

    def __init__(self, look_up: LookUp | None = None) -> None:
        self._look_up = look_up or _system_look_up
        self._asked: Future[Sequence[_Address]] | None = None

    def addresses(self, host: str, port: int, seconds: float) -> Sequence[_Address]:
        """The addresses. Raises OSError when there are none, TimeoutError when nobody said in time."""
        try:
            return _addresses(host, port, socket.AI_NUMERICHOST)
        except OSError:
            pass  # a name, not an address
        if self._asked is None or self._asked.done():  # else the last question still waits for its answer
            self._asked = Future()
            Thread(target=self._ask, args=(self._asked, host, port), name="pos-resolver", daemon=True).start()
        return self._asked.result(seconds)

    def _ask(self, answer: Future[Sequence[_Address]], host: str, port: int) -> None:
        try:
            answer.set_result(self._look_up(host, port))
        except (OSError, UnicodeError) as error:
            answer.set_exception(OSError(f"{host} has no address: {error}"))


def _addresses(host: str, port: int, flags: int) -> list[_Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, address) for family, _kind, _protocol, _name, address in found]


def _system_look_up(host: str, port: int) -> list[_Address]:
    return _addresses(host, port, 0)


class TimedNetwork(httpcore.NetworkBackend):
    """Connects to one host alone, within ``connect_seconds`` and what is left of the call."""

    def __init__(
        self, host: str, port: int, seconds_left: SecondsLeft, connect_seconds: float, resolver: Resolver
    ) -> None:
        self._allowed = (host, port)
        self._seconds_left = seconds_left
        self._connect_seconds = connect_seconds
        self._resolver = resolver
        self.stream: TimedStream | None = None
        self.meanwhile: Callable[[], None] | None = None
        """What to do once while the next answer is waited for."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[_SocketOption] | None = None,  # noqa: ARG002
    ) -> TimedStream:
        """A connection to the first address that answers; each gets its share of the time."""
        if (host, port) != self._allowed:
            raise httpcore.ConnectError(f"{host}:{port} is not the platform")
        seconds = min(self._connect_seconds, self._seconds_left())
        with _as(httpcore.ConnectTimeout, httpcore.ConnectError):
            addresses = self._resolver.addresses(host, port, seconds)
            self.stream = TimedStream(self._connected(addresses, seconds), self._seconds_left, self._wait)
        return self.stream

    def _wait(self) -> None:
        """The request is out: do what was to be done meanwhile, once."""
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()

    def _connected(self, addresses: Sequence[_Address], seconds: float) -> socket.socket:
        failure: OSError = OSError("the host has no address")
        for family, address in addresses:
            left = min(seconds / len(addresses), self._seconds_left())
            if left <= 0:
                raise TimeoutError
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(left)
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure


def is_one_response(raw: bytes) -> bool:
    """Whether these bytes are one HTTP/1.1 response and not a byte more; False also where that is in doubt."""
    head, _, rest = raw.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    if lines[0][9:10] == b"1":
        return False  # an interim response came before
    fields = {name.strip(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
    if b"transfer-encoding" in fields:
        return _ends_with_its_last_chunk(rest)
    length = fields.get(b"content-length", b"")
    return length.isdigit() and int(length) == len(rest)


def _ends_with_its_last_chunk(body: bytes) -> bool:
    at = 0
    while (line_end := body.find(b"\r\n", at)) >= 0:
        try:
            size = int(body[at:line_end].partition(b";")[0], 16)
        except ValueError:
            return False
        if size == 0:
            return body[line_end:] == b"\r\n\r\n"
        at = line_end + 2 + size + 2
    return False
