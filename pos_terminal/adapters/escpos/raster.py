"""Draws a line of text in dots, for what no code page has and for the picture of the whole receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from pos_terminal.adapters.escpos.bidi import Run, letters_with_faces, runs_as_seen
from pos_terminal.adapters.escpos.fonts import Faces
from pos_terminal.adapters.escpos.rows import Placed, TextRow

PITCH = 30
"""Dots from line to line: what a receipt printer feeds for letters of 24 dots."""
_BASELINE = 22
_MARGIN = 14
"""Room above and below the line for what sticks out, such as Thai vowels above a tall consonant."""
_INK_BELOW = 150
"""Greys darker than this become a dot."""


class LineArtist:
    """Draws text rows on a grid of ``cell`` dots a column.

    Args:
        faces: the fonts there are.
        cell: the width of a column in dots; the letters are made to fit it.
        columns: the columns of the paper.
    """

    def __init__(self, faces: Faces, cell: int, columns: int) -> None:
        self._faces = faces
        self._cell = cell
        self._columns = columns
        self._width = cell * columns
        self._size = cell * 5 // 3
        self._square_size = cell * 11 // 6
        self._draw_cached = lru_cache(maxsize=256)(self._draw)

    def drawn(self, row: TextRow) -> Image.Image:
        """The row in black on white, 1 bit a dot, as wide as the paper and at least a line high."""
        return self._draw_cached(row)

    def _draw(self, row: TextRow) -> Image.Image:
        across, down = row.style.size.across, row.style.size.down
        # Letters are drawn as large as their larger side and pressed together along the other.
        scale = max(across, down)
        wanted = (self._width, PITCH * down + 2 * _MARGIN)
        canvas = Image.new("L", (wanted[0] * scale // across, wanted[1] * scale // down), 255)
        baseline = (_MARGIN + PITCH * down - (PITCH - _BASELINE)) * scale // down
        pen = _Pen(scale, canvas.height, baseline, row.style.bold, row.is_right_to_left)
        for placed in row.placed:
            self._place(canvas, placed, pen, self._columns // across)
        if canvas.size != wanted:
            canvas = canvas.resize(wanted, Image.Resampling.BOX)
        return _trimmed(canvas, PITCH * down)

    def _place(self, canvas: Image.Image, placed: Placed, pen: "_Pen", columns: int) -> None:
        """Scripts that join letters may need less room than their columns: what ends on the right still does."""
        letters_of_it = letters_with_faces(placed.text, self._faces, bold=pen.is_bold)
        seen = runs_as_seen(letters_of_it, is_right_to_left=pen.is_right_to_left)
        strips = [self._strip(run, pen) for run in seen]
        taken = sum(letter.columns for letter in letters_of_it)
        spare = taken * self._cell * pen.scale - sum(strip.width for strip in strips)
        x = placed.column * self._cell * pen.scale + spare * placed.column // max(1, columns - taken)
        for strip in strips:
            box = (x, 0, x + strip.width, canvas.height)
            canvas.paste(ImageChops.darker(strip, canvas.crop(box)), box)
            x += strip.width

    def _strip(self, run: Run, pen: "_Pen") -> Image.Image:
        first = run.letters[0]
        font = first.face.at((self._square_size if first.is_wide else self._size) * pen.scale)
        strip = self._on_grid(run, pen, font) if run.is_on_grid else self._shaped(run, pen, font)
        if pen.is_bold and not first.face.is_bold:
            strip = ImageChops.darker(strip, ImageChops.offset(strip, 1, 0))
        return strip

    def _on_grid(self, run: Run, pen: "_Pen", font: ImageFont.FreeTypeFont) -> Image.Image:
        """Each letter in the middle of its columns, as the printer itself does it."""
        strip = Image.new("L", (run.columns * self._cell * pen.scale, pen.height), 255)
        drawing, x = ImageDraw.Draw(strip), 0
        for letter in run.letters:
            room = letter.columns * self._cell * pen.scale
            if letter.text != " ":
                drawing.text((x + room / 2, pen.baseline), letter.text, font=font, fill=0, anchor="ms")
            x += room
        return strip

    def _shaped(self, run: Run, pen: "_Pen", font: ImageFont.FreeTypeFont) -> Image.Image:
        """The run as its script wants it, pressed together if it is wider than its columns."""
        direction = _direction(run, font)
        length = max(1, ceil(font.getlength(run.text, direction=direction)))
        strip = Image.new("L", (length, pen.height), 255)
        ImageDraw.Draw(strip).text((0, pen.baseline), run.text, font=font, fill=0, anchor="ls", direction=direction)
        room = max(1, run.columns * self._cell * pen.scale)
        return strip if length <= room else strip.resize((room, pen.height), Image.Resampling.BOX)


@dataclass(frozen=True, slots=True)
class _Pen:
    """How the letters of one row are drawn: magnified, on a canvas of some height, with their feet on a line.

    ``is_right_to_left``: its readers begin on the right.
    """

    scale: int
    height: int
    baseline: int
    is_bold: bool
    is_right_to_left: bool


def _direction(run: Run, font: ImageFont.FreeTypeFont) -> str | None:
    """Without Raqm there is no shaping: letters come in their order, unjoined, rather than not at all."""
    if font.layout_engine is not ImageFont.Layout.RAQM:
        return None
    return "rtl" if run.is_right_to_left else "ltr"


def _trimmed(canvas: Image.Image, height: int) -> Image.Image:
    """The line without its margins, except where ink stands in them."""
    ink = canvas.point([255 if grey < _INK_BELOW else 0 for grey in range(256)])
    top, bottom = _MARGIN, _MARGIN + height
    box = ink.getbbox()
    if box is not None:
        top, bottom = min(top, box[1]), max(bottom, box[3])
    return ImageOps.invert(ink.crop((0, top, canvas.width, bottom))).convert("1", dither=Image.Dither.NONE)


def line_artist(fonts: Sequence[Path], cell: int, columns: int) -> LineArtist:
    """An artist for a paper of ``columns``, each ``cell`` dots wide, that draws with these font files."""
    return LineArtist(Faces(fonts), cell, columns)
