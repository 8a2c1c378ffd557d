from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from pos_terminal.application.queueing import Erased
from pos_terminal.application.retention import Retention
from tests.application.fakes import DiskFull, FakeClock

A_DAY = 86_400.0


@dataclass
class FakeDocuments:
    """Erases two at a time of those that are old."""

    old: list[int] = field(default_factory=list)
    asked: list[tuple[datetime, datetime, int]] = field(default_factory=list)
    full: bool = False
    keyed: list[date] = field(default_factory=list)

    def erase(self, older_than: datetime, at: datetime, after: int = 0) -> Erased:
        self.asked.append((older_than, at, after))
        if self.full:
            raise DiskFull("The disk is full.")
        piece = [seq for seq in self.old if seq > after][:2]
        self.old = [seq for seq in self.old if seq not in piece]
        return Erased(len(piece), piece[-1] if piece else None)

    def erase_keyed(self, at: datetime) -> date | None:
        return self.keyed.pop(0) if self.keyed else None


def nobody(_: date) -> None:
    """Nothing to take out of copies."""


def test_what_is_old_goes_piece_by_piece() -> None:
    documents, clock = FakeDocuments([3, 4, 7]), FakeClock()
    told: list[date] = []
    retention = Retention(documents, clock, 30, told.append)

    assert [retention.step() for _ in range(4)] == [True, True, False, False]

    limit = clock.now() - timedelta(days=30)
    assert documents.asked == [(limit, clock.now(), 0), (limit, clock.now(), 4), (limit, clock.now(), 7)]
    assert documents.old == []
    assert told == [(limit + timedelta(days=1)).date()]


def test_it_looks_once_a_day() -> None:
    documents, clock = FakeDocuments(), FakeClock()
    retention = Retention(documents, clock, 30, nobody)
    retention.step()

    for _ in range(24):
        clock.forward(A_DAY / 24 - 1)
        retention.step()
    assert len(documents.asked) == 1
    clock.forward(24)
    retention.step()
    assert len(documents.asked) == 2
    retention.step()
    assert [after for _, _, after in documents.asked] == [0, 0]


def test_without_a_limit_everything_is_kept_for_ever() -> None:
    documents, clock = FakeDocuments([1]), FakeClock()
    retention = Retention(documents, clock, 0, nobody)

    for _ in range(3):
        assert not retention.step()
        clock.forward(A_DAY)

    assert documents.asked == []


def test_a_full_disk_ends_it_until_the_next_day() -> None:
    documents, clock = FakeDocuments([1, 2, 3], full=True), FakeClock()
    retention = Retention(documents, clock, 30, nobody)

    with pytest.raises(DiskFull):
        retention.step()
    assert not retention.step()

    documents.full = False
    clock.forward(A_DAY)
    assert [retention.step() for _ in range(3)] == [True, True, False]
    assert documents.old == []


def test_what_was_keyed_goes_at_once_and_leaves_the_copies_too() -> None:
    documents, told = FakeDocuments(keyed=[date(2026, 3, 3), date(2026, 3, 4)]), list[date]()
    retention = Retention(documents, FakeClock(), 0, told.append)

    assert [retention.step() for _ in range(3)] == [True, True, False]
    assert told == [date(2026, 3, 3), date(2026, 3, 4)]
