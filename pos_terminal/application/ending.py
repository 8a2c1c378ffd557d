"""Writing down what becomes of a sale: one durable commit, and only then drawer, paper and network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.records import SaleRecord
from pos_terminal.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Ids, Sales, Wire
    from pos_terminal.application.queueing import JournalHead
    from pos_terminal.application.records import NeverOpen
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EndPorts:
    """What is written with. ``after`` is told of each committed snapshot, to start drawer, print and delivery.

    ``delivers``: whether anything of it goes to the platform at all.
    """

    sales: Sales
    wire: Wire
    ids: Ids
    after: Callable[[Transaction], None]
    delivers: bool = True


class Ending:
    """Commits a snapshot of a sale that is open no more."""

    def __init__(self, desk: Desk, ports: EndPorts, tilling: Tilling, software_version: str) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self._software_version = software_version

    def write(
        self, transaction: Transaction, *, sends: bool, prints: bool, never_open: NeverOpen | None = None
    ) -> Transaction:
        """Write the snapshot with its document, and its request and print job where it has them.

        It cannot be lost once this returns. Raises StorageFailed, and then nothing of it was written. It is booked on
        the open shift; a sale that was held while its shift was closed opens another one.
        """
        ports = self._ports
        self._book(transaction)
        record = self.record(transaction, ports.sales.journal_head(), sends=sends, prints=prints)
        ports.sales.commit(replace(record, never_open=never_open))
        self._desk.finish(transaction)
        ports.after(transaction)
        return transaction

    def write_exchange(self, returned: Transaction, closed: Transaction) -> Transaction:
        """Write both ends of an exchange in one commit, with documents, requests and papers. Raises as `write`."""
        self._book(closed)
        record = partial(self.record, sends=True, prints=True)
        self._ports.sales.commit_each([partial(record, returned), partial(record, closed)])
        self._desk.finish(closed)
        self._desk.came_back = returned
        for each in (returned, closed):
            self._ports.after(each)
        return closed

    def _book(self, transaction: Transaction) -> None:
        """Have a shift open that the end of a sale is booked on."""
        self._tilling.shift_for_sale(Money.zero(transaction.totals.total.currency))

    def record(self, transaction: Transaction, head: JournalHead, *, sends: bool, prints: bool) -> SaleRecord:
        """What is written of the snapshot behind this entry of the journal."""
        ports, session = self._ports, self._desk.session
        document = ports.wire.document(transaction, head.hash)
        return SaleRecord(
            transaction=transaction,
            document=document,
            request=ports.wire.single(ports.ids.uuid(), document) if sends and ports.delivers else None,
            print_job_id=ports.ids.uuid() if prints else None,
            business_day=self._tilling.today(),
            session_id=session.session_id if session else None,
            previous_hash=head.hash,
            software_version=self._software_version,
        )

    def gave_up(self, transaction: Transaction, head: JournalHead) -> SaleRecord:
        """What is written of a sale that is given up: it goes to the platform only if that has seen its id."""
        is_told = self._ports.sales.was_told_of(transaction.transaction_id)
        return self.record(transaction, head, sends=is_told, prints=False)

    def tell(self, transaction: Transaction) -> None:
        """A snapshot that was written with others is on disk: what follows from it may begin."""
        self._ports.after(transaction)
