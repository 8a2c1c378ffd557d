"""Two printers for one desk: what the first does not print, the spare one does."""

from pos_terminal.adapters.escpos.faults import fault_in
from pos_terminal.application.ports import Printer
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Remark
from pos_terminal.domain.receipt import PrinterFault, PrintJob


class FailoverPrinter:
    """Prints on the spare printer what the first has surely not begun, and copies of what it holds in doubt."""

    def __init__(self, first: Printer, spare: Printer) -> None:
        self._first = first
        self._spare = spare

    def print(self, job: PrintJob) -> Printout:
        """On the first, or else on the spare.

        Raises:
            PrinterFault: in doubt, of whichever may have begun; without doubt, of both.
        """
        try:
            return self._first.print(job)
        except PrinterFault as fault:
            if fault.is_in_doubt:
                raise
            return self._on_spare(job, fault)

    def recall(self, job_id: str) -> Printout | None:
        """What either knows. What the first holds is printed again as a copy where the spare one can.

        Raises:
            PrinterFault: it is held, and the spare cannot print either.
        """
        try:
            return self._first.recall(job_id) or self._spare.recall(job_id)
        except PrinterFault:
            if self._spare_prints():
                return None
            raise

    def status(self) -> PrinterStatus:
        """How the first one is.

        Raises:
            PrinterFault: it is not there.
        """
        return self._first.status()

    def open_drawer(self) -> None:
        """On the first: the drawer hangs there.

        Raises:
            PrinterFault: it is not there.
        """
        self._first.open_drawer()

    def close(self) -> None:
        """Let go of both."""
        self._first.close()
        self._spare.close()

    def _on_spare(self, job: PrintJob, fault: PrinterFault) -> Printout:
        try:
            printout = self._spare.print(job)
        except PrinterFault as second:
            if second.is_in_doubt:
                raise
            said = f"{fault.sentence} The spare one does not print, either: {second.sentence}"
            raise PrinterFault(fault.cause, said) from second
        remark = Remark("Spare printer", f"Receipts come out of the spare printer. {fault.sentence}")
        return Printout(printout.proof, remark)

    def _spare_prints(self) -> bool:
        try:
            return fault_in(self._spare.status()) is None
        except PrinterFault:
            return False
