"""When to try the platform again, and when to believe that it is back."""

from dataclasses import dataclass, field
from typing import Protocol

LONGEST = 60.0
"""Seconds between two tries at the most, unless the platform itself asked for more."""
RETRY_AFTER_LONGEST = 900.0
_SHORTEST = 0.5
_TRIPS = 5
"""Failures in a row after which the platform counts as down."""
_PROBE = 30.0
"""Seconds between two probes of a platform that is down, at least."""
_CALM = 10.0
"""Seconds without a failure before a link that came and went is called good again."""
_MEMORY = 60.0
"""Seconds for which an outage is remembered."""


class Chance(Protocol):
    """Randomness, injected so that a test replays it."""

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""


@dataclass(slots=True)
class Breaker:
    """Pauses after failures: a random part of 1, 2, 4 … 16 seconds, and from the fifth failure on 30 to 60 seconds.

    Full jitter keeps the terminals of a shop from coming back all at once after an outage. Times are in seconds of one
    clock that never goes back.
    """

    chance: Chance
    failures: int = 0
    _failed_at: float = 0.0
    _outages: list[float] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether the platform counts as down, so that it is only probed."""
        return self.failures >= _TRIPS

    def failed(self, now: float, asked: float | None = None) -> float:
        """One more failure; the seconds to wait. ``asked`` is what the platform wants: at most a quarter of an hour."""
        if not self.failures:
            self._outages = [*(at for at in self._outages if now - at < _MEMORY), now]
        self._failed_at = now
        chance = self.chance.random()
        wait = _PROBE + chance * (LONGEST - _PROBE) if self.is_open else max(_SHORTEST, chance * 2.0**self.failures)
        self.failures += 1
        return wait if asked is None else max(wait, min(asked, RETRY_AFTER_LONGEST))

    def succeeded(self) -> None:
        """It went well."""
        self.failures = 0

    def forget(self) -> None:
        """Somebody asks for a fresh start."""
        self.failures = 0
        self._outages.clear()

    def calm_in(self, now: float) -> float:
        """Seconds until a success may be called a recovery: none after one outage, some when the link flaps."""
        is_flapping = sum(1 for at in self._outages if now - at < _MEMORY) > 1
        return max(0.0, self._failed_at + _CALM - now) if is_flapping else 0.0
