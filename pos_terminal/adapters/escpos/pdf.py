"""A document as a PDF: the rows of the paper, as text that can be searched and copied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from PIL.Image import Image

from pos_terminal.adapters.escpos.fonts import Faces
from pos_terminal.adapters.escpos.logo import logo_image
from pos_terminal.adapters.escpos.pdfpen import DOT, LINE, Grid, PdfPen
from pos_terminal.adapters.escpos.picture import paper_dots
from pos_terminal.adapters.escpos.qr import qr_image
from pos_terminal.adapters.escpos.rows import CutRow, LogoRow, QrRow, Row, TextRow, rows_of
from pos_terminal.domain.receipt import Document

_MARGIN = 4.0
_LONGEST_PAGE = 4800.0
"""Millimetres. Some readers refuse pages of more than 14,400 points, which are 5,080."""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF says of itself: its title, its language (``de-AT``), and when its document was made."""

    title: str
    language: str
    made: datetime


class PdfPrinter:
    """Prints documents to PDF, each sheet on a page that is as long as it needs.

    Args:
        columns: 32 make a page of 56 mm, 42 and 48 one of 80 mm.
        fonts: font files, one with equal widths among them.
        pictures: the folder of the shop's logos.
    """

    def __init__(self, columns: int, fonts: Sequence[Path], pictures: Path | None = None) -> None:
        self._columns = columns
        self._dots = paper_dots(columns)
        self._fonts = tuple(fonts)
        self._pictures = pictures

    def pdf(self, document: Document, facts: PdfFacts) -> bytes:
        """The file. Raises PrinterFault where there is no font."""
        pdf = FPDF(unit="mm")
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.set_title(facts.title)
        pdf.set_lang(facts.language)
        pdf.set_creation_date(facts.made)
        cell = self._dots // self._columns * DOT
        grid = Grid(_MARGIN + (self._dots * DOT - cell * self._columns) / 2, cell, self._columns)
        pen = PdfPen(pdf, Faces(self._fonts), grid)
        for page in self._pages(rows_of(document, self._columns, self._fonts)):
            self._print(page, pdf, pen)
        return bytes(pdf.output())

    def _pages(self, rows: Sequence[Row]) -> Iterator[list[Row]]:
        """A page for each sheet; more where one cannot be as long."""
        page: list[Row] = []
        used = 0.0
        for row in rows:
            height = self._height(row)
            if page and (isinstance(row, CutRow) or used + height > _LONGEST_PAGE):
                yield page
                page, used = [], 0.0
            if not isinstance(row, CutRow):
                page.append(row)
                used += height
        if page:
            yield page

    def _print(self, page: Sequence[Row], pdf: FPDF, pen: PdfPen) -> None:
        across = self._dots * DOT + 2 * _MARGIN
        # Pages that are wider than long are turned on their side by some readers: short slips get some white.
        pdf.add_page(format=(across, max(across, sum(map(self._height, page)) + 2 * _MARGIN)))
        y = _MARGIN
        for row in page:
            if isinstance(row, TextRow):
                pen.write(row, y)
            elif picture := self._picture(row):
                image, said = picture
                pdf.image(
                    image, (across - image.width * DOT) / 2, y, image.width * DOT, image.height * DOT, alt_text=said
                )
            y += self._height(row)

    def _height(self, row: Row) -> float:
        """In millimetres."""
        if isinstance(row, TextRow):
            return LINE * row.style.size.down
        picture = self._picture(row)
        return picture[0].height * DOT if picture else 0.0

    def _picture(self, row: Row) -> tuple[Image, str] | None:
        """The row's picture and what it says; None where it has none."""
        match row:
            case QrRow(data):
                return qr_image(data, self._dots), data
            case LogoRow(reference):
                logo = logo_image(self._pictures, reference, self._dots)
                return (logo, "") if logo else None
            case _:
                return None
