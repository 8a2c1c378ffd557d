"""A moment as it goes on the wire."""

from datetime import datetime


def whole_milliseconds(moment: datetime) -> datetime:
    """The moment without what is smaller than a millisecond."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
