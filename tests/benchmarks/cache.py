"""Catalogs that take a minute to import, kept between runs; made anew when what makes them changes."""

import hashlib
import shutil
from pathlib import Path

import platformdirs

from tests.benchmarks import goods
from tests.benchmarks.goods import write_catalog
from tests.benchmarks.stores import prepared_store

ROOT = Path(__file__).resolve().parents[2]
_MAKERS = (
    "pos_terminal/adapters/sqlite/*.py",
    "pos_terminal/adapters/sqlite/schema/*.sql",
    "tests/benchmarks/goods.py",
)
_DONE = "pos-terminal.toml"


def cache_folder() -> Path:
    """Where catalogs are kept: the user's own cache."""
    return platformdirs.user_cache_path("pos-terminal") / "benchmarks"


def stocked_store(cache: Path, count: int, products: Path) -> Path:
    """The config file of a store with so many products, imported by the terminal itself."""
    folder = cache / f"{count}-{_fingerprint(products)}"
    if not (folder / _DONE).exists():
        for stale in cache.glob(f"{count}-*"):
            shutil.rmtree(stale)
        making = cache / f"{count}-unfinished"
        making.mkdir(parents=True)
        catalog = making / "catalog.csv"
        write_catalog(catalog, goods.goods(count, products))
        prepared_store(making, catalog)
        catalog.unlink()
        making.rename(folder)
    return folder / _DONE


def _fingerprint(products: Path) -> str:
    made_by = sorted(path for pattern in _MAKERS for path in ROOT.glob(pattern))
    digest = hashlib.sha256(repr((str(products), products.stat().st_mtime_ns)).encode())
    for path in made_by:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
