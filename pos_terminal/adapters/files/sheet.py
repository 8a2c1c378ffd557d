"""The first sheet of an Excel workbook (.xlsx), row by row, as it is unpacked: never the whole of it in memory."""

import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Protocol
from xml.parsers import expat  # documents that declare anything are refused: nothing in one can grow
from zipfile import BadZipFile, ZipFile

from pos_terminal.adapters.files.text import PIECE, Unreadable

_WORKBOOK, _RELATIONS, _SHARED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
_MOST_SHARED, _MOST_SHEET = 200_000_000, 2_000_000_000
"""Bytes, unpacked: more is no catalog, but somebody's attempt to fill the memory or the time."""
_LONGEST = 32_767
"""Characters that Excel lets a cell have."""
_MOST_COLUMNS = 200
_BOOLEANS = {"1": "true", "0": "false"}


class _Handler(Protocol):
    """Hears what is in a part of the workbook."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str, /) -> None:
        """It ends."""

    def text(self, data: str, /) -> None:
        """Characters of it."""


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that have something in them, each with its number and its cells as texts. Raises Unreadable."""
    try:
        with ZipFile(path) as book:
            sheet = _Sheet(_shared_texts(book))
            for _ in _parsed(book, _first_sheet(book), _MOST_SHEET, sheet):
                yield from sheet.taken()
    except (BadZipFile, KeyError, NotImplementedError) as error:
        raise Unreadable(None, "this is no Excel workbook that can be read; save it as .xlsx or CSV") from error
    except (expat.ExpatError, zlib.error, EOFError, ValueError, IndexError) as error:
        raise Unreadable(None, "the workbook is damaged; save it again, or as CSV") from error
    except OSError as error:
        raise Unreadable(None, f"the file cannot be read: {error.strerror or error}") from error


def _parsed(book: ZipFile, name: str, most: int, handler: _Handler) -> Iterator[None]:
    """Parse a part piece by piece; after each, what came is with the handler."""
    part = book.getinfo(name)
    if part.file_size > most:
        raise Unreadable(None, f"the workbook is too large ({part.file_size // 1_000_000:,} MB); save it as CSV")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _local(handler.start)
    parser.EndElementHandler = lambda tag: handler.end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = handler.text
    with book.open(part) as file:
        while piece := file.read(PIECE):
            parser.Parse(piece, False)
            yield
    parser.Parse(b"", True)
    yield


def _local(start: Callable[[str, dict[str, str]], None]) -> Callable[[str, dict[str, str]], None]:
    """Without the prefix that some programs write before each name."""
    return lambda tag, attributes: start(tag.rpartition(":")[2], attributes)


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(None, "the workbook declares a document type, which none has; it is not read")


def _first_sheet(book: ZipFile) -> str:
    """The part that the first tab shows."""
    tabs, parts = _Found("sheet"), _Found("Relationship")
    for name, found in ((_WORKBOOK, tabs), (_RELATIONS, parts)):
        for _ in _parsed(book, name, _MOST_SHARED, found):
            pass
    wanted = {value for name, value in tabs.attributes[0].items() if name.endswith(":id")}
    target = [each["Target"] for each in parts.attributes if each["Id"] in wanted][0]  # noqa: RUF015 - for its error
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared_texts(book: ZipFile) -> list[str]:
    if _SHARED not in book.namelist():
        return []
    texts = _Texts()
    for _ in _parsed(book, _SHARED, _MOST_SHARED, texts):
        pass
    return texts.texts


class _Found:
    """The attributes of each element of this name."""

    def __init__(self, name: str) -> None:
        self.attributes: list[dict[str, str]] = []
        self._name = name

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._name:
            self.attributes.append(attributes)

    def end(self, name: str) -> None:
        """Nothing is waited for."""

    def text(self, data: str) -> None:
        """It has none."""


class _Texts:
    """The texts that cells share, each put together of its runs; how a reader is to pronounce one is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._is_text = self._is_aside = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        self._is_aside |= name == "rPh"
        self._is_text = name == "t" and not self._is_aside

    def end(self, name: str) -> None:
        self._is_text = False
        self._is_aside &= name != "rPh"
        if name == "si":
            self.texts.append("".join(self._parts)[:_LONGEST])

    def text(self, data: str) -> None:
        if self._is_text:
            self._parts.append(data)


class _Sheet:
    """The rows of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        self._shared = shared
        self._rows: list[tuple[int, list[str]]] = []
        self._number = 0
        self._cells: list[str] = []
        self._kind = ""
        self._parts: list[str] = []
        self._is_value = False

    def taken(self) -> list[tuple[int, list[str]]]:
        """The rows that have ended since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._number, self._cells = int(attributes.get("r", self._number + 1)), []
        elif name == "c":
            at = _column(attributes["r"]) if "r" in attributes else len(self._cells)
            self._cells += [""] * (at - len(self._cells))
            self._kind, self._parts = attributes.get("t", "n"), []
        self._is_value = name in {"v", "t"}

    def end(self, name: str) -> None:
        self._is_value = False
        if name == "c":
            self._cells.append(self._said("".join(self._parts)))
        elif name == "row" and any(self._cells):
            self._rows.append((self._number, self._cells))

    def text(self, data: str) -> None:
        if self._is_value:
            self._parts.append(data)

    def _said(self, value: str) -> str:
        if self._kind == "s":
            return self._shared[int(value)]
        if self._kind == "b":
            return _BOOLEANS.get(value, value)
        return _number(value) if self._kind == "n" and value else value[:_LONGEST]


def _column(place: str) -> int:
    """The column of a cell: 0 for A1."""
    column = 0
    for letter in place.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    if not 0 < column <= _MOST_COLUMNS:
        raise Unreadable(None, f"the cell {place[:12]} lies too far to the right for a catalog")
    return column - 1


def _number(value: str) -> str:
    """A number as a person sees it: Excel keeps 4.1 as 4.0999999999999996."""
    if value.isdigit():
        return value
    exact = Decimal(repr(float(value)))
    return format(exact.to_integral_value() if exact == exact.to_integral_value() else exact, "f")
