"""Words typed into the search field, against fifty neighbouring rows by key: the least that fifty items can cost."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random

from pos_terminal.adapters.sqlite.catalog_words import folded
from tests.benchmarks.cache import stocked_store
from tests.benchmarks.catalogs import OpenCatalog, opened_catalog
from tests.benchmarks.harness import Figure, Goal, compared, cpu_ms

ITEMS = 1_000_000
ITEMS_QUICK = 100_000
SHOWN = 50
_QUERIES = 60
_GOALS = (
    (Goal("search: 1 character", 3, "ms"), 1, 1),
    (Goal("search: 2 characters", 3, "ms"), 1, 2),
    (Goal("search: 3 characters", 3, "ms"), 1, 3),
    (Goal("search: 2 words", 12, "ms"), 2, 3),
    (Goal("search: 3 words", 70, "ms"), 3, 2),
)
_NEIGHBOURS = """SELECT item_id, name, price_minor, sku, description, tax_codes, barcodes, plu, unit, category_id,
    image, open_price, active, minimum_age, max_per_sale, is_modifier, rules
    FROM catalog_item WHERE "row" >= ? ORDER BY "row" LIMIT ?"""


def measured(cache: Path, items: int, products: Path, rounds: int) -> list[Figure]:
    """Every figure, of the median query of its kind."""
    with opened_catalog(stocked_store(cache, items, products)) as opened:
        first, last = opened.raw.execute('SELECT min("row"), max("row") FROM catalog_item').fetchone()
        chance = Random(7)
        places = cycle([chance.randint(first, last - SHOWN) for _ in range(_QUERIES)])
        return [
            _figure(opened, goal, _typed(opened, words, letters), places, rounds) for goal, words, letters in _GOALS
        ]


def _figure(opened: OpenCatalog, goal: Goal, typed: list[str], places: Iterator[int], rounds: int) -> Figure:
    words = cycle(typed)

    def search() -> object:
        return opened.catalog.search(next(words), SHOWN)

    def neighbours() -> object:
        return opened.raw.execute(_NEIGHBOURS, (next(places), SHOWN)).fetchall()

    for _ in typed:  # the pages that the searches touch are in memory from here on, for both sides
        search()
        neighbours()
    return compared(goal, rounds, lambda: cpu_ms(search), lambda: cpu_ms(neighbours))


def _typed(opened: OpenCatalog, words: int, letters: int) -> list[str]:
    """What somebody types who looks for one of these items: the beginnings of words of its name, in their order."""
    first, last = opened.raw.execute('SELECT min("row"), max("row") FROM catalog_item').fetchone()
    chance = Random(words * 10 + letters)
    typed: list[str] = []
    while len(typed) < _QUERIES:
        number = chance.randint(first, last)
        name = opened.raw.execute('SELECT name FROM catalog_item WHERE "row" = ?', (number,)).fetchone()[0]
        beginnings = [word[:letters] for word in folded(name).split() if len(word) >= letters]
        if len(beginnings) >= words:
            typed.append(" ".join(chance.sample(beginnings, words)))
    return typed
