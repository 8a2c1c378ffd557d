"""Looking for entries of the journal: by words, by who, by what was done, by day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pos_terminal.domain.rights import Action
from pos_terminal.domain.sales_report import RESTORED, kind_words
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from datetime import date, datetime

    from pos_terminal.domain.money import Money


class EntryKind(StrEnum):
    """What entries are about, in groups that people look for."""

    SALES = "sales"
    RETURNS = "returns"
    VOIDS = "voids"
    ACTS = "acts"
    """What wanted more than a cashier's rights, and who approved it."""
    CASH = "cash"
    SHIFTS = "shifts"

    @property
    def words(self) -> str:
        """What they are called."""
        return _(_WORDS[self])


_WORDS = {
    EntryKind.SALES: later("Sales"),
    EntryKind.RETURNS: later("Returned"),
    EntryKind.VOIDS: later("Voided"),
    EntryKind.ACTS: later("Approvals"),
    EntryKind.CASH: later("Cash and drawer"),
    EntryKind.SHIFTS: later("Shifts"),
}


@dataclass(frozen=True, slots=True)
class JournalWanted:
    """Which entries are looked for; what is not said does not matter.

    ``text`` is looked for in numbers, in the names and ids of people, and in what the entry's document says. ``person``
    is the id of whoever did it or approved it.
    """

    text: str = ""
    person: str = ""
    kind: EntryKind | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class JournalFound:
    """An entry that was found. ``action`` is what an act was about, ``reason`` what was said of it."""

    seq: int
    at: datetime
    business_day: str
    kind: str
    transaction_id: str
    employee_id: str
    employee_name: str
    approver_id: str
    total: Money
    action: str
    reason: str
    hash: str

    @property
    def words(self) -> str:
        """What was done."""
        if self.action in set(Action):
            return str(Action(self.action).words)
        return kind_words(RESTORED if self.action == RESTORED else self.kind)
