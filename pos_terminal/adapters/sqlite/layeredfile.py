"""A damaged database over an older one that is whole: where the damaged one cannot be read, the older one fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.damagedfile import DamagedFile
from pos_terminal.adapters.sqlite.salerows import SALE_TABLES
from pos_terminal.adapters.sqlite.salvagedstore import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pos_terminal.adapters.sqlite.salerows import SaleRows
    from pos_terminal.adapters.sqlite.values import Value

_OF_THE_OLDER = frozenset({"catalog_in_force", *CATALOG})
"""What a backup is put back for, even where the newer one can be read."""

_OF_THE_NEWER = frozenset({"tenancy"})
"""What tells whose the file beside it is."""


class LayeredFile(DamagedFile):
    """Reads like a damaged file. ``older`` is a whole database; ``work`` and ``template`` are as for one."""

    def __init__(self, source: Path, older: Path, work: Path, template: Path) -> None:
        """Copy both. Raises what a damaged file raises."""
        super().__init__(source, work, template)
        self._older = DamagedFile(older, work.with_name(f"{work.name}.older"), template)

    def close(self) -> None:
        """Let go of both."""
        super().close()
        older = getattr(self, "_older", None)  # an attempt that cannot be read is closed before there is one
        if older is not None:
            older.close()

    def sale(self, seq: int, tables: Iterable[str] = SALE_TABLES) -> SaleRows:
        """The rows of a sale, table by table, of the older one where the newer has none."""
        names = tuple(tables)
        newer = super().sale(seq, names)
        lacking = [name for name in names if name not in newer or not newer[name].rows]
        older = self._older.sale(seq, lacking) if lacking else {}
        return {**older, **{name: rows for name, rows in newer.items() if rows.rows or name not in older}}

    def numbers(self, table: str) -> Iterator[int]:
        """Every ``seq`` that either has, in order."""
        yield from sorted({*super().numbers(table), *self._older.numbers(table)})

    def rows(self, table: str) -> Iterator[dict[str, Value]]:
        """The newer one's rows; behind them the older one's where not all could be read, which may repeat some."""
        if table in _OF_THE_OLDER:
            yield from self._older.rows(table)
            return
        before = self.faults[table]
        yield from super().rows(table)
        if table not in _OF_THE_NEWER and (self.faults[table] != before or not self.is_readable):
            yield from self._older.rows(table)
