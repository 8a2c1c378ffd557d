"""How long to wait before trying the platform again."""

from dataclasses import dataclass
from typing import Protocol


class Chance(Protocol):
    """Randomness, injected so that a test replays it."""

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""


@dataclass(slots=True)
class Backoff:
    """Exponential waits with full jitter: a random part of 1, 2, 4 … up to ``longest`` seconds, at least half a second.

    Full jitter keeps the terminals of a shop from coming back all at once after an outage.
    """

    chance: Chance
    longest: float = 60.0
    failures: int = 0

    def next_wait(self) -> float:
        """Seconds to wait after one more failure."""
        ceiling = min(self.longest, 2.0 ** min(self.failures, 16))
        self.failures += 1
        return max(0.5, self.chance.random() * ceiling)

    def reset(self) -> None:
        """It went well."""
        self.failures = 0
