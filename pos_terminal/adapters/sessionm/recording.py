"""What went over the wire and what came back, for whoever has to prove it; nobody listens unless told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.application.replies import Reply


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One request and what came of it: the exact bytes of both, without headers, and so without credentials.

    Attributes:
        received: the body as far as it came; empty where nothing did.
        reply: what the terminal made of it; ``http_status`` None: there was no answer.
        seconds: from the request to the end of the answer, or to giving up.
    """

    request_id: str
    path: str
    sent: bytes
    received: bytes
    reply: Reply
    at: datetime
    seconds: float


Recorder: TypeAlias = Callable[[Exchanged], None]
"""Told of each exchange when it has ended, in the thread that asked; it must not fail."""
