"""Many days of sales, outages and crashes: nothing is lost, doubled or left dangling."""

import subprocess
import sys
from collections import Counter

import pytest

from tests.architecture.source import ROOT
from tests.simulation.day import SHORT
from tests.simulation.running import Run, simulate
from tests.simulation.states import WANTED

DAYS = 500
"""In one process: the rarest states want that many, and what else proves fits beside it."""
LONG_SHARDS, LONG_DAYS = 8, 125
SOAK_SHARDS, SOAK_DAYS = 80, 250
FIRST_OF_SOAK = 1_000_001
REGRESSIONS = (5, 17, 26, 51, 60, 94, 96, 524, 619317)
"""Seeds that found something once; what they found is mended."""


def seeds(first: int, days: int) -> range:
    return range(first, first + days)


def check(run: Run, figures: Counter[str]) -> None:
    figures["simulated days"] += run.days
    figures["simulated days: sales"] += run.sales
    figures["simulated days: crashes"] += run.crashes
    figures["simulated days: violations"] += sum(map(len, run.wrong.values()))
    assert run.wrong == {}, f"replay with: python -m tests.simulation 1 --from {next(iter(run.wrong))}"


def test_a_simulated_day_loses_doubles_and_leaves_nothing(figures: Counter[str]) -> None:
    run = simulate(seeds(1, DAYS), SHORT)

    check(run, figures)
    assert {state for state in WANTED if not run.reached[state]} == set()


@pytest.mark.soak
@pytest.mark.parametrize("shard", range(LONG_SHARDS))
def test_a_long_day_loses_doubles_and_leaves_nothing(shard: int, figures: Counter[str]) -> None:
    run = simulate(seeds(1 + shard * LONG_DAYS, LONG_DAYS))

    check(run, figures)
    assert {state for state in WANTED if not run.reached[state]} == set()


@pytest.mark.soak
@pytest.mark.parametrize("shard", range(SOAK_SHARDS))
def test_very_many_days_lose_double_and_leave_nothing(shard: int, figures: Counter[str]) -> None:
    run = simulate(seeds(FIRST_OF_SOAK + shard * SOAK_DAYS, SOAK_DAYS), SHORT)

    check(run, figures)
    assert {state for state in WANTED if not run.reached[state]} == set()


@pytest.mark.parametrize("seed", REGRESSIONS)
def test_a_day_that_once_went_wrong_goes_well(seed: int, figures: Counter[str]) -> None:
    check(simulate([seed]), figures)


@pytest.fixture(scope="module")
def traces() -> list[str]:
    """The hash of one day's trace, under three hash seeds in processes of their own."""
    command = [sys.executable, "-m", "tests.simulation", "1", "--trace", "--from", "7"]
    told = []
    for hash_seed in ("0", "1", "4242"):
        environment = {"PYTHONHASHSEED": hash_seed, "PATH": ""}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        told.append(done.stdout)
    return told


def test_the_same_seed_is_the_same_day_under_any_hash_seed(traces: list[str]) -> None:
    assert len(traces[0].splitlines()) > 100
    assert traces[0] == traces[1] == traces[2]


def test_another_seed_is_another_day() -> None:
    run = simulate((8, 9))

    assert len(set(run.hashes.values())) == 2
