"""httpx on a pool of one connection with our own network underneath: every call of the terminal goes through one."""

import ssl
from collections.abc import Iterator

import httpcore
import httpx

from pos_terminal.adapters.sessionm.network import TimedNetwork

FAULTS = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)
"""What a network raises. `Untrusted` is one of them, and tells more."""
_IDLE_SECONDS = 20.0


class Pool(httpx.BaseTransport):
    """There is no client above it: redirects, cookies and proxies do not exist here, and a request costs a third less.

    ``context`` None: without TLS.
    """

    def __init__(self, network: TimedNetwork, context: ssl.SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_connections=1, keepalive_expiry=_IDLE_SECONDS, network_backend=network
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
