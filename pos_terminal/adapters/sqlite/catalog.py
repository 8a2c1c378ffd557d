"""The catalog in force: exact codes, words of names, categories and modifiers, each by one index."""

import sqlite3
from decimal import Decimal

from pos_terminal.adapters.sqlite.catalog_rows import RANK_BITS, ItemReader, ItemRow
from pos_terminal.adapters.sqlite.catalog_words import matching
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.gtin import gtin14
from pos_terminal.domain.item import Category, Item
from pos_terminal.domain.money import Currency
from pos_terminal.domain.tax import Tax, TaxKind

_MOST_REMEMBERED = 4096
_IN_FORCE = "SELECT edition, currency FROM catalog_in_force"
FIND = """SELECT i.* FROM catalog_code AS c JOIN catalog_listing AS i ON i."row" = c."row"
    WHERE c.edition = (SELECT edition FROM catalog_in_force WHERE currency = ?) AND c.code = ? AND i.active = 1
    ORDER BY c.kind LIMIT 1"""
FIND_TYPED = """SELECT i.* FROM catalog_code AS c JOIN catalog_listing AS i ON i."row" = c."row"
    WHERE c.edition = ? AND c.code IN (?, ?, ?) AND i.active = 1 AND i.is_modifier = 0 ORDER BY c.kind LIMIT 1"""
BY_ID = """SELECT i.* FROM catalog_code AS c JOIN catalog_listing AS i ON i."row" = c."row"
    WHERE c.edition = (SELECT edition FROM catalog_in_force WHERE currency = ?) AND c.code = ? AND c.kind = 4"""
SEARCHES = (
    """SELECT i.* FROM catalog_search_even AS s JOIN catalog_listing AS i ON i."row" = s.rowid
    WHERE catalog_search_even MATCH ? ORDER BY s.rowid LIMIT ?""",
    """SELECT i.* FROM catalog_search_odd AS s JOIN catalog_listing AS i ON i."row" = s.rowid
    WHERE catalog_search_odd MATCH ? ORDER BY s.rowid LIMIT ?""",
)
ALL_ITEMS = """SELECT i.* FROM catalog_listing AS i WHERE i."row" >= ? AND i."row" < ? AND i.active = 1
    AND i.is_modifier = 0 ORDER BY i."row" LIMIT ? OFFSET ?"""
SHELF = """SELECT i.* FROM catalog_shelf AS h JOIN catalog_listing AS i ON i."row" = h."row"
    WHERE h.edition = ? AND h.category_id = ? ORDER BY h."row" LIMIT ? OFFSET ?"""
MODIFIERS = """SELECT i.* FROM catalog_modifier AS m JOIN catalog_listing AS i ON i."row" = m."row"
    WHERE m.edition = ? AND m.item_id IN (?, '') AND i.active = 1 ORDER BY m."row" """
_CATEGORIES = """SELECT category_id, name, description, parent_id, category_ids FROM catalog_category
    WHERE edition = (SELECT edition FROM catalog_in_force) ORDER BY position"""
_TAXES = """SELECT tax_code, name, kind, rate, included, adds_to_base_of_next, base_affected_by_previous
    FROM catalog_tax WHERE edition = ?"""


class CatalogCurrencyDiffers(Refused):
    """The prices in the catalog are in another currency than the terminal sells in."""

    code = "bad_argument"


def edition_in_force(connection: sqlite3.Connection, currency: Currency) -> int | None:
    """The edition in force. Raises CatalogCurrencyDiffers when its prices are not in ``currency``, the terminal's."""
    row: tuple[int, str] | None = connection.execute(_IN_FORCE).fetchone()
    if row is None:
        return None
    edition, priced_in = row
    if priced_in != currency.code:
        raise CatalogCurrencyDiffers(
            "The catalog is priced in {priced}, this terminal sells in {currency}. Import it again, or correct the "
            "currency in the config.",
            priced=priced_in,
            currency=currency.code,
        )
    return edition


