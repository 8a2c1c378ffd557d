"""How an instant stands in the database: whole microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """An aware moment as it is stored. Raises TypeError for a naive one."""
    return (moment - _BEGIN) // _MICROSECOND


def instant(stored: int) -> datetime:
    """The stored moment, in UTC."""
    return _BEGIN + timedelta(microseconds=stored)
