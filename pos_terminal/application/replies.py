"""What the platform's answer means: three outcomes, and the two that stop everything."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Meanwhile: TypeAlias = Callable[[], None]
"""What is done while an answer is waited for."""


def at_leisure() -> None:
    """Nothing is done meanwhile."""


class Outcome(StrEnum):
    """What is known after a try."""

    DONE = "done"
    """The platform has taken it."""
    REJECTED = "rejected"
    """A well-formed no: the same bytes will not be taken later."""
    UNKNOWN = "unknown"
    """It may or may not have been taken: only the same id and bytes may follow."""
    AUTH = "auth"
    """The credentials were refused: all sending stops, nothing is lost."""
    SETUP = "setup"
    """The address or the service is wrong: like AUTH."""
    SECURITY = "security"
    """The connection is not to be trusted: like AUTH, and never bypassed."""


STOPPING = frozenset({Outcome.AUTH, Outcome.SETUP, Outcome.SECURITY})
"""Outcomes after which nothing is sent until somebody acts."""
ENOUGH = 3
"""Definite failures, or empty successes, that decide what a single one does not (reliability rules, section 6)."""


def one_more_failure_decides(tries: int, definite: int) -> bool:
    """Whether one more failure that the platform itself reports decides: enough of them, and nothing else before.

    A try that timed out may have been taken, however often the platform fails on its repetition.
    """
    return definite + 1 >= ENOUGH and tries == definite


class Why(StrEnum):
    """The row of the outcome table that decided, where delivery treats it in its own way."""

    PLAIN = "plain"
    PENDING = "pending"
    """The platform is still processing the first copy."""
    TOO_LARGE = "too_large"
    """413: send less at a time."""
    NO_BATCH = "no_batch"
    """404, 405 or 501 on the batch endpoint: this tenant takes singles."""
    FAILING = "failing"
    """A failure in a container: definite, and counted."""
    EMPTY = "empty"
    """Success with an empty body: counted."""
    BUSY = "busy"
    """408, 425, 429: come back later."""
    BARE = "bare"
    """A 4xx or 5xx without a word that can be read: perhaps the platform, perhaps something before it."""
    UNREACHABLE = "unreachable"
    """No answer, or none that can be read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, classified.

    ``is_unusable``: the platform said yes, with something that cannot be meant.

    ``code`` and ``text`` come from the platform's errors; ``retry_after`` is in seconds; ``payload`` is the container's
    payload, decimals exact, None when there is none; ``raw`` is what came, cut to what a support case needs.
    """

    outcome: Outcome
    why: Why = Why.PLAIN
    code: str = ""
    text: str = ""
    retry_after: float | None = None
    payload: object = None
    raw: bytes = field(default=b"", repr=False)
    http_status: int | None = None
    is_unusable: bool = False

    @property
    def said(self) -> str:
        """The answer in a few words, for the queue and the log."""
        return ": ".join(part for part in (self.code, self.text) if part) or self.why.value
