from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.totals import TaxPolicy
from tests.application.fakes import USD
from tests.reliability.conftest import memory_folder
from tests.reliability.outside import Event, events_in
from tests.reliability.powercut import Cut, Disk, cuts
from tests.reliability.recording import Mark, Rename, Resize, Step, Sync, SyncNames, Write, recorded
from tests.reliability.till import Lane, shape
from tests.reliability.tracer import find_strace
from tests.reliability.verdict import copied, inside, outside

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

SHARDS = 4
STATES = 5_200
SALES = 25


@dataclass(frozen=True, slots=True)
class Shift:
    """What a shift did to its disk, and what it told whom meanwhile: a mark among the steps for each event."""

    lane: Lane
    steps: list[Step]
    events: list[Event]
    copies: dict[tuple[tuple[str, bytes], ...], frozenset[tuple[int, str]]] = field(default_factory=dict)
    """What was found in second copies, by their bytes: many power cuts leave the same."""


def _shift(folder: Path, how: str) -> Shift:
    steps = recorded(find_strace(), "tests.reliability.shift", folder, how)
    events = events_in(Lane(folder).chronicle)
    assert sum(isinstance(step, Mark) for step in steps) == len(events)
    assert sum(event["what"] == "ended" for event in events) == SALES
    return Shift(Lane(folder), steps, events)


@pytest.fixture(scope="module")
def shift() -> Iterator[Shift]:
    """The shift as every till works it."""
    with TemporaryDirectory(prefix="till-", dir=memory_folder()) as folder:
        yield _shift(Path(folder), "careful")


class PowerRig:
    """Puts the files of a shift as a power cut leaves them, and starts the till on them.

    The database keeps its path and its place on the disk: in another file it would be taken for a copy, and rightly.
    """

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._lane = shift.lane
        self._kept = shift.lane.folder / "kept"
        if shift.lane.database.exists():
            shift.lane.database.rename(self._kept)

    def after(self, plan: list[Cut]) -> Iterator[list[str]]:
        """What does not hold after each of these power cuts."""
        disk, taken = Disk(), 0
        for cut in plan:
            for step in self._shift.steps[taken : cut.steps]:
                disk.take(step)
            taken = cut.steps
            has_database = self._put(disk.files(cut))
            yield self._found(self._shift.events[: cut.marks])
            if has_database:
                self._lane.database.rename(self._kept)

    def _put(self, files: dict[str, bytes | None]) -> bool:
        rmtree(self._lane.database.parent)
        self._lane.database.parent.mkdir()
        has_database = str(self._lane.database) in files
        if has_database:
            self._kept.rename(self._lane.database)
        for name, content in files.items():
            if content is None:
                Path(name).mkdir()
            else:
                with Path(name).open("r+b" if Path(name).exists() else "wb") as file:
                    file.write(content)
                    file.truncate()
        return has_database

    def _found(self, events: list[Event]) -> list[str]:
        try:
            with self._lane.opened() as database:
                connection = database.connect()
                basket = SqliteBaskets(connection, database.lock, TaxPolicy(USD)).load()
                found: list[Event] = [*events, {"what": "found", "basket": shape(basket)}]
                if database.copy_found:
                    found.append({"what": "false alarm", "why": database.copy_found.why})
                return [*inside(connection, found), *outside(found), *self._uncopied(connection, events)]
        except (DatabaseUnusable, Refused, sqlite3.Error) as error:
            return [f"the database cannot be used: {error}"]

    def _uncopied(self, connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
        """What may be on paper is in the second copy, and nothing that the journal does not have."""
        printed = {event["sale"] for event in events if event["what"] == "paper"}
        rows = connection.execute("SELECT seq, hash, transaction_id FROM journal").fetchall()
        journal = {(seq, entry_hash): sale for seq, entry_hash, sale in rows}
        there = self._copied()
        lost = [sale for key, sale in journal.items() if sale in printed and key not in there]
        yield from (f"{sale} is on paper, and not in the second copy" for sale in lost)
        yield from (f"entry {seq} is in the second copy alone" for seq, _ in there - journal.keys())

    def _copied(self) -> frozenset[tuple[int, str]]:
        files = tuple((path.name, path.read_bytes()) for path in sorted(self._lane.copies.glob("*")))
        if files not in self._shift.copies:
            self._shift.copies[files] = copied(self._lane.copies)
        return self._shift.copies[files]


def _run(shift: Shift, plan: list[Cut], figures: Counter[str]) -> list[str]:
    found: list[str] = []
    for cut, broken in zip(plan, PowerRig(shift).after(plan), strict=True):
        found += [f"after step {cut.steps}: {each}" for each in broken]
    figures["power-cut states"] += len(plan)
    figures["power-cut states: violations"] += len(found)
    return found


@pytest.fixture(scope="module")
def plan(shift: Shift) -> list[Cut]:
    """Power cuts of every kind after every step; of all that there are, some thousands."""
    found = cuts(shift.steps, seed=1, rounds=1)
    return [found[place] for place in sorted(Random(1).sample(range(len(found)), STATES))]


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_power_cut_loses_nothing_that_was_told(
    shift: Shift, plan: list[Cut], shard: int, figures: Counter[str]
) -> None:
    assert _run(shift, plan[shard::SHARDS], figures) == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 10))
