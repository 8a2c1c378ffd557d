"""Which of an item it is, as GS1 data in a barcode name it: batch, serial number, and until when it is sold.

Source: GS1 General Specifications, AI 10, 21, 15, 16, 17 and 7003; the century of a year by section 7.12.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pos_terminal.wording import _

_HALF_CENTURY = 50
_CENTURY = 100
_DATE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class ScannedExpiry:
    """The date of a barcode, as six digits (YYMMDD; day 00: the month's last).

    ``ends_sale``: it is not sold after that day (expiration, sell by); otherwise it is best before it, and sold still.
    """

    digits: str
    ends_sale: bool = True

    def on(self, today: date) -> date | None:
        """The day, in the century that is nearest to ``today``; None for one that no calendar has."""
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

    ``ends_sale``: after ``expiry`` it is not sold.
    """

    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    ends_sale: bool = False

    @property
    def told(self) -> str:
        """How receipts and screens say it; empty where there is nothing to say."""
        parts = []
        if self.lot:
            parts.append(_("Lot {number}", number=self.lot))
        if self.serial:
            parts.append(_("Serial {number}", number=self.serial))
        if self.expiry:
            day = self.expiry.isoformat()
            parts.append(_("Use by {day}", day=day) if self.ends_sale else _("Best before {day}", day=day))
        return " · ".join(parts)


NO_BATCH = Batch()
