"""A payment on a payment terminal: what is asked of it, what becomes of it, and what it says for the receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pos_terminal.domain.card_digits import masked
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.tender import Payment

_SHOWN_DIGITS = 4
OVERDUE = timedelta(minutes=10)
"""So long may money be on its way back to a card before somebody of the shop is told."""


class CardKind(StrEnum):
    """What is asked of the terminal."""

    PAYMENT = "payment"
    REFUND = "refund"
    """Money back to the card that a payment came from: all of it, or a part."""


class CardState(StrEnum):
    """Where a charge stands on disk."""

    DUE = "due"
    """A refund that nobody asked the terminal for yet."""
    ASKING = "asking"
    """Asked for, or about to be; no outcome is known."""
    APPROVED = "approved"
    TAKEN = "taken"
    """Its sale was closed with it."""
    DECLINED = "declined"
    CANCELLED = "cancelled"
    UNDONE = "undone"
    """A payment that was approved and is given back by a refund of its own."""
    REFUSED = "refused"
    """A refund that the terminal does not make: somebody has to give the money back."""
    HANDLED = "handled"
    """What was to go back, once somebody said that it did: such a refund, or one that nobody knows the outcome of."""


class CardOutcome(StrEnum):
    """What a terminal said of a charge."""

    APPROVED = "approved"
    """For the amount that it names, which may be less than what was asked."""
    DECLINED = "declined"
    CANCELLED = "cancelled"
    """By the shopper, by the till, or because the terminal was never reached: nothing was charged."""
    IN_PROGRESS = "in_progress"
    """The shopper is not done yet."""
    NOT_FOUND = "not_found"
    """The terminal knows nothing of it, or not yet."""
    UNKNOWN = "unknown"


SETTLING = frozenset({CardOutcome.APPROVED, CardOutcome.DECLINED, CardOutcome.CANCELLED})
"""The outcomes behind which nothing else can come."""


@dataclass(frozen=True, slots=True)
class CardSlip:
    """What a terminal says of a card for the receipt; ``number`` is the last digits of its number, nothing else of it.

    ``terminal_reference`` is what the terminal calls the payment, to give the money back by. ``lines`` are the text of
    its own receipt for the shopper.
    """

    scheme: str = ""
    number: str = ""
    authorisation: str = ""
    terminal_reference: str = ""
    lines: tuple[str, ...] = ()

    def safe(self) -> CardSlip:
        """The same with no more of a card's number than its last four digits, whatever the terminal gave."""
        digits = "".join(each for each in self.number if each.isdigit())[-_SHOWN_DIGITS:]
        return replace(
            self,
            scheme=masked(self.scheme).strip(),
            number=f"…{digits}" if digits else "",
            authorisation=masked(self.authorisation).strip(),
            lines=tuple(masked(each).rstrip() for each in self.lines),
        )


NO_SLIP = CardSlip()


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """An outcome, what was approved (with the tip), what the slip says, and the terminal's own words for why."""

    outcome: CardOutcome
    amount: Money | None = None
    slip: CardSlip = NO_SLIP
    said: str | Message = ""

    @property
    def is_settling(self) -> bool:
        """Whether it is the last word."""
        return self.outcome in SETTLING

    @property
    def in_english(self) -> str:
        """The words as they are stored and logged."""
        return self.said.in_english if isinstance(self.said, Message) else self.said


UNKNOWN = CardAnswer(CardOutcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class CardCharge:
    """Something asked of the terminal, under our own reference.

    ``amount`` is what is asked, with the tip. ``payment`` is the payment that it becomes where all is approved; None
    for a refund, which names the charge that it is ``of``. ``is_leaving``: it is not part of its sale any more, and is
    given back if it turns out to be approved.
    """

    charge_id: int
    reference: str
    kind: CardKind
    transaction_id: str
    payment_id: str
    amount: Money
    state: CardState
    payment: Payment | None = None
    answer: CardAnswer | None = None
    is_leaving: bool = False
    of: int | None = None
    tries: int = 0

    @property
    def approved(self) -> Money | None:
        """What the terminal charged, with the tip; None where it did not, or nobody knows."""
        return self.answer.amount if self.answer and self.answer.outcome is CardOutcome.APPROVED else None

    @property
    def receipt_lines(self) -> tuple[str, ...]:
        """What goes on the receipt of it: the terminal's own text, or what else is known of the card."""
        slip = self.answer.slip if self.answer else NO_SLIP
        return slip.lines or tuple(each for each in (slip.scheme, slip.authorisation) if each)

    @property
    def is_partial(self) -> bool:
        """Whether less was approved than asked for."""
        return self.approved is not None and self.approved < self.amount

    def paid(self) -> Payment:
        """The payment that was made: of what was approved the due goes first, and what is beyond it is a tip.

        Raises ValueError where none was.
        """
        planned, approved = self.payment, self.approved
        if planned is None or approved is None or self.answer is None:
            raise ValueError(f"charge {self.reference} is no payment that was approved")
        amount = min(planned.amount, approved)
        tip = approved - amount
        number = self.answer.slip.number or planned.number
        return replace(planned, amount=amount, taken=approved, tip=tip if tip.minor else None, number=number)


def settled_as(answer: CardAnswer, kind: CardKind) -> CardState:
    """Where a charge stands once this was said of it. Raises ValueError for what is no last word.

    That a refund was not begun is none: it is due still, and only a no to it leaves it to somebody of the shop.
    """
    if answer.outcome is CardOutcome.APPROVED:
        return CardState.APPROVED
    if not answer.is_settling or (kind is CardKind.REFUND and answer.outcome is CardOutcome.CANCELLED):
        raise ValueError(f"{answer.outcome} is no last word about a card")
    if kind is CardKind.REFUND:
        return CardState.REFUSED
    return CardState.DECLINED if answer.outcome is CardOutcome.DECLINED else CardState.CANCELLED
