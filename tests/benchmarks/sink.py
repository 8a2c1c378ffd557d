"""A platform that takes everything: as little as can answer a request, in a process of its own.

``python -m tests.benchmarks.sink SECONDS …`` listens at a port for each answering time, tells the ports, and ends with
its standard input. A GET is answered with the SHA-256 of every body that was posted to the platform's own paths.
"""

import asyncio
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

BARE = "/bare"
"""Where those post whose bodies nobody asks for later."""
PROMPT, SLOW = 0.0, 0.02
_OK = b'{"status":"OK"}'
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Sink:
    """Where it listens: a port that answers at once, and one that takes a link's time."""

    prompt: int
    slow: int

    def bodies(self) -> list[str]:
        """The SHA-256 of every body that came, in order."""
        connection = HTTPConnection("127.0.0.1", self.prompt)
        connection.request("GET", "/")
        digests: list[str] = json.loads(connection.getresponse().read())
        connection.close()
        return digests


@contextmanager
def running_sink() -> Iterator[Sink]:
    """The sink, until the block ends."""
    command = [sys.executable, "-m", "tests.benchmarks.sink", str(PROMPT), str(SLOW)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise TypeError("the sink was started without pipes")
        yield Sink(*json.loads(process.stdout.readline()))
        process.stdin.close()


class _Connection(asyncio.Protocol):
    def __init__(self, seconds: float, digests: list[str]) -> None:
        self._seconds = seconds
        self._digests = digests
        self._came = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("not a stream")
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, separator, body = bytes(self._came).partition(b"\r\n\r\n")
        if not separator or len(body) < _length(head):
            return
        self._came.clear()
        answer = json.dumps(self._digests).encode() if head.startswith(b"GET") else _OK
        if not head.startswith((b"GET", b"POST " + BARE.encode())):
            self._digests.append(hashlib.sha256(body).hexdigest())
        if self._seconds:
            asyncio.get_running_loop().call_later(self._seconds, self._transport.write, _ANSWER % (len(answer), answer))
        else:
            self._transport.write(_ANSWER % (len(answer), answer))


def _length(head: bytes) -> int:
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    return int(fields.get(b"content-length", b"0"))


async def _serve(times: list[float]) -> None:
    loop, digests = asyncio.get_running_loop(), list[str]()
    servers = [await loop.create_server(partial(_Connection, seconds, digests), "127.0.0.1", 0) for seconds in times]
    sys.stdout.write(json.dumps([server.sockets[0].getsockname()[1] for server in servers]) + "\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    for server in servers:
        server.close()


if __name__ == "__main__":
    asyncio.run(_serve([float(each) for each in sys.argv[1:]]))
