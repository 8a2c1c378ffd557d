"""The font files that a PDF carries, each taken in once, when a letter first wants it."""

from typing import TYPE_CHECKING

from fpdf import FPDF

from pos_terminal.adapters.escpos.fonts import Face
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from pathlib import Path


class PdfFonts:
    """Those of one PDF."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._families: dict[Path, str] = {}

    def family(self, face: Face) -> str:
        """The name that the PDF knows this face by. Raises PrinterFault for one without a file."""
        if face.path is None:
            raise PrinterFault(FaultCause.SETUP, Message("A PDF needs a font file, and there is none."))
        if face.path not in self._families:
            self._families[face.path] = f"face{len(self._families)}"
            self._pdf.add_font(self._families[face.path], fname=face.path)
        return self._families[face.path]
