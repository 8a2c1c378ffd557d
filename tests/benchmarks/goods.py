"""Goods by the hundred thousand for catalogs as large as asked for: real ones where there are, then made-up ones.

The made-up names are drawn from 4,000 words, frequent ones often and rare ones seldom as in any language, by a seeded
generator: the same goods on every machine.
"""

import csv
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from pathlib import Path
from random import Random

from pos_terminal.domain.gtin import check_digit

PRODUCTS = Path(__file__).resolve().parents[1] / "data" / "products.csv.gz"
"""A hundred thousand real products with their barcodes; see the notice beside it."""
_MADE_UP = "299"
_WORDS = 4_000
_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "mé",
    "ni",
    "ro",
    "su",
    "vö",
    "chi",
    "pra",
    "ster",
    "lün",
    "tor",
    "pé",
)
_COLUMNS = ("item_id", "name", "price", "barcodes")


@dataclass(frozen=True, slots=True)
class Product:
    """Something to sell, by its barcode."""

    gtin: str
    name: str

    @property
    def price(self) -> str:
        """Made up from the barcode: 0.35 to 24.99, the same everywhere."""
        return "{}.{:02d}".format(*divmod(35 + zlib.crc32(self.gtin.encode("ascii")) % 2465, 100))


def goods(count: int, products: Path = PRODUCTS) -> Iterator[Product]:
    """So many products: first the real ones of a gzipped CSV file (with ``gtin`` and ``name``), then made-up ones."""
    return islice(chain(_from_archive(products), _made_up()), count)


def write_catalog(path: Path, products: Iterator[Product]) -> None:
    """The products as a catalog file of the terminal's own CSV form."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_COLUMNS)
        rows.writerows((each.gtin, each.name, each.price, each.gtin) for each in products)


def _from_archive(path: Path) -> Iterator[Product]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["gtin"].startswith(_MADE_UP):
                yield Product(row["gtin"], row["name"])


def _made_up() -> Iterator[Product]:
    """Endless products under 299…, numbers that are for use inside a shop and so never clash with real ones."""
    chance = Random(20_240)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(_WORDS)]
    often = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    number = 0
    while True:
        number += 1
        digits = f"{_MADE_UP}{number:09d}"
        name = " ".join(chance.choices(words, cum_weights=often, k=chance.randint(3, 5)))
        yield Product(f"{digits}{check_digit(digits)}", name)
