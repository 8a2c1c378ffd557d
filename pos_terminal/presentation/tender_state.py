"""What the tender screen shows: what is left to pay, what was paid, and every means the shop takes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.cart import CartRow
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.sale_state import CashKey
from pos_terminal.wording import _, later

CLOSE = later("Close sale")
"""The only key of a sale that was paid in full before a crash: nothing is left but to end it."""


class Payer(StrEnum):
    """Whose a payment of a member's sale is."""

    MEMBER = "Member"
    GUEST = "Guest"

    @property
    def words(self) -> str:
        """Who it is."""
        return _("Member") if self is Payer.MEMBER else _("Guest")

    @property
    def pays(self) -> str:
        """That it is they who pay."""
        return _("Member pays") if self is Payer.MEMBER else _("Guest pays")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment that was taken and can still be removed; ``payer`` is None without a member on the sale."""

    payment_id: str
    name: str
    amount: str
    icon: str
    payer: Payer | None = None


@dataclass(frozen=True, slots=True)
class TenderKey:
    """A means of payment: its words name it and the amount that a tap takes."""

    name: str
    icon: str
    amount: str
    label: str = ""
    """What people read for it where that is not its name."""

    @property
    def words(self) -> str:
        """What people read for it."""
        return _(CLOSE) if self.name == CLOSE else self.label or tender_words(self.name)


@dataclass(frozen=True, slots=True)
class TenderState:
    """What the tender screen shows."""

    left: str
    total: str
    subtotal: str
    tax: str
    title: str
    rows: tuple[CartRow, ...]
    entry: str
    is_typed: bool
    has_decimals: bool
    cash_keys: tuple[CashKey, ...]
    keys: tuple[TenderKey, ...]
    payments: tuple[PaymentRow, ...] = ()
    notice: Notice = NOTHING
    discount: str = ""
    doubt: str = ""
    """How far the platform has not confirmed the discount for the sale as it is now; empty when it has."""
    payer: Payer | None = None
    """Whose the next payment is; None: nobody asks, because there is no member or nothing is due."""
    give_back: str = ""
    """What goes back to the shopper for goods that come back, instead of anything left; empty where nothing does."""
    tip: str | None = None
    """The tip of the next payment; empty: none yet, None: no tips are taken for this sale."""
    panel: Panel | None = None
    """What the money waits for: an offer without an answer, an approval, an amount, or a card's or voucher's number."""


class TenderScreen(Protocol):
    """Draws the tenders."""

    def show_state(self, state: TenderState) -> None:
        """Draw this."""
