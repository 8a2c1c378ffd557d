"""The sale screen's state: everything it draws, in one frozen value."""

from dataclasses import dataclass
from typing import Protocol

from pos_terminal.domain.money import Money
from pos_terminal.presentation.cart import CartRow
from pos_terminal.presentation.member_state import NOBODY, MemberState
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.tiles import Chip, TilePage


@dataclass(frozen=True, slots=True)
class TotalsBox:
    """The totals as written: `discount` is empty when there is none."""

    subtotal: str
    tax: str
    total: str
    discount: str = ""
    doubt: str = ""
    """How far the platform has not confirmed the discount for the sale as it is now; empty when it has."""
    credit: str = ""
    """What goods that come back are worth; empty where none do."""
    give_back: str = ""
    """What of that is over and goes back to the shopper when the sale closes; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class CashKey:
    """A quick amount: what it shows, what a screen reader says, what it takes."""

    label: str
    spoken: str
    amount: Money


@dataclass(frozen=True, slots=True)
class HoldKey:
    """The key that puts the open sale aside, or leads to those that wait: ``brief`` is for where room is short."""

    words: str = ""
    brief: str = ""
    can_press: bool = False


@dataclass(frozen=True, slots=True)
class SaleState:
    """What the sale screen shows."""

    rows: tuple[CartRow, ...]
    selected_line: str
    title: str
    totals: TotalsBox
    cash_keys: tuple[CashKey, ...]
    pay_label: str
    pay_amount: str
    pay_icon: str
    can_pay: bool
    chips: tuple[Chip, ...]
    page: TilePage
    words: str = ""
    times: str = ""
    """`3 ×` while a quantity waits for the next item."""
    left_to_pay: str = ""
    """What is still due when a part was paid already."""
    panel: Panel | None = None
    notice: Notice = NOTHING
    member: MemberState = NOBODY
    can_undo: bool = False
    can_void: bool = False
    hold: HoldKey = HoldKey()
    service: str = ""
    """Guests and channel, where the shop has such."""


class SaleScreen(Protocol):
    """Draws the sale."""

    def show_state(self, state: SaleState) -> None:
        """Draw this."""
