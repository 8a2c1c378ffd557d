"""Catalogs that come from sources: fetched, checked, kept waiting and put in force, or left where they are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos_terminal.app.feeding import next_live
from pos_terminal.application.catalogdiff import Difference
from pos_terminal.application.catalogfeed import CatalogFeed, FeedRules
from pos_terminal.application.catalogsources import Arrived, FeedKept, Outcome, SourceFailed
from pos_terminal.application.syncing import Changes, Fault, SyncProgress, SyncResult
from pos_terminal.application.tilling import StoreTime
from pos_terminal.domain.errors import NotAllowedNow
from tests.application.fakes import FakeClock


@dataclass
class Place:
    """A source with one version, or with something wrong."""

    place: str = "web"
    version: str = "1"
    wrong: str = ""
    asked: list[str] = field(default_factory=list)

    def fetch(self, known: str, into: Path) -> Arrived | None:
        self.asked.append(known)
        if self.wrong:
            raise SourceFailed(self.wrong)
        if known == self.version:
            return None
        file = into / f"{self.place}.csv"
        file.write_text(self.version)
        return Arrived(file, self.version)


@dataclass
class Book:
    """Remembers in memory, and keeps files in a folder."""

    folder: Path
    kept: FeedKept = field(default_factory=FeedKept)

    @property
    def coming(self) -> Path:
        coming = self.folder / "coming"
        coming.mkdir(exist_ok=True)
        return coming

    def load(self) -> FeedKept:
        return self.kept

    def keep(self, kept: FeedKept) -> None:
        self.kept = kept


@dataclass
class Desk:
    """Checks and takes; ``faults`` are those of every file."""

    faults: tuple[Fault, ...] = ()
    difference: Difference = field(default_factory=lambda: Difference(2, 1, 0, 1))
    live: list[str] = field(default_factory=list)

    def check(self, file: Path, report: Callable[[SyncProgress], None]) -> tuple[SyncResult, Difference]:
        report(SyncProgress("reading", 3))
        return SyncResult(3, faults=self.faults, fault_count=len(self.faults)), self.difference

    def put(self, file: Path, report: Callable[[SyncProgress], None]) -> SyncResult:
        if self.faults:
            return SyncResult(3, faults=self.faults, fault_count=len(self.faults))
        self.live.append(file.read_text())
        return SyncResult(3, Changes(2, 1, 0))


@dataclass
class Feeds:
    """A feed with its sources; ``live`` says when something new goes live."""

    folder: Path
    places: list[Place]
    live: Callable[[datetime], datetime | None] = lambda now: now
    desk: Desk = field(default_factory=Desk)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.book = Book(self.folder)
        self.feed = self.begun()

    def begun(self) -> CatalogFeed:
        rules = FeedRules(timedelta(minutes=15), self.live)
        return CatalogFeed(self.places, self.desk, self.book, self.clock, rules)

    @property
    def outcomes(self) -> list[Outcome]:
        return [each.outcome for each in self.feed.standing.sources]


def test_what_is_new_goes_live_by_itself_and_the_same_is_not_taken_twice(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()])
    assert feeds.feed.step() == 0
    assert feeds.outcomes == [Outcome.NEW]
    assert feeds.feed.step() == 60
    assert (feeds.desk.live, feeds.outcomes) == (["1"], [Outcome.LIVE])
    assert feeds.feed.standing.waiting is None
    feeds.clock.forward(15 * 60)
    feeds.feed.step()
    assert (feeds.desk.live, feeds.outcomes, feeds.places[0].asked) == (["1"], [Outcome.UNCHANGED], ["", "1"])
    assert [each.outcome for each in feeds.feed.standing.log] == [Outcome.UNCHANGED, Outcome.LIVE, Outcome.NEW]


def test_a_source_whose_catalog_was_put_back_is_not_told_to_be_in_force(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()])
    feeds.feed.swapped()
    assert feeds.outcomes == [Outcome.NEVER]
    for _ in range(2):
        feeds.feed.step()
    feeds.feed.swapped()
    assert (feeds.outcomes, feeds.begun().standing.sources[0].outcome) == ([Outcome.PUT_BACK], Outcome.PUT_BACK)
    feeds.feed.swapped()
    assert feeds.outcomes == [Outcome.LIVE]


def test_a_faulty_catalog_is_named_by_its_first_fault_and_the_next_source_is_asked(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place("web"), Place("folder", wrong="The folder is empty.")])
    feeds.desk.faults = (Fault(7, "price", "'1.234,50' is not an amount"),)
    feeds.feed.step()
    web, folder = feeds.feed.standing.sources
    assert (web.outcome, web.said) == (Outcome.FAULTY, "1 fault; the first: line 7, price: '1.234,50' is not an amount")
    assert (folder.outcome, folder.said, folder.good) == (Outcome.FAILED, "The folder is empty.", None)
    assert (feeds.feed.standing.faults, feeds.desk.live) == (feeds.desk.faults, [])
    feeds.clock.forward(60)
    feeds.feed.step()
    assert feeds.places[0].asked == ["", "1"]
    assert feeds.outcomes[0] is Outcome.FAULTY


def test_the_first_source_that_answers_is_the_one(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place("web", wrong="down"), Place("folder", "2"), Place("usb", "3")])
    feeds.feed.step()
    feeds.feed.step()
    assert feeds.desk.live == ["2"]
    assert feeds.outcomes == [Outcome.FAILED, Outcome.LIVE, Outcome.NEVER]


def test_what_waits_for_its_time_or_for_a_manager_outlives_a_restart(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()], live=lambda _: None)
    feeds.feed.step()
    waiting = feeds.feed.standing.waiting
    assert waiting is not None
    assert (waiting.due, waiting.difference.odd, feeds.desk.live) == (None, 1, [])
    due = feeds.clock.now() + timedelta(hours=3)
    feeds.feed.schedule(due)
    feeds.feed = feeds.begun()
    feeds.feed.look()
    assert feeds.feed.standing.waiting is not None
    assert (feeds.feed.standing.waiting.due, feeds.desk.live) == (due, [])
    feeds.clock.forward(3 * 3600)
    feeds.feed.step()
    assert feeds.desk.live == ["1"]
    assert [each.name for each in tmp_path.iterdir()] == ["coming"]


def test_what_is_not_wanted_is_forgotten_until_the_source_has_another(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()], live=lambda _: None)
    feeds.feed.step()
    feeds.feed.forget()
    feeds.feed.look()
    assert (feeds.feed.standing.waiting, feeds.desk.live) == (None, [])
    feeds.places[0].version = "2"
    feeds.feed.look()
    feeds.feed.go_live()
    assert feeds.desk.live == ["2"]


def test_a_faulty_catalog_that_comes_later_leaves_alone_what_waits(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()], live=lambda _: None)
    feeds.feed.step()
    feeds.places[0].version = "2"
    feeds.desk.faults = (Fault(1, None, "broken CSV"),)
    feeds.feed.look()
    feeds.desk.faults = ()
    assert feeds.outcomes == [Outcome.FAULTY]
    feeds.feed.go_live()
    assert feeds.desk.live == ["1"]


def test_a_catalog_that_changes_nothing_waits_for_nobody(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()])
    feeds.desk.difference = Difference()
    feeds.feed.step()
    assert (feeds.feed.standing.waiting, feeds.outcomes) == (None, [Outcome.UNCHANGED])


def test_a_catalog_that_its_source_takes_back_before_its_time_never_goes_live(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()], live=lambda now: now + timedelta(hours=3))
    feeds.feed.step()
    feeds.places[0].version, feeds.desk.difference = "0", Difference()
    feeds.feed.look()
    assert (feeds.feed.standing.waiting, feeds.outcomes, feeds.book.kept.waiting_file) == (
        None, [Outcome.UNCHANGED], "",
    )  # fmt: skip
    feeds.clock.forward(3 * 3600)
    feeds.feed.step()
    assert feeds.desk.live == []
    feeds.places[0].version, feeds.desk.difference = "1", Difference(1)
    feeds.feed.look()
    feeds.feed.go_live()
    assert feeds.desk.live == ["1"]


def test_an_older_catalog_of_a_later_source_leaves_alone_what_waits_from_an_earlier_one(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place("web", "2"), Place("folder", "1")], live=lambda _: None)
    feeds.feed.step()
    feeds.places[0].wrong, feeds.desk.difference = "down", Difference()
    feeds.feed.look()
    assert feeds.outcomes == [Outcome.FAILED, Outcome.UNCHANGED]
    feeds.feed.go_live()
    assert feeds.desk.live == ["2"]


def test_a_file_that_was_spoiled_while_it_waited_leaves_the_catalog_in_force(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path, [Place()], live=lambda _: None)
    with pytest.raises(NotAllowedNow, match="No catalog waits"):
        feeds.feed.go_live()
    feeds.feed.step()
    feeds.desk.faults = (Fault(1, None, "broken CSV"),)
    with pytest.raises(NotAllowedNow, match="has faults now"):
        feeds.feed.go_live()
    assert (feeds.desk.live, feeds.feed.standing.waiting, feeds.outcomes) == ([], None, [Outcome.FAULTY])


@pytest.mark.parametrize(("said", "due"), [("now", "13:00"), ("05:00", "04:00+1"), ("15:30", "14:30"), ("asked", "")])
def test_a_new_catalog_goes_live_at_once_at_the_stores_next_such_time_or_when_somebody_says_so(
    said: str, due: str
) -> None:
    now = datetime(2026, 3, 1, 13, tzinfo=UTC)
    at = next_live(said, StoreTime(ZoneInfo("Europe/Berlin"), time(4)), now)
    assert (f"{at:%H:%M}{'' if at.day == 1 else '+1'}" if at is not None else "") == due
