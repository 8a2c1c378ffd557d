"""Answers of every wrong kind, by the row of the outcome table that they belong to."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pos_terminal.adapters.sessionm.jsontext import LARGEST_BODY
from tests.adapters.sessionm.hostile import OK, chunked, response
from tests.adapters.sessionm.till import AMPLE, SHORT
from tests.reliability.hostile_platform import Act, drips, ends, resets, says, stays_silent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_terminal.adapters.sessionm.client import Deadlines
    from tests.adapters.sessionm.hostile import Talk


@dataclass(frozen=True, slots=True)
class Bad:
    """What a platform does about a request, and how long the till gives it."""

    name: str
    act: Act
    deadlines: Deadlines = AMPLE


def each(answers: Iterable[Bad]) -> list[pytest.MarkDecorator | object]:
    """As parameters of a test."""
    return [pytest.param(bad, id=bad.name) for bad in answers]


def refusing(errors: object, http: str = "200 OK", *headers: str) -> bytes:
    """A container that says no."""
    return response(json.dumps({"status": "error", "errors": errors}).encode(), *headers, status=http)


def bare(http: str, *headers: str) -> bytes:
    """A status and no container, as a gateway in between answers."""
    return response(b"<h1>%s</h1>" % http.encode(), *headers, status=http, media="text/html")


def _json(body: bytes) -> Act:
    return says(response(body))


def _head(*fields: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: application/json", *fields, "", ""]).encode()


def _for_ever(talk: Talk) -> None:
    talk.send(_head("Transfer-Encoding: chunked"))
    while True:
        talk.send(b"10000\r\n" + b" " * 65_536 + b"\r\n")


def _hangs_up(talk: Talk) -> None:
    talk.hang_up()


def _then_silent(raw: bytes) -> Act:
    def act(talk: Talk) -> None:
        talk.send(raw)
        talk.silence()

    return act


_BODY_AT = len(response()) - len(OK)
_BOMB = gzip.compress(b" " * 30_000_000 + OK)
_CHUNKS = chunked(*(bytes([byte]) for byte in OK))

BROKEN_OFF = (
    Bad("silence", stays_silent, SHORT),
    Bad("dribbled first byte", drips(response()), SHORT),
    Bad("dribbled head", drips(response(), 30), SHORT),
    Bad("dribbled body", drips(response(), _BODY_AT), SHORT),
    Bad("dribbled last byte", drips(response(), len(response()) - 1), SHORT),
    Bad("dribbled interim answers", drips(b"HTTP/1.1 100 Continue\r\n\r\n" * 10 + response()), SHORT),
    Bad("dribbled chunks", drips(_CHUNKS, _CHUNKS.index(b"\r\n\r\n") + 4), SHORT),
    Bad("a body that never ends as long as it said", _then_silent(response()[:-1]), SHORT),
    Bad("an interim answer and no more", _then_silent(b"HTTP/1.1 100 Continue\r\n\r\n"), SHORT),
    Bad("closed without a word", _hangs_up),
    Bad("reset after the request", resets),
    Bad("cut in the first line", ends(b"HTTP/1.1 200")),
    Bad("cut in the head", ends(response()[:40])),
    Bad("cut before the body", ends(response()[:_BODY_AT])),
    Bad("cut in the body", ends(response()[:-1])),
    Bad("cut in a chunk", ends(chunked(OK)[:-7])),
    Bad("cut before the last chunk's end", ends(chunked(OK)[:-1])),
    Bad("neither length nor body", ends(_head())),
)
"""The answer does not come, or not whole."""

UNREADABLE = (
    Bad("a page in HTML", says(response(b"<html>Log in to the guest network</html>", media="text/html"))),
    Bad("HTML that is called JSON", _json(b"<html></html>")),
    Bad("JSON that is called a text", says(response(OK, media="text/plain"))),
    Bad("JSON that is called bytes", says(response(OK, media="application/octet-stream"))),
    Bad("a list", _json(b'[{"status":"OK"}]')),
    Bad("a text", _json(b'"OK"')),
    Bad("a number", _json(b"200")),
    Bad("null", _json(b"null")),
    Bad("no status", _json(b'{"payload":{}}')),
    Bad("a status of another name", _json(b'{"Status":"OK"}')),
    Bad("null for a status", _json(b'{"status":null}')),
    Bad("a number for a status", _json(b'{"status":200}')),
    Bad("true for a status", _json(b'{"status":true}')),
    Bad("a list for a status", _json(b'{"status":["OK"]}')),
    Bad("an object for a status", _json(b'{"status":{"code":"OK"}}')),
    Bad("the same key twice", _json(b'{"status":"error","status":"OK"}')),
    Bad("the same key twice, deep", _json(b'{"status":"OK","payload":{"a":1,"a":1}}')),
    Bad("NaN", _json(b'{"status":"OK","payload":NaN}')),
    Bad("Infinity", _json(b'{"status":"OK","payload":[-Infinity]}')),
    Bad("deep nesting", _json(b'{"status":"OK","payload":' + b"[" * 50_000 + b"]" * 50_000 + b"}")),
    Bad("half an object", _json(OK[:-1])),
    Bad("an object and more", _json(OK + b" x")),
    Bad("two objects", _json(OK + OK)),
    Bad("UTF-16", _json(OK.decode().encode("utf-16"))),
    Bad("a broken letter", _json(b'{"status":"OK","payload":"\xc3"}')),
    Bad("NUL bytes", ends(b"\x00" * 1000)),
    Bad("more than a megabyte", _json(OK + b" " * LARGEST_BODY)),
    Bad("more than a megabyte in chunks", says(chunked(OK, *[b" " * 65_536] * 20))),
    Bad("chunks without an end", _for_ever),
    Bad("a gzip bomb", says(response(_BOMB, "Content-Encoding: gzip"))),
    Bad("a gzip bomb in chunks", says(_head("Transfer-Encoding: gzip, chunked") + b"5\r\nxxxxx\r\n0\r\n\r\n")),
    Bad("packed though nobody asked", says(response(gzip.compress(OK), "Content-Encoding: gzip"))),
    Bad("packed in a way nobody knows", says(response(OK, "Content-Encoding: zstd"))),
    Bad("a chunk of no number", ends(_head("Transfer-Encoding: chunked") + b"zz\r\n" + OK + b"\r\n0\r\n\r\n")),
    Bad("a chunk of less than nothing", ends(_head("Transfer-Encoding: chunked") + b"-5\r\n" + OK + b"\r\n0\r\n\r\n")),
    Bad("a chunk without end", ends(_head("Transfer-Encoding: chunked") + b"f" * 30 + b"\r\n" + OK)),
    Bad("two lengths", ends(_head("Content-Length: 5", "Content-Length: 15") + OK)),
    Bad("a length of less than nothing", ends(_head("Content-Length: -1") + OK)),
    Bad("a length that is no number", ends(_head("Content-Length: many") + OK)),
    Bad("a head without end", ends(_head("X: " + "x" * 300_000) + OK)),
    Bad("another protocol", ends(b"SSH-2.0-OpenSSH_9.6\r\n")),
    Bad(
        "a switch of protocols", ends(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
    ),
    Bad("a status of no class", ends(b"HTTP/1.1 999 No Way\r\nContent-Length: 0\r\n\r\n")),
    Bad("OK with 400", says(response(status="400 Bad Request"))),
    Bad("OK with 404", says(response(status="404 Not Found"))),
)
"""Something came that says nothing."""

BARE = tuple(
    Bad(f"bare {http}", says(bare(http)))
    for http in (
        "400 Bad Request",
        "402 Payment Required",
        "409 Conflict",
        "410 Gone",
        "422 Unprocessable Content",
        "451 Unavailable For Legal Reasons",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
        "520 Unknown",
    )
)
"""An error without a container: some gateway's word, not the platform's."""

PENDING = (
    Bad("pending by code", says(refusing({"code": "PENDING_PROCESSING"}))),
    Bad("pending by code, with 400", says(refusing({"code": "pending processing"}, "400 Bad Request"))),
    Bad("pending by type, with 500", says(refusing({"type": "Pending-Processing"}, "500 Internal Server Error"))),
    Bad("pending by message, with 409", says(refusing({"message": "It is pending processing."}, "409 Conflict"))),
    Bad("pending by text, with 403", says(refusing("pending processing", "403 Forbidden"))),
    Bad("pending by list, with 404", says(refusing([{"code": "PENDING_PROCESSING"}], "404 Not Found"))),
    Bad("pending by status", says(response(b'{"status":"PENDING_PROCESSING"}'))),
)
"""The platform is still at it."""

FAILING = (
    Bad("500 in a container", says(refusing({"code": "INTERNAL_SERVER_ERROR"}, "500 Internal Server Error"))),
    Bad("503 in a container", says(refusing({"message": "try later"}, "503 Service Unavailable"))),
    Bad("a failure with 200", says(refusing({"code": "internal_server_error"}))),
    Bad("not available with 200", says(refusing({"code": "NOT_AVAILABLE"}))),
    Bad("not available with 400", says(refusing([{"type": "not-available"}], "400 Bad Request"))),
    Bad("OK with 500", says(response(status="500 Internal Server Error"))),
)
"""The platform says that it fails."""

EMPTY = (
    Bad("an empty answer", says(response(b""))),
    Bad("an empty answer in chunks", says(chunked())),
    Bad("an answer of blanks", says(response(b" \r\n "))),
    Bad("204", says(b"HTTP/1.1 204 No Content\r\n\r\n")),
    Bad("an empty 202", says(response(b"", status="202 Accepted"))),
)
"""A success that says nothing more."""

NO_CREDENTIALS = (
    Bad("401", says(bare("401 Unauthorized", "WWW-Authenticate: Basic"))),
    Bad("403", says(bare("403 Forbidden"))),
    Bad("403 cut off", ends(bare("403 Forbidden")[:-3])),
    Bad("401 in a container", says(refusing({"code": "INVALID_AUTH_TOKEN"}, "401 Unauthorized"))),
    Bad("a 403 that calls itself OK", says(response(status="403 Forbidden"))),
    Bad("access denied with 200", says(refusing({"code": "ACCESS_DENIED"}))),
    Bad("invalid key with 400", says(refusing({"code": "invalid_api_key"}, "400 Bad Request"))),
    Bad("invalid token with 500", says(refusing([{"type": "Invalid-Auth-Token"}], "500 Internal Server Error"))),
)
"""The platform does not know the terminal."""

NO_SERVICE = (
    Bad("415", says(bare("415 Unsupported Media Type"))),
    Bad("300", says(bare("300 Multiple Choices"))),
    Bad("304", says(b"HTTP/1.1 304 Not Modified\r\n\r\n")),
)
"""Nothing that takes sales is at this address."""

NO_SUCH_PATH = (Bad("404", says(bare("404 Not Found"))), Bad("405", says(bare("405 Method Not Allowed"))))
"""Where the path is the batch's, it says that there are no batches (`NO_BATCHES`)."""

