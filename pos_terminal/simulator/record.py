"""Everything that arrived, byte for byte, and what became of it."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

_SECRET_HEADERS = {"authorization", "proxy-authorization", "cookie"}


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request in the record.

    Attributes:
        number: 1, 2, 3 … in order of arrival.
        headers: Without those that carry secrets.
        body: The exact bytes.
        answer: What went back: `200 OK`, `200 VALIDATION`, `dropped`; empty while it is worked on.
    """

    number: int
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    received_at: datetime
    answer: str = ""


class RequestRecord:
    """The requests in order of arrival. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[Recorded] = []
        self._in_flight = 0
        self._most_in_flight = 0

    def arrived(self, request: Request, now: datetime) -> int:
        """Record a request and return its number."""
        headers = {name: value for name, value in request.headers.items() if name not in _SECRET_HEADERS}
        with self._lock:
            number = len(self._requests) + 1
            self._requests.append(Recorded(number, request.method, request.path, headers, request.body, now))
            self._in_flight += 1
            self._most_in_flight = max(self._most_in_flight, self._in_flight)
        return number

    def answered(self, number: int, answer: str) -> None:
        """Record what went back."""
        with self._lock:
            self._in_flight -= 1
            if number <= len(self._requests):  # a reset may have come in between
                self._requests[number - 1] = replace(self._requests[number - 1], answer=answer)

    def all(self) -> list[Recorded]:
        """Every request, oldest first."""
        with self._lock:
            return list(self._requests)

    @property
    def most_in_flight(self) -> int:
        """The largest number of requests that were worked on at the same time."""
        with self._lock:
            return self._most_in_flight

    def clear(self) -> None:
        """Forget all requests."""
        with self._lock:
            self._requests.clear()
            self._most_in_flight = self._in_flight
