"""The catalog in force as a whole, on sale or not: for what takes all of it, such as the platform."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.catalog import edition_in_force
from pos_terminal.adapters.sqlite.catalog_rows import RANK_BITS, ItemReader
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.application.syncing import CatalogEntry, CategoryEntry, ItemEntry, TaxEntry
from pos_terminal.domain.item import Category, Item
from pos_terminal.domain.tax import TaxKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Iterator

    from pos_terminal.domain.money import Currency
    from pos_terminal.domain.tax import Tax

_BOUNDS = f"""((SELECT edition FROM catalog_in_force) << {RANK_BITS})
    AND (((SELECT edition FROM catalog_in_force) + 1) << {RANK_BITS}) - 1"""  # noqa: S608 - constants
_ROWS = f"""SELECT (SELECT count(*) FROM catalog_item WHERE "row" BETWEEN {_BOUNDS})
    + (SELECT count(*) FROM catalog_category WHERE edition = (SELECT edition FROM catalog_in_force))"""  # noqa: S608
_ITEMS = f"""SELECT * FROM catalog_listing WHERE "row" BETWEEN {_BOUNDS} ORDER BY "row" """  # noqa: S608 - constants
_CATEGORIES = """SELECT category_id, name, description, parent_id, category_ids FROM catalog_category
    WHERE edition = (SELECT edition FROM catalog_in_force) ORDER BY position"""
_TAXES = """SELECT tax_code, name, kind, rate, included, adds_to_base_of_next, base_affected_by_previous
    FROM catalog_tax WHERE edition = (SELECT edition FROM catalog_in_force) ORDER BY tax_code"""
_NAMED = f"""SELECT category_id, item_id FROM catalog_item WHERE "row" BETWEEN {_BOUNDS}
    AND category_id IS NOT NULL ORDER BY "row" """  # noqa: S608 - constants
_TAX_CODES = 6
"""Where they stand in a row of `catalog_listing`."""
_SHELVES = """SELECT h.category_id, i.item_id FROM catalog_shelf AS h JOIN catalog_item AS i ON i."row" = h."row"
    WHERE h.edition = (SELECT edition FROM catalog_in_force) ORDER BY h.category_id, h."row" """


class SqliteWholeCatalog:
    """Implements the port `StoreCatalog`, read through one connection of its thread. Reading raises StorageFailed."""

    def __init__(self, connection: sqlite3.Connection, currency: Currency) -> None:
        """``currency`` is that of the prices, as the terminal sells in it."""
        self._connection = connection
        self._currency = currency
        self._reader = ItemReader(currency, _no_taxes)

    @translated
    def rows(self) -> int:
        """How many categories and items."""
        return int(self._connection.execute(_ROWS).fetchone()[0])

    @translated
    def items(self) -> list[Item]:
        """Every item, modifiers too, in the catalog's order, without taxes."""
        return [self._reader.item(row) for row in self._connection.execute(_ITEMS)]

    @translated
    def categories(self) -> list[Category]:
        """Every category with its children, and the items that lie in it and in none of these."""
        categories = [
            Category(category_id, name, description, parent_id, tuple(children.split("|")) if children else ())
            for category_id, name, description, parent_id, children in self._connection.execute(_CATEGORIES)
        ]
        shelves: dict[str, dict[str, None]] = {}
        for category_id, item_id in self._connection.execute(_SHELVES):
            shelves.setdefault(category_id, {})[item_id] = None
        return [replace(each, item_ids=_own(each, shelves)) for each in categories]

    def entries(self) -> Generator[CatalogEntry, None, None]:
        """The catalog as a file has it, of one moment: taxes, then categories, then items, never all in memory.

        Raises CatalogCurrencyDiffers: its prices would be others in the terminal's currency.
        """
        with translated:
            self._connection.execute("BEGIN")
            try:
                edition_in_force(self._connection, self._currency)
                yield from self._entries()
            finally:
                self._connection.execute("ROLLBACK")

    def _entries(self) -> Iterator[CatalogEntry]:
        for code, name, kind, rate, included, adds, affected in self._connection.execute(_TAXES):
            says = None if included is None else included == 1
            yield TaxEntry(0, code, name, Decimal(rate), TaxKind(kind), says, adds == 1, affected == 1)
        named: dict[str, list[str]] = {}
        for category_id, item_id in self._connection.execute(_NAMED):
            named.setdefault(category_id, []).append(item_id)
        for each in self.categories():
            item_ids = tuple(dict.fromkeys((*each.item_ids, *named.get(each.category_id, ()))))
            yield CategoryEntry(0, each.category_id, each.name, each.description, each.category_ids, item_ids)
        for row in self._connection.execute(_ITEMS):
            yield ItemEntry(0, self._reader.item(row), tuple(row[_TAX_CODES].split("|")) if row[_TAX_CODES] else ())


def _own(category: Category, shelves: dict[str, dict[str, None]]) -> tuple[str, ...]:
    """A shelf holds all below it, too; what lies deeper is left out."""
    deeper = {item_id for child in category.category_ids for item_id in shelves.get(child, ())}
    return tuple(item_id for item_id in shelves.get(category.category_id, ()) if item_id not in deeper)


def _no_taxes(_row: int, _codes: str) -> tuple[Tax, ...]:
    return ()
