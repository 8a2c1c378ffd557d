"""The state of the receipts' screen: everything it draws, in one frozen value."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pos_terminal.presentation.cart import CartRow
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel
from pos_terminal.presentation.pill import Pill
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.return_panels import LinesPanel, RefundPanel
from pos_terminal.presentation.sale_state import TotalsBox
from pos_terminal.presentation.words_question import WordsPanel

ReceiptPanel = EntryPanel | ChoicePanel | LinesPanel | RefundPanel | WordsPanel | ReportPanel | ApprovalPanel


class RowTone(StrEnum):
    """How a row's last words are meant; they say it, too."""

    PLAIN = "text_secondary"
    CHANGED = "warning"
    GONE = "danger"


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A sale as a row: its number, when and by whom, what it came to, and what has become of it."""

    transaction_id: str
    name: str
    detail: str
    amount: str
    fate: str
    tone: RowTone = RowTone.PLAIN
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptList:
    """One page of sales, and what was looked for."""

    title: str
    rows: tuple[ReceiptRow, ...]
    page: str
    has_newer: bool
    has_older: bool
    is_filtered: bool = False
    empty: str = ""
    """What to say where no row is."""


@dataclass(frozen=True, slots=True)
class SaleCard:
    """One sale's page."""

    number: str
    facts: str
    pills: tuple[Pill, ...]
    rows: tuple[CartRow, ...]
    totals: TotalsBox
    paid: str
    given_back: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptsState:
    """What the screen shows; without a card, no sale is chosen."""

    receipts: ReceiptList
    card: SaleCard | None = None
    panel: ReceiptPanel | None = None
    notice: Notice = NOTHING


class ReceiptsScreen(Protocol):
    """Draws the receipts."""

    def show_state(self, state: ReceiptsState) -> None:
        """Draw this."""