class SqliteCatalog:
    """The catalog in force, read through one connection of its thread. Reading raises StorageFailed."""

    def __init__(self, connection: sqlite3.Connection, currency: Currency, *, prices_include_tax: bool) -> None:
        """``prices_include_tax`` decides for taxes that do not say whether the price holds them."""
        self._connection = connection
        self._currency = currency
        self._prices_include_tax = prices_include_tax
        self._reader = ItemReader(currency, self._taxes_of)
        self._made: dict[int, Item] = {}
        self._edition: int | None = None
        self._taxes: dict[str, Tax] = {}
        self._tax_sets: dict[str, tuple[Tax, ...]] = {}

    @translated
    def find(self, code: str) -> Item | None:
        """The active item with this GTIN, other barcode, SKU, PLU or item id, looked up in that order."""
        gtin = gtin14(code)
        row = None if gtin is None else self._row(FIND, gtin)
        if row is None and gtin != code:
            row = self._row(FIND, code)
        return None if row is None else self._reader.item(row)

    @translated
    def item(self, item_id: str) -> Item | None:
        """The item with this id, on sale or not."""
        row = self._row(BY_ID, item_id)
        return None if row is None else self._reader.item(row)

    @translated
    def search(self, text: str, limit: int = 50) -> list[Item]:
        """The item whose code it is, then those whose names have words that begin so, the most popular first."""
        typed, edition = text.encode("utf-8", "ignore").decode("utf-8").strip(), self._current()
        expression = matching(typed)
        if edition is None or expression is None:
            return []
        found = self._items(FIND_TYPED, (edition, gtin14(typed) or typed, typed, typed.upper()))
        named = self._items(SEARCHES[edition % 2], (expression, limit))
        return found + [each for each in named if each.item_id != found[0].item_id][: limit - 1] if found else named

    def categories(self) -> list[Category]:
        """The top categories, in the catalog's order."""
        return [each for each in self.all_categories() if each.parent_id is None]

    @translated
    def all_categories(self) -> list[Category]:
        """Every category, in the catalog's order."""
        rows = self._connection.execute(_CATEGORIES)
        return [
            Category(category_id, name, description, parent_id, tuple(children.split("|")) if children else ())
            for category_id, name, description, parent_id, children in rows
        ]

    @translated
    def items_in(self, category_id: str | None, offset: int, limit: int) -> list[Item]:
        """A page of a category and those below it; None: of the whole catalog. The most popular first."""
        edition = self._current()
        if edition is None:
            return []
        if category_id is not None:
            return self._items(SHELF, (edition, category_id, limit, offset))
        return self._items(ALL_ITEMS, (edition << RANK_BITS, (edition + 1) << RANK_BITS, limit, offset))

    @translated
    def modifiers_of(self, item_id: str) -> list[Item]:
        """The modifiers that may be added to the item, those that go with any item included."""
        edition = self._current()
        return [] if edition is None else self._items(MODIFIERS, (edition, item_id))

    @translated
    def edition(self) -> int | None:
        """Which catalog is in force: another number is another catalog; None without one."""
        return self._current()

    def _row(self, statement: str, code: str) -> ItemRow | None:
        try:
            row: ItemRow | None = self._connection.execute(statement, (self._currency.code, code)).fetchone()
        except UnicodeEncodeError:  # half a character, which no code in the catalog can have
            return None
        if row is None:
            self._current()  # nothing is found in a catalog of another currency; that is said, not kept quiet
        return row

    def _items(self, statement: str, values: tuple[str | int, ...]) -> list[Item]:
        return list(map(self._remembered, self._connection.execute(statement, values)))

    def _remembered(self, row: ItemRow) -> Item:
        """The item, made once: lists show the popular ones again and again. A row number never means another item."""
        item = self._made.get(row[0])
        if item is None:
            if len(self._made) >= _MOST_REMEMBERED:
                self._made.clear()
            item = self._made[row[0]] = self._reader.item(row)
        return item

    def _current(self) -> int | None:
        """The edition in force. Raises CatalogCurrencyDiffers when its prices are not in the terminal's currency."""
        return edition_in_force(self._connection, self._currency)

    def _taxes_of(self, number: int, tax_codes: str) -> tuple[Tax, ...]:
        edition = number >> RANK_BITS
        if edition != self._edition:
            self._load_taxes(edition)
        taxes = self._tax_sets.get(tax_codes)
        if taxes is None:
            taxes = self._tax_sets[tax_codes] = tuple(self._taxes[code] for code in tax_codes.split("|"))
        return taxes

    def _load_taxes(self, edition: int) -> None:
        rows = self._connection.execute(_TAXES, (edition,))
        self._taxes = {row[0]: self._tax(row) for row in rows}
        self._tax_sets = {}
        self._edition = edition

    def _tax(self, row: tuple[str, str, str, str, int | None, int, int]) -> Tax:
        tax_code, name, kind, rate, included, adds, affected = row
        is_included = self._prices_include_tax if included is None else included == 1
        return Tax(tax_code, name, Decimal(rate), TaxKind(kind), is_included, adds == 1, affected == 1)
