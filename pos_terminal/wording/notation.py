"""How a culture writes numbers, times and days: its signs and where they stand, as CLDR has them.

`packaging/notations.py` writes them down from Babel, which is too slow to be loaded before the first screen. Papers,
which are written behind the desk, ask Babel itself; a test holds both together.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import starmap
from typing import NamedTuple

from pos_terminal.bundle import bundled
from pos_terminal.wording import _, culture, later

_HALF_A_DAY = 12
_GROUP, _POINT = ",", "."
_WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


class Notation(NamedTuple):
    """The signs of one culture. The digits are 0 to 9 everywhere, as on receipts.

    Attributes:
        point: before the decimals.
        group: between groups of digits.
        last: how many digits the last group of a whole number has.
        others: how many those before it have.
        minus: before what is below nothing.
        share: a percentage, ``{}`` being its number.
        clock: a time of ``{hour}`` and ``{minute}``, or on twelve hours of ``{twelve}``, ``{minute}`` and ``{half}``.
        day: a day in words: ``{weekday}``, ``{day}``, and ``{month}`` or ``{number}``, that of the month.
        digits: a day in digits: ``{day}``, ``{month}`` and ``{year}``.
    """

    point: str
    group: str
    last: str
    others: str
    minus: str
    share: str
    clock: str
    day: str
    digits: str

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number in groups, rounded to so many decimals, half to even; None: with all that it has."""
        exact = abs(Decimal(value))
        written = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
        if self.others != self.last:
            written = self._regrouped(written)
        return (self.minus if value < 0 else "") + written.translate({ord(_GROUP): self.group, ord(_POINT): self.point})

    def typed(self, digits: str) -> str:
        """Digits and a point as somebody is typing them, not in groups yet."""
        return digits.replace(_POINT, self.point)

    def percent(self, value: Decimal | int) -> str:
        """So many of a hundred."""
        return self.share.format(self.number(value))

    def time(self, moment: datetime) -> str:
        """Hours and minutes."""
        half = _("AM") if moment.hour < _HALF_A_DAY else _("PM")
        twelve = moment.hour % _HALF_A_DAY or _HALF_A_DAY
        return self.clock.format(hour=moment.hour, twelve=twelve, minute=moment.minute, half=half)

    def weekday(self, day: date) -> str:
        """A day of this year in words."""
        weekday, month = _(_WEEKDAYS[day.weekday()]), _(_MONTHS[day.month - 1])
        return self.day.format(weekday=weekday, day=day.day, month=month, number=day.month)

    def date(self, day: date) -> str:
        """A day in digits, with its year."""
        return self.digits.format(day=day.day, month=day.month, year=day.year)

    def _regrouped(self, written: str) -> str:
        whole, point, places = written.replace(_GROUP, "").partition(_POINT)
        before, last = whole[: -int(self.last)], whole[-int(self.last) :]
        size = int(self.others)
        first = len(before) % size
        groups = [before[:first], *(before[at : at + size] for at in range(first, len(before), size)), last]
        return _GROUP.join(filter(None, groups)) + point + places


def notation() -> Notation:
    """That of the culture of the moment."""
    return notation_of(culture())


@cache
def notation_of(culture: str) -> Notation:
    """How a culture such as ``de_CH`` writes; one whose language is not known writes as ``en_US``."""
    notations, cultures = _known()
    name = culture.replace("-", "_")
    language = name.partition("_")[0]
    return notations[cultures.get(name, cultures.get(language, cultures["en"]))]


@cache
def _known() -> tuple[tuple[Notation, ...], dict[str, int]]:
    told = json.loads(bundled("resources", "notations.json").read_text(encoding="utf-8"))
    return tuple(starmap(Notation, told["notations"])), told["cultures"]
