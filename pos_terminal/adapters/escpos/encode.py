"""A document as the bytes of one print job: initialise, body, feed, cut. Nothing of one job outlives it."""

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal.adapters.escpos.library import Commands, Model, open_library
from pos_terminal.adapters.escpos.rows import LogoRow, QrRow, Row, TextRow, rows_of
from pos_terminal.domain.receipt import PLAIN, Document, Style

if TYPE_CHECKING:
    from PIL.Image import Image

    from pos_terminal.adapters.escpos.raster import LineArtist

_log = logging.getLogger("pos.printer")

COLUMNS = (32, 42, 48)
"""The widths of paper there are layouts for: 58 mm, 80 mm with wide letters, 80 mm."""

DRAWER_PULSE = b"\x1bp\x00\x19\xfa"
"""Opens the drawer on pin 2: on for 50 ms, off for 500 ms."""

_SINGLE_BYTE_TEXT = b"\x1c."
"""Ends the two-byte mode in which printers sold in China start: it would take é and € for halves of a character."""
_CELL, _WIDEST_CELL = 12, 13

_INVERTED = bytes(range(0xFF, -1, -1))
"""A dot of ink is a 1 to a printer and a 0 in a picture."""

# Commands that a printer obeys even in the middle of a picture (DLE EOT, DLE ENQ, DLE DC4): one more dot, which
# nobody sees, and they are none.
_OBEYED_AT_ONCE = {b"\x10\x04": b"\x10\x0c", b"\x10\x05": b"\x10\x0d", b"\x10\x14": b"\x10\x1c"}


@dataclass(frozen=True, slots=True)
class Paper:
    """How a printer is to be spoken to.

    Attributes:
        profile: a capability profile of python-escpos, such as ``TM-T20II``; empty for its default one.
        columns: 32, 42 or 48.
        fonts: font files for what the printer has no letters for; one with equal widths should be among them.
        cache_dir: a folder of our own for what is worth keeping between starts.
        pictures: the folder of the shop's logos.
    """

    profile: str
    columns: int
    fonts: tuple[Path, ...]
    cache_dir: Path
    pictures: Path | None = None


class Encoder:
    """Turns documents into the bytes of one printer; for one thread at a time.

    Slow to make ready (100 ms at the first document), so that making one costs nothing.
    """

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._logo: tuple[Image, bytes] | None = None

    def encode(self, document: Document) -> bytes:
        """The job. It starts from a reset printer, so what went before it does not matter.

        Raises:
            PrinterFault: the printer's profile does not exist.
        """
        return b"".join(self.pieces(document))

    def pieces(self, document: Document) -> list[bytes]:
        """The job in whole commands: between two pieces the printer may be sent something else.

        Raises:
            PrinterFault: the printer's profile does not exist.
        """
        commands, _ = self._library
        job = _Job(self)
        rows = rows_of(document, self._paper.columns, self._paper.fonts)
        return [commands.initialise + _SINGLE_BYTE_TEXT, *(job.row(row) for row in rows)]

    @cached_property
    def _library(self) -> tuple[Commands, Model]:
        return open_library(self._paper.profile, self._paper.cache_dir)

    @property
    def commands(self) -> Commands:
        return self._library[0]

    @property
    def model(self) -> Model:
        return self._library[1]

    @cached_property
    def _cell(self) -> int:
        """The width of a normal letter in dots."""
        if self.model.dots is None:
            return _CELL
        own = self.model.dots // max(1, self.model.columns)
        return max(1, min(max(_CELL, min(own, _WIDEST_CELL)), self.model.dots // self._paper.columns))

    @property
    def dots(self) -> int:
        """The width of a line of letters in dots."""
        return self._cell * self._paper.columns

    @cached_property
    def artist(self) -> "LineArtist":
        from pos_terminal.adapters.escpos.raster import line_artist

        return line_artist(self._paper.fonts, self._cell, self._paper.columns)

    def logo(self, reference: str) -> bytes:
        """The picture's raster; nothing if there is none. Kept as long as its file stays the same."""
        from pos_terminal.adapters.escpos.logo import logo_image

        picture = logo_image(self._paper.pictures, reference, self.dots)
        if picture is None:
            return b""
        if self._logo is None or self._logo[0] is not picture:
            self._logo = (picture, _raster(picture))
        return self._logo[1]


class _Job:
    """What the printer remembers while one job is written."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._style = PLAIN
        self._page: int | None = None

    def row(self, row: Row) -> bytes:
        match row:
            case TextRow():
                return self._text(row)
            case QrRow(data):
                return self._qr(data)
            case LogoRow(reference):
                logo = self._encoder.logo(reference)
                return self._centred(logo) if logo else b""
            case _:
                return self._switch_to(PLAIN) + self._encoder.commands.cut

    def _text(self, row: TextRow) -> bytes:
        line = row.text.rstrip()
        if not line:
            return self._switch_to(PLAIN) + b"\n"
        encoded = self._encoder.model.pages.encoded(line, self._page)
        if encoded is None:
            return self._switch_to(PLAIN) + _raster(self._encoder.artist.drawn(row))
        text, self._page = encoded
        return self._switch_to(row.style) + text + b"\n"

    def _qr(self, data: str) -> bytes:
        from pos_terminal.adapters.escpos.qr import module_dots, qr_image

        dots = self._encoder.dots
        if self._encoder.model.has_qr:
            return self._centred(self._encoder.commands.qr(data, module_dots(data, dots)))
        return self._centred(_raster(qr_image(data, dots)))

    def _centred(self, code: bytes) -> bytes:
        return self._switch_to(PLAIN) + self._encoder.commands.centred + code + self._encoder.commands.left

    def _switch_to(self, style: Style) -> bytes:
        if style == self._style:
            return b""
        self._style = style
        return self._encoder.commands.style(style)


def _raster(picture: "Image") -> bytes:
    """The picture as a raster image (GS v 0), eight dots a byte, filled up with white on the right."""
    from PIL import Image

    across = (picture.width + 7) // 8
    padded = Image.new("1", (across * 8, picture.height), 1)
    padded.paste(picture, (0, 0))
    bits = padded.tobytes().translate(_INVERTED)
    for command, harmless in _OBEYED_AT_ONCE.items():
        bits = bits.replace(command, harmless)
    return b"\x1dv0\x00" + across.to_bytes(2, "little") + picture.height.to_bytes(2, "little") + bits
