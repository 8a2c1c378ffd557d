"""What taking cards on a payment terminal needs from the outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from pos_terminal.domain.card_charge import CardAnswer, CardCharge
    from pos_terminal.domain.tender import Payment


READY = Message("is ready")


def unreachable(address: str, why: str | Message) -> Message:
    """Nobody answers where the payment terminal should be."""
    return Message(
        "The payment terminal at {address} cannot be reached ({why}). Look at it and its cables.",
        address=address,
        why=why,
    )


@dataclass(frozen=True, slots=True)
class TerminalReport:
    """How a payment terminal is; ``said`` is what is wrong and what to do, or how it is otherwise."""

    is_well: bool
    said: Message


class PaymentTerminal(Protocol):
    """A payment terminal. Every outcome is an answer, none an exception; any thread may call."""

    def charge(self, charge: CardCharge) -> CardAnswer:
        """Ask the shopper for a card and wait until they are done; minutes."""

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:
        """Give money back to the card that an approved charge came from."""

    def outcome(self, charge: CardCharge) -> CardAnswer:
        """Ask what became of something that was asked for before; nothing is charged by that."""

    def cancel(self, charge: CardCharge) -> None:
        """Ask it to stop waiting for the shopper; `charge` says whether that came in time."""

    def report(self) -> TerminalReport:
        """How it is now."""

    def close(self) -> None:
        """Let go of it."""


class Charges(Protocol):
    """What was asked of the payment terminal. Every method that writes is one durable commit."""

    def begin(self, sale: str, reference: str, payment: Payment, at: datetime) -> CardCharge:
        """Store a payment that is about to be asked for. Raises NotAllowedNow while another of it is not known."""

    def answered(self, charge: CardCharge, answer: CardAnswer, at: datetime) -> CardCharge:
        """Store the last word about it; what was stored first stands. Raises ValueError for what is none."""

    def leave(self, charge: CardCharge) -> None:
        """It is not part of its sale any more: once its outcome is known, what was approved goes back."""

    def take(self, charge: CardCharge) -> None:
        """Its sale was closed with it, and that is not noted: a database was damaged in between."""

    def of_sale(self, transaction_id: str) -> Sequence[CardCharge]:
        """The payments asked for in a sale that are not leaving, oldest first, whatever became of them."""

    def unsettled(self) -> Sequence[CardCharge]:
        """The payments that are no part of an ended sale, and are not leaving: asked for, or approved."""

    def to_give_back(self, but: Collection[int] = ()) -> CardCharge | None:
        """The oldest that leaves, or refund that is not done; those in ``but`` are passed over."""

    def known(self, charge_id: int) -> CardCharge:
        """The charge of this number. Raises LookupError."""

    def attempted(self, charge: CardCharge) -> CardCharge:
        """Note, before the wire, that it is asked for or asked about."""

    def undo(self, charge: CardCharge, at: datetime) -> None:
        """Store the refund of all of a leaving payment that was approved, under a reference that is always its own."""

    def again(self, refund: CardCharge) -> None:
        """The terminal knows nothing of a refund: it is asked for once more, under the same reference."""

    def renamed(self, refund: CardCharge, reference: str) -> None:
        """The terminal did not make a refund and has that on record: it goes on under another reference."""

    def refused(self) -> Sequence[CardCharge]:
        """The refunds that the terminal does not make and nobody has said are handled."""

    def overdue(self, before: datetime) -> Sequence[CardCharge]:
        """What is to go back since before this moment, and nobody knows whether it has, oldest first."""

    def handled(self, refund: CardCharge, at: datetime) -> None:
        """Somebody gave the money back by other means: the terminal is asked for it, and about it, no more."""
