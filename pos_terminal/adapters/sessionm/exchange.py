"""One request and its answer over HTTP, within one deadline and under one cap."""

from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import httpx

from pos_terminal import __version__
from pos_terminal.adapters.sessionm.address import PlatformAddress
from pos_terminal.adapters.sessionm.jsontext import LARGEST_BODY
from pos_terminal.adapters.sessionm.network import (
    LookUp,
    Resolver,
    TimedNetwork,
    Untrusted,
    is_one_response,
)
from pos_terminal.adapters.sessionm.pool import FAULTS, Pool
from pos_terminal.adapters.sessionm.replies import Received
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.replies import Meanwhile, at_leisure
from pos_terminal.domain.secret import Secret

_NO_CONTENT = 204


class NoAnswer(Exception):
    """Nothing came back that says anything."""


class NotTrusted(NoAnswer):
    """There was no trustworthy connection, and nothing was sent."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the platform is, who asks, and how long to try to connect (seconds)."""

    address: PlatformAddress
    key: str
    secret: Secret
    tls: Tls
    connect_seconds: float = 2.0
    look_up: LookUp | None = None


class Exchange:
    """A client of one platform, for one thread: one request in flight, the connection kept while it is beyond doubt."""

    def __init__(self, connection: Connection, monotonic: Callable[[], float]) -> None:
        address = connection.address
        self._connection = connection
        self._monotonic = monotonic
        self._ends = 0.0
        self._network = TimedNetwork(
            address.host, address.port, self._seconds_left, connection.connect_seconds, Resolver(connection.look_up)
        )
        self._pool: Pool | None = None
        self._headers = _headers(connection)
        self._urls: dict[str, httpx.URL] = {}

    def get_ready(self) -> None:
        """Make everything that a post needs and that costs time, without a word to anybody. Raises NotTrusted."""
        self._ready()

    def post(self, path: str, body: bytes, seconds: float, meanwhile: Meanwhile = at_leisure) -> Received:
        """Post these bytes, and do this while the answer is waited for.

        Raises NoAnswer or NotTrusted when no answer began within ``seconds``, and whatever ``meanwhile`` raises.
        """
        self._ends, self._network.meanwhile = self._monotonic() + seconds, meanwhile
        if self._network.stream:
            self._network.stream.mark()
        try:
            pool = self._ready()
            request = httpx.Request("POST", self._url(path), headers=self._headers, content=body)
            with closing(pool.handle_request(request)) as response:
                return _received(path, response)
        except Untrusted as error:
            raise NotTrusted(f"The connection to the platform is not to be trusted: {error}.") from error
        except FAULTS as error:
            raise NoAnswer(f"No answer: {error}.") from error
        finally:
            self._hang_up_if_in_doubt()

    def close(self) -> None:
        """Hang up."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _ready(self) -> Pool:
        if self._pool is None:
            self._pool = self._built()
        return self._pool

    def _url(self, path: str) -> httpx.URL:
        """An endpoint's address, taken apart once."""
        return self._urls.get(path) or self._urls.setdefault(path, httpx.URL(self._connection.address.url(path)))

    def _seconds_left(self) -> float:
        return self._ends - self._monotonic()

    def _hang_up_if_in_doubt(self) -> None:
        """A surplus byte would be read as the beginning of the next answer."""
        stream = self._network.stream
        if stream is not None and not is_one_response(stream.bytes_read):
            stream.close()

    def _built(self) -> Pool:
        connection = self._connection
        try:
            context = connection.tls.context() if connection.address.scheme == "https" else None
        except OSError as error:
            raise NotTrusted(f"The file of trusted certificates cannot be used: {error}.") from error
        return Pool(self._network, context)


def _headers(connection: Connection) -> httpx.Headers:
    credentials = f"{connection.key}:{connection.secret.reveal()}".encode()
    return httpx.Headers(
        {
            "Authorization": f"Basic {b64encode(credentials).decode()}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "keep-alive",
            "User-Agent": f"pos_terminal/{__version__}",
        }
    )


def _received(path: str, response: httpx.Response) -> Received:
    """The answer as far as it can be read; its status counts even when the body breaks off."""
    headers = dict(response.headers)
    encoding = headers.get("content-encoding", "identity")
    if encoding.casefold() != "identity":
        return Received(path, response.status_code, headers, fault=f"packed: {encoding}")
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > LARGEST_BODY:
                return Received(path, response.status_code, headers, fault="too long to be an answer")
    except FAULTS as error:
        return Received(path, response.status_code, headers, bytes(body), f"broken off: {error}")
    fault = "" if body or _says_it_is_empty(response) else "broken off"
    return Received(path, response.status_code, headers, bytes(body), fault)


def _says_it_is_empty(response: httpx.Response) -> bool:
    """Without a length, an answer that was cut off after its head looks the same as an empty one."""
    framed = {"content-length", "transfer-encoding"} & set(response.headers)
    return bool(framed) or response.status_code == _NO_CONTENT
