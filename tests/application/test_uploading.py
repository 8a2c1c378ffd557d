"""What goes up to the platform and when, on a real file, towards a platform whose every answer is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.uploads import NoSuchUpload, SqliteUploads
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.delivery import Delivery, DeliveryPorts, Step
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.application.routine import DailyHour
from pos_terminal.application.standing import Link
from pos_terminal.application.storefacts import Told, too_many
from pos_terminal.application.upload_ports import Subject, UploadState
from pos_terminal.application.uploading import Uploading, UploadPorts
from tests.application.fakes import FakeClock, FakeIds, FakePlatform, FakeWire, SteadyChance
from tests.newdatabase import laid_down

DONE = Reply(Outcome.DONE)
LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE, text="no answer in 60 s")
FAILING = Reply(Outcome.UNKNOWN, Why.FAILING, code="INTERNAL_SERVER_ERROR")
EMPTY = Reply(Outcome.UNKNOWN, Why.EMPTY)
NO = Reply(Outcome.REJECTED, code="VALIDATION", text="items[3].name")
MISSING = Reply(Outcome.SETUP, Why.PLAIN, text="answered 404")
BUSY = Reply(Outcome.UNKNOWN, Why.BUSY, retry_after=120.0)
PENDING = Reply(Outcome.UNKNOWN, Why.PENDING)
CATALOG, EMPLOYEES = Subject.CATALOG, Subject.EMPLOYEES
ZURICH = ZoneInfo("Europe/Zurich")


@dataclass
class FakeFact:
    """Implements `StoreFact`: a text that is in force."""

    subject: Subject
    text: str = "one"
    daily: DailyHour | None = None
    refusal: Exception | None = None
    settings: str = "here"

    def frame(self) -> str:
        return self.settings

    def told(self, request_id: str) -> Told | None:
        if self.refusal:
            raise self.refusal
        body = f'{{"request_id":"{request_id}","at":"{self.settings}","items":"{self.text}"}}'.encode()
        return Told(Request(request_id, f"/api/2.0/upload_{self.subject}", body), len(self.text)) if self.text else None


@dataclass
class FakeMetadata:
    """Implements `Metadata`: answers in order, then DONE."""

    answers: list[Reply] = field(default_factory=list)
    posted: list[Request] = field(default_factory=list)

    def upload(self, request: Request) -> Reply:
        self.posted.append(request)
        return self.answers.pop(0) if self.answers else DONE

    @property
    def texts(self) -> list[str]:
        return [each.body.decode().rpartition('":"')[2].removesuffix('"}') for each in self.posted]

    @property
    def ids(self) -> list[str]:
        return [each.request_id for each in self.posted]


@dataclass
class Store:
    """A store whose catalog is put in force by hand."""

    database: Database
    clock: FakeClock = field(default_factory=FakeClock)
    catalog: FakeFact = field(default_factory=lambda: FakeFact(CATALOG))
    metadata: FakeMetadata = field(default_factory=FakeMetadata)

    def __post_init__(self) -> None:
        self.connection = self.database.connect()
        self.uploads = SqliteUploads(self.connection, self.database.lock)
        self.ids = FakeIds()
        self.start()

    def start(self, *more: FakeFact) -> None:
        """As after a start: nothing is in memory."""
        ports = UploadPorts(self.uploads, self.metadata, self.clock, self.ids)
        self.uploading = Uploading(ports, (self.catalog, *more))

    def put(self, text: str) -> None:
        """Another catalog is in force."""
        self.catalog.text = text
        self.connection.execute("UPDATE store_fact SET version = version + 1 WHERE subject = 'catalog'")

    def answers(self, *replies: Reply) -> None:
        self.metadata.answers += replies

    def step(self, after: float = 0.0) -> Reply | None:
        self.clock.forward(after)
        return self.uploading.step()

    @property
    def state(self) -> UploadState:
        return self.uploading.standing(CATALOG).state


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_database(laid_down(tmp_path / "till" / "terminal.db")) as database:
        yield Store(database)


def test_what_is_in_force_goes_up_once(store: Store) -> None:
    assert (store.step(), store.step(), store.step(100_000)) == (DONE, None, None)

    store.start()

    assert (store.step(), store.metadata.texts, store.state) == (None, ["one"], UploadState.DONE)
    assert store.uploading.standing(CATALOG).taken == FakeClock().wall


def test_a_change_goes_up_and_what_was_changed_back_does_not(store: Store) -> None:
    store.step()
    store.put("two")
    store.put("one")
    assert (store.step(), store.state) == (None, UploadState.DONE)

    store.put("three")

    assert (store.step(), store.metadata.texts) == (DONE, ["one", "three"])


def test_what_was_put_in_force_since_waits_before_anybody_looked(store: Store) -> None:
    store.answers(NO)
    store.step()

    store.put("two")

    standing = store.uploading.standing(CATALOG)
    assert (standing.state, standing.reason) == (UploadState.WAITING, "")


def test_other_settings_send_the_same_catalog_again(store: Store) -> None:
    store.step()

    store.catalog.settings = "there"

    assert (store.step(), store.metadata.texts) == (DONE, ["one", "one"])


def test_nothing_to_tell_is_no_upload(store: Store) -> None:
    store.catalog.text = ""

    assert (store.step(), store.metadata.posted, store.state) == (None, [], UploadState.NONE)


def test_an_unknown_outcome_keeps_id_and_bytes_over_a_start_and_a_change(store: Store) -> None:
    store.answers(LOST, LOST, DONE)
    store.step()
    store.put("two")
    assert store.step() is None  # it rests

    store.start()
    assert (store.step(), store.step(2), store.step()) == (LOST, DONE, DONE)

    first, second, third, fourth = store.metadata.posted
    assert first == second == third
    assert (fourth.request_id != first.request_id, store.metadata.texts[-1]) == (True, "two")


def test_one_that_was_never_tried_is_replaced(store: Store) -> None:
    store.answers(LOST)
    store.step()
    store.connection.execute("UPDATE upload SET tries = 0")  # as if it had died before the try
    store.put("two")
    store.start()

    assert (store.step(), store.metadata.texts) == (DONE, ["one", "two"])
    assert store.connection.execute("SELECT state FROM upload").fetchall() == [("retired",), ("done",)]


def test_the_pauses_grow_with_the_tries(store: Store) -> None:
    store.answers(*[LOST] * 9)

    waits = []
    for _ in range(9):
        assert store.step() == LOST
        waits.append(store.uploading.next_wake())
        store.clock.forward(waits[-1] or 0)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_platform_that_still_works_on_it_is_asked_soon(store: Store) -> None:
    store.answers(*[PENDING] * 6)
    for _ in range(6):
        store.step(100)

    assert store.uploading.next_wake() == 8
    assert len(set(store.metadata.ids)) == 1


def test_three_failures_of_the_platform_itself_give_it_a_new_id(store: Store) -> None:
    store.answers(FAILING, FAILING, FAILING)
    for _ in range(3):
        store.step(60)
    assert (store.step(59), store.state) == (None, UploadState.WAITING)

    assert store.step(1) == DONE
    assert (len(set(store.metadata.ids)), len(set(store.metadata.ids[:3]))) == (2, 1)


def test_what_was_taken_before_one_that_was_given_up_goes_up_again(store: Store) -> None:
    store.step()
    store.put("two")
    store.answers(FAILING, FAILING, FAILING)
    for _ in range(3):
        store.step(60)
    store.put("one")

    assert (store.state, store.step(60), store.state) == (UploadState.WAITING, DONE, UploadState.DONE)
    assert store.metadata.texts == ["one", "two", "two", "two", "one"]


def test_a_try_that_timed_out_keeps_its_id_however_often_the_platform_fails_then(store: Store) -> None:
    store.answers(LOST, *[FAILING] * 6)
    for _ in range(8):
        store.step(60)

    assert (len(store.metadata.ids), len(set(store.metadata.ids)), store.state) == (8, 1, UploadState.DONE)


def test_three_empty_answers_count_as_taken(store: Store) -> None:
    store.answers(EMPTY, EMPTY, EMPTY)
    for _ in range(3):
        store.step(60)

    standing = store.uploading.standing(CATALOG)
    assert (standing.state, standing.reason) == (UploadState.DONE, "taken with empty replies alone")


def test_a_refusal_is_kept_and_tried_again_after_a_day_after_a_change_and_when_asked(store: Store) -> None:
    store.answers(NO, NO, NO, NO)
    store.step()
    assert (store.state, store.uploading.standing(CATALOG).reason) == (
        UploadState.REFUSED,
        "VALIDATION: items[3].name",
    )
    assert store.step(86_399) is None

    assert store.step(1) == NO
    store.uploading.ask(CATALOG, even_unchanged=False)
    assert store.step() == NO
    store.put("two")
    assert (store.step(), store.step()) == (NO, None)
    assert len(set(store.metadata.ids)) == 4


def test_what_is_too_large_never_leaves_and_says_so(store: Store) -> None:
    store.catalog.refusal = too_many(10_001)

    assert (store.step(), store.step()) == (None, None)
    standing = store.uploading.standing(CATALOG)
    assert (standing.state, standing.reason, store.metadata.posted) == (
        UploadState.REFUSED,
        str(too_many(10_001)),
        [],
    )

    store.catalog.refusal = None
    assert (store.step(86_400), store.state) == (DONE, UploadState.DONE)


def test_somebody_can_have_it_sent_though_nothing_changed(store: Store) -> None:
    store.step()
    store.uploading.ask(CATALOG, even_unchanged=False)
    assert store.step() is None

    store.uploading.ask(CATALOG, even_unchanged=True)

    assert (store.step(), store.step(), store.metadata.texts) == (DONE, None, ["one", "one"])


def test_employees_go_up_every_day_at_their_hour(store: Store) -> None:
    store.clock.wall = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)  # the clocks go forward that night
    store.start(FakeFact(EMPLOYEES, "Ann", DailyHour(ZURICH, time(5, 0))))
    assert (store.step(), store.step(), store.step()) == (DONE, DONE, None)

    wait = store.uploading.next_wake()

    assert wait == 15 * 3600  # 05:00 in summer is 03:00 in Greenwich
    assert (store.step(wait - 1), store.step(1), store.step()) == (None, DONE, None)
    assert store.metadata.texts == ["one", "Ann", "Ann"]
    assert store.uploading.next_wake() == 24 * 3600


def test_a_missed_hour_is_made_up_for_once(store: Store) -> None:
    store.start(FakeFact(EMPLOYEES, "Ann", DailyHour(ZURICH, time(5, 0))))
    store.step(), store.step()

    assert (store.step(9 * 86_400), store.step(), store.metadata.texts) == (DONE, None, ["one", "Ann", "Ann"])


@pytest.mark.parametrize("step", ["attempted", "done", "refused", "given_up", "unknown"])
def test_a_step_for_an_upload_that_is_not_open_is_a_mistake(store: Store, step: str) -> None:
    store.step()
    request_id, now = store.metadata.ids[0], store.clock.now()
    values = {"attempted": (now,), "done": (now,), "unknown": ("", Why.PLAIN)}.get(step, ("no", now))

    with pytest.raises(NoSuchUpload):
        getattr(store.uploads, step)(request_id, *values)


# --- beside sales


@pytest.fixture
def delivery(store: Store) -> Delivery:
    ports = DeliveryPorts(
        SqliteOutbox(store.connection, store.database.lock), FakePlatform(), FakeWire(), store.clock, FakeIds()
    )
    return Delivery(ports, Breaker(SteadyChance()), 10)


IDLE = Step(0, None, Link.UNTRIED)


def test_sales_go_first_and_so_does_a_pause_of_the_link(store: Store, delivery: Delivery) -> None:
    busy, pausing = replace(IDLE, wait=0.0), replace(IDLE, wait=30.0)

    assert (store.uploading.after(delivery, busy), store.uploading.after(delivery, pausing)) == (busy, pausing)
    assert not store.metadata.posted


def test_an_upload_finds_out_how_the_platform_does_where_nobody_knows(store: Store, delivery: Delivery) -> None:
    store.answers(LOST, DONE)

    lost = store.uploading.after(delivery, IDLE)

    assert (lost.link, lost.reason, (lost.wait or 0) > 0) == (Link.OFFLINE, "no answer in 60 s", True)
    store.clock.forward(60)
    assert store.uploading.after(delivery, delivery.step()).link is Link.ONLINE


def test_an_upload_that_fails_says_nothing_about_a_platform_that_takes_sales(store: Store, delivery: Delivery) -> None:
    assert store.uploading.after(delivery, IDLE).link is Link.ONLINE
    store.put("two")
    store.answers(LOST, MISSING)

    lost = store.uploading.after(delivery, delivery.step())
    store.clock.forward(60)
    missing = store.uploading.after(delivery, delivery.step())

    assert (lost.link, lost.wait, missing.link, missing.wait) == (Link.ONLINE, 0.0, Link.ONLINE, 0.0)
    assert store.uploading.after(delivery, delivery.step()).wait == 3600


def test_a_busy_platform_is_left_alone_by_all(store: Store, delivery: Delivery) -> None:
    store.uploading.after(delivery, IDLE)
    store.put("two")
    store.answers(BUSY)

    assert store.uploading.after(delivery, delivery.step()).wait == 120
    assert delivery.step().wait == 120


def test_a_refused_key_stops_everything_and_loses_nothing(store: Store, delivery: Delivery) -> None:
    store.answers(Reply(Outcome.AUTH, text="answered 403"))

    stopped = store.uploading.after(delivery, IDLE)

    assert (stopped.link, stopped.wait) == (Link.STOPPED, 300)
    assert store.uploading.after(delivery, delivery.step()).wait == 300
    store.clock.forward(300)
    assert store.uploading.after(delivery, delivery.step()).link is Link.ONLINE
    assert (len(set(store.metadata.ids)), store.state) == (1, UploadState.DONE)
