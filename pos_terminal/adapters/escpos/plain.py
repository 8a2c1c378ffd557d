"""A document as plain text: for a screen reader, a log of the demo, a customer's mail."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pos_terminal.adapters.escpos.rows import LogoRow, Placed, QrRow, Row, TextRow, rows_of
from pos_terminal.adapters.escpos.widths import width
from pos_terminal.domain.receipt import Document


def plain_text(document: Document, columns: int, fonts: Sequence[Path] = ()) -> str:
    """The document's lines as printed, in logical order, without trailing blanks, ended by a line feed.

    What is read from the right is not turned: whatever shows the text does that.

    A QR code is given by what it holds, a picture not at all, a cut as an empty line. With ``fonts``, it lacks the
    characters that a picture drawn with these files lacks.
    """
    logical = replace(document, is_right_to_left=False)
    lines = [_line(row, columns) for row in rows_of(logical, columns, fonts) if not isinstance(row, LogoRow)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _line(row: Row, columns: int) -> str:
    if isinstance(row, TextRow):
        return (row if row.style.size.across == 1 else _narrowed(row, columns)).text.rstrip()
    return row.data if isinstance(row, QrRow) else ""


def _narrowed(row: TextRow, columns: int) -> TextRow:
    """A row of wide letters in narrow ones: what stood in the middle or on the right still does."""
    across = row.style.size.across
    placed = []
    for part in row.placed:
        spare = columns // across - width(part.text)
        shift = width(part.text) * (across - 1) * part.column // max(1, spare)
        placed.append(Placed(part.text, part.column * across + shift))
    return TextRow(tuple(placed), row.style)
