"""A printer of Windows, past its driver: raw bytes to the spooler."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pos_terminal.domain.printer_state import PaperLevel, PrinterStatus
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message


class _DocInfo(ctypes.Structure):
    """DOC_INFO_1W."""

    _fields_ = (("name", ctypes.c_wchar_p), ("output", ctypes.c_wchar_p), ("kind", ctypes.c_wchar_p))  # type: ignore[mutable-override]  # as ctypes wants it


@dataclass(frozen=True, slots=True)
class WindowsQueue:
    """A printer by the name that Windows has for it."""

    printer: str

    def submit(self, title: str, content: bytes) -> None:
        """Hand the bytes over as they are. Raises PrinterFault when the spooler does not take them all."""
        with self._opened() as (spooler, handle):
            document = _DocInfo(title, None, "RAW")
            if not spooler.StartDocPrinterW(handle, 1, ctypes.byref(document)):
                self._fail(is_in_doubt=False)
            try:
                written = ctypes.c_ulong()
                if not spooler.WritePrinter(handle, content, len(content), ctypes.byref(written)):
                    self._fail(is_in_doubt=True)
                if written.value != len(content):
                    self._fail(is_in_doubt=True)
            finally:
                spooler.EndDocPrinter(handle)

    def status(self) -> PrinterStatus:
        """Whether there is such a printer. Its state is the spooler's own affair. Raises PrinterFault."""
        with self._opened():
            return PrinterStatus(paper=PaperLevel.UNKNOWN)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, ctypes.c_void_p]]:
        libraries = getattr(ctypes, "windll", None)
        if libraries is None:
            raise PrinterFault(FaultCause.SETUP, Message("The windows printer works on Windows alone."))
        spooler, handle = libraries.winspool, ctypes.c_void_p()
        if not spooler.OpenPrinterW(self.printer, ctypes.byref(handle), None):
            raise PrinterFault(
                FaultCause.SETUP,
                Message(
                    "Windows has no printer {name}. Check its name in the settings of Windows.",
                    name=repr(self.printer),
                ),
            )
        try:
            yield spooler, handle
        finally:
            spooler.ClosePrinter(handle)

    def _fail(self, *, is_in_doubt: bool) -> None:
        raise PrinterFault(
            FaultCause.BROKEN,
            Message("The spooler of Windows did not take the job for {name}. Check that it runs.", name=self.printer),
            is_in_doubt=is_in_doubt,
        )
