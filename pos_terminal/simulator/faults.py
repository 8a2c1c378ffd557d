"""Faults on demand: which, where, how often."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.simulator.fields import PREFIX


class FaultKind(StrEnum):
    """What goes wrong."""

    REFUSE = "refuse"
    """A new connection is reset instead of answered. Has no path, and spares the `/_sim/` pages."""
    DROP_REQUEST = "drop_request"
    """The request is read and thrown away; the connection closes."""
    DROP_REPLY = "drop_reply"
    """The request is processed; the connection closes without a reply."""
    CUT = "cut"
    """Processed; half the body is sent."""
    STATUS = "status"
    """The HTTP status `status`, with `retry_after` or `location`; a container when `container` is set."""
    DELAY = "delay"
    """Held for `seconds` (None: until released), then processed."""
    DELAY_REPLY = "delay_reply"
    """Processed, then held."""
    DRIBBLE = "dribble"
    """Processed; the body comes one byte every `seconds` (None: one a release)."""
    GARBAGE = "garbage"
    """The body of `variant`, see spoiled.py."""
    PENDING = "pending"
    """A container with the code "pending processing"."""
    LATE = "late"
    """The connection closes; the request is processed when `Platform.deliver_late` is called."""
    TWICE = "twice"
    """The same bytes are processed two times."""
    SWAP = "swap"
    """Processed, but the reply is the one of the request before."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    Attributes:
        path: Endpoint (`lock` or `/api/2.0/lock`); None means all of them.
        count: How many requests it hits; None means until cleared.
        status: HTTP status, by default 500 for STATUS and 200 for PENDING.
        processed: For STATUS, GARBAGE and PENDING: whether the platform does the work all the same.
    """

    kind: FaultKind
    path: str | None = None
    count: int | None = 1
    processed: bool = False
    status: int | None = None
    container: bool = False
    retry_after: str | None = None
    location: str | None = None
    seconds: float | None = 0.0
    variant: str = "html"

    def hits(self, path: str) -> bool:
        """Whether a request to this path is hit."""
        return self.path is None or self.path in {path, path.removeprefix(PREFIX)}


@dataclass(slots=True)
class _Planned:
    fault: Fault
    left: int | None


class FaultPlan:
    """The faults to come, first in first out. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[_Planned] = []

    def add(self, fault: Fault) -> None:
        """Plan a fault behind those already planned."""
        with self._lock:
            self._planned.append(_Planned(fault, fault.count))

    def clear(self) -> None:
        """Drop all planned faults."""
        with self._lock:
            self._planned.clear()

    def planned(self) -> list[tuple[Fault, int | None]]:
        """The faults still to come, with how many requests each will still hit."""
        with self._lock:
            return [(planned.fault, planned.left) for planned in self._planned]

    def take(self, path: str) -> Fault | None:
        """The fault that hits this request, counted down."""
        with self._lock:
            return self._first(lambda fault: fault.kind is not FaultKind.REFUSE and fault.hits(path))

    def take_refusal(self) -> bool:
        """Whether a new connection is to be reset, counted down."""
        with self._lock:
            return self._first(lambda fault: fault.kind is FaultKind.REFUSE) is not None

    def _first(self, fits: Callable[[Fault], bool]) -> Fault | None:
        for planned in self._planned:
            if fits(planned.fault):
                if planned.left is not None:
                    planned.left -= 1
                    if planned.left <= 0:
                        self._planned.remove(planned)
                return planned.fault
        return None
