"""From a key in the search field to painted results, and the grid of a large catalog against forty of Qt's buttons."""

from itertools import cycle
from pathlib import Path

from tests.benchmarks.cache import stocked_store
from tests.benchmarks.harness import Figure, Goal, figure
from tests.benchmarks.scan import answering

FRAME_MS = 1000 / 60
_TYPED = Goal("find: a key to its painted results, against a frame", 1, "ms")
_BUILT = Goal("grid: the next page, against 40 buttons", 2, "ms")
_FILTERED = Goal("grid: words typed, against 40 buttons", 4, "ms")
_WORDS = ("c", "cr", "cra", "choc", "o", "org", "whole g", "m", "mil", "b")
_WARM_UP = len(_WORDS)


def measured(cache: Path, items: int, products: Path, rounds: int) -> list[Figure]:
    """Every figure; a round is one of each."""
    config = stocked_store(cache, items, products)
    words = cycle(_WORDS)
    with answering("tests.benchmarks.found_till", str(config)) as till:
        turns = [
            (till.ask(f"type {next(words)}"), till.ask("turn"), till.ask("buttons")) for _ in range(rounds + _WARM_UP)
        ]
    counted = turns[_WARM_UP:]
    return [
        figure(_TYPED, [(typed, FRAME_MS) for typed, _, _ in counted]),
        figure(_BUILT, [(turned, bare) for _, turned, bare in counted]),
        figure(_FILTERED, [(typed, bare) for typed, _, bare in counted]),
    ]
