"""What goes over the line: one JSON object a line, read strictly, since a broken terminal may write anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from pos_terminal.application.attendance import AttendantAnswer, ShopperRequest, Verdict, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

Told: TypeAlias = "dict[str, object]"
LONGEST = 1 << 16
_MOST_REQUESTS = 50


class BrokenLine(ValueError):
    """What came is no message of this protocol."""


class Lines:
    """Bytes as they come, cut into messages."""

    def __init__(self) -> None:
        self._rest = b""

    def fed(self, piece: bytes) -> Iterator[Told]:
        """The messages that are whole now. Raises BrokenLine."""
        *whole, self._rest = (self._rest + piece).split(b"\n")
        if max(map(len, (*whole, self._rest))) > LONGEST:
            raise BrokenLine("a message is too long")
        for line in whole:
            yield _told(line)


def sight(register: str, requests: tuple[ShopperRequest, ...]) -> bytes:
    """What a kiosk tells of itself."""
    listed = [
        {"id": each.request_id, "wanted": each.wanted.value, "about": each.about, "taken_by": each.taken_by}
        for each in requests
    ]
    return _line({"kiosk": register, "requests": listed})


def answer(given: AttendantAnswer) -> bytes:
    """What somebody of the staff says."""
    told: Told = {"answer": given.request_id, "verdict": given.verdict.value}
    return _line(told | {"employee": given.employee_id, "register": given.register})


def report(request_id: str, why: str) -> bytes:
    """What became of an answer."""
    return _line({"followed": request_id, "why": why})


def read_sight(told: Told) -> tuple[str, tuple[ShopperRequest, ...]] | None:
    """The kiosk's name and requests; None for another message. Raises BrokenLine."""
    if "kiosk" not in told:
        return None
    listed = told.get("requests")
    if not isinstance(listed, list) or len(listed) > _MOST_REQUESTS:
        raise BrokenLine("requests are no list")
    return _text(told, "kiosk"), tuple(_request(each) for each in listed)


def read_answer(told: Told) -> AttendantAnswer | None:
    """The answer; None for another message. Raises BrokenLine."""
    if "answer" not in told:
        return None
    try:
        verdict = Verdict(_text(told, "verdict"))
    except ValueError as error:
        raise BrokenLine("no such verdict") from error
    return AttendantAnswer(_text(told, "answer"), verdict, _text(told, "employee"), _text(told, "register"))


def read_report(told: Told) -> tuple[str, str] | None:
    """What became of an answer; None for another message. Raises BrokenLine."""
    return (_text(told, "followed"), _text(told, "why")) if "followed" in told else None


def _request(told: object) -> ShopperRequest:
    if not isinstance(told, dict):
        raise BrokenLine("a request is no object")
    try:
        wanted = Wanted(_text(told, "wanted"))
    except ValueError as error:
        raise BrokenLine("no such request") from error
    return ShopperRequest(_text(told, "id"), wanted, _text(told, "about"), _text(told, "taken_by"))


def _text(told: Told, name: str) -> str:
    found = told.get(name)
    if not isinstance(found, str):
        raise BrokenLine(f"{name} is no text")
    return found


def _told(line: bytes) -> Told:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BrokenLine("a message is no JSON") from error
    if not isinstance(told, dict):
        raise BrokenLine("a message is no object")
    return told


def _line(told: Told) -> bytes:
    return json.dumps(told).encode() + b"\n"
