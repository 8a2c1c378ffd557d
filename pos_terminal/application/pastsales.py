"""What was closed on this till, sales and returns without a receipt: found a page at a time, looked at one by one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.aftersale import code_in, sale_named
from pos_terminal.domain.errors import BadArgument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Sales
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.transaction import Transaction


class Fate(StrEnum):
    """What has become of a sale since it was closed."""

    CLOSED = "closed"
    RETURNED_IN_PART = "returned in part"
    RETURNED = "returned"
    VOIDED = "voided"
    TAKEN_BACK = "taken back"
    """It was no sale: goods came back without a receipt."""


class Sending(StrEnum):
    """How far the platform knows of a sale and of all that was done to it."""

    SENT = "sent"
    WAITING = "waiting"
    REFUSED = "refused"
    NEVER = "never"
    """It is nothing that is sent."""


@dataclass(frozen=True, slots=True)
class PastSale:
    """A sale as a list shows it; ``seq`` is its place in the journal, ``total`` what it came to when it was closed."""

    seq: int
    transaction_id: str
    closed_at: datetime
    operator_name: str
    pieces: int
    total: Money
    fate: Fate
    sending: Sending


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sales are looked for: all, or those that fit what is said. ``digits`` end the number."""

    digits: str = ""
    total: Money | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PastPage:
    """Sales, the latest first, and whether there are older ones."""

    sales: tuple[PastSale, ...]
    has_older: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a sale's newest snapshot stands in the journal, and how far the platform knows."""

    seq: int
    sending: Sending


class PastStore(Protocol):
    """The ended sales on disk, to be looked at."""

    def page(self, wanted: Wanted, before: int | None, limit: int) -> PastPage:
        """At most so many of them, only those before that place in the journal."""

    def whereabouts(self, transaction_id: str) -> Whereabouts | None:
        """Of a sale that has ended; None for others."""

    def bought_last(self) -> Sequence[str]:
        """The ids of the items of the newest closed sales, the newest first, each once."""


@dataclass(frozen=True, slots=True)
class OpenedSale:
    """One sale: as it was closed, as it is now, and what its page tells beside."""

    sold: Transaction
    now: Transaction
    seq: int
    sending: Sending
    left: Mapping[str, Decimal]
    """How much of each line has not come back."""
    fate: Fate


class PastSales:
    """Finds them for whoever is signed on."""

    def __init__(self, desk: Desk, sales: Sales, store: PastStore) -> None:
        self._desk = desk
        self._sales = sales
        self._store = store

    def page(self, wanted: Wanted, before: int | None, limit: int) -> PastPage:
        """At most ``limit`` sales, the latest first, from before this place in the journal. Raises NotSignedOn."""
        self._desk.signed_on()
        return self._store.page(wanted, before, limit)

    def opened(self, name: str) -> OpenedSale:
        """A sale by its number, its receipt's code, or what the QR code holds.

        Raises NotSignedOn, BadArgument for one that this till did not sell, and NotAllowedNow for one that is open.
        """
        self._desk.signed_on()
        return opened_sale(self._sales, self._store, sale_named(self._sales, name).transaction_id)

    def bought_last(self) -> Sequence[str]:
        """The ids of the items that were sold last at this till, the newest first; of whoever bought them."""
        return self._store.bought_last()

    def receipt(self, code: str) -> str | None:
        """The number of the sale whose receipt has this code; None where none has."""
        return self._sales.find(code_in(code))


def opened_sale(sales: Sales, store: PastStore, transaction_id: str) -> OpenedSale:
    """A sale that has ended, by its number. Raises BadArgument where there is none."""
    history = sales.history(transaction_id)
    if not history:
        raise BadArgument("Sale {transaction_id} has not ended on this till.", transaction_id=transaction_id)
    place = store.whereabouts(transaction_id) or Whereabouts(0, Sending.NEVER)
    sold, now = history[0], history[-1]
    return OpenedSale(sold, now, place.seq, place.sending, _left(sold, now), fate_of(history))


def fate_of(history: Sequence[Transaction]) -> Fate:
    """What has become of a sale with these snapshots."""
    now = history[-1]
    if now.is_voided:
        return Fate.VOIDED
    if now.is_receiptless:
        return Fate.TAKEN_BACK
    if len(history) == 1:
        return Fate.CLOSED
    return Fate.RETURNED_IN_PART if now.lines else Fate.RETURNED


def _left(sold: Transaction, now: Transaction) -> dict[str, Decimal]:
    if now.is_voided or now.is_receiptless:
        return {each.line.line_id: Decimal(0) for each in sold.lines}
    there = {each.line.line_id: each.line.quantity for each in now.lines}
    return {each.line.line_id: there.get(each.line.line_id, Decimal(0)) for each in sold.lines}
