"""Shifts of the drawer: opening one with its float."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.moment import whole_milliseconds
from pos_terminal.domain.till import TillSession, business_day

if TYPE_CHECKING:
    from datetime import date, time, tzinfo

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Clock, Tills
    from pos_terminal.domain.money import Money


class StoreTime(NamedTuple):
    """The store's own time: its zone, and when its business day ends."""

    zone: tzinfo
    day_ends: time

    def business_day(self, moment: datetime) -> date:
        """The day a moment is booked on."""
        return business_day(moment, self.zone, self.day_ends)

    def begins(self, day: date) -> datetime:
        """The moment at which a business day begins: at its end, the next one does."""
        return datetime.combine(day, self.day_ends, self.zone)


class Tilling:
    """Opens the shift that sales are booked on."""

    def __init__(self, desk: Desk, tills: Tills, clock: Clock, store_time: StoreTime) -> None:
        self._desk = desk
        self._tills = tills
        self._clock = clock
        self.store_time = store_time

    def now(self) -> datetime:
        """The wall time in whole milliseconds, as it goes on the wire."""
        return whole_milliseconds(self._clock.now())

    def local(self) -> datetime:
        """The store's own time."""
        return self._clock.now().astimezone(self.store_time.zone)

    def today(self) -> date:
        """The business day now."""
        return self.store_time.business_day(self._clock.now())

    def open_shift(self, opening_float: Money) -> TillSession:
        """Open a shift with this much cash in the drawer. Raises NotAllowedNow while one is open."""
        operator = self._desk.signed_on()
        if self._desk.session is not None:
            raise NotAllowedNow("A shift is open already on this till.")
        if opening_float.minor < 0:
            raise BadArgument("The opening float cannot be below zero.")
        return self._open(operator.employee_id, opening_float)

    def shift_for_sale(self, nothing: Money) -> TillSession:
        """The open shift; a sale that nobody opened one for starts it with an empty float."""
        if self._desk.session is not None:
            return self._desk.session
        return self._open(self._desk.signed_on().employee_id, nothing)

    def _open(self, employee_id: str, opening_float: Money) -> TillSession:
        now = self.now()
        session = TillSession(0, employee_id, now, self.store_time.business_day(now), opening_float)
        self._desk.session = self._tills.open(session)
        return self._desk.session
