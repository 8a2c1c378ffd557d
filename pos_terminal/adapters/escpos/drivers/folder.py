"""A printer that is a folder: each job as the bytes for a real one, as text and as a picture."""

import os
import re
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

from pos_terminal.adapters.escpos.encode import DRAWER_PULSE, Encoder, Paper
from pos_terminal.adapters.escpos.faults import reason_of
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import FaultCause, PrinterFault, PrintJob
from pos_terminal.wording.message import Message

_NOT_FOR_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 120


class FolderPrinter:
    """Writes ``<job>.bin``, ``<job>.txt`` and ``<job>.png``: all three whole, or none of them.

    A job printed again replaces its files. The folder is made when it is first needed.
    """

    def __init__(self, folder: Path, paper: Paper) -> None:
        self._folder = folder
        self._paper = paper
        self._encoder = Encoder(paper)

    def print(self, job: PrintJob) -> Printout:
        """Writes the files.

        Raises:
            PrinterFault: the folder cannot be written, or the disk is full.
        """
        from pos_terminal.adapters.escpos.picture import Photographer

        paper = self._paper
        contents = {
            "bin": self._encoder.encode(job.document),
            "txt": plain_text(job.document, paper.columns, paper.fonts).encode(),
            "png": Photographer(paper.columns, paper.fonts, paper.pictures).png(job.document),
        }
        name = _NOT_FOR_A_NAME.sub("_", job.job_id).lstrip(".")[:_LONGEST_NAME] or "job"
        self._write({self._folder / f"{name}.{kind}": content for kind, content in contents.items()})
        return Printout(Proof.SENT)

    def recall(self, job_id: str) -> None:
        """Nothing is known."""

    def status(self) -> PrinterStatus:
        """Whether the folder can be written.

        Raises:
            PrinterFault: it cannot.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=self._folder):
                return PrinterStatus(is_online=True)
        except OSError as error:
            self._fail(error)

    def open_drawer(self) -> None:
        """Adds a line to ``drawer.log``.

        Raises:
            PrinterFault: the folder cannot be written, or the disk is full.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / "drawer.log").open("a", encoding="ascii") as log:
                log.write(f"{DRAWER_PULSE.hex(' ')}\n")
        except OSError as error:
            self._fail(error)

    def close(self) -> None:
        """Nothing is kept open."""

    def _write(self, contents: dict[Path, bytes]) -> None:
        """All of it beside the places first: what fails for want of space fails there."""
        parts = {path: path.with_name(f".{path.name}.part") for path in contents}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for path, content in contents.items():
                parts[path].write_bytes(content)
            for path, part in parts.items():
                os.replace(part, path)  # noqa: PTH105 - atomic on every system, and says so
        except OSError as error:
            for part in parts.values():
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            self._fail(error)

    def _fail(self, error: OSError) -> NoReturn:
        raise PrinterFault(
            FaultCause.STORAGE,
            Message(
                "Receipts cannot be written to {folder}: {why}. "
                "Check that the folder exists, may be written and has room.",
                folder=str(self._folder),
                why=reason_of(error),
            ),
        ) from error
