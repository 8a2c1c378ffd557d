"""The platform as a WSGI application, for any server or for a transport without one."""

from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pos_terminal.simulator.admin import PREFIX, Admin
from pos_terminal.simulator.pictures import PREFIX as PICTURES
from pos_terminal.simulator.pictures import picture
from pos_terminal.simulator.platform import Platform
from pos_terminal.simulator.record import Request
from pos_terminal.simulator.replies import ConnectionDropped, Reply

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def create_app(platform: Platform) -> "WSGIApplication":
    """The WSGI application of a platform.

    Faults that break the connection raise ConnectionDropped, from the call or while the body is read; a server
    answers that by closing the connection.
    """
    admin = Admin(platform)

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = _request(environ, platform.config.max_body_bytes)
        if request.method == "GET" and request.path.startswith(PICTURES):
            reply = picture(request.path)
        elif platform.config.admin and request.path.startswith(PREFIX):
            reply = admin.answer(request, dict(parse_qsl(environ.get("QUERY_STRING", ""))))
        else:
            reply = platform.exchange(request)
        headers = [
            ("Date", format_datetime(platform.clock(), usegmt=True)),
            ("Content-Length", str(len(reply.body))),
            *reply.headers,
        ]
        if reply.body:
            headers.append(("Content-Type", reply.content_type))
        start_response(f"{reply.status} {_reason(reply.status)}", headers)
        return _body(reply, platform)

    return app


def _request(environ: "WSGIEnvironment", most: int) -> Request:
    length = environ.get("CONTENT_LENGTH") or "0"
    # One byte more than allowed is enough to see that it is too long.
    wanted = min(int(length), most + 1) if length.isdecimal() else 0
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_") or (name in {"CONTENT_TYPE", "CONTENT_LENGTH"} and value)
    }
    path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", errors="replace")
    body = environ["wsgi.input"].read(wanted)
    if len(body) < wanted:
        raise ConnectionDropped  # by the caller, or by an outage, in the middle of a request
    return Request(environ["REQUEST_METHOD"], path, headers, body)


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Status"


def _body(reply: Reply, platform: Platform) -> Iterable[bytes]:
    if reply.cut_at is not None:
        return _cut(reply.body[: reply.cut_at])
    if reply.dribbled:
        return _dribble(reply.body, reply.pace, platform)
    return [reply.body]


def _cut(part: bytes) -> Iterator[bytes]:
    yield part
    raise ConnectionDropped


def _dribble(body: bytes, pace: float | None, platform: Platform) -> Iterator[bytes]:
    for index in range(len(body)):
        yield body[index : index + 1]
        platform.pause.wait(pace)
