"""Where a new catalog waits until it is whole: tables in a file of their own, which no other connection sees.

Reading a million items takes neither memory nor the database's write lock, and a crash leaves nothing.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from pos_terminal.adapters.sqlite.catalog_checks import INDEXES, stage_faults
from pos_terminal.adapters.sqlite.catalog_difference import differences
from pos_terminal.adapters.sqlite.catalog_publish import Publication
from pos_terminal.adapters.sqlite.catalog_rows import staged_row
from pos_terminal.adapters.sqlite.faults import StorageFailed, storage_failure, translated
from pos_terminal.adapters.sqlite.stagefile import StageFile
from pos_terminal.application.catalogdiff import ItemChange
from pos_terminal.application.ports import WriteLock
from pos_terminal.application.syncing import (
    CatalogEntry,
    CategoryEntry,
    Changes,
    Fault,
    ItemEntry,
    SyncProgress,
    TaxEntry,
)
from pos_terminal.domain.gtin import gtin14
from pos_terminal.domain.money import Currency

_TABLES = {
    "staged_item": "rank INTEGER PRIMARY KEY, line, item_id, name, price_minor, sku, description, tax_codes, barcodes,"
    " plu, unit, image, open_price, active, minimum_age, max_per_sale, is_modifier, rules, folded, digest",
    "staged_code": "code, kind, rank, line",
    "staged_mention": "kind, ref, rank, line",
    "staged_category": "position INTEGER PRIMARY KEY, line, category_id, name, description",
    "staged_child": "category_id, child_id, line",
    "staged_member": "item_id, category_id, line",
    "staged_tax": "tax_code, line, name, kind, rate, included, adds_to_base_of_next, base_affected_by_previous",
    "staged_above": "category_id, above_id",
    "ordered_code": "code, kind, rank",
    "ordered_shelf": "category_id, rank",
    "ordered_modifier": "item_id, rank",
}
_KEEP_TAXES = """INSERT INTO stage.staged_tax SELECT tax_code, 0, name, kind, rate, included, adds_to_base_of_next,
    base_affected_by_previous FROM catalog_tax WHERE edition = (SELECT edition FROM catalog_in_force)"""
_ITEM = "INSERT INTO stage.staged_item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CODE = "INSERT INTO stage.staged_code VALUES (?, ?, ?, ?)"
_MENTION = "INSERT INTO stage.staged_mention VALUES (?, ?, ?, ?)"
_CATEGORY = "INSERT INTO stage.staged_category VALUES (?, ?, ?, ?, ?)"
_CHILD = "INSERT INTO stage.staged_child VALUES (?, ?, ?)"
_MEMBER = "INSERT INTO stage.staged_member VALUES (?, ?, ?)"
_TAX = "INSERT INTO stage.staged_tax VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_PATH = "/"


class SqliteCatalogStage:
    """Implements the port `CatalogStage` on the connection of the thread that imports."""

    def __init__(
        self, connection: sqlite3.Connection, lock: WriteLock, currency: Currency, *, during_sales: bool = True
    ) -> None:
        """``currency`` is that of the prices; ``lock`` is taken for each small write of `publish` and nowhere else.

        Unless ``during_sales`` the catalog goes live between two sales.
        """
        self._during_sales = during_sales
        self._connection = connection
        self._lock = lock
        self._currency = currency
        self._file = StageFile(connection)
        self._publication: Publication | None = None
        self._ranks = count(1)
        self._positions = count(1)
        self._paths: dict[tuple[str, ...], str] = {}

    @translated
    def open(self, *, keep_taxes: bool) -> None:
        """Make the tables anew; ``keep_taxes`` starts with the taxes of the catalog in force."""
        self._attached()
        for name, columns in _TABLES.items():
            self._connection.execute(f"CREATE TABLE stage.{name} ({columns})")
        if keep_taxes:
            self._connection.execute(_KEEP_TAXES)
        self._publication = None
        self._ranks, self._positions, self._paths = count(1), count(1), {}

    def take(self, entries: Sequence[CatalogEntry]) -> None:
        """Keep some entries."""
        with self._one_write():
            self._take_items([each for each in entries if isinstance(each, ItemEntry)])
            for each in entries:
                if isinstance(each, CategoryEntry):
                    self._take_category(each)
                elif isinstance(each, TaxEntry):
                    self._take_tax(each)

    def faults(self) -> Iterator[Fault]:
        """What is wrong between the entries."""
        with self._one_write():
            for index in INDEXES:
                self._connection.execute(index)
        with translated:
            yield from stage_faults(self._connection)

    def differences(self) -> Iterator[ItemChange]:
        """What differs from the catalog in force."""
        with translated:
            yield from differences(self._connection, self._currency)

    def publish(self) -> Iterator[SyncProgress]:
        """Write everything in small steps, put it in force in one, and clear away what was in force before."""
        self._publication = Publication(self._connection, self._lock, self._currency, during_sales=self._during_sales)
        return self._publication.run()

    def changes(self) -> Changes:
        """What the import changed. Raises RuntimeError before everything is published."""
        if self._publication is None:
            raise RuntimeError("nothing was published")
        return self._publication.changes

    @translated
    def discard(self) -> None:
        """Forget everything taken."""
        self._file.detach()

    def _attached(self) -> None:
        try:
            self._file.attach()
        except OSError as error:
            raise StorageFailed(
                "A catalog cannot be read: {strerror}. Free some space on the disk.", strerror=error.strerror
            ) from error

    def _take_items(self, entries: Sequence[ItemEntry]) -> None:
        ranked = [(next(self._ranks), each) for each in entries]
        execute = self._connection.executemany
        execute(_ITEM, (staged_row(rank, each) for rank, each in ranked))
        execute(_CODE, (row for rank, each in ranked for row in _codes(rank, each)))
        execute(_MENTION, (row for rank, each in ranked for row in _mentions(rank, each)))
        members = [(each.item.item_id, self._path(each), each.line) for _, each in ranked if each.category_path]
        execute(_MEMBER, members)

    def _take_category(self, entry: CategoryEntry) -> None:
        row = (next(self._positions), entry.line, entry.category_id, entry.name, entry.description)
        self._connection.execute(_CATEGORY, row)
        self._connection.executemany(_CHILD, ((entry.category_id, child, entry.line) for child in entry.category_ids))
        self._connection.executemany(_MEMBER, ((item, entry.category_id, entry.line) for item in entry.item_ids))

    def _take_tax(self, entry: TaxEntry) -> None:
        row = (
            entry.tax_code,
            entry.line,
            entry.name,
            entry.kind.value,
            format(entry.rate, "f"),
            None if entry.included is None else int(entry.included),
            int(entry.adds_to_base_of_next),
            int(entry.base_affected_by_previous),
        )
        self._connection.execute(_TAX, row)

    def _path(self, entry: ItemEntry) -> str:
        """The id of the category with this path, made with all above it when it is new."""
        path = entry.category_path
        if path not in self._paths:
            for depth in range(1, len(path) + 1):
                self._open_category(path[:depth], entry.line)
        return self._paths[path]

    def _open_category(self, path: tuple[str, ...], line: int) -> None:
        if path in self._paths:
            return
        category_id = self._paths[path] = _PATH.join(path)
        row = (next(self._positions), line, category_id, path[-1], None)
        self._connection.execute(_CATEGORY, row)
        if len(path) > 1:
            self._connection.execute(_CHILD, (self._paths[path[:-1]], category_id, line))

    @contextmanager
    def _one_write(self) -> Iterator[None]:
        """One transaction on the temporary tables. Raises StorageFailed when there is no room for them."""
        try:
            self._connection.execute("BEGIN")
            yield
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise storage_failure(error) or error from error
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


def _codes(rank: int, entry: ItemEntry) -> Iterator[tuple[str, int, int, int]]:
    """Every way to name the item: 0 GTIN, 1 other barcode, 2 SKU, 3 PLU, 4 item id. Off sale it has only its id."""
    item = entry.item
    if item.active:
        for barcode in item.barcodes:
            gtin = gtin14(barcode)
            yield (barcode, 1, rank, entry.line) if gtin is None else (gtin, 0, rank, entry.line)
        if item.sku is not None:
            yield item.sku, 2, rank, entry.line
        if item.plu is not None:
            yield item.plu, 3, rank, entry.line
    yield item.item_id, 4, rank, entry.line


def _mentions(rank: int, entry: ItemEntry) -> Iterator[tuple[str, str, int, int]]:
    """What the item refers to: taxes, items that it modifies, modifiers in its groups."""
    for code in entry.tax_codes:
        yield "tax_codes", code, rank, entry.line
    for item_id in entry.item.modifies_item_ids:
        yield "modifies_item_ids", item_id, rank, entry.line
    for group in entry.item.modifier_groups:
        for item_id in group.item_ids:
            yield "modifier_groups", item_id, rank, entry.line
