"""Paper: print jobs stored with the sale, printed in the device worker; a printer out of paper never blocks a sale.

Before a receipt's first byte the sale goes into its second copy; a copy that cannot be written holds up no paper.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.anchoring import anchor_of
from pos_terminal.application.queueing import PaperKind
from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.printer_state import Printout, Proof, Remark
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob
from pos_terminal.domain.shift_report import CashCount, ShiftReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pos_terminal.application.ports import Printer, PrintQueue, Sales
    from pos_terminal.application.queueing import JournalHead, QueuedPrint
    from pos_terminal.application.record_ports import SaleCopies
    from pos_terminal.application.till_ports import TillPaper, TillPapers
    from pos_terminal.domain.transaction import Transaction

_RECENT = 8
_REPORT = "x-report"


class ReceiptWriter(Protocol):
    """Lays out for paper what was sold, and what is about the till itself."""

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """The receipt of an ended sale; ``copy`` 0 is the original, ``anchor`` names its journal entry."""

    def gift(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """What the sale still holds, without prices, for whoever was given it."""

    def till_paper(self, what: TillPaper, copy: int, entry: JournalHead | None) -> Document:
        """The slip of a movement, or a shift's report; ``entry`` None: a report that is not journalled."""


@dataclass(frozen=True, slots=True)
class Records:
    """What the spool works from: the print queue, the ended sales and what was done to the till, the second copy."""

    queue: PrintQueue
    sales: Sales
    copies: SaleCopies
    till: TillPapers


class Spool:
    """Prints what is queued, oldest first. All methods run in the device worker."""

    def __init__(self, records: Records, printer: Printer, writer: ReceiptWriter, note: Callable[[str], None]) -> None:
        self._queue = records.queue
        self._sales = records.sales
        self._copies = records.copies
        self._till = records.till
        self._printer = printer
        self._writer = writer
        self._note = note
        self._unconfirmed: set[str] = set()
        self._recent: deque[tuple[str, Proof]] = deque(maxlen=_RECENT)
        self._remark: Remark | None = None
        self._torn = 0
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

    def drawer_pin(self) -> bool | None:
        """What the drawer's sensor says; None where nothing can be read."""
        try:
            return self._printer.status().drawer_pin
        except PrinterFault:
            return None

    def run(self) -> SpoolState:
        """Print until the queue is empty or the printer fails.

        A job in doubt, such as one that was going out when the terminal died, is printed again whole, marked as a copy:
        the first one may be on paper. A printer that still knows of it is asked first.
        """
        last = ""
        while (job := self._next_job()) is not None:
            try:
                printout = self._recalled(job) or self._print(job)
                if printout is None:
                    self._queue.failed(job.job_id, "its transaction is missing", in_doubt=job.in_doubt)
                    return self._state(last, "A receipt's sale is missing from the database.")
            except PrinterFault as fault:
                if not self._is_given_up(job, fault):
                    self._queue.failed(job.job_id, str(fault), in_doubt=job.in_doubt or fault.is_in_doubt)
                    self._torn = self._torn if fault.is_in_doubt else 0
                    self._note(f"printer: {fault}")
                    return self._state(last, str(fault))
                printout = Printout(Proof.UNKNOWN, _doubtful(job))
            self._queue.printed(job.job_id, printout.proof)
            self._unconfirmed.discard(job.job_id)
            if job.transaction_id is not None:
                self._recent.append((job.transaction_id, printout.proof))
            self._remark = printout.remark
            self._torn = 0
            last = job.job_id
        return self._state(last)

    def print_report(self, report: TillPaper) -> str:
        """Print a report that nobody has to keep; why it is not on paper, or nothing."""
        try:
            self._printer.print(PrintJob(_REPORT, self._writer.till_paper(report, 0, None)))
        except PrinterFault as fault:
            self._note(f"printer: {fault}")
            return str(fault)
        return ""

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

    def close(self) -> None:
        """Let go of the printer."""
        self._printer.close()

    def _recalled(self, job: QueuedPrint) -> Printout | None:
        """What the printer knows of a job in doubt."""
        return self._printer.recall(job.job_id) if job.in_doubt else None

    def _document(self, job: QueuedPrint) -> Document | None:
        copy = max(job.copy, 1) if job.in_doubt else job.copy
        if job.transaction_id is None:
            told = self._till.paper(job.seq or 0)
            return self._writer.till_paper(_part(told.what, job.kind), copy, told.entry) if told else None
        ended = self._sales.journalled(job.transaction_id, job.seq)
        if ended is None:
            return None
        if job.kind is PaperKind.GIFT:
            return self._writer.gift(ended.transaction, copy, anchor_of(ended.entry))
        return self._writer.receipt(ended.printed, copy, anchor_of(ended.entry))

    def _print(self, job: QueuedPrint) -> Printout | None:
        """Print it; None when what it is about is missing."""
        document = self._document(job)
        if document is None:
            return None
        self._queue.started(job.job_id)
        self._torn += 1
        return self._printer.print(PrintJob(job.job_id, document))

    def _is_given_up(self, job: QueuedPrint, fault: PrinterFault) -> bool:
        """Whether a printer that is well, and does not say what became of the job, has had it twice: no third copy."""
        if fault.cause is not FaultCause.UNCONFIRMED:
            return False
        is_second = job.job_id in self._unconfirmed
        self._unconfirmed.add(job.job_id)
        return is_second

    def _state(self, last: str, cause: str = "") -> SpoolState:
        return SpoolState(bool(cause), cause, last, tuple(self._recent), self._remark, self._torn)

    def _next_job(self) -> QueuedPrint | None:
        """The next job; the sales ended by now are copied after it was looked for, so that its own is among them."""
        job = self._queue.next_job()
        self.keep_copies()
        return job


def _part(what: TillPaper, kind: PaperKind) -> TillPaper:
    return CashCount(what) if kind is PaperKind.COUNT and isinstance(what, ShiftReport) else what


def _doubtful(job: QueuedPrint) -> Remark:
    if job.transaction_id is None:
        return Remark("Check slip", "It is not known whether the last slip of the till was printed.")
    what = f"receipt of sale {job.transaction_id}" if job.transaction_id else "last paper about the till"
    sentence = f"It is not known whether the {what} was printed. Look for it, and print it again if it is not there."
    return Remark("Check receipt", sentence)
