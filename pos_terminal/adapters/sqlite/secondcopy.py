"""The second copy of the ended sales: a file a business day outside the database, one sealed line a sale.

A line is the sale's number, its seal and its rows, packed; what was torn by a power cut or changed since carries no
seal that holds, and is passed over. Nothing in a file is ever written twice: a torn line is left, and the sale is
written again behind it.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.adapters.durable import opened_for_append, replace_file, sync_file, sync_folder
from pos_terminal.adapters.sqlite.copyglance import COPY_NAMES, COPY_SUFFIX, number_of
from pos_terminal.adapters.sqlite.salerows import Rows, SaleRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pos_terminal.adapters.sqlite.values import Value
    from pos_terminal.application.sealing import Seals

_PARTS = 3
_BLOCK = 1 << 16
_FASTEST = 1


@dataclass(frozen=True, slots=True)
class SaleCopy:
    """A sale as it was copied. Everything up to ``done_through`` was there and had been delivered by then."""

    seq: int
    done_through: int
    rows: SaleRows

    @property
    def hash(self) -> str:
        """The hash of its journal entry."""
        entry = self.rows["journal"].first() or {}
        return str(entry.get("hash", ""))


class SecondCopy:
    """The files of one terminal. Only one thread writes them."""

    def __init__(self, folder: Path, seals: Seals) -> None:
        self._folder = folder
        self._seals = seals

    def append(self, day: str, copies: Iterable[SaleCopy]) -> None:
        """Write sales of a business day; they are on disk when this returns. Raises OSError."""
        if not self._folder.exists():
            self._folder.mkdir(mode=0o700, parents=True)
            sync_folder(self._folder.parent)
        content = b"".join(map(self._line, copies))
        with opened_for_append(self._folder / f"{day}{COPY_SUFFIX}") as file:
            if os.fstat(file).st_size:
                os.lseek(file, -1, os.SEEK_END)
                content = content if os.read(file, 1) == b"\n" else b"\n" + content
            while content:
                content = content[os.write(file, content) :]
            sync_file(file)

    def days(self) -> list[str]:
        """The business days that there are files of, oldest first. Raises OSError."""
        if not self._folder.exists():
            return []
        return sorted(path.name.removesuffix(COPY_SUFFIX) for path in self._folder.glob(COPY_NAMES))

    def copies(self, day: str) -> Iterator[SaleCopy]:
        """The sales of a day's file, in the order they were written. Raises OSError."""
        with self._path(day).open("rb") as file:
            for line in file:
                copy = self._read(line)
                if copy:
                    yield copy

    def places(self) -> dict[int, list[tuple[str, int]]]:
        """Where copies of each sale are, by number: the file's day and the line's offset, the last written last."""
        found: dict[int, list[tuple[str, int]]] = {}
        for day in self.days():
            offset = 0
            with self._path(day).open("rb") as file:
                for line in file:
                    found.setdefault(number_of(line), []).append((day, offset))
                    offset += len(line)
        found.pop(0, None)
        return found

    def at(self, place: tuple[str, int]) -> SaleCopy | None:
        """The sale whose line is in this place, or None when its seal does not hold. Raises OSError."""
        day, offset = place
        with self._path(day).open("rb") as file:
            file.seek(offset)
            return self._read(file.readline())

    def newest_first(self, day: str) -> Iterator[SaleCopy]:
        """The sales of a day's file, the last written first. Raises OSError."""
        for line in _lines_backwards(self._path(day)):
            copy = self._read(line)
            if copy:
                yield copy

    def numbers(self, day: str) -> set[int]:
        """The numbers that stand before the lines of a day's file, whatever their seals say. Raises OSError."""
        with self._path(day).open("rb") as file:
            return {number for number in map(number_of, file) if number}

    def keep(self, day: str, is_kept: Callable[[int], bool]) -> None:
        """Write a day's file again with these sales alone; remove it when there are none. Raises OSError."""
        path = self._path(day)
        with path.open("rb") as file:
            lines = [line for line in file if is_kept(number_of(line))]
        if lines:
            replace_file(path, b"".join(lines))
        else:
            path.unlink()
            sync_folder(self._folder)

    def _path(self, day: str) -> Path:
        return self._folder / f"{day}{COPY_SUFFIX}"

    def _line(self, copy: SaleCopy) -> bytes:
        tables = {name: [rows.columns, [_texts(row) for row in rows.rows]] for name, rows in copy.rows.items()}
        text = json.dumps([copy.done_through, tables], ensure_ascii=False, separators=(",", ":"))
        packed = base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), _FASTEST))
        return b"%d %s %s\n" % (copy.seq, self._seals.copy(copy.seq, packed).encode(), packed)

    def _read(self, line: bytes) -> SaleCopy | None:
        parts, seq = line.rstrip(b"\n").split(b" "), number_of(line)
        if len(parts) != _PARTS or not seq or parts[1] != self._seals.copy(seq, parts[2]).encode():
            return None
        text = zlib.decompress(base64.b64decode(parts[2])).decode("utf-8", "surrogatepass")
        done_through, tables = json.loads(text)
        rows = {name: Rows(tuple(columns), tuple(map(_values, found))) for name, (columns, found) in tables.items()}
        return SaleCopy(seq, done_through, rows)


def _texts(row: Sequence[Value]) -> list[object]:
    """Bytes as a text in a list of its own: JSON has none, and packed texts repeat where bytes in base64 do not."""
    return [[value.decode("latin-1")] if isinstance(value, bytes) else value for value in row]


def _values(row: Sequence[Value | list[str]]) -> tuple[Value, ...]:
    if list not in map(type, row):
        return tuple(row)  # type: ignore[arg-type] # no list is in it
    return tuple([value[0].encode("latin-1") if isinstance(value, list) else value for value in row])


def _lines_backwards(path: Path) -> Iterator[bytes]:
    """The lines of a file, last first, without reading all of it for the last few."""
    with path.open("rb") as file:
        start, rest = file.seek(0, os.SEEK_END), b""
        while start:
            size = min(_BLOCK, start)
            start = file.seek(start - size)
            first, *lines = (file.read(size) + rest).split(b"\n")
            yield from reversed(lines)
            rest = first
        yield rest
