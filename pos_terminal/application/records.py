"""What is written when a sale ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pos_terminal.application.queueing import Document, JournalHead, Request
    from pos_terminal.domain.basket import BasketChange
    from pos_terminal.domain.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NeverOpen:
    """Of what ends without ever having been open: its number, and the changes that it came about by, in order."""

    number: int
    steps: tuple[BasketChange, ...]


@dataclass(frozen=True, slots=True)
class SaleRecord:
    """An ended sale with all that its one commit writes.

    ``request`` is None when nothing is sent (a void the platform never saw), ``print_job_id`` when nothing prints.
    ``never_open`` is there where nothing of it was on disk before.
    """

    transaction: Transaction
    document: Document
    request: Request | None
    print_job_id: str | None
    business_day: date
    session_id: int | None
    previous_hash: str
    software_version: str
    never_open: NeverOpen | None = None


@dataclass(frozen=True, slots=True)
class Journalled:
    """A transaction with the journal's entry of it; ``before``: as it was, where goods have come back."""

    transaction: Transaction
    entry: JournalHead
    before: Transaction | None = None

    @property
    def printed(self) -> Transaction:
        """What paper is about: the sale, or what came back of it."""
        if self.before is None:
            return self.transaction
        from pos_terminal.domain.returned import came_back

        return came_back(self.before, self.transaction)
