"""Stores that take minutes to fill, kept between runs; made anew when what makes them changes."""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs

from tests.benchmarks import goods
from tests.benchmarks.backlog import make_backlog
from tests.benchmarks.goods import write_catalog
from tests.benchmarks.stores import CONFIG, prepared_store

ROOT = Path(__file__).resolve().parents[2]
_STORAGE = ("pos_terminal/adapters/sqlite/*.py", "pos_terminal/adapters/sqlite/schema/*.sql")
_CATALOG_MAKERS = (*_STORAGE, "tests/benchmarks/goods.py")
_QUEUE_MAKERS = (
    *_STORAGE,
    "pos_terminal/adapters/sessionm/*.py",
    "tests/benchmarks/backlog.py",
    "tests/benchmarks/sales.py",
)


def cache_folder() -> Path:
    """Where stores are kept: the user's own cache."""
    return platformdirs.user_cache_path("pos-terminal") / "benchmarks"


def stocked_store(cache: Path, count: int, products: Path) -> Path:
    """The config file of a store with so many products, imported by the terminal itself."""

    def make(folder: Path) -> None:
        catalog = folder / "catalog.csv"
        write_catalog(catalog, goods.goods(count, products))
        prepared_store(folder, catalog)
        catalog.unlink()

    made_of = (str(products), str(products.stat().st_mtime_ns))
    return kept(cache, str(count), _fingerprint(_CATALOG_MAKERS, made_of), make) / CONFIG


def queued_store(cache: Path, sales: int) -> Path:
    """The folder of a store with so many sales to send, ended by the terminal's own commit. Work on a copy of it."""
    return kept(cache, f"queued-{sales}", _fingerprint(_QUEUE_MAKERS), lambda folder: make_backlog(folder, sales))


def kept(cache: Path, name: str, fingerprint: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` filled, now or in an earlier run; one of another fingerprint gives way."""
    folder = cache / f"{name}-{fingerprint}"
    if not (folder / CONFIG).exists():
        for stale in cache.glob(f"{name}-*"):
            shutil.rmtree(stale)
        making = cache / f"{name}-unfinished"
        making.mkdir(parents=True)
        make(making)
        making.rename(folder)
    return folder


def _fingerprint(makers: Sequence[str], made_of: Sequence[str] = ()) -> str:
    digest = hashlib.sha256(repr(made_of).encode())
    for path in sorted(path for pattern in makers for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
