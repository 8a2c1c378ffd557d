"""A time of day at which something is done, every day, in the store's own time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DailyHour:
    """A time of day in a zone. Where the clocks skip it or have it twice, the zone's own reading counts, once."""

    zone: tzinfo
    at: time

    def last(self, now: datetime) -> datetime:
        """When it was last, at the latest now; UTC."""
        today = self._on(now, 0)
        return today if today <= now else self._on(now, -1)

    def seconds_left(self, now: datetime) -> float:
        """Until it is again."""
        today = self._on(now, 0)
        return ((today if today > now else self._on(now, 1)) - now).total_seconds()

    def _on(self, now: datetime, days: int) -> datetime:
        day = now.astimezone(self.zone).date() + days * _A_DAY
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)
