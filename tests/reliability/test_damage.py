"""The database is damaged in every way there is: no sale is lost, and the till sells again."""

import collections
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pytest

from pos_terminal.adapters.sessionm.mapping import WireSettings
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.health import integrity_fault
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.system import SystemClock, SystemIds
from pos_terminal.app.checkup import Checkup
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.app.salvages import second_copy
from pos_terminal.app.salvaging import sound_database
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.damage import Salvaged
from pos_terminal.application.delivery import Delivery, DeliveryPorts
from pos_terminal.application.noticeboard import NoticeBoard
from pos_terminal.settings import Settings, read_settings
from tests.adapters.sqlite.ended import Recorder, closed, rung_up
from tests.application.fakes import FakePlatform, SteadyChance
from tests.cli.conftest import stocked_till
from tests.cli.till import Till
from tests.reliability.damaged_till import (
    IMMUTABLE,
    SALES,
    SoldTill,
    Truth,
    damage,
    damage_copies,
    sell_a_morning,
    truth_of,
)

__all__ = ["stocked_till"]

Counts = collections.Counter[str]
IMAGES = 100
IMAGES_WITHOUT_COPIES = 20
PARTS = 5
PARKED = b"lane-1-TEST-000012"
FOUND = (440,)
"""Seeds that once found something."""
MANY_IMAGES = 1_000


@pytest.fixture(scope="module")
def mornings(stocked_till: Till, tmp_path_factory: pytest.TempPathFactory) -> list[SoldTill]:
    """The same morning: cleanly closed, and with its log as a power cut leaves it."""
    tills = []
    for is_closed in (True, False):
        till = stocked_till.copied_to(tmp_path_factory.mktemp("morning") / "till")
        tills.append(sell_a_morning(read_settings(till.config, {}), is_closed=is_closed))
    return tills


@dataclass
class Image:
    """A damaged till and its start; ``before`` is what lay there before the last one."""

    settings: Settings
    truth: Truth
    what: str
    before: dict[str, bytes] = field(default_factory=dict)

    def started(self) -> tuple[Database, Salvaged | None]:
        """Start; the check behind the desk runs to its end, and what it marks is mended by a second start."""
        database, salvaged = self.once_started()
        if salvaged is None:
            Checkup(self.settings, NoticeBoard(), breath=0.0).run()
            database.close()
            database, salvaged = self.once_started()
        return database, salvaged

    def once_started(self) -> tuple[Database, Salvaged | None]:
        data = self.settings.data_dir
        self.before = {path.name: path.read_bytes() for path in data.glob(f"{DATABASE_NAME}*")}
        return sound_database(self.settings, SystemClock())


