"""What an older program left is all there after an upgrade, wherever it was killed, and goes out as it was frozen."""

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.migrations import Migration, schema_steps, schema_version
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.delivery import Delivery, DeliveryPorts
from pos_terminal.application.holds import HoldState
from tests.adapters.sqlite.ended import KEY, OPENED, POLICY
from tests.application.fakes import FakeClock, FakeIds, FakePlatform, FakeWire, SteadyChance
from tests.architecture.source import ROOT
from tests.upgrades.dumping import columns, content, fixture, made

if TYPE_CHECKING:
    from collections import Counter

OLDEST, NEWEST = 2, len(schema_steps())
SCHEMAS = range(OLDEST, NEWEST + 1)
SHA256 = {
    1: "45f172c1584eb5ae126e49c7775e6d4d7d8a145a4e7b8d18744c1097577195c6",
    2: "e72da7e3fde73b69455d1fa8dae005ad9f71ffcfa161ffae208748a568e21780",
    3: "741d7104f1ca9186d3f6c0ff0531e6f4439ad3f8119a46b27326c77ee15ade26",
    4: "50556f8e972637a9a3f7bf0dec1a41058b13fa6a011fe435c3eeeef3b4bc3053",
    5: "2e3a398b1758e4f11d0ed54fe884dc16ab57721823b5468e002e4cf4b28b303d",
    6: "cbb976c27059dd23fa22f6bacb6b58e98f9080027f755d025425eb52802048e1",
    7: "715fa257c3b86eccb6170da94cb66389fad1360c5b22a7b9d760aa6748c0ef04",
    8: "6f665303f2114a46fade7e7340db270efee6d47b0fd9153708b077ca6ff35a6c",
    9: "bf35fac3a36eb7bea65d3c84118dd05009458d1fe007af71c95c081c873b032f",
    10: "04cef16feda597bd16fe6b8d9952c42e9c8dd5b50bdb7d05ed34299666d52ea3",
    11: "268e13ef36e3ca53a0fb4cf0cfc4a0243e8a5aead25a11fc0283e1adde9b0d77",
    12: "56541408ec0ca2e54b4fea1e28312bc52bf6964b5f0cb5188978f10f28a026c3",
    13: "81be2a91ac0a428b239a3fff2f8c4321a0831937f1dc6b8b95995a1d0208e687",
    14: "ace203b7489d33554c152417eb6863916a6cd09f9a11181417860380af46d534",
    15: "d679e3ac6ce0cd4be22c3e39bb6973bfad6720076baf72c2735d62f3625838dd",
    16: "81ef3c0c53448300c81acd1feb094ed6cb20d9f92a4efa539c519e7638498a4e",
    17: "a14ab15b040bac4ec5ae36592becd074f66e220cf9f6c7f73cfd263a0a7aeb3e",
    18: "a503d01c659da70b0ad5ef1b4738f2c8bf4acb46710e6eda13831ba25b11faad",
    19: "a668560c6acd24e95dda165ab0c833a29e7d5fba0e1fc5b036b319d22197ea0c",
    20: "d34e84f44effbf7fb41f99f6093aaccf3906126428ce8716d0eb5c65aaa573b3",
    21: "39e80fb18bb10d24e91163eb990769baeab70861a6e42265394e9ee40badc874",
    22: "69e7b349e3351aedf4cd9da4ab7af310e85a91805673ee57aa624f4686daf134",
    23: "7036f87e0613ceaa5835debe5b640dac4852af7bc223482d49753e3d1bd1943f",
    24: "7b1aa50a0c72140415da4c0e48651716d9787b56b29a1e22281f07aeb936350a",
    25: "ae0cf0f8066d378956ffc1aea563f433c2979d9725af9bb520cd15dda8ef47c9",
    26: "e00b8d47c47feb506fec350ce5c2b7d6e2852f81b9e6c1664794d2e31b4f5778",
    27: "6595a6f952f01ab0eda187c6ebabc4fa23a86a4e33686c4ee40b920adba6910c",
    28: "956bded67d835680d47f2e30883cd27eaa174f1081c68310c85d0f5762dabb82",
    29: "3e90c6aa813c93243789a44bccc7c071b467090a18fbbd5a9e48fd7b9e91b797",
    30: "da1a570e1f2949d05e236e451082ccde823003e62abc40da2ba98f22b5c02560",
    31: "170837c0d5149a3c44c4ae89343b58e355e0df0fc876a26c19eb6d3599a13b2e",
}
"""Of each step of the schema that a program went out with. Such a step never changes: add another one."""
SOON = OPENED + timedelta(hours=1)
"""When the new program is started: too soon to try again what was refused."""
OPEN_SALE = "lane-1-TEST-000014"


