"""A folder in memory for the rigs, where a sync costs nothing and a kill loses nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def memory_folder() -> Path | None:
    """Where the system keeps files in memory; None where it does not."""
    return _MEMORY if sys.platform == "linux" and _MEMORY.is_dir() else None


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory; where the system has none, one on disk."""
    with TemporaryDirectory(prefix="till-", dir=memory_folder()) as folder:
        yield Path(folder)
