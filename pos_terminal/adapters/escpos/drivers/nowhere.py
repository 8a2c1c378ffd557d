"""The printer of a shop that has none: every job counts as sent."""

from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import PrintJob


class NoPrinter:
    """Takes everything, prints nothing."""

    def print(self, job: PrintJob) -> Printout:  # noqa: ARG002 - the sale and its receipt stay in the journal
        """Nothing."""
        return Printout(Proof.SENT)

    def recall(self, job_id: str) -> None:
        """Nothing is known."""

    def status(self) -> PrinterStatus:
        """Nothing says how it is."""
        return PrinterStatus()

    def open_drawer(self) -> None:
        """Without a printer there is no drawer on it."""

    def close(self) -> None:
        """Nothing is kept open."""
