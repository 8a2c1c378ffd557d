"""A server that answers as it is told to, byte by byte: the faults that no well-behaved library can produce."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from random import Random
from typing import TypeAlias

OK = b'{"status":"OK"}'
LONGEST_DRIP = 6.0
"""Seconds after which a dripping answer is complete: a client that waited for it shows by its outcome."""
LONGEST_PAUSE = 0.01
"""Seconds between two pieces of what a server with a pace of its own sends."""


class HungUp(ConnectionError):
    """The server ends the connection of its own will."""


def response(body: bytes = OK, *headers: str, status: str = "200 OK", media: str = "application/json") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def chunked(*chunks: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


class Talk:
    """One connection, from the server's side."""

    def __init__(
        self,
        connection: socket.socket,
        number: int,
        stopping: threading.Event,
        requests: list[bytes],
        pace: Random | None = None,
    ) -> None:
        self._connection = connection
        self._stopping = stopping
        self._requests = requests
        self._pace = pace
        self.number = number
        """Counts connections from 1."""

    def request(self) -> bytes:
        """The next request, whole; empty when the client hung up."""
        raw = b""
        while b"\r\n\r\n" not in raw:
            some = self._connection.recv(65536)
            if not some:
                return b""
            raw += some
        head, _, body = raw.partition(b"\r\n\r\n")
        lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
        while len(body) < int(lengths[0] if lengths else 0):
            body += self._connection.recv(65536)
        self._requests.append(head + b"\r\n\r\n" + body)
        return self._requests[-1]

    def send(self, data: bytes) -> None:
        """At once, or with a pace in up to five pieces at random places."""
        cuts = sorted(self._pace.randrange(len(data) + 1) for _ in range(self._pace.randrange(5))) if self._pace else []
        for begin, end in pairwise([0, *cuts, len(data)]):
            if self._pace:
                self._stopping.wait(self._pace.uniform(0, LONGEST_PAUSE))
            self._connection.sendall(data[begin:end])

    def hang_up(self) -> None:
        """End the connection."""
        raise HungUp

    def reset(self) -> None:
        """End the connection so that the other side gets a reset."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise HungUp

    def drip(self, data: bytes) -> None:
        """One byte at a time, so slowly that all of them take `LONGEST_DRIP`."""
        for byte in data:
            if self._stopping.wait(LONGEST_DRIP / len(data)):
                return
            self.send(bytes([byte]))

    def silence(self) -> None:
        """Not a byte, until the test is over."""
        self._stopping.wait(LONGEST_DRIP)


Behaviour: TypeAlias = Callable[[Talk], None]


def answering(*answers: bytes) -> Behaviour:
    """These answers to the requests of every connection, and then hanging up."""

    def behave(talk: Talk) -> None:
        for answer in answers:
            if not talk.request():
                return
            talk.send(answer)

    return behave


class Hostile:
    """The running server: where it is and what it was sent; each connection is served in a thread of its own."""

    def __init__(
        self,
        listener: socket.socket,
        behaviour: Behaviour,
        context: ssl.SSLContext | None = None,
        pace: Random | None = None,
    ) -> None:
        self.port: int = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.requests: list[bytes] = []
        self.connections = 0
        self._listener = listener
        self._behaviour = behaviour
        self._context = context
        self._pace = pace
        self._stopping = threading.Event()
        self._sockets: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def stop(self) -> None:
        """Hang up on everybody and wait until that is done."""
        self._stopping.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        for each in self._sockets:
            each.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._sockets.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection, self.connections))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            secured = self._context.wrap_socket(connection, server_side=True) if self._context else connection
            self._sockets.append(secured)
            with secured:
                self._behaviour(Talk(secured, number, self._stopping, self.requests, self._pace))
        except OSError:
            connection.close()  # one of the two hung up, which is often the point


@contextmanager
def hostile(
    behaviour: Behaviour, context: ssl.SSLContext | None = None, pace: Random | None = None
) -> Iterator[Hostile]:
    """A server that behaves like this until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Hostile(listener, behaviour, context, pace)
        try:
            yield server
        finally:
            server.stop()
