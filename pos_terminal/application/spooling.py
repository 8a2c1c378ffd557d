"""Paper: print jobs stored with the sale, printed in the device worker; a printer out of paper never blocks a sale.

Before a receipt's first byte the sale goes into its second copy; a copy that cannot be written holds up no paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.anchoring import anchor_of
from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pos_terminal.application.ports import Printer, PrintQueue, Sales
    from pos_terminal.application.queueing import QueuedPrint
    from pos_terminal.application.record_ports import SaleCopies
    from pos_terminal.domain.transaction import Transaction

_HALF_PRINTED = frozenset({FaultCause.BROKEN, FaultCause.STALLED})
"""Faults after which some of the job may be on paper."""


class ReceiptWriter(Protocol):
    """Lays a transaction out for paper."""

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """The receipt of an ended sale; ``copy`` 0 is the original, ``anchor`` names its journal entry."""


@dataclass(frozen=True, slots=True)
class Records:
    """What the spool works from: the print queue, the ended sales, and their second copy."""

    queue: PrintQueue
    sales: Sales
    copies: SaleCopies


class Spool:
    """Prints what is queued, oldest first. All methods run in the device worker."""

    def __init__(self, records: Records, printer: Printer, writer: ReceiptWriter, note: Callable[[str], None]) -> None:
        self._queue = records.queue
        self._sales = records.sales
        self._copies = records.copies
        self._printer = printer
        self._writer = writer
        self._note = note
        self.uncopied = ""
        """Why ended sales have no second copy yet, or nothing."""

    def open_drawer(self) -> str:
        """Open the drawer; why it stayed shut, or nothing."""
        try:
            self._printer.open_drawer()
        except PrinterFault as fault:
            self._note(f"drawer: {fault}")
            return str(fault)
        return ""

    def run(self) -> SpoolState:
        """Print until the queue is empty or the printer fails.

        A job that was going out when the terminal died is printed again whole, marked as a copy: the first one may be
        on paper.
        """
        last = ""
        while (job := self._next_job()) is not None:
            ended = self._sales.journalled(job.transaction_id, job.seq)
            if ended is None:
                self._queue.failed(job.job_id, "its transaction is missing", in_doubt=job.in_doubt)
                return SpoolState(True, "A receipt's sale is missing from the database.", last)
            copy = max(job.copy, 1) if job.in_doubt else job.copy
            try:
                document = self._writer.receipt(ended.printed, copy, anchor_of(ended.entry))
                self._queue.started(job.job_id)
                self._printer.print(PrintJob(job.job_id, document))
            except PrinterFault as fault:
                self._queue.failed(job.job_id, str(fault), in_doubt=job.in_doubt or fault.cause in _HALF_PRINTED)
                self._note(f"printer: {fault}")
                return SpoolState(True, str(fault), last)
            self._queue.printed(job.job_id)
            last = job.job_id
        return SpoolState(False, last_job_id=last)

    def keep_copies(self) -> bool:
        """Copy what is not copied yet; whether there may be more. Why it could not be done is noted once."""
        try:
            is_more = self._copies.catch_up()
        except Refused as refusal:
            if refusal.sentence != self.uncopied:
                self.uncopied = refusal.sentence
                self._note(f"copy: {refusal}")
            return False
        self.uncopied = ""
        return is_more

    def forget_erased(self, through: date) -> None:
        """Take what was erased out of the copies of days up to this one."""
        try:
            self._copies.forget_erased(through)
        except Refused as refusal:
            self._note(f"copy: {refusal}")

    def _next_job(self) -> QueuedPrint | None:
        """The next job; the sales ended by now are copied after it was looked for, so that its own is among them."""
        job = self._queue.next_job()
        self.keep_copies()
        return job
