"""A file that takes what a display is sent, for a shop that only tries one out."""

from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from pos_terminal.adapters.escpos.faults import printer_at, reason_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

_MOST = 65_536
"""Bytes after which it begins anew: a display shows the newest, and nobody wants the rest."""


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file by its path; made when it is not there."""

    path: Path

    @property
    def name(self) -> Message:
        """With its path."""
        return printer_at(str(self.path))

    def connected(self) -> "FileLine":
        """Opens it; what stands there stays. Raises PrinterFault when that cannot be done."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return FileLine(FileIO(self.path, "a"))
        except OSError as error:
            told = Message(
                "{device} cannot be written ({why}). Check the path, and that this user may.",
                device=self.name,
                why=reason_of(error),
            )
            raise PrinterFault(FaultCause.UNREACHABLE, told) from error


class FileLine:
    """An open file."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def send(self, content: bytes, seconds: float) -> int:  # noqa: ARG002 - a file takes it at once
        """Raises OSError when the disk takes no more."""
        if self._file.tell() > _MOST:
            self._file.truncate(0)
        return self._file.write(content)

    def receive(self, seconds: float) -> bytes:  # noqa: ARG002 - nobody is there to say anything
        """Nothing ever comes."""
        return b""

    def finish(self) -> None:
        """It is in the file."""

    def close(self) -> None:
        """Close the file."""
        self._file.close()
