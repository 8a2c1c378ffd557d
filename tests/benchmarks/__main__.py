"""Measures this machine against the goals (``python -m tests.benchmarks``): JSON on stdout, a line each on stderr."""

import argparse
import json
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6

from tests.benchmarks import (
    backlog_size,
    delta,
    drain,
    drain_beside,
    finding,
    importing,
    lookup,
    receipt,
    sale_commit,
    scan,
    search,
    start,
    syncs,
)
from tests.benchmarks.cache import cache_folder, queued_store
from tests.benchmarks.goods import PRODUCTS
from tests.benchmarks.harness import SLACK, Figure


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for."""

    folder: Path
    cache: Path
    products: Path
    is_quick: bool

    def rounds(self, usual: int) -> int:
        """How many rounds to run: a third when in a hurry, but never fewer than fifteen."""
        return max(15, usual // 3) if self.is_quick else usual


def _start(run: Run) -> list[Figure]:
    return start.measured(run.folder, run.rounds(25))


def _scan(run: Run) -> list[Figure]:
    return scan.measured(run.folder, run.rounds(150))


def _sale_commit(run: Run) -> list[Figure]:
    return sale_commit.measured(run.folder, run.rounds(600))


def _syncs(run: Run) -> list[Figure]:
    return syncs.measured(run.folder, 500)


def _lookup(run: Run) -> list[Figure]:
    return lookup.measured(run.folder, run.cache, run.products, run.rounds(45))


def _search(run: Run) -> list[Figure]:
    items = search.ITEMS_QUICK if run.is_quick else search.ITEMS
    return search.measured(run.cache, items, run.products, run.rounds(600))


def _find(run: Run) -> list[Figure]:
    items = search.ITEMS_QUICK if run.is_quick else search.ITEMS
    return finding.measured(run.cache, items, run.products, run.rounds(90))


def _import(run: Run) -> list[Figure]:
    items = importing.ITEMS_QUICK if run.is_quick else importing.ITEMS
    return importing.measured(run.folder, items, run.products, 5)


def _delta(run: Run) -> list[Figure]:
    items = delta.ITEMS_QUICK if run.is_quick else delta.ITEMS
    return delta.measured(run.folder, items, run.products, 3)


def _receipt(run: Run) -> list[Figure]:
    return receipt.measured(run.folder, run.rounds(60))


def _drain(run: Run) -> list[Figure]:
    sales = drain.SALES_QUICK if run.is_quick else drain.SALES
    return drain.measured(run.folder, queued_store(run.cache, sales), sales, run.rounds(150))


def _drain_beside(run: Run) -> list[Figure]:
    return drain_beside.measured(run.folder, _long_backlog(run), run.rounds(25))


def _backlog_size(run: Run) -> list[Figure]:
    one_page = queued_store(run.cache, backlog_size.A_PAGE)
    return backlog_size.measured(run.folder, _long_backlog(run), one_page, run.rounds(25))


def _long_backlog(run: Run) -> Path:
    return queued_store(run.cache, backlog_size.SALES_QUICK if run.is_quick else backlog_size.SALES)


BENCHMARKS: dict[str, Callable[[Run], list[Figure]]] = {
    "start": _start,
    "scan": _scan,
    "sale-commit": _sale_commit,
    "syncs": _syncs,
    "lookup": _lookup,
    "search": _search,
    "find": _find,
    "import": _import,
    "delta": _delta,
    "receipt": _receipt,
    "drain": _drain,
    "drain-beside": _drain_beside,
    "backlog-size": _backlog_size,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run what was asked for; 1 with ``--check`` when a figure is beyond its goal by more than the slack."""
    asked = _parser().parse_args(words)
    figures: list[Figure] = []
    for name in asked.only or BENCHMARKS:
        for each in _figures(name, asked):
            sys.stderr.write(f"{each.sentence()}\n")
            figures.append(each)
    json.dump({"machine": _machine(), "figures": [each.as_json() for each in figures]}, sys.stdout, indent=2)
    sys.stdout.write("\n")
    return int(asked.check and any(each.is_missed for each in figures))


def _figures(name: str, asked: argparse.Namespace) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="pos-terminal-benchmark-") as folder:
        yield from BENCHMARKS[name](Run(Path(folder), asked.cache, asked.products, asked.quick))


def _machine() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "qt": PySide6.__version__,
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--check", action="store_true", help=f"exit 1 for a figure beyond its goal by {SLACK:.0%}%")
    parser.add_argument("--only", action="append", choices=sorted(BENCHMARKS), help="only this; may be repeated")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="fewer rounds, 100,000 items to search and 20,000 sales to send instead of ten and five times as many",
    )
    parser.add_argument(
        "--products", type=Path, metavar="FILE", default=PRODUCTS, help="gzipped CSV with real products (gtin, name)"
    )
    parser.add_argument(
        "--cache", type=Path, default=cache_folder(), metavar="DIR", help="where large catalogs and backlogs are kept"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
