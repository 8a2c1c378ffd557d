"""How it stands with the platform, and when it may be tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.standing import Link

if TYPE_CHECKING:
    from pos_terminal.application.breaker import Breaker

PROBE_SECONDS = 300.0
"""Between two tries while sending is stopped: peers lock an account out after ten failures in ten minutes."""


class LinkWatch:
    """The link as of the last try. All times are seconds of one clock that never goes back."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._rests_until = 0.0
        self._asked_until = 0.0
        self.link = Link.UNTRIED
        self.reason = ""

    def rest_left(self, now: float) -> float:
        """Seconds until the next try."""
        return max(0.0, self._rests_until - now)

    def answered(self, now: float) -> bool:
        """The platform works; whether the link has just become good.

        A link that came and went is not called good at its first sign of life.
        """
        self._breaker.succeeded()
        self._rests_until = self._asked_until = now
        return self._came_back(now)

    def failed(self, reason: str, now: float, asked: float | None = None) -> None:
        """No answer, or none that helps; ``asked``: for how many seconds the platform wants to be left alone."""
        wait = self._breaker.failed(now, asked)
        self.link, self.reason = Link.OFFLINE, reason
        self._rests_until = now + wait
        self._asked_until = now if asked is None else self._rests_until

    def stopped(self, reason: str, now: float) -> None:
        """Sending makes no sense until somebody acts; it is probed seldom."""
        self.link, self.reason = Link.STOPPED, reason
        self._rests_until = self._asked_until = now + PROBE_SECONDS

    def settled(self, now: float) -> bool:
        """There is nothing to try; whether the link has just become good by having been quiet for long enough."""
        return self.link is Link.OFFLINE and not self._breaker.failures and self._came_back(now)

    def settles_in(self, now: float) -> float | None:
        """Seconds until a link that answers again may be called good; None when there is nothing to wait for."""
        is_back = self.link is Link.OFFLINE and not self._breaker.failures
        return self._breaker.calm_in(now) or None if is_back else None

    def hurry(self) -> None:
        """Somebody wants it tried now: only a pause that the platform asked for still counts."""
        self._rests_until = self._asked_until if self.link is Link.OFFLINE else 0.0
        self._breaker.forget()

    def _came_back(self, now: float) -> bool:
        if self.link is Link.ONLINE or self._breaker.calm_in(now):
            return False
        self.link, self.reason = Link.ONLINE, ""
        return True
