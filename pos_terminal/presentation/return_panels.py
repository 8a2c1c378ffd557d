"""What lies where the receipts are while goods come back or a sale is voided: which goods, and the money for them."""

from dataclasses import dataclass

from pos_terminal.presentation.change import PaidRow
from pos_terminal.presentation.panels import Choice


@dataclass(frozen=True, slots=True)
class BackLine:
    """A line that something may come back of: how much there is, and how much of it does."""

    line_id: str
    name: str
    detail: str
    quantity: str
    can_less: bool
    can_more: bool
    has_price_key: bool = False
    """Whether another price can be typed for it."""


@dataclass(frozen=True, slots=True)
class LinesPanel:
    """Which goods come back; one page of lines. ``refund`` says what goes back for them."""

    title: str
    sentence: str
    lines: tuple[BackLine, ...]
    page: str
    has_earlier: bool
    has_later: bool
    refund: str
    can_confirm: bool
    can_all: bool
    all_words: str
    """What the key beside the title does."""


@dataclass(frozen=True, slots=True)
class RefundPanel:
    """What is about to be given back, before it is; ``tenders`` are other ways to give it back, "" is the usual one."""

    title: str
    sentence: str
    amount: str
    rows: tuple[PaidRow, ...]
    tenders: tuple[Choice, ...]
    chosen: str
    keep: str
    confirm: str
    is_void: bool = False
    exchange: str = ""
    """What else may become of the money; empty: nothing."""
