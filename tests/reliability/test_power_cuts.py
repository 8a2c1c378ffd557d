from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.totals import TaxPolicy
from tests.application.fakes import USD
from tests.reliability.conftest import memory_folder
from tests.reliability.outside import Event, events_in
from tests.reliability.powercut import Cut, Disk, cuts
from tests.reliability.recording import Mark, Rename, Resize, Step, Sync, Write, recorded
from tests.reliability.till import DATABASE, Lane, shape
from tests.reliability.tracer import find_strace
from tests.reliability.verdict import breaches

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

SHARDS = 4
SALES = 25


@dataclass(frozen=True, slots=True)
class Shift:
    """What a shift did to its disk, and what it told whom meanwhile: a mark among the steps for each event."""

    steps: list[Step]
    events: list[Event]


def _shift(folder: Path, how: str) -> Shift:
    steps = recorded(find_strace(), "tests.reliability.shift", folder, how)
    events = events_in(Lane(folder).chronicle)
    assert sum(isinstance(step, Mark) for step in steps) == len(events)
    assert sum(event["what"] == "ended" for event in events) == SALES
    return Shift(steps, events)


@pytest.fixture(scope="module")
def shift() -> Iterator[Shift]:
    """The shift as every till works it."""
    with TemporaryDirectory(dir=memory_folder()) as folder:
        yield _shift(Path(folder), "careful")


def _after(shift: Shift, plan: list[Cut], folder: Path) -> Iterator[list[str]]:
    """What does not hold after each of these power cuts."""
    disk, taken = Disk(), 0
    for cut in plan:
        for step in shift.steps[taken : cut.steps]:
            disk.take(step)
        taken = cut.steps
        state = folder / "state"
        state.mkdir()
        disk.write(cut, state)
        yield _found(state / DATABASE, shift.events[: cut.marks])
        rmtree(state)


def _found(path: Path, events: list[Event]) -> list[str]:
    try:
        with open_database(path) as database:
            connection = database.connect()
            basket = SqliteBaskets(connection, database.lock, TaxPolicy(USD)).load()
            found: Event = {"what": "found", "basket": shape(basket)}
            return breaches(connection, [*events, found], settled=False)
    except (DatabaseUnusable, Refused, sqlite3.Error) as error:
        return [f"the database cannot be used: {error}"]


def _run(shift: Shift, plan: list[Cut], folder: Path, figures: Counter[str]) -> list[str]:
    found: list[str] = []
    for cut, broken in zip(plan, _after(shift, plan, folder), strict=True):
        found += [f"after step {cut.steps}: {each}" for each in broken]
    figures["power-cut states"] += len(plan)
    figures["power-cut states: violations"] += len(found)
    return found


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_power_cut_loses_nothing_that_was_told(shift: Shift, memory: Path, shard: int, figures: Counter[str]) -> None:
    plan = cuts(shift.steps, seed=1, rounds=1)[shard::SHARDS]

    assert _run(shift, plan, memory, figures) == []


@pytest.mark.soak
@pytest.mark.parametrize("shard", range(2 * SHARDS))
def test_no_power_cut_loses_anything_that_was_told(
    shift: Shift, memory: Path, shard: int, figures: Counter[str]
) -> None:
    plan = cuts(shift.steps, seed=2, rounds=6)[shard :: 2 * SHARDS]

    assert _run(shift, plan, memory, figures) == []


def test_the_rig_finds_printed_sales_that_were_lost_for_want_of_a_sync(memory: Path) -> None:
    careless = _shift(memory, "careless")
    plan = cuts(careless.steps, seed=3, rounds=1)[::20]

    lost = sum(
        any("paper of a sale that is not stored" in each for each in found) for found in _after(careless, plan, memory)
    )

    assert lost > len(plan) // 20


def test_what_was_not_synced_arrives_in_any_part() -> None:
    written = Write(1, 100, bytes(1000))
    disk = Disk()
    for step in (Rename("", "a", 1), Sync(0), Write(1, 0, b"x" * 100), Sync(1), written, Resize(1, 700)):
        disk.take(step)

    assert disk.named(0) == {"a": 1}
    assert disk.content(1, (), 0) == b"x" * 100
    assert disk.content(1, ((0, None),), 0) == b"x" * 100 + bytes(1000)
    assert disk.content(1, ((0, (1,)),), 0) == b"x" * 100 + bytes(924)
    assert len(disk.content(1, ((0, (0,)),), 0)) == 512
    assert len(disk.content(1, ((0, None), (1, None)), 0)) == 700
    assert len(disk.content(1, (), 1100)) == 1100


def test_a_name_is_lost_until_its_folder_is_synced() -> None:
    disk = Disk()
    for step in (Rename("", "new", 1), Write(1, 0, b"x"), Sync(1), Rename("new", "name", 1)):
        disk.take(step)

    assert [disk.named(changes) for changes in range(3)] == [{}, {"new": 1}, {"name": 1}]
    disk.take(Sync(0))
    assert disk.named(0) == {"name": 1}
