"""A catalog of which a thousand prices are new, against the same catalog put in force for the first time."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from pos_terminal.adapters.sqlite.engine import open_database
from tests.benchmarks.goods import Product, goods, write_catalog
from tests.benchmarks.harness import Figure, Goal, figure
from tests.benchmarks.importing import imported

GOAL = Goal("a catalog with 1,000 new prices", 0.05, "s of CPU")
ITEMS, ITEMS_QUICK = 1_000_000, 50_000
CHANGED = 1_000


@dataclass(frozen=True, slots=True)
class _Dearer(Product):
    """The same goods at another price."""

    @property
    def price(self) -> str:
        return "99.99"


def measured(folder: Path, items: int, products: Path, rounds: int) -> list[Figure]:
    """So many rounds: a new database, the catalog, and then the catalog with other prices."""
    first, second = folder / "first.csv", folder / "second.csv"
    write_catalog(first, goods(items, products))
    write_catalog(second, _changed(goods(items, products)))
    return [figure(GOAL, [_round(folder / f"till-{number}.db", first, second) for number in range(rounds)])]


def _changed(stock: Iterator[Product]) -> Iterator[Product]:
    dearer = (_Dearer(each.gtin, each.name) for each in islice(stock, CHANGED))
    return chain(dearer, stock)


def _round(path: Path, first: Path, second: Path) -> tuple[float, float]:
    with open_database(path) as database, closing(database.connect()) as connection:
        whole = imported(connection, database.lock, first)
        return imported(connection, database.lock, second), whole
