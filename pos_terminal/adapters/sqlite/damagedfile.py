"""A damaged database, read as far as it goes: a page that cannot be read costs its own rows and no others.

It is read in a work copy. There its header says again what every database of this program says, pages that were cut off
are there and empty, and where its list of tables cannot be read, that of a new database is put in its place: the same
steps lay out the same pages.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from enum import Enum, auto
from operator import itemgetter
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import room_wanted
from pos_terminal.adapters.sqlite.salerows import AMENDMENT_TABLES, SALE_TABLES, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pos_terminal.adapters.sqlite.salerows import SaleRows
    from pos_terminal.adapters.sqlite.values import Value

UNREADABLE = (sqlite3.Error, UnicodeDecodeError, OverflowError)
"""What reading a damaged page may raise."""

_HEADER_SIZE = 100
_KEPT_FIELDS = ((24, 28), (40, 44), (60, 64), (96, 100))
"""Of the header (sqlite.org/fileformat2.html, 1.3): change counter, schema cookie, our schema's number, writer."""
_MADE = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_WAL_VERSIONS = b"\x02\x02"
_LARGEST_KEY = (1 << 63) - 1
_MOST_PAGES_FOR_EACH = 4
"""How many pages a header is believed to promise for each that is there."""
_NEEDED = frozenset(SALE_TABLES) - frozenset(AMENDMENT_TABLES)


class _Attempt(Enum):
    AS_IT_IS = auto()
    WITH_LENT_TABLES = auto()
    WHATEVER_IT_SAYS = auto()


