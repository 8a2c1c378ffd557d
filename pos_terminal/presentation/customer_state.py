"""What the shopper reads: on a display of two lines and on a screen of their own, neither of which is ever touched."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class CustomerPhase(StrEnum):
    """What is going on at the lane, as a shopper sees it."""

    CLOSED = "closed"
    IDLE = "idle"
    SALE = "sale"
    PAYMENT = "payment"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Told:
    """Words and the amount that they stand at; ``note`` says more where there is room for it."""

    words: str = ""
    amount: str = ""
    note: str = ""


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class CustomerState:
    """All of it, without a word about who is selling, and of the member what the shop's settings let others read.

    Attributes:
        phase: what is going on.
        store: the store's name.
        words: a sentence for when nothing is sold, and at the end of a sale.
        news: what has just happened: an item, an offer, a payment.
        lines: the newest lines of the sale, in order.
        count: how many pieces it has, in words.
        sums: what stands above the figure: discounts, payments.
        figure: the one large amount: the total, what is left to pay, or the change.
        greeting: the member's name; points: what they have to spend, offers: theirs, each with what it takes off.
        is_training: nothing of this is sold.
    """

    phase: CustomerPhase
    store: str = ""
    words: str = ""
    news: Told = NOTHING_TOLD
    lines: tuple[Told, ...] = ()
    count: str = ""
    sums: tuple[Told, ...] = ()
    figure: Told = NOTHING_TOLD
    greeting: str = ""
    points: str = ""
    offers: tuple[Told, ...] = ()
    is_training: bool = False


class CustomerScreen(Protocol):
    """Shows it to the shopper."""

    def show_state(self, state: CustomerState) -> None:
        """Show this, in the language of this moment."""
