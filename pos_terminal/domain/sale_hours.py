"""The hours in which an item may be sold (alcohol laws, breakfast menus), in the store's local time."""

import re
from dataclasses import dataclass
from datetime import datetime

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHAPE = re.compile(
    r"(?:(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? )?(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)", re.ASCII
)
_MIDNIGHT = 24 * 60
_HOUR = 60


@dataclass(frozen=True, slots=True)
class SaleHours:
    """A span of minutes after midnight on some days (0 = Monday); one that closes before it opens ends the next day."""

    days: frozenset[int]
    opens: int
    closes: int

    @classmethod
    def parse(cls, text: str) -> "SaleHours":
        """The hours written as ``mon-sat 08:00-22:00``, ``sun 10:00-18:00`` or ``08:00-24:00`` (every day).

        Raises ValueError for anything else.
        """
        shape = _SHAPE.fullmatch(text)
        if shape is None:
            raise ValueError(_sentence(text))
        opens, closes = _minutes(shape["opens"]), _minutes(shape["closes"])
        known = {shape["first"] or "mon", shape["last"] or "mon"} <= set(_DAYS)
        if not known or opens in {closes, _MIDNIGHT} or max(opens, closes) > _MIDNIGHT:
            raise ValueError(_sentence(text))
        return cls(_days(shape["first"], shape["last"]), opens, closes)

    def __str__(self) -> str:
        """The text that `parse` reads; days that are no span are not made by it and never occur."""
        span = f"{self.opens // _HOUR:02}:{self.opens % _HOUR:02}-{self.closes // _HOUR:02}:{self.closes % _HOUR:02}"
        if len(self.days) == len(_DAYS):
            return span
        first = next(day for day in self.days if (day - 1) % 7 not in self.days)
        last = next(day for day in self.days if (day + 1) % 7 not in self.days)
        return f"{_DAYS[first]} {span}" if first == last else f"{_DAYS[first]}-{_DAYS[last]} {span}"

    def holds_at(self, local: datetime) -> bool:
        """Whether the item may be sold at this local time."""
        minute, day = local.hour * _HOUR + local.minute, local.weekday()
        if self.opens < self.closes:
            return day in self.days and self.opens <= minute < self.closes
        late = day in self.days and minute >= self.opens
        return late or ((day - 1) % 7 in self.days and minute < self.closes)


def _minutes(text: str) -> int:
    hours, minutes = int(text[:2]), int(text[3:])
    return hours * _HOUR + minutes if minutes < _HOUR else _MIDNIGHT + 1


def _days(first: str | None, last: str | None) -> frozenset[int]:
    if first is None:
        return frozenset(range(7))
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


def _sentence(text: str) -> str:
    return f"{text!r} are no hours of sale: such as mon-sat 08:00-22:00 are wanted"
