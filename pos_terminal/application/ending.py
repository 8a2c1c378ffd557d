"""Writing down what becomes of a sale: one durable commit, and only then drawer, paper and network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.records import SaleRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Ids, Sales, Wire
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EndPorts:
    """What is written with. ``after`` is told of each committed snapshot, to start drawer, print and delivery."""

    sales: Sales
    wire: Wire
    ids: Ids
    after: Callable[[Transaction], None]


class Ending:
    """Commits a snapshot of a sale that is open no more."""

    def __init__(self, desk: Desk, ports: EndPorts, tilling: Tilling, software_version: str) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self._software_version = software_version

    def write(self, transaction: Transaction, *, sends: bool, prints: bool) -> Transaction:
        """Write the snapshot with its document, and its request and print job where it has them.

        It cannot be lost once this returns. Raises StorageFailed, and then nothing of it was written.
        """
        ports, session = self._ports, self._desk.session
        head = ports.sales.journal_head()
        document = ports.wire.document(transaction, head.hash)
        ports.sales.commit(
            SaleRecord(
                transaction=transaction,
                document=document,
                request=ports.wire.single(ports.ids.uuid(), document) if sends else None,
                print_job_id=ports.ids.uuid() if prints else None,
                business_day=self._tilling.today(),
                session_id=session.session_id if session else None,
                previous_hash=head.hash,
                software_version=self._software_version,
            )
        )
        self._desk.finish(transaction)
        ports.after(transaction)
        return transaction
