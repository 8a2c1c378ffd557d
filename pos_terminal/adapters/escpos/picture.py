"""A document as a picture of the paper: what the printer would show, dot for dot in its measures."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from pos_terminal.adapters.escpos.logo import logo_image
from pos_terminal.adapters.escpos.qr import qr_image
from pos_terminal.adapters.escpos.raster import LineArtist, line_artist
from pos_terminal.adapters.escpos.rows import LogoRow, QrRow, Row, TextRow, rows_of
from pos_terminal.domain.receipt import Document

_NARROW_COLUMNS = 32
_NARROW_DOTS, _WIDE_DOTS = 384, 576
_EDGE = 24
_DASH = 6


def paper_dots(columns: int) -> int:
    """The width of a paper of that many columns, at 8 dots a millimetre: 384 are 58 mm paper, 576 are 80 mm."""
    return _NARROW_DOTS if columns <= _NARROW_COLUMNS else _WIDE_DOTS


class Photographer:
    """Makes pictures of documents on one paper.

    Args:
        columns: 32, 42 or 48; 32 are 384 dots wide, the others 576.
        fonts: font files, one with equal widths among them.
        pictures: the folder of the shop's logos.
    """

    def __init__(self, columns: int, fonts: Sequence[Path], pictures: Path | None = None) -> None:
        self._columns = columns
        self._dots = paper_dots(columns)
        self._fonts = tuple(fonts)
        self._artist = _artist(self._fonts, self._dots // columns, columns)
        self._pictures = pictures

    def picture(self, document: Document) -> Image.Image:
        """The paper in black and white, 1 bit a dot."""
        strips = [self._strip(row) for row in rows_of(document, self._columns, self._fonts)]
        shown = [strip for strip in strips if strip is not None]
        paper = Image.new("1", (self._dots, sum(strip.height for strip in shown) + 2 * _EDGE), 1)
        y = _EDGE
        for strip in shown:
            paper.paste(strip, ((self._dots - strip.width) // 2, y))
            y += strip.height
        return paper

    def png(self, document: Document) -> bytes:
        """The picture as a PNG file."""
        file = BytesIO()
        self.picture(document).save(file, "PNG", optimize=False)
        return file.getvalue()

    def _strip(self, row: Row) -> Image.Image | None:
        match row:
            case TextRow():
                return self._artist.drawn(row)
            case QrRow(data):
                return qr_image(data, self._dots)
            case LogoRow(reference):
                return logo_image(self._pictures, reference, self._dots)
            case _:
                return self._cut()

    def _cut(self) -> Image.Image:
        strip = Image.new("1", (self._dots, 2 * _EDGE), 1)
        pen = ImageDraw.Draw(strip)
        for x in range(0, self._dots, 2 * _DASH):
            pen.line((x, _EDGE, x + _DASH, _EDGE), fill=0)
        return strip


@lru_cache(maxsize=4)
def _artist(fonts: tuple[Path, ...], cell: int, columns: int) -> LineArtist:
    """Fonts and drawn lines are worth keeping: the next receipt has the same header."""
    return line_artist(fonts, cell, columns)
