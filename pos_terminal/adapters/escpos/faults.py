"""From what a printer says of itself, or fails to say, to why it does not print, and what to do."""

from pos_terminal.domain.printer_state import PaperLevel, PrinterError, PrinterStatus
from pos_terminal.domain.receipt import FaultCause, PrinterFault

_ERRORS = {
    PrinterError.CUTTER: "has a jam at its cutter. Open it, clear the paper, and close it; "
    "switch it off and on if its light still blinks.",
    PrinterError.RECOVERABLE: "has stopped with an error. Open it, clear the paper, and close it; "
    "switch it off and on if its light still blinks.",
    PrinterError.COOLING: "is too hot and goes on by itself in a moment.",
    PrinterError.UNRECOVERABLE: "is broken. Switch it off and on; if that does not help, it needs service.",
}


def expect_well(name: str, status: PrinterStatus, *, is_in_doubt: bool = False) -> None:
    """Raises PrinterFault with what the printer of that name says is in the way."""
    if fault := fault_in(status):
        raise PrinterFault(fault[0], f"{name} {fault[1]}", is_in_doubt=is_in_doubt)


def broken(name: str, error: OSError, *, is_in_doubt: bool) -> PrinterFault:
    """The line ended, or takes nothing."""
    if isinstance(error, TimeoutError):
        said = f"{name} takes no more data. Check paper, cover and error light."
        return PrinterFault(FaultCause.STALLED, said, is_in_doubt=is_in_doubt)
    why = error.strerror or error
    moment, then = ("in mid-job", "; the receipt may be incomplete") if is_in_doubt else ("before the job", "")
    said = f"{name} ended the connection {moment} ({why}). Check its power and cable{then}."
    return PrinterFault(FaultCause.BROKEN, said, is_in_doubt=is_in_doubt)


def silent(name: str, *, is_in_doubt: bool) -> PrinterFault:
    """It says nothing, where it did before."""
    if is_in_doubt:
        said = f"{name} stopped answering in mid-job. Check its power and cable."
    else:
        said = (
            f"{name} does not say how it is. Check its power and lights, and whether another till prints on it. "
            "For one that never answers set [printer] status to none."
        )
    return PrinterFault(FaultCause.SILENT, said, is_in_doubt=is_in_doubt)


def unconfirmed(name: str) -> PrinterFault:
    """It is well, took the job and did not say that it is printed."""
    said = f"{name} took the receipt and did not say that it is printed. Look whether it is there."
    return PrinterFault(FaultCause.UNCONFIRMED, said)


def renamed(fault: PrinterFault, name: str) -> PrinterFault:
    """The same fault, of another device that hangs on the same kind of line; its name begins with "The"."""
    return PrinterFault(fault.cause, said_of(name, fault.sentence), is_in_doubt=fault.is_in_doubt)


def said_of(name: str, sentence: str) -> str:
    """What is wrong with a printer's line or address, said of another device; its name begins with "The"."""
    for printer in ("The serial printer", "The printer"):
        sentence = sentence.replace(printer, name, 1)
    return sentence.replace("of a printer", f"of a {name.removeprefix('The ')}", 1)


def fault_in(status: PrinterStatus) -> tuple[FaultCause, str] | None:
    """Why it does not print, with a sentence whose subject is the printer; None: nothing is in the way.

    With several causes it is the one that a person meets first.
    """
    if status.is_cover_open:
        return FaultCause.COVER_OPEN, "has its cover open. Close it, and printing goes on by itself."
    if status.paper is PaperLevel.OUT:
        return FaultCause.PAPER_OUT, "is out of paper. Put in a new roll, and printing goes on by itself."
    if status.error and status.error is not PrinterError.NONE:
        return FaultCause.ERROR, _ERRORS[status.error]
    if status.is_online is False:
        return FaultCause.OFFLINE, _why_offline(status)
    return None


def _why_offline(status: PrinterStatus) -> str:
    if status.is_feeding:
        return "is off-line while its feed key is held."
    if status.awaits_key:
        return "is off-line. Press its feed key, and printing goes on by itself."
    return "is off-line. Look at its lights, and press its key or switch it off and on."
