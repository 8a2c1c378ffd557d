"""A barcode's item, against one SELECT of the same columns by an index of raw SQLite."""

import sqlite3
from contextlib import closing
from itertools import cycle
from pathlib import Path
from random import Random

from tests.benchmarks.cache import stocked_store
from tests.benchmarks.catalogs import OpenCatalog, opened_catalog
from tests.benchmarks.harness import Figure, Goal, compared, cpu_ms

GOAL = Goal("barcode lookup", 1.5, "ms")
PRODUCTS = 100_000
_LOOKUPS_A_ROUND = 2_000
_COLUMNS = """item_id, name, price_minor, sku, description, tax_codes, barcodes, plu, unit, category_id, image,
    open_price, active, minimum_age, max_per_sale, is_modifier, rules"""
_KEEP = f"INSERT INTO item VALUES ({', '.join('?' * 18)})"  # noqa: S608 - only marks
_RAW = "SELECT * FROM item WHERE barcode = ?"


def measured(folder: Path, cache: Path, products: Path, rounds: int) -> list[Figure]:
    """The figure, over barcodes drawn at random."""
    config = stocked_store(cache, PRODUCTS, products)
    with opened_catalog(config) as opened, closing(sqlite3.connect(folder / "raw.db")) as raw:
        barcodes = _copied(opened, raw)
        drawn = Random(1).choices(barcodes, k=_LOOKUPS_A_ROUND)
        ours, limit = cycle(drawn), cycle(drawn)

        def find() -> object:
            return opened.catalog.find(next(ours))

        def select() -> object:
            return raw.execute(_RAW, (next(limit),)).fetchone()

        if not (find() and select()):
            raise LookupError("a barcode of the catalog is not found")
        return [
            compared(GOAL, rounds, lambda: cpu_ms(find, _LOOKUPS_A_ROUND), lambda: cpu_ms(select, _LOOKUPS_A_ROUND))
        ]


def _copied(opened: OpenCatalog, raw: sqlite3.Connection) -> list[str]:
    """The items as raw SQLite would hold them, with a barcode that has an index; the barcodes."""
    rows = opened.raw.execute(f"SELECT barcodes, {_COLUMNS} FROM catalog_item").fetchall()  # noqa: S608 - our columns
    raw.execute(f"CREATE TABLE item (barcode TEXT NOT NULL, {_COLUMNS})")
    raw.executemany(_KEEP, rows)
    raw.execute("CREATE UNIQUE INDEX item_barcode ON item (barcode)")
    raw.commit()
    return [row[0] for row in rows]
