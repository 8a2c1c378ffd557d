"""Who the members of the last sales were, for their receipts: in memory alone, and forgotten soon."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from pos_terminal.application.visit import Visit

_MOST = 20


class Guest(NamedTuple):
    """A member as a receipt may name them; ``points`` None: the platform did not say."""

    first_name: str
    last_name: str
    points: Decimal | None
    as_of: datetime

    def __repr__(self) -> str:
        """Without the names, which no log and no traceback may have."""
        return f"Guest(points={self.points!r}, as_of={self.as_of!r})"


class Guestbook:
    """Written at the desk, read by whoever lays out the receipt. Safe to use from any thread.

    Of a sale that is printed later, or again by another start, it knows nothing: no member's name is kept on disk.
    """

    def __init__(self) -> None:
        self._guests: OrderedDict[str, Guest] = OrderedDict()
        self._lock = Lock()

    def enter(self, transaction_id: str, visit: Visit) -> None:
        """Note whose sale this is."""
        member = visit.member
        guest = Guest(member.first_name or "", member.last_name or "", member.points, visit.at)
        with self._lock:
            self._guests[transaction_id] = guest
            while len(self._guests) > _MOST:
                self._guests.popitem(last=False)

    def guest(self, transaction_id: str) -> Guest | None:
        """Whose sale it was, where this is known still."""
        with self._lock:
            return self._guests.get(transaction_id)
