"""One simulator for all items of a module, and a folder for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, serve


@pytest.fixture(scope="module")
def simulator() -> Iterator[RunningSimulator]:
    """A platform on this machine; its own faults fail the run."""
    with serve(Platform(SimulatorConfig())) as running:
        yield running
        assert running.failures == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for one item."""
    found = tmp_path / "item"
    found.mkdir()
    return found
