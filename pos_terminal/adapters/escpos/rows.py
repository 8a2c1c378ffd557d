"""Breaks a document into the lines of one paper: the bytes, the picture and the plain text all print these rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pos_terminal.adapters.escpos.legible import legible
from pos_terminal.adapters.escpos.widths import width, wrapped
from pos_terminal.domain.receipt import (
    PLAIN,
    Align,
    Blank,
    Block,
    Cell,
    Columns,
    Document,
    Logo,
    Qr,
    Rule,
    Size,
    Style,
    Text,
)

_LEAST_ROOM = 8
"""A name squeezed into fewer columns than this is better off on lines of its own."""

# What number formats put into amounts and no code page of a printer has, as what it looks like.
_ON_PAPER = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u2019": "'",
        "\uffe5": "¥",
    }
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and the column, in letters of its row's size, at which it starts."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line of text; without any text, an empty line. Its texts come from left to right.

    ``is_right_to_left``: it is read from the right where it has letters that are.
    """

    placed: tuple[Placed, ...] = ()
    style: Style = PLAIN
    is_right_to_left: bool = False

    @property
    def text(self) -> str:
        """The line as it is read from left to right, filled up with blanks."""
        line, at = "", 0
        for part in self.placed:
            line += " " * (part.column - at) + part.text
            at = part.column + width(part.text)
        return line


@dataclass(frozen=True, slots=True)
class QrRow:
    """A QR code in the middle of the paper."""

    data: str


@dataclass(frozen=True, slots=True)
class LogoRow:
    """A picture in the middle of the paper."""

    reference: str


@dataclass(frozen=True, slots=True)
class CutRow:
    """Feed and cut."""


Row = TextRow | QrRow | LogoRow | CutRow

_EMPTY = TextRow()


def rows_of(document: Document, columns: int, fonts: Sequence[Path] = ()) -> list[Row]:
    """The document in the lines of a paper of that many columns; every row fits, and no letter is cut off.

    With ``fonts``, the characters that none of these files has are left out. A document that is read from the right
    is laid out like any other, and then turned about the middle of the paper.
    """
    rows: list[Row] = []
    for block in legible(document, fonts).blocks:
        rows.extend(_rows(block, columns))
    if document.is_right_to_left:
        return [_turned(row, columns) if isinstance(row, TextRow) else row for row in rows]
    return rows


def _turned(row: TextRow, columns: int) -> TextRow:
    across = columns // row.style.size.across
    placed = [Placed(each.text, max(0, across - each.column - width(each.text))) for each in reversed(row.placed)]
    return TextRow(tuple(placed), row.style, is_right_to_left=True)


def _rows(block: Block, columns: int) -> Iterator[Row]:
    match block:
        case Text():
            yield from _paragraph(block, columns)
        case Columns():
            yield from _beside(block, columns)
        case Rule(double):
            yield TextRow((Placed(("=" if double else "-") * columns, 0),))
        case Blank(lines):
            yield from (_EMPTY for _ in range(lines))
        case Qr(data):
            # Printers put no white above and below a code, and scanners need it.
            yield from (_EMPTY, QrRow(data), _EMPTY)
        case Logo(reference):
            yield LogoRow(reference)
        case _:
            yield CutRow()


def _paragraph(block: Text, columns: int) -> Iterator[TextRow]:
    style = _fitting(block.style, columns, block.text)
    indent = block.indent // style.size.across
    room = max(1, columns // style.size.across - indent)
    for line in wrapped(block.text, room):
        yield TextRow((_placed(line, indent, room, block.align),), style)


def _fitting(style: Style, columns: int, text: str) -> Style:
    """Wide letters only where the longest word still fits: a name is not torn apart for the sake of its size."""
    if style.size.across == 1 or max(map(width, text.split(" "))) * style.size.across <= columns:
        return style
    return Style(style.bold, Size.TALL if style.size.down > 1 else Size.NORMAL)


def _placed(text: str, start: int, room: int, align: Align) -> Placed:
    shown = text.translate(_ON_PAPER)
    spare = room - width(shown)
    if align is Align.LEFT or spare <= 0:
        return Placed(shown, start)
    return Placed(shown, start + (spare if align is Align.RIGHT else spare // 2))


def _beside(block: Columns, columns: int) -> Iterator[TextRow]:
    across = block.style.size.across
    indent = block.indent // across
    rooms = _rooms(block.cells, columns // across - indent)
    if not rooms:
        yield from _stacked(block, columns // across, indent)
        return
    texts = [
        wrapped(cell.text, room) if cell.weight else [cell.text] for cell, room in zip(block.cells, rooms, strict=True)
    ]
    for number in range(max(map(len, texts))):
        placed, start = [], indent
        for cell, room, lines in zip(block.cells, rooms, texts, strict=True):
            if number < len(lines) and lines[number]:
                placed.append(_placed(lines[number], start, room, cell.align))
            start += room + 1
        yield TextRow(tuple(placed), block.style)


def _rooms(cells: tuple[Cell, ...], columns: int) -> list[int]:
    """How many columns each cell gets, one column apart; nothing if they do not fit beside each other."""
    rooms = [0 if cell.weight else max(cell.width, width(cell.text)) for cell in cells]
    spare = columns - sum(rooms) - (len(cells) - 1)
    weights = sum(cell.weight for cell in cells)
    for index, cell in enumerate(cells):
        if cell.weight:
            rooms[index] = spare * cell.weight // weights
            if rooms[index] < min(_LEAST_ROOM, width(cell.text)):
                return []
    over = spare - sum(room for room, cell in zip(rooms, cells, strict=True) if cell.weight)
    if not weights:
        rooms[0] += over
    elif over:
        rooms[next(index for index, cell in enumerate(cells) if cell.weight)] += over
    return rooms if spare >= 0 else []


def _stacked(block: Columns, columns: int, indent: int) -> Iterator[TextRow]:
    """Too narrow to stand beside each other: what may be broken first, then the amounts, whole, on the right."""
    room = max(1, columns - indent)
    for cell in block.cells:
        align = cell.align if cell.weight else Align.RIGHT
        for line in wrapped(cell.text, room) if cell.text else ():
            yield TextRow((_placed(line, indent, room, align),), block.style)
