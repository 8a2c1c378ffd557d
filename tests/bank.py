"""A payment terminal with the bank behind it, for tests: it charges each time it is asked, and counts every cent."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pos_terminal.application.card_ports import READY, TerminalReport
from pos_terminal.domain.card_charge import UNKNOWN, CardAnswer, CardCharge, CardOutcome, CardSlip
from pos_terminal.domain.money import Money


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one request.

    ``approved`` are minor units, None: all that was asked. ``is_heard``: whether the till gets the answer.
    ``arrives``: after so many questions about it the request is there; 0 at once, None never.
    """

    outcome: CardOutcome = CardOutcome.APPROVED
    approved: int | None = None
    is_heard: bool = True
    arrives: int | None = 0
    said: str = ""


WELL = Fate()
LOST = Fate(is_heard=False)
"""Charged, and the till does not hear of it."""
NEVER = Fate(is_heard=False, arrives=None)
DECLINED = Fate(CardOutcome.DECLINED, said="Insufficient funds")


@dataclass
class Bank:
    """Implements the port `PaymentTerminal`. ``fates`` are those of the next requests; WELL once they are used up."""

    fates: list[Fate] = field(default_factory=list)
    next_fate: Callable[[], Fate] = lambda: WELL
    deaf: int = 0
    """So many questions about an outcome get no answer."""
    asked: list[str] = field(default_factory=list)
    answers: dict[str, CardAnswer] = field(default_factory=dict)
    charged: dict[str, int] = field(default_factory=dict)
    """What each payment took from a card."""
    returned: dict[str, int] = field(default_factory=dict)
    """What each refund gave back."""
    cancelled: list[str] = field(default_factory=list)
    _late: dict[str, list[object]] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """What all cards have paid, less what they got back."""
        return sum(self.charged.values()) - sum(self.returned.values())

    def charge(self, charge: CardCharge) -> CardAnswer:
        """Charge a card, as often as asked."""
        return self._asked(charge, self.charged)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:
        """Give back to a card that paid at least as much."""
        if self.charged.get(of.reference, 0) < refund.amount.minor:
            return CardAnswer(CardOutcome.DECLINED, said="No such payment")
        return self._asked(refund, self.returned)

    def outcome(self, charge: CardCharge) -> CardAnswer:
        """What is known of it."""
        if self.deaf:
            self.deaf -= 1
            return UNKNOWN
        self._arrive(charge)
        return self.answers.get(charge.reference, CardAnswer(CardOutcome.NOT_FOUND))

    def cancel(self, charge: CardCharge) -> None:
        """Note that somebody wanted to stop."""
        self.cancelled.append(charge.reference)

    def report(self) -> TerminalReport:
        """It is always there."""
        return TerminalReport(True, READY)

    def close(self) -> None:
        """Nothing is kept open."""

    def _asked(self, charge: CardCharge, book: dict[str, int]) -> CardAnswer:
        self.asked.append(charge.reference)
        fate = self.fates.pop(0) if self.fates else self.next_fate()
        if book is self.returned:
            fate = replace(fate, approved=None)  # no terminal gives a part of a refund back
        if fate.arrives is None:
            return UNKNOWN
        if fate.arrives:
            self._late[charge.reference] = [fate.arrives, fate, book]
            return UNKNOWN
        answer = self._booked(charge, fate, book)
        return answer if fate.is_heard else UNKNOWN

    def _booked(self, charge: CardCharge, fate: Fate, book: dict[str, int]) -> CardAnswer:
        amount = None
        if fate.outcome is CardOutcome.APPROVED:
            minor = charge.amount.minor if fate.approved is None else fate.approved
            amount = Money(minor, charge.amount.currency)
            book[charge.reference] = book.get(charge.reference, 0) + minor
        lines = ("VISA 4111 1111 1111 1111", "APPROVED 042042")  # a terminal that masks nothing
        slip = CardSlip("Visa", "4111111111111111", "042042", f"bank-{charge.reference}", lines)
        answer = CardAnswer(fate.outcome, amount, slip, fate.said)
        self.answers[charge.reference] = answer
        return answer

    def _arrive(self, charge: CardCharge) -> None:
        waiting = self._late.get(charge.reference)
        if waiting is None:
            return
        left, fate, book = waiting
        assert isinstance(left, int)
        assert isinstance(fate, Fate)
        assert book is self.charged or book is self.returned
        waiting[0] = left - 1
        if left <= 1:
            del self._late[charge.reference]
            self._booked(charge, fate, self.charged if book is self.charged else self.returned)
