"""Cash that goes into the drawer or out of it beside the sales, and the drawer opened for nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_terminal.domain.money import Money
from pos_terminal.domain.rights import Action
from pos_terminal.wording import _, later


class MovementKind(StrEnum):
    """What was done with the drawer."""

    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"
    PICKUP = "pickup"
    """Cash taken to the safe or the bank: it stays the shop's."""
    NO_SALE = "no_sale"

    @property
    def action(self) -> Action:
        """The right that it wants."""
        return _ACTIONS[self]

    @property
    def words(self) -> str:
        """What the trade calls it."""
        return _(_WORDS[self])

    @property
    def takes_out(self) -> bool:
        """Whether the drawer holds less after it."""
        return self in {MovementKind.CASH_OUT, MovementKind.PICKUP}


_WORDS = {
    MovementKind.CASH_IN: later("Paid in"),
    MovementKind.CASH_OUT: later("Paid out"),
    MovementKind.PICKUP: later("Pickup"),
    MovementKind.NO_SALE: later("No sale"),
}


_ACTIONS = {
    MovementKind.CASH_IN: Action.CASH_IN,
    MovementKind.CASH_OUT: Action.CASH_OUT,
    MovementKind.PICKUP: Action.PICKUP,
    MovementKind.NO_SALE: Action.NO_SALE,
}


@dataclass(frozen=True, slots=True)
class Stander:
    """Who did something at the till, by id and by the name for papers, and who approved it where another person did."""

    employee_id: str
    employee_name: str
    approved_by: str | None = None
    approver_name: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """One of them, for good. ``amount`` is never below zero, and zero for a no-sale."""

    kind: MovementKind
    amount: Money
    reason: str
    by: Stander
    at: datetime
    business_day: date
    session_id: int

    @property
    def into_drawer(self) -> Money:
        """What the drawer holds more after it; below zero: less."""
        return -self.amount if self.kind.takes_out else self.amount
