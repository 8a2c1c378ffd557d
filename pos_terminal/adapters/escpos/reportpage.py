"""A report as a PDF of A4 pages: its table, a bar in each row, and the sums, as text that can be searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TextMode

from pos_terminal.adapters.escpos.bidi import Letter, Run, letters_with_faces, runs_as_seen
from pos_terminal.adapters.escpos.fonts import Faces
from pos_terminal.adapters.escpos.pdffonts import PdfFonts
from pos_terminal.domain.report_sheet import ReportSheet

_MARGIN = 14.0
_ROW = 6.2
_PAD = 1.0
_BAR_HEIGHT = 3.2
_STROKE = 0.008
"""Of the size, in millimetres: what is drawn around letters that are made bold."""
_INK, _FAINT, _LINE = (20, 24, 31), (95, 99, 107), (190, 190, 190)
_BAR, _BAR_BELOW = (42, 99, 160), (176, 74, 48)
_LABEL_SHARE, _BAR_SHARE = 0.28, 0.12
_MOST_UPRIGHT = 4
"""More columns than these want the page on its side."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks: its size in points, its colour, and whether its letters are made bold."""

    size: float
    ink: tuple[int, int, int] = _INK
    is_bold: bool = False


_SMALL, _STRONG, _LARGE, _FAINTLY = _Look(9), _Look(9, is_bold=True), _Look(17, is_bold=True), _Look(9, _FAINT)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What stands on every page, and what the file says of itself.

    ``reads_right_to_left``: names stand on the right, and figures on their left.
    """

    store: str
    language: str
    made: datetime
    reads_right_to_left: bool = False


class ReportPage:
    """Writes reports with these font files: each letter by the first one that has it."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        self._faces = Faces(fonts)

    def pdf(self, sheet: ReportSheet, facts: PageFacts) -> bytes:
        """The file. Raises PrinterFault where there is no font."""
        pages = _Pages(sheet, facts, self._faces)
        pages.set_title(f"{facts.store} {sheet.title}")
        pages.set_lang(facts.language)
        pages.set_creation_date(facts.made)
        pages.add_page()
        for row in sheet.rows:
            pages.write_row((row.label, *row.cells), row.bar)
        pages.write_sums(sheet.totals)
        return bytes(pages.output())


class _Pages(FPDF):
    """Pages that each begin with the title and the heads of the columns, and end with their number."""

    def __init__(self, sheet: ReportSheet, facts: PageFacts, faces: Faces) -> None:
        is_wide = len(sheet.heads) > _MOST_UPRIGHT
        super().__init__("landscape" if is_wide else "portrait", "mm", "A4")
        self._sheet, self._facts, self._faces = sheet, facts, faces
        self._fonts = PdfFonts(self)
        self.set_margin(_MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN + _ROW)
        label, bar = self.epw * _LABEL_SHARE, self.epw * _BAR_SHARE
        self._widths = [label, *[(self.epw - label - bar) / len(sheet.heads)] * len(sheet.heads), bar]

    def header(self) -> None:
        """Store, title, facts, and the heads of the columns."""
        whole = (self.l_margin, self.epw)
        lines = [(self._facts.store, _SMALL, 6.4), (self._sheet.title, _LARGE, 8.4)]
        lines += [(fact, _FAINTLY, 4.6) for fact in self._sheet.facts]
        for text, look, height in lines:
            self._put(text, whole, look, is_first=True)
            self.ln(height)
        self.ln(3)
        self._write(("", *self._sheet.heads), _STRONG)
        self._rule()

    def footer(self) -> None:
        """Which page it is."""
        self.set_y(-_MARGIN)
        self._put(str(self.page_no()), (self.l_margin, self.epw), _FAINTLY, is_first=False)

    def write_row(self, cells: Sequence[str], bar: Decimal) -> None:
        """A row with its bar, on the next page where this one is full."""
        if self.will_page_break(_ROW):
            self.add_page()
        x, width = self._places()[-1]
        length = (width - 2 * _PAD) * float(abs(bar))
        left = x + width - _PAD - length if self._facts.reads_right_to_left else x + _PAD
        self.set_fill_color(*(_BAR if bar >= 0 else _BAR_BELOW))
        if length:
            self.rect(left, self.y + (_ROW - _BAR_HEIGHT) / 2, length, _BAR_HEIGHT, style="F")
        self._write(cells, _SMALL)

    def write_sums(self, totals: Sequence[str]) -> None:
        """The sum of each column."""
        if self.will_page_break(_ROW * 2):
            self.add_page()
        self._rule()
        self._write(("", *totals), _STRONG)

    def _write(self, cells: Sequence[str], look: _Look) -> None:
        for at, (text, place) in enumerate(zip(cells, self._places(), strict=False)):
            self._put(text, place, look, is_first=at == 0)
        self.ln(_ROW)

    def _put(self, text: str, place: tuple[float, float], look: _Look, *, is_first: bool) -> None:
        """Write in the row that the page is at: names where readers begin, figures where they end."""
        (x, width), mirrored = place, self._facts.reads_right_to_left
        runs = self._fitted(text, width - 2 * _PAD, look)
        rooms = [self._room(run, look) for run in runs]
        x += _PAD if is_first is not mirrored else width - _PAD - sum(rooms)
        for run, room in zip(runs, rooms, strict=True):
            self._pick_up(run, look)
            self.set_x(x)
            with self.local_context(text_mode=TextMode.FILL_STROKE if look.is_bold else TextMode.FILL):
                self.cell(room, _ROW, run.text)
            x += room

    def _fitted(self, text: str, width: float, look: _Look) -> list[Run]:
        """The text in runs, cut where it is too long."""
        letters = letters_with_faces(text, self._faces, bold=False)
        dots = letters_with_faces("…", self._faces, bold=False)
        runs = self._runs(letters)
        while letters and sum(self._room(run, look) for run in runs) > width:
            letters = letters[:-1]
            runs = self._runs([*letters, *dots])
        return runs

    def _runs(self, letters: Sequence[Letter]) -> list[Run]:
        return runs_as_seen(letters, is_right_to_left=self._facts.reads_right_to_left)

    def _room(self, run: Run, look: _Look) -> float:
        self._pick_up(run, look)
        return self.get_string_width(run.text)

    def _pick_up(self, run: Run, look: _Look) -> None:
        self.set_font(self._fonts.family(run.letters[0].face), size=look.size)
        self.set_text_color(*look.ink)
        self.set_draw_color(*look.ink)
        self.set_line_width(_STROKE * look.size)
        self.set_text_shaping(True, direction="rtl" if run.is_right_to_left else "ltr")

    def _places(self) -> list[tuple[float, float]]:
        """Where each column begins and how wide it is, from the edge at which readers begin."""
        starts = accumulate(self._widths[:-1], initial=0.0)
        places = list(zip(starts, self._widths, strict=True))
        if self._facts.reads_right_to_left:
            places = [(self.epw - start - width, width) for start, width in places]
        return [(self.l_margin + start, width) for start, width in places]

    def _rule(self) -> None:
        self.set_draw_color(*_LINE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.y, self.l_margin + self.epw, self.y)
