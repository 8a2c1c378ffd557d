"""Paper: print jobs stored with the sale, printed in the device worker; a printer out of paper never blocks a sale.

Before a receipt's first byte the sale goes into its second copy; a copy that cannot be written holds up no paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.anchoring import anchor_of
from pos_terminal.application.paper_run import PaperRun
from pos_terminal.application.queueing import PaperKind
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.receipt import Document, PrinterFault, PrintJob
from pos_terminal.domain.shift_report import CashCount, ShiftReport
from pos_terminal.wording.message import NOTHING_SAID

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pos_terminal.application.ports import Printer, PrintQueue, Sales
    from pos_terminal.application.queueing import JournalHead, QueuedPrint
    from pos_terminal.application.record_ports import SaleCopies
    from pos_terminal.application.standing import SpoolState
    from pos_terminal.application.till_ports import TillPaper, TillPapers
    from pos_terminal.domain.printer_state import PapersInDoubt, PrinterStatus
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.wording.message import Message

_REPORT = "x-report"


class ReceiptWriter(Protocol):
    """Lays out for paper what was sold, and what is about the till itself."""

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """The receipt of an ended sale; ``copy`` 0 is the original, ``anchor`` names its journal entry."""

    def gift(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """What the sale still holds, without prices, for whoever was given it."""

    def till_paper(self, what: TillPaper, copy: int, entry: JournalHead | None) -> Document:
        """The slip of a movement, or a shift's report; ``entry`` None: a report that is not journalled."""


class PapersSeen(Protocol):
    """What somebody said of papers in doubt in another program, as at the command line beside the till."""

    def taken(self) -> int:
        """Up to which paper they have seen to them; 0: nobody said anything since it was asked last."""


class NobodySaw:
    """No other program is there to say anything."""

    def taken(self) -> int:
        """Nobody said anything."""
        return 0


@dataclass(frozen=True, slots=True)
class Records:
    """What the spool works from: the print queue, the ended sales and what was done to the till, the second copy.

    ``seen`` is what is said of papers in doubt elsewhere.
    """

    queue: PrintQueue
    sales: Sales
    copies: SaleCopies
    till: TillPapers
    seen: PapersSeen = field(default_factory=NobodySaw)


class Spool:
    """Prints what is queued, oldest first. All methods run in the device worker."""

    def __init__(
        self,
        records: Records,
        printer: Printer,
        writer: ReceiptWriter,
        note: Callable[[str], None],
        writer_in: Callable[[str], ReceiptWriter] | None = None,
    ) -> None:
        """``writer_in`` writes in another culture than the shop's, for shoppers who chose a language."""
        self._writer_in = writer_in
        self._queue = records.queue
        self._sales = records.sales
        self._copies = records.copies
        self._till = records.till
        self._seen = records.seen
        self._printer = printer
        self._writer = writer
        self._note = note
        self._papers = PaperRun(records.queue, printer, self._document, note)
        self.uncopied = ""
        """Why ended sales have no second copy yet, or nothing."""

    def open_drawer(self) -> Message:
        """Open the drawer; why it stayed shut, or nothing."""
        try:
            self._printer.open_drawer()
        except PrinterFault as fault:
            self._note(f"drawer: {fault}")
            return fault.told
        return NOTHING_SAID

    def drawer_pin(self) -> bool | None:
        """What the drawer's sensor says; None where nothing can be read."""
        try:
            return self._printer.status().drawer_pin
        except PrinterFault:
            return None

    def printer_status(self) -> PrinterStatus:
        """What the printer says of itself. Raises PrinterFault where there is nobody."""
        return self._printer.status()

    def run(self) -> SpoolState:
        """Print until the queue is empty or the printer fails, as `PaperRun.run`."""
        if through := self._seen.taken():
            self._settle(through)
        return self._papers.run(self._next_job)._replace(unseen=self._queue.doubts())

    def settle_doubts(self) -> PapersInDoubt:
        """Somebody has seen to the papers that may not have come out; which these were."""
        doubts = self._queue.doubts()
        self._settle(doubts.through)
        return doubts

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

    def _document(self, job: QueuedPrint, copy: int) -> Document | None:
        if job.transaction_id is None:
            told = self._till.paper(job.seq or 0)
            return self._writer.till_paper(_part(told.what, job.kind), copy, told.entry) if told else None
        ended = self._sales.journalled(job.transaction_id, job.seq)
        if ended is None:
            return None
        if job.kind is PaperKind.GIFT:
            return self._writer.gift(ended.transaction, copy, anchor_of(ended.entry))
        writer = self._writer_in(job.culture) if self._writer_in is not None and job.culture else self._writer
        return writer.receipt(ended.printed, copy, anchor_of(ended.entry))

    def _settle(self, through: int) -> None:
        self._queue.settle(through)
        if not self._queue.doubts().count:
            self._papers.settled()

    def _next_job(self) -> QueuedPrint | None:
        """The next job; the sales ended by now are copied after it was looked for, so that its own is among them."""
        job = self._queue.next_job()
        self.keep_copies()
        return job


def _part(what: TillPaper, kind: PaperKind) -> TillPaper:
    return CashCount(what) if kind is PaperKind.COUNT and isinstance(what, ShiftReport) else what
