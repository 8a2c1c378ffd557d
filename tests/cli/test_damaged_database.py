"""Whatever is damaged in the database: no command answers with a traceback, and at the desk it is said."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.faults import StorageDamaged, translated
from pos_terminal.adapters.sqlite.pin_hashing import HashCost, PinHashing
from pos_terminal.adapters.sqlite.quarantine import mark_of
from pos_terminal.adapters.sqlite.watched import WatchedConnection
from pos_terminal.adapters.system import SystemClock
from tests.cli.till import CASHIER, CATALOG, CLOSE, LATTE, PIN, SIGN_IN, Till, cash, jsonl
from tests.reliability.damaged_till import PAGE, damage

READING = (
    "queue status",
    "queue list",
    "queue show 1",
    "queue export FILE --force",
    "journal verify --json",
    "journal verify --anchor 1 27D5-1F96",
    "journal export FILE --force",
    "doctor",
)
ZEROED = ("catalog_item", "tenancy", "journal", "snapshot", "request", "delivery")


@pytest.fixture(scope="module")
def sold(stocked_till: Till, tmp_path_factory: pytest.TempPathFactory) -> Till:
    """A terminal after some sales, not to be changed."""
    till = stocked_till.copied_to(tmp_path_factory.mktemp("sold") / "till")
    till.sells(*[LATTE, cash(), CLOSE] * 5)
    with closing(sqlite3.connect(till.database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return till


def zero_root(till: Till, table: str) -> None:
    with closing(sqlite3.connect(till.database)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    content = till.database.read_bytes()
    till.database.write_bytes(content[: (root - 1) * PAGE] + bytes(PAGE) + content[root * PAGE :])


def garble_text(till: Till, seed: int) -> None:
    """Make some words in the file, of its rows and of its schema, bytes that are no text."""
    chance, content = Random(seed), bytearray(till.database.read_bytes())
    words = [found.start() for found in re.finditer(rb"[A-Za-z0-9 -]{6,}", content)]
    for place in chance.sample(words, 12):
        content[place + 2] = 0xC5
    till.database.write_bytes(content)


def damage_in(till: Till, way: str, which: str) -> None:
    if way == "zeroed":
        zero_root(till, which)
    elif way == "text":
        garble_text(till, int(which))
    else:
        damage(till.data, int(which))


IMAGES = [("zeroed", table) for table in ZEROED] + [(way, str(seed)) for way in ("any", "text") for seed in range(6)]


@pytest.mark.parametrize(("way", "which"), IMAGES)
def test_no_reading_command_answers_damage_with_a_traceback(sold: Till, tmp_path: Path, way: str, which: str) -> None:
    till = sold.copied_to(tmp_path / "till")
    damage_in(till, way, which)

    for line in READING:
        verb, _, anchor = line.partition(" --anchor ")
        words = [str(till.folder / "out.jsonl") if word == "FILE" else word for word in verb.split()]
        ran = till.run(*words, *(["--anchor", anchor] if anchor else []))
        assert ran.status in {0, 1}, line
        assert (ran.status == 0) == (ran.err == ""), line
        assert len(ran.err.splitlines()) <= 1, ran.err


@pytest.mark.parametrize("table", ["catalog_item", "catalog_code"])
def test_damage_met_while_selling_is_said_and_recovered_at_the_next_start(
    sold: Till, tmp_path: Path, table: str
) -> None:
    till = sold.copied_to(tmp_path / "till")
    zero_root(till, table)

    ran = till.run("script", stdin=jsonl([SIGN_IN, LATTE, cash(), CLOSE]))

    said = [answer["error"]["message"] for answer in ran.answers if not answer["ok"]]
    assert said[0].startswith("The database is damaged")
    assert mark_of(till.database).exists()
    assert till.run("script").status == 0
    assert (till.data / "quarantine").exists()
    assert till.run("journal", "verify", "--json").json["entries"] == 5


@pytest.mark.parametrize("table", ["catalog_item", "catalog_code", "catalog_shelf"])
def test_an_import_into_a_damaged_catalog_says_so(sold: Till, tmp_path: Path, table: str) -> None:
    till = sold.copied_to(tmp_path / "till")
    zero_root(till, table)

    ran = till.run("catalog", "import", till.file("catalog.json", CATALOG))

    assert (ran.status, len(ran.err.splitlines())) == (1, 1)
    assert "The database is damaged" in ran.err


@pytest.mark.parametrize("table", ["employee", "employee_pin", "pin_attempts"])
def test_damage_among_the_staff_is_said_as_damage(sold: Till, tmp_path: Path, table: str) -> None:
    till = sold.copied_to(tmp_path / "till")
    with open_database(till.database) as database:
        zero_root(till, table)
        staff = SqliteStaff(
            database.connect(), database.lock, SystemClock(), PinHashing(b"a pepper for tests", HashCost(8, 1))
        )
        with pytest.raises(StorageDamaged):
            (staff.employees(), staff.ids_with_pin(), staff.verify(CASHIER, PIN))

    assert mark_of(till.database).exists()


def test_text_that_is_none_is_damage_met_when_its_row_is_fetched(sold: Till, tmp_path: Path) -> None:
    till = sold.copied_to(tmp_path / "till")
    till.database.write_bytes(till.database.read_bytes().replace(b"Latte", b"L\xc5tte"))

    with closing(sqlite3.connect(till.database, factory=WatchedConnection)) as connection:
        rows = connection.execute("SELECT name FROM catalog_item WHERE item_id = 'latte'")
        with pytest.raises(StorageDamaged), translated:
            rows.fetchall()

    assert "Could not decode" in mark_of(till.database).read_text(encoding="utf-8")
