"""Writes the items of a catalog as CSV, for a spreadsheet: what an import's CSV has, without the categories."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from pos_terminal.adapters.files.fields import SEPARATOR
from pos_terminal.adapters.files.spreadsheet_cell import spreadsheet_cell
from pos_terminal.application.syncing import CatalogEntry, ItemEntry

_COLUMNS = (
    *("item_id", "name", "price", "sku", "barcodes", "plu", "tax_codes", "unit", "active", "open_price"),
    *("minimum_age", "is_modifier", "description"),
)
_TRUTHS = {True: "true", False: "false"}


def write_items_csv(out: BinaryIO, entries: Iterable[CatalogEntry]) -> int:
    """Write the items among the entries, a row each; how many there were."""
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
    writer, items = csv.writer(text, lineterminator="\r\n"), 0
    writer.writerow(_COLUMNS)
    for entry in entries:
        if isinstance(entry, ItemEntry):
            writer.writerow(map(spreadsheet_cell, _cells(entry)))
            items += 1
    text.detach()
    return items


def _cells(entry: ItemEntry) -> tuple[str, ...]:
    item = entry.item
    return (
        item.item_id,
        item.name,
        str(item.price),
        item.sku or "",
        SEPARATOR.join(item.barcodes),
        item.plu or "",
        SEPARATOR.join(entry.tax_codes or ()),
        item.unit.value,
        _TRUTHS[item.active],
        _TRUTHS[item.open_price],
        "" if item.minimum_age is None else str(item.minimum_age),
        _TRUTHS[item.is_modifier],
        item.description or "",
    )
