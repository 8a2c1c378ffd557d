"""Writes lines of text into a PDF, as large and where a receipt printer would, with their fonts inside."""

from dataclasses import dataclass

from fpdf import FPDF
from fpdf.enums import TextMode

from pos_terminal.adapters.escpos.bidi import Run, letters_with_faces, runs_as_seen
from pos_terminal.adapters.escpos.fonts import Faces
from pos_terminal.adapters.escpos.pdffonts import PdfFonts
from pos_terminal.adapters.escpos.rows import Placed, TextRow
from pos_terminal.adapters.escpos.widths import width
from pos_terminal.domain.receipt import Style

DOT = 1 / 8
"""Millimetres: receipt printers have 203 dots an inch."""
LINE = 30 * DOT
"""Millimetres from line to line."""
_BELOW_BASELINE = 8 * DOT
_POINTS = 72 / 25.4
_LETTER, _SQUARE = 5 / 3, 11 / 6
"""How large letters are, in columns: those that stand in squares of two do not touch."""
_STROKE = 0.08
"""Millimetres around the letters of a script that has no bold face here."""
_ABOVE_BASELINE = 0.3
"""Of the size: how far below the line that it is given a letter of fpdf2 has its feet."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns of a page stand: the first one at ``left``, each ``cell`` wide, both in millimetres."""

    left: float
    cell: float
    columns: int


class PdfPen:
    """Writes on the page that the file is at; a font is taken into the file when it is first needed."""

    def __init__(self, pdf: FPDF, faces: Faces, grid: Grid) -> None:
        self._pdf = pdf
        self._faces = faces
        self._grid = grid
        self._fonts = PdfFonts(pdf)

    def write(self, row: TextRow, top: float) -> None:
        """The row, its upper edge ``top`` millimetres below that of the page."""
        baseline = top + LINE * row.style.size.down - _BELOW_BASELINE
        for placed in row.placed:
            self._place(placed, row, baseline)

    def _place(self, placed: Placed, row: TextRow, baseline: float) -> None:
        """Scripts that join letters may need less room than their columns: what ends on the right still does."""
        style = row.style
        grid, cell = self._grid, self._grid.cell * style.size.across
        letters = letters_with_faces(placed.text, self._faces, bold=style.bold)
        runs = runs_as_seen(letters, is_right_to_left=row.is_right_to_left)
        rooms = [self._room(run, style) for run in runs]
        taken = width(placed.text)
        spare = taken * cell - sum(rooms)
        x = grid.left + placed.column * cell
        x += spare * placed.column / max(1, grid.columns // style.size.across - taken)
        for run, room in zip(runs, rooms, strict=True):
            self._pick_up(run, style)
            if style.bold and not run.letters[0].face.is_bold:
                with self._pdf.local_context(text_mode=TextMode.FILL_STROKE, line_width=_STROKE):
                    self._write(run, (x, baseline), room)
            else:
                self._write(run, (x, baseline), room)
            x += room

    def _room(self, run: Run, style: Style) -> float:
        """How wide the run is: its columns, where it has its place on the grid, and never more than these."""
        columns = run.columns * self._grid.cell * style.size.across
        if run.is_on_grid:
            return columns
        self._pick_up(run, style)
        return min(columns, self._pdf.get_string_width(run.text))

    def _write(self, run: Run, at: tuple[float, float], room: float) -> None:
        first = run.letters[0]
        if run.is_on_grid and first.is_wide:
            x, square = at[0], room / len(run.letters)
            for letter in run.letters:
                spare = square - self._pdf.get_string_width(letter.text)
                self._put(letter.text, x + spare / 2, at[1])
                x += square
            return
        natural = self._pdf.get_string_width(run.text)
        if natural > 0:
            self._pdf.set_stretching(self._pdf.font_stretching * room / natural)
        self._put(run.text, *at)

    def _put(self, text: str, x: float, baseline: float) -> None:
        self._pdf.set_xy(x, baseline - _ABOVE_BASELINE * self._pdf.font_size)
        self._pdf.cell(None, 0, text)

    def _pick_up(self, run: Run, style: Style) -> None:
        """The run's font, in its size and direction; large letters are made narrow where they are only tall."""
        pdf, size, first = self._pdf, style.size, run.letters[0]
        letter = self._grid.cell * (_SQUARE if first.is_wide else _LETTER) * size.down
        pdf.set_font(self._fonts.family(first.face), size=letter * _POINTS)
        pdf.set_stretching(100 * size.across / size.down)
        pdf.set_text_shaping(True, direction="rtl" if run.is_right_to_left else "ltr")
