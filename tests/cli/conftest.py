"""Terminals for the tests of this folder: stocked once, copied for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, serve
from tests.cli.till import Till, stocked


@pytest.fixture(scope="session")
def stocked_till(tmp_path_factory: pytest.TempPathFactory) -> Till:
    """A terminal with catalog and staff, not to be changed."""
    return stocked(Till(tmp_path_factory.mktemp("stocked")))


@pytest.fixture
def till(stocked_till: Till, tmp_path: Path) -> Till:
    """A terminal with catalog and staff."""
    return stocked_till.copied_to(tmp_path / "till")


@pytest.fixture
def bare(tmp_path: Path) -> Till:
    """A terminal that was never started."""
    return Till(tmp_path / "bare")


@pytest.fixture
def simulator() -> Iterator[RunningSimulator]:
    """A platform on this machine, whose own faults fail the test."""
    with serve(Platform(SimulatorConfig())) as running:
        yield running
        assert running.failures == []
