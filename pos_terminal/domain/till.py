"""A till session: from the opening float to the Z report that closes it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from pos_terminal.domain.money import Money


@dataclass(frozen=True, slots=True)
class TillSession:
    """A shift of one drawer: opened with a float by an operator, for one business day."""

    session_id: int
    opened_by: str
    opened_at: datetime
    business_day: date
    opening_float: Money


def business_day(moment: datetime, zone: tzinfo, ends: time) -> date:
    """The day that a moment is booked on: the calendar day in ``zone``, or the one before until ``ends``."""
    local = moment.astimezone(zone)
    day = local.date()
    return day - timedelta(days=1) if local.time() < ends else day
