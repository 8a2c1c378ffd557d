"""Two printers for one desk: what the first does not print, the spare one does."""

from collections.abc import Callable
from time import monotonic

from pos_terminal.adapters.escpos.faults import fault_in
from pos_terminal.application.ports import Printer
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Remark
from pos_terminal.domain.receipt import FaultCause, PrinterFault, PrintJob
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

_ENOUGH = 2
"""How often in a row the first printer may break off in mid-job before the spare one has the jobs."""
_REST = 120.0
"""Seconds that it is passed over then; one job is tried on it after that."""
_BREAKS_OFF = frozenset({FaultCause.BROKEN, FaultCause.STALLED})


class FailoverPrinter:
    """Prints on the spare printer what the first has surely not begun, and copies of what it holds in doubt.

    A first printer that says it is well and breaks off job after job holds up nobody: the spare one has them, from the
    one that broke off on, until the first has had its rest.
    """

    def __init__(self, first: Printer, spare: Printer, clock: Callable[[], float] = monotonic) -> None:
        """``clock``: seconds that never go back."""
        self._first = first
        self._spare = spare
        self._clock = clock
        self._breaks = 0
        self._last_break: tuple[float, PrinterFault] | None = None

    def print(self, job: PrintJob) -> Printout:
        """On the first, or else on the spare.

        Raises:
            PrinterFault: in doubt, of whichever may have begun; without doubt, of both.
        """
        if self._last_break is not None and self._is_resting(self._last_break[0]) and self._spare_prints():
            return self._on_spare(job, self._last_break[1])
        try:
            printout = self._first.print(job)
        except PrinterFault as fault:
            if fault.is_in_doubt:
                self._count(fault)
                raise
            return self._on_spare(job, fault)
        self._breaks, self._last_break = 0, None
        return printout

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

    def _is_resting(self, since: float) -> bool:
        return self._breaks >= _ENOUGH and self._clock() - since < _REST

    def _count(self, fault: PrinterFault) -> None:
        if fault.cause in _BREAKS_OFF:
            self._breaks, self._last_break = self._breaks + 1, (self._clock(), fault)

    def _on_spare(self, job: PrintJob, fault: PrinterFault) -> Printout:
        try:
            printout = self._spare.print(job)
        except PrinterFault as second:
            if second.is_in_doubt:
                raise
            told = Message(
                "{fault} The spare one does not print, either: {second}", fault=fault.told, second=second.told
            )
            raise PrinterFault(fault.cause, told) from second
        remark = Remark(
            later("Spare printer"), Message("Receipts come out of the spare printer. {fault}", fault=fault.told)
        )
        return Printout(printout.proof, remark, in_doubt=printout.in_doubt)

    def _spare_prints(self) -> bool:
        try:
            return fault_in(self._spare.status()) is None
        except PrinterFault:
            return False
