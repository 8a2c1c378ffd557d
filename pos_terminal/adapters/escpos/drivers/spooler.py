"""Printers that belong to the system's spooler: a job is handed over, and the spooler says no more of it."""

from typing import Protocol

from pos_terminal.adapters.escpos.encode import DRAWER_PULSE, Encoder
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import PrintJob


class Queue(Protocol):
    """A queue of the system for raw bytes."""

    def submit(self, title: str, content: bytes) -> None:
        """Hand a job over. Raises PrinterFault."""

    def status(self) -> PrinterStatus:
        """Whether the queue prints. Raises PrinterFault when there is no such queue."""


class SpoolerPrinter:
    """Hands each job over whole."""

    def __init__(self, queue: Queue, encoder: Encoder, pulse: bytes = DRAWER_PULSE) -> None:
        self._queue = queue
        self._encoder = encoder
        self._pulse = pulse

    def print(self, job: PrintJob) -> Printout:
        """Returns when the spooler has the job, which does not yet mean that it is on paper.

        Raises:
            PrinterFault: the spooler did not take it.
        """
        self._queue.submit(job.job_id, self._encoder.encode(job.document))
        return Printout(Proof.SENT)

    def recall(self, job_id: str) -> None:
        """The spooler says nothing of jobs."""

    def status(self) -> PrinterStatus:
        """How the queue is.

        Raises:
            PrinterFault: there is no such queue.
        """
        return self._queue.status()

    def open_drawer(self) -> None:
        """Hands over the pulse alone; jobs of others may be before it.

        Raises:
            PrinterFault: as for `print`.
        """
        if self._pulse:
            self._queue.submit("drawer", self._pulse)

    def close(self) -> None:
        """Nothing is kept open."""