@pytest.fixture
def image(stocked_till: Till, mornings: list[SoldTill], tmp_path: Path) -> Callable[[int], Image]:
    """Makes the image of a seed."""

    def made(seed: int) -> Image:
        morning = mornings[seed // PARTS % 2]
        till = Till(tmp_path / f"till-{seed}", stocked_till.url, dict(stocked_till.changes))
        shutil.copytree(morning.data, till.data)
        what = damage(till.data, seed)
        return Image(read_settings(till.config, {}), morning.truth, f"seed {seed}, {what}")

    return made


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_images_cost_no_sale_that_a_copy_holds(
    image: Callable[[int], Image], tmp_path: Path, figures: Counts, part: int
) -> None:
    for seed in range(part, IMAGES, PARTS):
        recover_with_copies(image(seed), figures)
        shutil.rmtree(tmp_path / f"till-{seed}")


@pytest.mark.parametrize("seed", FOUND)
def test_what_once_found_something_is_tried_again(image: Callable[[int], Image], figures: Counts, seed: int) -> None:
    recover_with_copies(image(seed), figures)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_many_damaged_images_cost_no_sale_that_a_copy_holds(
    image: Callable[[int], Image], tmp_path: Path, figures: Counts, part: int
) -> None:
    for seed in range(IMAGES + part, IMAGES + MANY_IMAGES, PARTS):
        recover_with_copies(image(seed), figures)
        shutil.rmtree(tmp_path / f"till-{seed}")


def moved(settings: Settings, data_dir: Path) -> Settings:
    """The same settings on another data folder."""
    return replace(settings, terminal=replace(settings.terminal, data_dir=str(data_dir)))


def recover_with_copies(image: Image, figures: Counts) -> None:
    database, salvaged = image.started()
    with database:
        now = truth_of(database.connect())
        lost = [seq for seq in image.truth.sales if seq not in now.sales]
        figures["corrupted images"] += 1
        figures["corrupted images: noticed"] += salvaged is not None
        figures["corrupted images: sales lost"] += len(lost)
        assert not lost, image.what
        assert_the_same(image, now, of_all=IMMUTABLE)
        if salvaged is None:
            assert now.states == image.truth.states, image.what
            assert now.requests == image.truth.requests, image.what
            return
        assert_kept_whole(image, salvaged)
        assert salvaged.lost == 0, image.what
        assert {seq for seq, state in now.states.items() if state == "parked"} <= {12}, image.what
        assert_sells_on(image, database)
        assert_drains(image, database)
    again, salvaged_again = sound_database(image.settings, SystemClock())
    again.close()
    assert salvaged_again is None, f"{image.what}: {salvaged_again}"


def assert_the_same(image: Image, now: Truth, of_all: tuple[str, ...]) -> None:
    for seq, rows in now.sales.items():
        for table in of_all:
            assert rows[table] == image.truth.sales[seq][table], f"{image.what}: sale {seq}, {table}"


def assert_kept_whole(image: Image, salvaged: Salvaged) -> None:
    """The damaged files lie in quarantine byte for byte as they were when the start found them."""
    folder = Path(salvaged.kept_at)
    for name in (DATABASE_NAME, f"{DATABASE_NAME}-wal"):
        if name in image.before:
            assert (folder / name).read_bytes() == image.before[name], f"{image.what}: {name}"


def assert_sells_on(image: Image, database: Database) -> None:
    connection = database.connect()
    assert integrity_fault(connection) is None, image.what
    sales = SqliteSales(connection, database.lock, keys(image.settings).key("journal"))
    assert sales.verify_journal() is None, image.what
    epoch = connection.execute("SELECT epoch FROM terminal").fetchone()[0]
    assert epoch != "TEST"
    head = sales.journal_head()
    assert head.seq == SALES, image.what
    record = Recorder(ids=lambda: 1000).record(closed(rung_up(f"lane-1-{epoch}-000001")), head.hash)
    assert sales.commit(record).seq == SALES + 1


def assert_drains(image: Image, database: Database) -> None:
    """Everything goes out; what had an id keeps it with its bytes; what is done is not sent under a new one."""
    outbox, platform = SqliteOutbox(database.connect(), database.lock), FakePlatform()
    wire = SessionMWire(WireSettings("store-77", "client-9"))
    ports = DeliveryPorts(outbox, platform, wire, SystemClock(), SystemIds())
    Delivery(ports, Breaker(SteadyChance()), 10).drain(lambda _: True)
    assert outbox.counts().pending == 0, image.what
    for request in platform.sent:
        if request.request_id in image.truth.requests:
            assert request.body == image.truth.requests[request.request_id], image.what
        else:  # the sale of this test, and what the platform had refused: people want that tried anew
            assert request.request_id == "single-1000" or PARKED in request.body, f"{image.what}: {request}"


@pytest.mark.parametrize("part", range(PARTS))
def test_without_copies_every_sale_whose_rows_hold_is_there_and_the_others_are_a_sealed_gap(
    image: Callable[[int], Image], tmp_path: Path, figures: Counts, part: int
) -> None:
    for seed in range(10_000 + part, 10_000 + IMAGES_WITHOUT_COPIES, PARTS):
        damaged = image(seed)
        shutil.rmtree(damaged.settings.data_dir / "copies")
        recover_a_part(damaged, figures)
        shutil.rmtree(tmp_path / f"till-{seed}")


def recover_a_part(image: Image, figures: Counts) -> Truth:
    """What is there is as it was; what is not is told; the till sells on."""
    database, salvaged = image.started()
    with database:
        connection = database.connect()
        now = truth_of(connection)
        figures["corrupted images without copies"] += 1
        assert_the_same(image, now, of_all=("journal", "document"))
        sales = SqliteSales(connection, database.lock, keys(image.settings).key("journal"))
        assert sales.verify_journal() is None, image.what
        assert integrity_fault(connection) is None, image.what
        if salvaged:
            assert_kept_whole(image, salvaged)
            gone = sum(gap.last - gap.first + 1 for gap in sales.journal_gaps())
            assert (salvaged.entries, salvaged.lost) == (len(now.sales), gone), image.what
            assert sales.journal_head().seq == len(now.sales) + gone
            head = sales.journal_head()
            record = Recorder(ids=lambda: 1000).record(closed(rung_up("lane-1-NEXT-000001")), head.hash)
            assert sales.commit(record).seq == head.seq + 1
            assert sales.verify_journal() is None, image.what
            assert_drains(image, database)
    return now


@pytest.mark.parametrize("part", range(PARTS))
def test_with_damaged_copies_the_sales_of_both_are_there(
    image: Callable[[int], Image], tmp_path: Path, figures: Counts, part: int
) -> None:
    for seed in range(20_000 + part, 20_000 + IMAGES_WITHOUT_COPIES, PARTS):
        damaged = image(seed)
        data = damaged.settings.data_dir
        damage_copies(data, Random(seed))
        shutil.copytree(data, tmp_path / "alone")
        shutil.rmtree(tmp_path / "alone" / "copies")
        copies = second_copy(damaged.settings)
        copied = {copy.seq for day in copies.days() for copy in copies.copies(day)}
        alone = recover_a_part(replace(damaged, settings=moved(damaged.settings, tmp_path / "alone")), figures)

        together = recover_a_part(damaged, figures)

        assert set(together.sales) >= set(alone.sales) & set(damaged.truth.sales) | copied, damaged.what
        shutil.rmtree(tmp_path / f"till-{seed}")
        shutil.rmtree(tmp_path / "alone")