class DamagedFile:
    """What can still be read of a damaged database. ``template`` is a new database of the same program."""

    def __init__(self, source: Path, work: Path, template: Path) -> None:
        """Copy the file and its log to ``work`` and make it readable there.

        Raises OSError, or sqlite3.Error where there is no room to read it.
        """
        self._work = work
        self.faults: Counter[str] = Counter()
        self._connection: sqlite3.Connection | None = None
        for attempt in _Attempt:
            _copy(source, work)
            _mend(work, template, lend_tables=attempt is _Attempt.WITH_LENT_TABLES)
            self._connection = _opened(work)
            if self._connection and not (attempt is _Attempt.AS_IT_IS and _is_misread(self._connection, template)):
                return
            self.close()

    @property
    def is_readable(self) -> bool:
        """Whether anything can be read at all."""
        return self._connection is not None

    def close(self) -> None:
        """Let go of the work copy and remove it."""
        if self._connection:
            self._connection.close()
            self._connection = None
        for suffix in ("", "-wal", "-shm"):
            self._work.with_name(self._work.name + suffix).unlink(missing_ok=True)

    def sale(self, seq: int, tables: Iterable[str] = SALE_TABLES) -> SaleRows:
        """The rows of a sale in these tables, without those in which they cannot be read."""
        rows: SaleRows = {}
        if self._connection:
            for table in tables:
                with suppress(*UNREADABLE):
                    rows[table] = read_rows(self._connection, table, SALE_TABLES[table], seq)
        return rows

    def numbers(self, table: str) -> Iterator[int]:
        """Every ``seq`` in a table that can be read."""
        for row in self._walked(table, "seq", ("seq",)):
            yield int(str(row[0]))

    def rows(self, table: str) -> Iterator[dict[str, Value]]:
        """Every row of a table that can be read."""
        columns, key = self._columns(table)
        if key:
            rows = self._walked(table, key[0], columns) if len(key) == 1 else self._both_ends(table, columns, key)
            for row in rows:
                yield dict(zip(columns, row, strict=True))

    def _columns(self, table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The columns of a table; and those that it is ordered by, only one where it counts by whole numbers."""
        try:
            found = list(self._execute(f"PRAGMA table_info({table})"))
        except UNREADABLE:
            self.faults[table] += 1
            return (), ()
        columns = tuple(str(row[1]) for row in found)
        key = [(str(row[1]), row[2]) for row in sorted(found, key=itemgetter(5)) if row[5]]
        names = tuple(name for name, _ in key)
        if len(names) == 1 and key[0][1] != "INTEGER":
            names *= 2
        return columns, names

    def _walked(self, table: str, key: str, columns: tuple[str, ...]) -> Iterator[tuple[Value, ...]]:
        """Rows in the order of a key of whole numbers; where one cannot be read, the next that can is looked for."""
        names = ", ".join(f'"{name}"' for name in columns)
        query = f'SELECT "{key}", {names} FROM {table} WHERE "{key}" >= ? ORDER BY "{key}"'  # noqa: S608 - ours
        start: int | None = 0
        while start is not None:
            last, is_whole = start - 1, False
            try:
                for row in self._execute(query, start):
                    last = int(str(row[0]))
                    yield row[1:]
                is_whole = True
            except UNREADABLE:
                self.faults[table] += 1
            start = None if is_whole else self._next_readable(query, last + 1)

    def _next_readable(self, query: str, unreadable: int) -> int | None:
        """The smallest start from which a row can be read again, or None when there is none."""
        step, low = 1, unreadable
        while not self._can_begin(query, unreadable + step):
            low, step = unreadable + step, step * 2
            if unreadable + step > _LARGEST_KEY:
                return None
        high = unreadable + step
        while high - low > 1:
            middle = (low + high) // 2
            if self._can_begin(query, middle):
                high = middle
            else:
                low = middle
        return high

    def _can_begin(self, query: str, start: int) -> bool:
        try:
            next(self._execute(query, start), None)
        except UNREADABLE:
            return False
        return True

    def _execute(self, query: str, *values: int) -> Iterator[tuple[Value, ...]]:
        return iter(()) if self._connection is None else self._connection.execute(query, values)

    def _both_ends(self, table: str, columns: tuple[str, ...], key: tuple[str, ...]) -> Iterator[tuple[Value, ...]]:
        """Rows of a table that is ordered by texts: from its beginning and from its end, to what cannot be read."""
        seen: set[tuple[Value, ...]] = set()
        places = [columns.index(name) for name in dict.fromkeys(key)]
        names = ", ".join(f'"{name}"' for name in columns)
        for direction in ("ASC", "DESC"):
            order = ", ".join(f'"{name}" {direction}' for name in dict.fromkeys(key))
            with suppress(*UNREADABLE):
                for row in self._execute(f"SELECT {names} FROM {table} ORDER BY {order}"):  # noqa: S608 - ours
                    ordered_by = tuple(row[place] for place in places)
                    if ordered_by not in seen:
                        seen.add(ordered_by)
                        yield row
                return
            self.faults[table] += 1


def _copy(source: Path, work: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        beside, copy = (path.with_name(path.name + suffix) for path in (source, work))
        copy.unlink(missing_ok=True)
        if suffix != "-shm" and beside.exists():
            shutil.copyfile(beside, copy)


def _mend(work: Path, template: Path, *, lend_tables: bool) -> None:
    """Put back what was cut off as empty pages, and into the header what it must say.

    With ``lend_tables`` a new database's pages of the list of tables come in place of those that are there.
    """
    size = work.stat().st_size if work.exists() else 0
    lent = template.read_bytes()
    page_size = int.from_bytes(lent[16:18], "big")
    if size < page_size:
        return
    with work.open("r+b") as file:
        old = file.read(_HEADER_SIZE)
        pages = _pages_of(old, size // page_size, len(lent) // page_size)
        if size < pages * page_size:  # a table that begins behind the end would make the whole list unreadable
            file.truncate(pages * page_size)
        if lend_tables:
            for page in _pages_of_tables(template, len(lent) // page_size):
                file.seek(page * page_size)
                file.write(lent[page * page_size : (page + 1) * page_size])
        file.seek(0)
        file.write(_header(old, lent, pages, work))


def _pages_of(header: bytes, found: int, least: int) -> int:
    """How many pages there were: those that are there, as many as a new database has, and what the header promises."""
    promised = int.from_bytes(header[28:32], "big")
    return max(found, least, promised if promised <= found * _MOST_PAGES_FOR_EACH else 0)


def _header(old: bytes, lent: bytes, pages: int, work: Path) -> bytes:
    header = bytearray(lent[:_HEADER_SIZE])
    for first, behind in _KEPT_FIELDS:
        header[first:behind] = old[first:behind]
    if work.with_name(f"{work.name}-wal").exists():
        header[18:20] = _WAL_VERSIONS
    header[28:32] = pages.to_bytes(4, "big")
    header[92:96] = header[24:28]
    return bytes(header)


def _pages_of_tables(template: Path, pages: int) -> list[int]:
    """The pages, from 0, of the list of tables: a new database has one more for each table and index, and no others."""
    with closing(sqlite3.connect(template)) as connection:
        roots = {row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")}
    return [page for page in range(pages) if page + 1 not in roots]


def _is_misread(damaged: sqlite3.Connection, template: Path) -> bool:
    """Whether as many tables as in a new database are not all made like them: what names one or its columns was hit."""
    with closing(sqlite3.connect(template)) as connection:
        made, found = (set(each.execute(_MADE)) for each in (connection, damaged))
    return made != found and len(made) == len(found)


def _opened(work: Path) -> sqlite3.Connection | None:
    """The work copy, open, or None when its list of tables cannot be read."""
    if not work.exists():
        return None
    connection = sqlite3.connect(work, isolation_level=None)
    try:
        connection.execute("PRAGMA cell_size_check = ON")
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except UNREADABLE as error:
        if isinstance(error, sqlite3.Error) and room_wanted(error):
            connection.close()
            raise  # a log is not read on a full disk; that is no damage
        names = set()
    if names >= _NEEDED:
        return connection
    connection.close()
    return None
