"""What goes back to the caller: containers, refusals, and replies that arrive damaged or not at all."""

from dataclasses import dataclass

from pos_terminal.simulator.jsontext import Json, JsonObject, encode

JSON_TYPE = "application/json"
SERVER_FAILED = 500
"""From this HTTP status on, it is the server that failed."""


class ConnectionDropped(Exception):
    """The connection ends here, without another byte."""


class Refusal(Exception):
    """The platform says no: an answer with a code and a message, not a fault of this program.

    Attributes:
        violation: Whether a correct client never causes this.
        status: HTTP status, when it is not the usual one of a rejection.
    """

    def __init__(self, code: str, message: str, *, violation: bool = False, status: int | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.violation = violation
        self.status = status


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP reply.

    Attributes:
        cut_at: Send only this many bytes of the body, then drop the connection.
        dribbled: Send the body byte by byte.
        pace: Seconds to wait after each of them; None: until released.
        rejected: Whether the platform refused the call.
        label: What the record of requests says about it.
    """

    status: int
    body: bytes = b""
    content_type: str = JSON_TYPE
    headers: tuple[tuple[str, str], ...] = ()
    cut_at: int | None = None
    dribbled: bool = False
    pace: float | None = None
    rejected: bool = False
    label: str = ""


def accepted(payload: Json = None) -> Reply:
    """A call that worked; without a payload the container has only its status."""
    container: JsonObject = {"status": "OK"}
    if payload is not None:
        container["payload"] = payload
    return Reply(200, encode(container), label="OK")


def refused(code: str, message: str, status: int = 200) -> Reply:
    """A rejection in the general response container."""
    errors: JsonObject = {"code": code, "message": message}
    body = encode({"status": "error", "errors": errors})
    return Reply(status, body, rejected=True, label=code)


def pending(status: int = 200) -> Reply:
    """The reply of a platform that still works on the first copy of this request."""
    reply = refused("pending processing", "The request is being processed.", status)
    return Reply(reply.status, reply.body, label="pending")


def plain(status: int, text: str, *headers: tuple[str, str]) -> Reply:
    """A reply of the web server before the platform, without a container."""
    return Reply(status, text.encode(), "text/plain", headers, rejected=True, label=text)


def shown(payload: Json) -> Reply:
    """A JSON document as it is."""
    return Reply(200, encode(payload), label="OK")
