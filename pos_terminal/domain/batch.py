"""Which of an item it is, as GS1 data in a barcode name it: batch, serial number, and until when it is sold.

Source: GS1 General Specifications, AI 10, 21, 15, 16, 17 and 7003; the century of a year by section 7.12.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from pos_terminal.domain.gtin import is_digits
from pos_terminal.wording import _

_HALF_CENTURY = 50
_CENTURY = 100
_DATE_DIGITS = 6
_MOMENTS, _HOURS, _MINUTES = (6, 8, 10), 24, 60
"""How many digits a date has, alone, with its hour, and with its minute too; and how many of those there are."""


@dataclass(frozen=True, slots=True)
class ScannedExpiry:
    """The date of a barcode, as its digits (YYMMDD; day 00: the month's last), with hour and minute in some (hhmm).

    ``ends_sale``: it is not sold after that (expiration, sell by); otherwise it is best before it, and sold still.
    """

    digits: str
    ends_sale: bool = True

    def moment(self, today: date) -> datetime | None:
        """The day with its hour and minute, in no time zone, midnight where it has none.

        Of the century that is nearest to ``today``; None for what no calendar or clock has.
        """
        day = self._day(today) if is_digits(self.digits) and len(self.digits) in _MOMENTS else None
        if day is None:
            return None
        hour, minute = (int(self.digits[at : at + 2] or 0) for at in (_DATE_DIGITS, _DATE_DIGITS + 2))
        return datetime.combine(day, time(hour, minute)) if hour < _HOURS and minute < _MINUTES else None

    @property
    def has_hour(self) -> bool:
        """Whether it names an hour of its day."""
        return len(self.digits) > _DATE_DIGITS

    def _day(self, today: date) -> date | None:
        year, month, day = (int(self.digits[at : at + 2]) for at in range(0, _DATE_DIGITS, 2))
        year += today.year // _CENTURY * _CENTURY
        if year - today.year > _HALF_CENTURY:
            year -= _CENTURY
        elif year - today.year <= -_HALF_CENTURY:
            year += _CENTURY
        try:
            return date(year, month, day or monthrange(year, month)[1])
        except ValueError:  # month 13, or 31 February
            return None


@dataclass(frozen=True, slots=True)
class Batch:
    """``lot`` and ``serial`` have at most 20 characters each; ``expiry`` is its last day of sale, or of its best.

    ``ends_sale``: after ``expiry`` it is not sold, and on that day not from ``expiry_time``, where there is one.
    """

    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    ends_sale: bool = False
    expiry_time: time | None = None

    @property
    def expires(self) -> str:
        """The day, with the hour where there is one; empty without a day."""
        hour = f"{self.expiry_time:%H:%M}" if self.expiry_time else ""
        return f"{self.expiry.isoformat()} {hour}".rstrip() if self.expiry else ""

    def is_over(self, local: datetime) -> bool:
        """Whether it is not sold any more at ``local``, the store's own time."""
        return self.ends_sale and self._is_past(local)

    def is_past_best(self, local: datetime) -> bool:
        """Whether it is sold still at ``local``, and was best before."""
        return not self.ends_sale and self._is_past(local)

    @property
    def told(self) -> str:
        """How receipts and screens say it; empty where there is nothing to say."""
        parts = []
        if self.lot:
            parts.append(_("Lot {number}", number=self.lot))
        if self.serial:
            parts.append(_("Serial {number}", number=self.serial))
        if self.expiry:
            day = self.expires
            parts.append(_("Use by {day}", day=day) if self.ends_sale else _("Best before {day}", day=day))
        return " · ".join(parts)

    def _is_past(self, local: datetime) -> bool:
        if self.expiry is None:
            return False
        if self.expiry == local.date() and self.expiry_time is not None:
            return self.expiry_time <= local.time()
        return self.expiry < local.date()


NO_BATCH = Batch()