def test_no_power_cut_loses_anything_that_was_told(shift: Shift, seed: int, figures: Counter[str]) -> None:
    assert _run(shift, cuts(shift.steps, seed, rounds=2)[seed % 5 :: 5], figures) == []


def test_the_rig_finds_printed_sales_that_were_lost_for_want_of_a_sync(memory: Path) -> None:
    careless = _shift(memory, "careless")
    plan = cuts(careless.steps, seed=3, rounds=1)[::20]

    lost = sum(
        any("paper of a sale that is not stored" in each for each in found) for found in PowerRig(careless).after(plan)
    )

    assert lost > len(plan) // 20


def test_what_was_not_synced_arrives_in_any_part() -> None:
    written = Write(1, 100, bytes(1000))
    disk = Disk()
    for step in (Rename("", "till/a", 1), SyncNames("till"), Write(1, 0, b"x" * 100), Sync(1), written, Resize(1, 700)):
        disk.take(step)

    assert disk.named(0) == {"till/a": 1}
    assert disk.content(1, (), 0) == b"x" * 100
    assert disk.content(1, ((0, None),), 0) == b"x" * 100 + bytes(1000)
    assert disk.content(1, ((0, (1,)),), 0) == b"x" * 100 + bytes(924)
    assert len(disk.content(1, ((0, (0,)),), 0)) == 512
    assert len(disk.content(1, ((0, None), (1, None)), 0)) == 700
    assert len(disk.content(1, (), 1100)) == 1100


def test_a_name_is_lost_until_its_folder_is_synced() -> None:
    disk = Disk()
    for step in (Rename("", "till/new", 1), Write(1, 0, b"x"), Sync(1), Rename("till/new", "till/name", 1)):
        disk.take(step)

    assert [disk.named(changes) for changes in range(3)] == [{}, {"till/new": 1}, {"till/name": 1}]
    disk.take(SyncNames("till/copies"))
    assert disk.named(0) == {}
    disk.take(SyncNames("till"))
    assert disk.named(0) == {"till/name": 1}


def test_what_is_in_a_folder_is_lost_with_it() -> None:
    disk = Disk()
    for step in (Rename("", "till/copies", 0), Rename("", "till/copies/day", 1), Sync(1), SyncNames("till/copies")):
        disk.take(step)

    assert disk.files(Cut(4, 0, 0, ())) == {}
    assert disk.files(Cut(4, 0, 1, ())) == {"till/copies": None, "till/copies/day": b""}