@dataclass
class Left:
    """A database as an older program left it, before anything else touched it."""

    schema: int
    path: Path

    def __post_init__(self) -> None:
        self.columns = columns(self.path)
        self.columns.pop("tenancy", None)
        self.content = content(self.path, self.columns)
        with closing(sqlite3.connect(self.path)) as connection:
            rows = connection.execute("SELECT request_id, body, state FROM request").fetchall()
        self.bodies = {request_id: body for request_id, body, _ in rows}
        self.unsettled = {request_id for request_id, _, state in rows if state in {"ready", "open"}}

    def is_all_in(self, path: Path) -> bool:
        """Whether every row of it is in another database as it was."""
        return content(path, self.columns) == self.content


@pytest.fixture(params=SCHEMAS, ids=lambda schema: f"schema {schema}")
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Left:
    return Left(request.param, made(request.param, tmp_path / "left.db"))


def _sent(database: Database, batch_size: int = 1) -> list[tuple[str, bytes]]:
    """What delivery sends until nothing is left."""
    platform, clock = FakePlatform(), FakeClock(wall=SOON)
    outbox = SqliteOutbox(database.connect(), database.lock)
    ports = DeliveryPorts(outbox, platform, FakeWire(), clock, FakeIds())
    Delivery(ports, Breaker(SteadyChance()), batch_size).drain(lambda _: True)
    assert outbox.counts().pending == 0
    return [(request.request_id, request.body) for request in platform.sent]


def _is_whole(database: Database) -> None:
    """The journal holds, and the open sale, receipts and offers are where they were."""
    connection, lock = database.connect(), database.lock
    assert database.copy_found is None
    assert SqliteSales(connection, lock, KEY).verify_journal() is None
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    sale = SqliteBaskets(connection, lock, POLICY).load()
    assert sale is not None
    assert (sale.head.transaction_id, len(sale.lines), len(sale.payments)) == (OPEN_SALE, 5, 1)
    job = SqlitePrints(connection, lock, FakeIds()).next_job()
    assert job is not None
    assert (job.job_id, job.in_doubt) == ("job-10", True)


def test_each_schema_opens_with_all_that_was_in_it_and_sends_what_was_frozen(left: Left) -> None:
    with open_database(left.path) as database:
        assert left.is_all_in(left.path)
        _is_whole(database)
        sent = _sent(database)

    assert dict(sent) == {request_id: left.bodies[request_id] for request_id in left.unsettled - _retired(left)}
    assert len(sent) == len(dict(sent)) == 5
    with open_database(left.path) as database:
        parked = SqliteOutbox(database.connect(), database.lock).parked(SOON)
    assert [request_id for request_id, _ in parked] == ["single-5"]


def _retired(left: Left) -> set[str]:
    with closing(sqlite3.connect(left.path)) as connection:
        return {row[0] for row in connection.execute("SELECT request_id FROM request WHERE state = 'retired'")}


def test_an_upgraded_terminal_batches_what_was_never_tried_and_nothing_else(left: Left) -> None:
    with open_database(left.path) as database:
        sent = dict(_sent(database, batch_size=10))

    old = {request_id: body for request_id, body in sent.items() if request_id in left.bodies}
    assert old == {name: left.bodies[name] for name in ("batch-1", "single-6", "half-2")}
    (fresh,) = (body for request_id, body in sent.items() if request_id not in left.bodies)
    assert [fresh.count(number) for number in (b"000011", b"000012", b"transaction_id")] == [1, 1, 2]


def test_offers_that_were_held_are_held_after_the_upgrade(tmp_path: Path) -> None:
    with open_database(made(3, tmp_path / "left.db")) as database:
        holds = SqliteHolds(database.connect(), database.lock).held_for(OPEN_SALE)
    assert [(hold.offer.code, hold.state) for hold in holds] == [
        ("offer-1", HoldState.LOCKED),
        ("offer-2", HoldState.LOCKING),
    ]
    assert holds[1].lock is not None
    assert holds[1].lock.request.body == b'{"offer_lookup_code":"offer-2"}'


