"""Asking the platform in the middle of a sale, without the desk waiting: out in any thread, back at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pos_terminal.application.replies import Outcome, Reply, Why

if TYPE_CHECKING:
    from pos_terminal.application.ports import Clock

_T = TypeVar("_T")
_PAUSES = (0.3, 1.0, 2.0, 4.0)
_TRIES = 3
_BELIEVED = 30.0
_ANSWERS = frozenset({Outcome.DONE, Outcome.REJECTED})
_SECONDS = 8.0
"""How long the desk asks for the same thing: what a cashier can be asked to wait."""

Errand: TypeAlias = Callable[[], Callable[[], _T]]
"""Something to ask: calling it waits for the platform, and may be done in any thread; calling what it returns goes on
with the answer, at the desk, and gives the result or raises `Refused`."""


def fetched(errand: Errand[_T]) -> _T:
    """Do an errand and wait for it. Raises what it raises."""
    return errand()()


@dataclass(slots=True)
class Asker:
    """Repeats a request, the same bytes under the same id, while its outcome is not known and there is time.

    ``pause`` waits so many seconds.
    """

    clock: Clock
    pause: Callable[[float], None]
    seconds: float = _SECONDS
    _failed_at: float | None = None

    def is_reached(self) -> bool:
        """Whether the platform answered last; an outage is believed in for half a minute."""
        return self._failed_at is None or self.clock.monotonic() - self._failed_at > _BELIEVED

    def ask(self, post: Callable[[], tuple[Reply, _T]]) -> tuple[list[Reply], _T]:
        """Every reply in order, the last one with what it brought. At least one try is made."""
        ends = self.clock.monotonic() + self.seconds
        replies: list[Reply] = []
        while True:
            reply, brought = post()
            replies.append(reply)
            wait = max(_PAUSES[min(len(replies), len(_PAUSES)) - 1], reply.retry_after or 0.0)
            is_over = self.clock.monotonic() + wait >= ends
            if reply.outcome is not Outcome.UNKNOWN or is_over or len(replies) >= _most_tries(reply):
                self._failed_at = None if reply.outcome in _ANSWERS else self.clock.monotonic()
                return replies, brought
            self.pause(wait)


def _most_tries(reply: Reply) -> int:
    """What is being processed is asked for until there is no time left; an outage is borne for a moment."""
    return len(_PAUSES) + 1 if reply.why is Why.PENDING else _TRIES