NO_BATCHES = (*NO_SUCH_PATH, Bad("501", says(bare("501 Not Implemented"))))

REFUSED = (
    Bad("a refusal with 200", says(refusing({"code": "VALIDATION", "message": "items[0].item_id is unknown"}))),
    Bad("a refusal with 400", says(refusing({"code": "ARGUMENT_ERROR"}, "400 Bad Request"))),
    Bad("a refusal with 404", says(refusing({"code": "NOT_FOUND"}, "404 Not Found"))),
    Bad("a refusal with 422", says(refusing("no such item", "422 Unprocessable Content"))),
    Bad("a refusal in a list", says(refusing([{"code": "MISSING_DATA"}, {"code": "VALIDATION"}]))),
    Bad("a refusal without a reason", says(response(b'{"status":"error"}'))),
    Bad("a status of nothing", says(response(b'{"status":""}'))),
    Bad("a refusal in an unknown word", says(response(b'{"status":"nope","errors":null}'))),
)
"""A well-formed no."""

TAKEN = (
    Bad("plain", says(response())),
    Bad("in other letters", _json(b'{"status":" ok "}')),
    Bad("with a payload", _json(b'{"status":"OK","payload":{"details":[]},"errors":null}')),
    Bad("with unknown fields", _json(b'{"trace":"1f","status":"OK"}')),
    Bad("201", says(response(status="201 Created"))),
    Bad("in chunks", says(chunked(OK[:5], OK[5:]))),
    Bad("ended by closing", ends(_head() + OK)),
    Bad("HTTP/1.0", ends(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + OK)),
    Bad("after an interim answer", says(b"HTTP/1.1 100 Continue\r\n\r\n" + response())),
    Bad("after early hints", says(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + response())),
    Bad("with a place to go", says(response(OK, "Location: https://elsewhere.example/", "Refresh: 0; url=/"))),
    Bad("in a JSON of its own", says(response(OK, media="application/vnd.platform+json; charset=utf-8"))),
)
"""Odd, and all the same a yes."""
