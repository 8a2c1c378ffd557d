"""A till session: from the opening float to the Z report that closes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pos_terminal.domain.money import Money


class TillSession(NamedTuple):
    """A shift of one drawer: opened with a float by an operator, for one business day.

    ``opener`` is the name of whoever opened it, for people; "" where nobody knows it.
    """

    session_id: int
    opened_by: str
    opened_at: datetime
    business_day: date
    opening_float: Money
    opener: str = ""


def business_day(moment: datetime, zone: tzinfo, ends: time) -> date:
    """The day that an aware moment is booked on: the calendar day in ``zone``, or the one before until ``ends``."""
    day = moment.astimezone(zone).date()
    # Compared as moments: on the wall, the hour of the change in autumn comes twice.
    begins = datetime.combine(day, ends, zone).astimezone(UTC)
    return day - timedelta(days=1) if moment < begins else day
