"""Serves the platform over real sockets: HTTP/1.1 with keep-alive, one thread a connection, all joined at the end."""

import os
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler
from socketserver import BaseServer, TCPServer, ThreadingMixIn
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias
from urllib.parse import unquote

from pos_terminal.simulator.admin import PREFIX as ADMIN_PREFIX
from pos_terminal.simulator.pictures import PREFIX as PICTURES
from pos_terminal.simulator.platform import Platform
from pos_terminal.simulator.replies import ConnectionDropped
from pos_terminal.simulator.wsgi import create_app

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

_POLL_SECONDS = 0.02
_ON_WINDOWS = os.name == "nt"
_RESET_ON_CLOSE = struct.pack("hh" if _ON_WINDOWS else "ii", 1, 0)
_CONSTANTS: "WSGIEnvironment" = {
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}

_Connection: TypeAlias = socket.socket | tuple[bytes, socket.socket]
"""What socketserver calls a request; the pair is for datagrams, which do not come here."""


class _Body:
    """The request body: never reads past its end, and knows whether it was read to it."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self._stream = handler.rfile
        length = handler.headers.get("Content-Length", "0")
        self.left = int(length) if length.isdecimal() else 0

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        data = self._stream.read(wanted)
        self.left -= len(data)
        return data


class _Handler(BaseHTTPRequestHandler):
    """Runs the application for each request of one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(
        self, platform: Platform, connection: socket.socket, address: tuple[str, int], server: BaseServer
    ) -> None:
        self._platform = platform
        self._app = create_app(platform)
        self._is_new = True
        super().__init__(connection, address, server)  # answers every request of the connection

    def answer(self) -> None:
        """Run the application once and write what it returns."""
        if self._is_refused():
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self.close_connection = True
            return
        body = _Body(self)
        try:
            for part in self._app(self._environ(body), self._start_response):
                self.wfile.write(part)
                self.wfile.flush()
        except ConnectionDropped:
            self.close_connection = True
        if body.left:
            self.close_connection = True  # what was not read would be taken for the next request

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815 - the base class looks for these

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the record has every request."""

    def _is_refused(self) -> bool:
        # Not when it is accepted: only its first request tells whether it is for the pages that plan the faults, or
        # for a picture, which has none of them.
        is_new, self._is_new = self._is_new, False
        is_admin = self._platform.config.admin and self.path.startswith(ADMIN_PREFIX)
        return is_new and not is_admin and not self.path.startswith(PICTURES) and self._platform.faults.take_refusal()

    def _environ(self, body: _Body) -> "WSGIEnvironment":
        path, _, query = self.path.partition("?")
        environ: WSGIEnvironment = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": self.headers.get("Content-Length", ""),
            "SERVER_NAME": str(self.connection.getsockname()[0]),
            "SERVER_PORT": str(self.connection.getsockname()[1]),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.input": body,
        }
        environ |= _CONSTANTS
        for name, value in self.headers.items():
            if name.lower() not in {"content-type", "content-length"}:
                environ["HTTP_" + name.upper().replace("-", "_")] = value
        return environ

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> Callable[[bytes], int]:
        code, _, reason = status.partition(" ")
        self.send_response_only(int(code), reason)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        return self.wfile.write


class _Server(ThreadingMixIn, TCPServer):
    """The listening socket, and the connections it has accepted."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128
    allow_reuse_address = not _ON_WINDOWS  # there it would let two simulators share a port

    def __init__(self, platform: Platform, host: str, port: int) -> None:
        self.failures: list[BaseException] = []
        self._connections: set[_Connection] = set()
        self._guard = threading.Lock()
        super().__init__((host, port), partial(_Handler, platform))

    def verify_request(self, request: _Connection, _client_address: object) -> bool:
        with self._guard:
            self._connections.add(request)
        return True

    def shutdown_request(self, request: _Connection) -> None:
        with self._guard:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, _request: object, _client_address: object) -> None:
        """Keep what went wrong in the simulator itself; a caller that went away is no fault."""
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError | TimeoutError):
            self.failures.append(error)

    def hang_up(self) -> None:
        """End every open connection, so that the threads that read from them end."""
        with self._guard:
            for connection in self._connections:
                if isinstance(connection, socket.socket):
                    with suppress(OSError):  # it has ended by itself
                        connection.shutdown(socket.SHUT_RDWR)


class RunningSimulator:
    """A platform that listens. Use it in a `with` statement, or call `close`."""

    def __init__(self, platform: Platform, host: str, port: int) -> None:
        self.platform = platform
        self._host = host
        self._port = port
        self._failures: list[BaseException] = []
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.start()

    @property
    def port(self) -> int:
        """The port; it stays the same over `stop` and `start`."""
        return self._port

    @property
    def url(self) -> str:
        """The base URL of the platform, without a slash at its end."""
        return f"http://{self._host}:{self._port}"

    @property
    def failures(self) -> list[BaseException]:
        """Errors of the simulator itself; always empty unless it has a bug."""
        return self._failures + (self._server.failures if self._server else [])

    def start(self) -> None:
        """Listen (again): a restart on the same port, with the same books.

        Raises:
            OSError: The port is in use.
        """
        if self._server is not None:
            return
        self.platform.pause.reopen()
        self._server = _Server(self.platform, self._host, self._port)
        self._port = int(self._server.socket.getsockname()[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_SECONDS,), name="platform simulator"
        )
        self._thread.start()

    def stop(self) -> None:
        """An outage: drop held requests, end every connection and refuse new ones, until `start`."""
        server, thread = self._server, self._thread
        if server is None or thread is None:
            return
        self._server = self._thread = None
        self.platform.pause.close()
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()
        self._failures += server.failures

    def close(self) -> None:
        """Stop for good; all threads have ended when this returns."""
        self.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(platform: Platform, host: str = "127.0.0.1", port: int = 0) -> RunningSimulator:
    """Serve a platform in threads of its own.

    Args:
        platform: What to serve.
        host: Address to listen on.
        port: Port; 0 takes a free one, told by `url`.

    Raises:
        OSError: The address cannot be used.
    """
    return RunningSimulator(platform, host, port)
