"""Writes a catalog as a file in the full form, which an import reads back as it was."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from pos_terminal.application.syncing import CatalogEntry, CategoryEntry, ItemEntry, TaxEntry
from pos_terminal.domain.item import Item, ModifierGroup, Unit

_LISTS = {TaxEntry: "taxes", CategoryEntry: "categories", ItemEntry: "items"}


def write_catalog(out: BinaryIO, entries: Iterable[CatalogEntry]) -> int:
    """Write the entries, those of a kind together, a line each; how many items there were."""
    items = 0
    out.write(b"{")
    for number, (kind, those) in enumerate(groupby(entries, type)):
        out.write(f"{',' if number else ''}\n{json.dumps(_LISTS[kind])}: [".encode())
        for place, entry in enumerate(those):
            line = json.dumps(dict(_said(entry)), ensure_ascii=False)
            out.write(f"{',' if place else ''}\n{line}".encode("utf-8", "surrogatepass"))
            items += isinstance(entry, ItemEntry)
        out.write(b"]")
    out.write(b"}\n")
    return items


def _said(entry: CatalogEntry) -> Iterator[tuple[str, object]]:
    """The fields that say something; what is left out means the same as what the catalog has."""
    fields = _item(entry) if isinstance(entry, ItemEntry) else _category_or_tax(entry)
    return ((name, value) for name, value in fields if value is not None and value != ())


def _category_or_tax(entry: CategoryEntry | TaxEntry) -> Iterator[tuple[str, object]]:
    if isinstance(entry, TaxEntry):
        yield from (("tax_code", entry.tax_code), ("name", entry.name), ("kind", entry.kind.value))
        yield from (("rate", format(entry.rate, "f")), ("included", entry.included))
        yield from (("adds_to_base_of_next", entry.adds_to_base_of_next),)
        yield from (("base_affected_by_previous", entry.base_affected_by_previous),)
        return
    yield from (("category_id", entry.category_id), ("name", entry.name), ("description", entry.description))
    yield from (("category_ids", entry.category_ids), ("item_ids", entry.item_ids))


def _item(entry: ItemEntry) -> Iterator[tuple[str, object]]:
    item = entry.item
    yield from (("item_id", item.item_id), ("name", item.name), ("price", str(item.price)))
    yield from (("sku", item.sku), ("description", item.description), ("barcodes", item.barcodes), ("plu", item.plu))
    yield from (("tax_codes", entry.tax_codes), ("image", item.image), ("minimum_age", item.minimum_age))
    yield from _rules(item)


def _rules(item: Item) -> Iterator[tuple[str, object]]:
    """What an item has beside its price and names; most have none of it."""
    yield "unit", None if item.unit is Unit.EACH else item.unit.value
    yield "open_price", item.open_price or None
    yield "active", None if item.active else False
    yield "max_per_sale", None if item.max_per_sale is None else format(item.max_per_sale, "f")
    yield "is_modifier", item.is_modifier or None
    yield "modifies_item_ids", item.modifies_item_ids
    yield "modifier_groups", tuple(map(_group, item.modifier_groups))
    yield "sale_hours", tuple(map(str, item.sale_hours))
    yield "recalled_lots", item.recalled_lots
    yield "serialised", item.serialised or None


def _group(group: ModifierGroup) -> dict[str, object]:
    most = {} if group.maximum is None else {"max": group.maximum}
    return {
        "name": group.name,
        "min": group.minimum,
        **most,
        "default": group.default_item_ids,
        "item_ids": group.item_ids,
    }
