"""From what a printer says of itself, or fails to say, to why it does not print, and what to do."""

from pos_terminal.domain.printer_state import PaperLevel, PrinterError, PrinterStatus
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message
from pos_terminal.wording.system_words import system_words

PRINTER = Message("The printer")
"""What a fault is said of, and in the name of a place what hangs there, until it is known to be something else."""
_ERRORS = {
    PrinterError.CUTTER: Message(
        "{device} has a jam at its cutter. Open it, clear the paper, and close it; "
        "switch it off and on if its light still blinks."
    ),
    PrinterError.RECOVERABLE: Message(
        "{device} has stopped with an error. Open it, clear the paper, and close it; "
        "switch it off and on if its light still blinks."
    ),
    PrinterError.COOLING: Message("{device} is too hot and goes on by itself in a moment."),
    PrinterError.UNRECOVERABLE: Message(
        "{device} is broken. Switch it off and on; if that does not help, it needs service."
    ),
}


class BadAddress(ValueError):
    """What the settings say of a device is no place where one could be.

    ``told`` is what is wrong, for whoever wrote them; `str` says it in English always.
    """

    def __init__(self, told: Message) -> None:
        super().__init__(told.in_english)
        self.told = told


class LineEnded(ConnectionAbortedError):
    """The other side ended the line; ``told`` is how."""

    def __init__(self, told: Message) -> None:
        super().__init__(told.in_english)
        self.told = told


def printer_at(address: str) -> Message:
    """The name of a printer to people: by where it hangs."""
    return Message("{device} at {address}", device=PRINTER, address=address)


def expect_well(device: Message, status: PrinterStatus, *, is_in_doubt: bool = False) -> None:
    """Raises PrinterFault with what the printer of that name says is in the way."""
    if fault := fault_in(status, device):
        raise PrinterFault(*fault, is_in_doubt=is_in_doubt)


def broken(device: Message, error: OSError, *, is_in_doubt: bool) -> PrinterFault:
    """The line ended, or takes nothing."""
    if isinstance(error, TimeoutError):
        told = Message("{device} takes no more data. Check paper, cover and error light.", device=device)
        return PrinterFault(FaultCause.STALLED, told, is_in_doubt=is_in_doubt)
    if is_in_doubt:
        told = Message(
            "{device} ended the connection in mid-job ({why}). Check its power and cable; "
            "the receipt may be incomplete.",
            device=device,
            why=reason_of(error),
        )
    else:
        told = Message(
            "{device} ended the connection before the job ({why}). Check its power and cable.",
            device=device,
            why=reason_of(error),
        )
    return PrinterFault(FaultCause.BROKEN, told, is_in_doubt=is_in_doubt)


def silent(device: Message, *, is_in_doubt: bool) -> PrinterFault:
    """It says nothing, where it did before."""
    if is_in_doubt:
        told = Message("{device} stopped answering in mid-job. Check its power and cable.", device=device)
    else:
        told = Message(
            "{device} does not say how it is. Check its power and lights, and whether another till prints on it. "
            "For one that never answers set [printer] status to none.",
            device=device,
        )
    return PrinterFault(FaultCause.SILENT, told, is_in_doubt=is_in_doubt)


def unconfirmed(device: Message) -> PrinterFault:
    """It is well, took the job and did not say that it is printed."""
    told = Message(
        "{device} took the receipt and did not say that it is printed. Look whether it is there.", device=device
    )
    return PrinterFault(FaultCause.UNCONFIRMED, told)


def renamed(fault: PrinterFault, device: Message) -> PrinterFault:
    """The same fault, of another device that hangs on the same kind of line."""
    return PrinterFault(fault.cause, said_of(device, fault.told), is_in_doubt=fault.is_in_doubt)


def said_of(device: Message, told: Message) -> Message:
    """What is said of a printer, said of another device."""
    if told == PRINTER:
        return device
    values = {name: said_of(device, each) if isinstance(each, Message) else each for name, each in told.values.items()}
    return Message(told.message, **values)


def told_by(error: ValueError, section: str) -> Message:
    """What is wrong with an address, and in which section of the settings it stands."""
    why = error.told if isinstance(error, BadAddress) else str(error)
    return Message("{first} {second}", first=section, second=why)


def reason_of(error: OSError) -> Message | str:
    """What the system says of a fault, in words; its code where there are none."""
    if isinstance(error, LineEnded):
        return error.told
    return system_words(error)


def fault_in(status: PrinterStatus, device: Message = PRINTER) -> tuple[FaultCause, Message] | None:
    """Why it does not print, and what to do; None: nothing is in the way.

    With several causes it is the one that a person meets first.
    """
    if status.is_cover_open:
        open_cover = Message("{device} has its cover open. Close it, and printing goes on by itself.", device=device)
        return FaultCause.COVER_OPEN, open_cover
    if status.paper is PaperLevel.OUT:
        no_paper = Message(
            "{device} is out of paper. Put in a new roll, and printing goes on by itself.", device=device
        )
        return FaultCause.PAPER_OUT, no_paper
    if status.error and status.error is not PrinterError.NONE:
        return FaultCause.ERROR, Message(_ERRORS[status.error].message, device=device)
    if status.is_online is False:
        return FaultCause.OFFLINE, _why_offline(status, device)
    return None


def _why_offline(status: PrinterStatus, device: Message) -> Message:
    if status.is_feeding:
        return Message("{device} is off-line while its feed key is held.", device=device)
    if status.awaits_key:
        return Message("{device} is off-line. Press its feed key, and printing goes on by itself.", device=device)
    return Message(
        "{device} is off-line. Look at its lights, and press its key or switch it off and on.", device=device
    )
