"""Requests that are left alone for a while because they alone may be the trouble, so that the others go on."""

from collections.abc import Collection
from dataclasses import dataclass, field

from pos_terminal.application.queueing import OpenRequest

BARE_TRIES = 20
BARE_SECONDS = 1800.0
"""A batch that fails without a readable word so often and for so long, while others are taken, is halved after all."""


@dataclass(slots=True)
class _Aside:
    until: float
    since: float


@dataclass(slots=True)
class Patience:
    """Which requests rest, and whether something new may be tried while others fail. Times in monotonic seconds."""

    _asides: dict[str, _Aside] = field(default_factory=dict)
    _failures: int = 0
    _taken_at: float | None = None

    def resting(self, now: float) -> Collection[str]:
        """The ids that are not to be tried yet."""
        return [request_id for request_id, aside in self._asides.items() if aside.until > now]

    def rest(self, sending: OpenRequest, now: float, longest: float) -> None:
        """Leave this one alone for a while: 1, 2, 4 … seconds by its own tries, at most ``longest``."""
        request_id, seconds = sending.request.request_id, min(longest, 2.0 ** min(sending.tries, 16))
        self._asides[request_id] = _Aside(now + seconds, self._since(request_id, now))

    def troubled(self) -> None:
        """A request failed in a way that may be its own fault."""
        self._failures += 1

    def taken(self, request_id: str, now: float) -> None:
        """A request was taken: the platform works."""
        self.settled(request_id)
        self._failures = 0
        self._taken_at = now

    def settled(self, request_id: str) -> None:
        """A request is settled, or others go in its stead."""
        self._asides.pop(request_id, None)

    def renamed(self, request_id: str, renewed: str, now: float, seconds: float) -> None:
        """The same goes on under a new id, after a rest of so long: its past is not forgotten."""
        since = self._since(request_id, now)
        self.settled(request_id)
        self._asides[renewed] = _Aside(now + seconds, since)

    def alone_for(self, request_id: str, now: float) -> float | None:
        """For how many seconds this one has failed, where others were taken meanwhile; None where none was.

        Then its failures say nothing about the platform.
        """
        since = self._since(request_id, now)
        return now - since if self._taken_at is not None and self._taken_at > since else None

    def is_poisoned(self, sending: OpenRequest, now: float) -> bool:
        """Whether this batch alone fails, and has for long (the exception of rule R5).

        A single goes on under its own id for ever: an earlier try may have been taken, and there is nothing to find.
        """
        is_stubborn = sending.bare + sending.definite + 1 >= BARE_TRIES
        return (
            sending.is_batch and is_stubborn and (self.alone_for(sending.request.request_id, now) or 0) >= BARE_SECONDS
        )

    def allows_another(self) -> bool:
        """Whether something new may go out: at once when nothing has failed, ever more rarely while everything does."""
        return not self._failures or self.wants_another()

    def wants_another(self) -> bool:
        """Whether something new should go out before those that fail: it tells a poisoned one from a broken platform.

        Where one request fails alone, the next finds out at once; where the platform as a whole fails, the number of
        those under way grows with the logarithm of the tries.
        """
        return bool(self._failures) and self._failures + 1 >= 2 ** len(self._asides)

    @property
    def is_calm(self) -> bool:
        """Whether nothing rests, and nothing failed since something was taken."""
        return not self._asides and not self._failures

    def wake(self) -> None:
        """Let everything be tried at once: somebody asks for it."""
        for aside in self._asides.values():
            aside.until = 0.0

    def next_wake(self, now: float) -> float | None:
        """Seconds until the first of them may be tried; None when none rests."""
        times = [aside.until for aside in self._asides.values() if aside.until > now]
        return min(times) - now if times else None

    def _since(self, request_id: str, now: float) -> float:
        """Since when this one has been the trouble; now, when it has not."""
        known = self._asides.get(request_id)
        return known.since if known else now
