"""The periods that reports are asked for by one tap, and how one goes back and forth through them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pos_terminal.domain.sales_report import Period
from pos_terminal.wording import _, later

_DAY = timedelta(days=1)


class SpanLength(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def words(self) -> str:
        """What it is called."""
        return _(_WORDS[self])


_WORDS = {
    SpanLength.DAY: later("Day"),
    SpanLength.WEEK: later("7 days"),
    SpanLength.MONTH: later("Month"),
    SpanLength.YEAR: later("Year"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A period of one length; ``last`` is the newest day that it may have."""

    length: SpanLength
    last: date

    @property
    def period(self) -> Period:
        """The business days."""
        match self.length:
            case SpanLength.DAY:
                return Period(self.last, self.last)
            case SpanLength.WEEK:
                return Period(self.last - 6 * _DAY, self.last)
            case SpanLength.MONTH:
                return Period(self.last.replace(day=1), self.last)
            case SpanLength.YEAR:
                return Period(self.last.replace(month=1, day=1), self.last)

    def earlier(self) -> Span:
        """The one before, whole."""
        return Span(self.length, self.period.first - _DAY)

    def later(self, today: date) -> Span:
        """The one after, as far as it has come."""
        after = self.last + _DAY
        match self.length:
            case SpanLength.DAY:
                ends = after
            case SpanLength.WEEK:
                ends = after + 6 * _DAY
            case SpanLength.MONTH:
                ends = (after.replace(day=1) + 31 * _DAY).replace(day=1) - _DAY
            case SpanLength.YEAR:
                ends = after.replace(month=12, day=31)
        return Span(self.length, min(ends, today))
