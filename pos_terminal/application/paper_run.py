"""Printing what waits in a queue, oldest first, and knowing of each paper what became of it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.queueing import PaperKind
from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.printer_state import CHECK_KITCHEN, Printout, Proof, Remark
from pos_terminal.domain.receipt import FaultCause, PrinterFault, PrintJob
from pos_terminal.wording import later
from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.ports import Printer
    from pos_terminal.application.queueing import QueuedPrint
    from pos_terminal.domain.receipt import Document

_RECENT = 8


class PaperQueue(Protocol):
    """The papers that wait for one printer."""

    def next_job(self) -> QueuedPrint | None:
        """The oldest job that was not printed."""

    def started(self, job_id: str, copy: int) -> None:
        """Note that bytes go out, as which copy: after a crash the paper is in doubt."""

    def printed(self, job_id: str, proof: Proof, *, in_doubt: bool = False) -> None:
        """The job leaves the queue, with what is known of it; ``in_doubt``: nobody knows whether it came out."""

    def failed(self, job_id: str, cause: str, *, in_doubt: bool, copy: int | None = None) -> None:
        """The job waits, and why; ``in_doubt``: some of it may be on paper, and is this copy, if not the one begun."""


class PaperRun:
    """Prints one queue. All methods run in one worker.

    ``document`` makes a job's paper, as which copy; None where what it is about is missing.
    """

    def __init__(
        self,
        queue: PaperQueue,
        printer: Printer,
        document: Callable[[QueuedPrint, int], Document | None],
        note: Callable[[str], None],
    ) -> None:
        self._queue = queue
        self._printer = printer
        self._document = document
        self._note = note
        self._unconfirmed: set[str] = set()
        self._recent: deque[tuple[str, Proof]] = deque(maxlen=_RECENT)
        self._remark: Remark | None = None
        self._torn = 0
        self._is_broken_off = False

    def run(self, next_job: Callable[[], QueuedPrint | None] | None = None) -> SpoolState:
        """Print until the queue is empty or the printer fails; ``next_job`` in place of the queue's own.

        A job in doubt, such as one that was going out when the terminal died, is printed again whole, marked as a copy:
        the first one may be on paper. A printer that still knows of it is asked first.
        """
        last, next_job = "", next_job or self._queue.next_job
        while (job := next_job()) is not None:
            try:
                printout = self._recalled(job) or self._print(job)
                if printout is None:
                    self._queue.failed(job.job_id, "its transaction is missing", in_doubt=job.in_doubt)
                    return self._state(last, Message("A receipt's sale is missing from the database."))
            except PrinterFault as fault:
                if not self._is_given_up(job, fault):
                    self._failed(job, fault)
                    return self._state(last, fault.told)
                printout = Printout(Proof.UNKNOWN, _doubtful(job), in_doubt=True)
            self._queue.printed(job.job_id, printout.proof, in_doubt=printout.in_doubt)
            self._unconfirmed.discard(job.job_id)
            if job.transaction_id is not None:
                self._recent.append((job.transaction_id, printout.proof))
            self._remark = printout.remark
            self._torn = 0
            last = job.job_id
        return self._state(last)

    def settled(self) -> None:
        """Somebody has seen to the last paper, of which nobody knew whether it came out."""
        if self._remark is not None and self._remark.is_of_paper:
            self._remark = None

    def _recalled(self, job: QueuedPrint) -> Printout | None:
        """What the printer knows of a job in doubt."""
        return self._printer.recall(job.job_id) if job.in_doubt else None

    def _print(self, job: QueuedPrint) -> Printout | None:
        """Print it; None when what it is about is missing."""
        copy = job.again if job.in_doubt else job.copy
        document = self._document(job, copy)
        if document is None:
            return None
        self._queue.started(job.job_id, copy)
        self._torn += 1
        return self._printer.print(PrintJob(job.job_id, document))

    def _failed(self, job: QueuedPrint, fault: PrinterFault) -> None:
        """It waits. A print of which surely nothing is on paper is no copy: the next one has its number."""
        copy = None if fault.is_in_doubt else job.copy
        self._queue.failed(job.job_id, str(fault), in_doubt=job.in_doubt or fault.is_in_doubt, copy=copy)
        self._torn = self._torn if fault.is_in_doubt else 0
        self._is_broken_off = fault.is_in_doubt and fault.cause is FaultCause.BROKEN
        self._note(f"printer: {fault}")

    def _is_given_up(self, job: QueuedPrint, fault: PrinterFault) -> bool:
        """Whether a printer that is well, and does not say what became of the job, has had it twice: no third copy."""
        if fault.cause is not FaultCause.UNCONFIRMED:
            return False
        is_second = job.job_id in self._unconfirmed
        self._unconfirmed.add(job.job_id)
        return is_second

    def _state(self, last: str, why: Message = NOTHING_SAID) -> SpoolState:
        broken = bool(why) and self._is_broken_off
        return SpoolState(bool(why), why, last, tuple(self._recent), self._remark, self._torn, broken)


def _doubtful(job: QueuedPrint) -> Remark:
    if job.kind is PaperKind.ORDER:
        told = Message("It is not known whether the kitchen has the last order. Ask there.")
        return Remark(CHECK_KITCHEN, told, is_of_paper=True)
    if job.transaction_id is None:
        told = Message("It is not known whether the last slip of the till was printed.")
        return Remark(later("Check slip"), told, is_of_paper=True)
    if job.transaction_id:
        sentence = Message(
            "It is not known whether the receipt of sale {sale} was printed. "
            "Look for it, and print it again if it is not there.",
            sale=job.transaction_id,
        )
    else:
        sentence = Message(
            "It is not known whether the last paper about the till was printed. "
            "Look for it, and print it again if it is not there."
        )
    return Remark(later("Check receipt"), sentence, is_of_paper=True)
