"""Reads a CSV file row by row, strictly: known columns, every row as wide as the header, sound quoting."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal.adapters.files.fields import SEPARATOR
from pos_terminal.adapters.files.json_stream import Json
from pos_terminal.adapters.files.sheet import sheet_rows
from pos_terminal.adapters.files.text import PIECE, Unreadable, lines_of, read_blocks
from pos_terminal.application.syncing import Fault

if TYPE_CHECKING:
    from _csv import Reader

_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a file may have, and how their cells are read; those in no set are texts."""

    known: frozenset[str]
    required: frozenset[str]
    lists: frozenset[str] = frozenset()
    truths: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its first line; empty cells are left out."""

    line: int
    values: dict[str, Json]


def read_rows(path: Path, columns: Columns) -> Iterator[Row | Fault]:
    """The rows after the header, as `CsvRows` reads them."""
    rows = CsvRows(path, columns)
    for each in rows.cells():
        yield each if isinstance(each, Fault) else rows.row(*each)


class CsvRows:
    """The rows of a file; ``header`` names its columns once the first row was read."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.header: list[str] = []
        self._path = path
        self._columns = columns

    def cells(self) -> Iterator[tuple[int, list[str]] | Fault]:
        """The rows after the header, in their order, each with its first line.

        What cannot be read on ends with a fault.

        A column that nobody knows is a fault too, and the rows are read without it.
        """
        reader = csv.reader(_WholeLines(self._path), strict=True)
        try:
            self.header = [name.strip() for name in next(reader, [])]
            faults = list(_header_faults(self.header, self._columns))
            yield from faults
            if not any(fault.ends_reading for fault in faults):
                yield from _as_wide(reader, len(self.header))
        except csv.Error as error:
            yield Fault(max(reader.line_num, 1), None, f"broken CSV: {error}; check the quotes", ends_reading=True)
        except Unreadable as error:
            yield Fault(error.line, None, error.sentence, ends_reading=True)

    def row(self, line: int, cells: list[str]) -> Row:
        """The values of a row as wide as the header."""
        return Row(line, _values(self.header, cells, self._columns))


class SheetRows(CsvRows):
    """The rows of a workbook's first sheet, read as those of a CSV file are: a row that ends early has empty cells."""

    def cells(self) -> Iterator[tuple[int, list[str]] | Fault]:
        rows = sheet_rows(self._path)
        try:
            self.header = [name.strip() for name in next(rows, (1, []))[1]]
            faults = list(_header_faults(self.header, self._columns))
            yield from faults
            if not any(fault.ends_reading for fault in faults):
                yield from _filled_up(rows, len(self.header))
        except Unreadable as error:
            yield Fault(error.line, None, error.sentence, ends_reading=True)


def _filled_up(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]] | Fault]:
    for line, cells in rows:
        if len(cells) > width and any(cells[width:]):
            yield Fault(line, None, f"this row has {len(cells)} cells, the header {width}")
        else:
            yield line, (cells + [""] * width)[:width]


def _as_wide(reader: "Reader", width: int) -> Iterator[tuple[int, list[str]] | Fault]:
    start = reader.line_num + 1
    for cells in reader:
        if len(cells) == width:
            yield start, cells
        elif cells:
            yield Fault(start, None, f"this row has {len(cells)} cells, the header {width}")
        start = reader.line_num + 1


class _WholeLines:
    """The file's lines, each at most 64 KiB."""

    def __init__(self, path: Path) -> None:
        self._blocks = read_blocks(path)

    def __iter__(self) -> Iterator[str]:
        for line, block in self._blocks:
            # Only the last line of a block can be so long: the block would have ended before.
            last = block[block.rfind("\n", 0, len(block) - 1) + 1 :]
            if len(last.encode("utf-8", "replace")) >= PIECE:
                at = line + block.count("\n", 0, len(block) - 1)
                raise Unreadable(at, "this line is longer than 64 KB; no field may be longer than 4 KB")
            yield from lines_of(block)


def _header_faults(header: list[str], columns: Columns) -> Iterator[Fault]:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        yield Fault(1, None, "the columns are not separated by commas; export the file with commas", ends_reading=True)
        return
    for name in sorted(set(header) - columns.known):
        sentence = "there is no such column; known are " + ", ".join(sorted(columns.known))
        yield Fault(1, name[:40], sentence)
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Fault(1, name, "this column is given twice", ends_reading=True)
    for name in sorted(columns.required - set(header)):
        yield Fault(1, name, "this column is missing", ends_reading=True)


def _values(header: list[str], cells: list[str], columns: Columns) -> dict[str, Json]:
    return {
        name: _value(name, cell, columns)
        for name, cell in zip(header, cells, strict=True)
        if cell and name in columns.known
    }


def _value(name: str, cell: str, columns: Columns) -> Json:
    if name in columns.lists:
        return [part for part in cell.split(SEPARATOR) if part.strip()]
    if name in columns.truths:
        return _TRUTHS.get(cell.strip().lower(), cell)
    if name in columns.wholes and cell.isascii() and cell.isdigit():
        return int(cell[:12])
    return cell