@pytest.mark.parametrize(
    ("left", "every"),
    [
        pytest.param(OLDEST, 4, id=f"schema {OLDEST}, every fourth statement"),
        pytest.param(NEWEST - 1, 1, id=f"schema {NEWEST - 1}"),
        *(pytest.param(each, 1, id=f"schema {each} whole", marks=pytest.mark.soak) for each in SCHEMAS),
    ],
    indirect=["left"],
)
def test_an_upgrade_killed_at_any_statement_goes_on_at_the_next_start(
    left: Left, every: int, tmp_path: Path, figures: "Counter[str]"
) -> None:
    folder = tmp_path / "deaths"
    folder.mkdir()
    with closing(sqlite3.connect(left.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    command = [sys.executable, "-m", "tests.upgrades.dying", str(left.path), str(folder), str(every)]
    subprocess.run(command, cwd=ROOT, check=True)

    deaths = sorted(folder.iterdir())
    assert len(deaths) * every > (20 if left.schema < NEWEST else 10)
    for each in deaths:
        path = each / "terminal.db"
        with open_database(path) as database:
            assert left.is_all_in(path), each.name
            _is_whole(database)
            assert dict(_sent(database)) == {
                request_id: left.bodies[request_id]
                for request_id in ("batch-1", "single-6", "half-2", "single-11", "single-12")
            }
    figures["kills in upgrades"] += len(deaths) - 1


def test_an_upgrade_that_fails_leaves_the_database_to_the_old_program(left: Left, tmp_path: Path) -> None:
    broken = tmp_path / f"{left.schema + 1:04d}_broken.sql"
    broken.write_text("ALTER TABLE request ADD COLUMN another TEXT; DELETE FROM basket; NONSENSE;", encoding="utf-8")
    steps = schema_steps()[: left.schema]

    with pytest.raises(DatabaseUnusable, match="NONSENSE"):
        open_database(left.path, steps=(*steps, Migration(left.schema + 1, broken)))

    assert left.is_all_in(left.path)
    with open_database(left.path, steps=steps) as database:
        assert schema_version(database.connect()) == left.schema
    assert left.is_all_in(left.path)


@pytest.mark.parametrize("schema", range(OLDEST, NEWEST))
def test_a_disk_that_is_full_in_an_upgrade_leaves_the_database_to_the_old_program(schema: int, tmp_path: Path) -> None:
    left = Left(schema, made(schema, tmp_path / "left.db"))

    class Full(sqlite3.Connection):
        def executescript(self, script: str, /) -> sqlite3.Cursor:
            self.execute("PRAGMA max_page_count = 1")
            # A step that only adds columns fits into the pages that are there.
            return super().executescript(script.replace(";PRAGMA", ";CREATE TABLE more (a); PRAGMA"))

    with pytest.raises(DatabaseUnusable, match="The disk is full"):
        open_database(left.path, factory=Full)

    assert left.is_all_in(left.path)
    with open_database(left.path) as database:
        _is_whole(database)


@pytest.mark.parametrize("older", range(1, NEWEST))
def test_an_older_program_refuses_a_newer_database_with_a_sentence_and_leaves_it(older: int, tmp_path: Path) -> None:
    path = made(NEWEST, tmp_path / "left.db")
    before = path.read_bytes()

    with pytest.raises(DatabaseUnusable, match="was made by a newer version of this program") as refused:
        open_database(path, steps=schema_steps()[:older])

    assert refused.value.sentence.endswith("Install that version again; the file was left as it is.")
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", schema_steps(), ids=lambda step: step.script.name)
def test_a_step_of_the_schema_is_never_changed(step: Migration) -> None:
    assert hashlib.sha256(step.script.read_bytes()).hexdigest() == SHA256.get(step.number), (
        f"{step.script.name} is released and never changes: add another step. A new one is entered here, and "
        "`python -m tests.upgrades.making` makes its fixture."
    )


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_fixture_of_each_schema_is_what_its_steps_make(schema: int, tmp_path: Path) -> None:
    assert fixture(schema).exists(), "run `python -m tests.upgrades.making`"
    path = tmp_path / "terminal.db"
    open_database(path, steps=schema_steps()[:schema]).close()

    assert _parts(made(schema, tmp_path / "left.db")) == _parts(path)


def _parts(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
