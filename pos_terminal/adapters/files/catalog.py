"""Catalog files: JSON, the full form, and CSV with one row an item."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pos_terminal.adapters.files.catalog_fields import (
    CATEGORY_FIELDS,
    ITEM_FIELDS,
    TAX_FIELDS,
    read_category,
    read_item,
    read_tax,
)
from pos_terminal.adapters.files.csv_rows import Columns, CsvRows, Row, SheetRows
from pos_terminal.adapters.files.fields import Record
from pos_terminal.adapters.files.json_stream import Element, read_elements
from pos_terminal.adapters.files.plain_items import PlainItems
from pos_terminal.application.syncing import CatalogEntry, CatalogSource, Fault
from pos_terminal.domain.money import Currency

_COLUMNS = Columns(
    known=(ITEM_FIELDS - {"modifier_groups"}) | {"category"},
    required=frozenset({"item_id", "name", "price"}),
    lists=frozenset({"modifies_item_ids", "tax_codes", "barcodes", "sale_hours", "recalled_lots"}),
    truths=frozenset({"is_modifier", "open_price", "active", "serialised"}),
    wholes=frozenset({"minimum_age"}),
)
_TABLES: Mapping[str, type[CsvRows]] = {".csv": CsvRows, ".xlsx": SheetRows}


def catalog_file(path: Path, currency: Currency) -> CatalogSource:
    """The reader for this file: CSV and Excel by its name's end, JSON otherwise. Prices are in ``currency``."""
    rows = _TABLES.get(path.suffix.lower())
    if rows is not None:
        return CsvCatalog(path, currency, rows)
    return JsonCatalog(path, currency)


class JsonCatalog:
    """A catalog in JSON: ``taxes``, ``categories`` and ``items``, in any order."""

    has_taxes = True

    def __init__(self, path: Path, currency: Currency) -> None:
        self._path = path
        self._currency = currency
        self._sections: Mapping[str, tuple[frozenset[str], Callable[[Record], CatalogEntry | None]]] = {
            "taxes": (TAX_FIELDS, read_tax),
            "categories": (CATEGORY_FIELDS, read_category),
            "items": (ITEM_FIELDS, self._item),
        }

    def entries(self) -> Iterator[CatalogEntry | Fault]:
        """Its entries and its faults."""
        unknown: set[str] = set()
        has_items = cut_short = False
        for each in read_elements(self._path):
            if isinstance(each, Fault):
                cut_short |= each.ends_reading
                yield each
            elif each.section in self._sections:
                has_items |= each.section == "items"
                yield from self._entry(each)
            elif each.section not in unknown:
                unknown.add(each.section)
                yield Fault(each.line, each.section[:40], "there is no such list; known are taxes, categories, items")
        if not has_items and not cut_short:
            yield Fault(None, "items", "the file has no items")

    def _entry(self, element: Element) -> Iterator[CatalogEntry | Fault]:
        known, read = self._sections[element.section]
        record = Record(element.line, element.values, element.lines)
        record.only(known)
        entry = read(record)
        yield from record.faults
        if entry is not None:
            yield entry

    def _item(self, record: Record) -> CatalogEntry | None:
        return read_item(record, self._currency)


class CsvCatalog:
    """A catalog in CSV: the names of the JSON fields as columns, lists joined by ``|``, ``category`` as a path.

    Modifier groups come only in JSON. Taxes are those of the catalog in force.
    """

    has_taxes = False

    def __init__(self, path: Path, currency: Currency, rows: type[CsvRows] = CsvRows) -> None:
        """``rows`` reads them: those of a workbook are read in the same way."""
        self._path = path
        self._currency = currency
        self._rows = rows

    def entries(self) -> Iterator[CatalogEntry | Fault]:
        """Its entries and its faults."""
        has_items = cut_short = False
        rows, plain = self._rows(self._path, _COLUMNS), None
        for each in rows.cells():
            if isinstance(each, Fault):
                cut_short |= each.ends_reading
                yield each
                continue
            plain = plain or PlainItems(rows.header, self._currency)
            entry = plain.entry(*each)
            has_items = True
            if entry is not None:
                yield entry
            else:
                yield from self._entry(rows.row(*each))
        if not has_items and not cut_short:
            yield Fault(None, None, "the file has no items")

    def _entry(self, row: Row) -> Iterator[CatalogEntry | Fault]:
        record = Record(row.line, row.values, {})
        path = record.text("category") or ""
        names = tuple(name.strip() for name in path.split("/")) if path else ()
        if not all(names):
            record.fault("category", "a path such as Drinks/Hot is wanted, without empty parts")
            names = ()
        entry = read_item(record, self._currency, names)
        yield from record.faults
        if entry is not None:
            yield entry
