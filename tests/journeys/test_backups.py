"""A till backed up and put back: nothing is lost, nothing is there twice, and what stood there is kept."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import LATTE, Step, Till, cash

SALE: list[Step] = [LATTE, cash(), {"do": "close"}]


def sold(till: Till, sales: int = 1) -> list[str]:
    answers = till.sells(*SALE * sales)
    assert all(each["ok"] for each in answers), answers
    return [each["state"]["transaction_id"] for each in answers if each["do"] == "close"]


def journal(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM journal").fetchone()[0])


def test_a_till_that_is_put_back_sells_under_new_numbers_and_the_platform_has_each_sale_once(
    till: Till, simulator: RunningSimulator, tmp_path: Path
) -> None:
    backup = tmp_path / "till.backup"
    before = sold(till, 2)
    made = till.run("backup", backup, "--json")
    assert (made.status, made.json["entries"]) == (0, journal(till.database))
    assert backup.stat().st_mode & 0o077 == 0
    after = sold(till)
    till.talk_to(simulator)
    assert till.run("queue", "send").status == 0

    refused = till.run("restore", backup)
    assert (refused.status, refused.out) == (1, "")
    assert "This till has a database. It has 1 journal entries more, and 0 sales not sent." in refused.err
    restored = till.run("restore", backup, "--force", "--json").json
    assert (restored["basis"], restored["sales"], restored["lost"]) == ("whole", 1, 0)
    started = till.run("queue", "send")
    assert (started.status, started.err) == (0, "")
    with closing(sqlite3.connect(till.database)) as connection:
        (why,) = connection.execute("SELECT copied_why FROM tenancy").fetchone()
    assert why == "it is another one than was used here last"
    again = sold(till)
    assert till.run("queue", "send").status == 0

    assert len({*before, *after, *again}) == 4
    platform = simulator.platform
    assert {sale: platform.effects(sale) for sale in (*before, *after, *again)} == dict.fromkeys(
        (*before, *after, *again), 1
    )
    assert platform.violations == []
    assert till.run("receipt", "show", after[0]).status == 0
    assert till.run("journal", "verify").status == 0
    kept = Path(restored["kept"])
    assert journal(kept / "terminal.db") == 3
    assert {"terminal.db", "keys.json"} <= {each.name for each in kept.iterdir()}


def test_a_backup_makes_a_till_where_there_is_none_with_its_people_and_their_pins(till: Till, tmp_path: Path) -> None:
    backup = tmp_path / "till.backup"
    before = sold(till)
    assert till.run("backup", backup).status == 0

    other = Till(tmp_path / "other")
    restored = other.run("restore", backup, "--json")

    assert (restored.status, restored.json["kept"]) == (0, None)
    assert sold(other)[0] not in before
    assert other.run("receipt", "show", before[0]).status == 0
    assert other.run("journal", "verify").status == 0
    assert "a copy" in other.run("doctor", "--json").out
    assert not [each for each in other.data.iterdir() if each.name.startswith(".backup-")]


def spoiled(backup: Path, name: str, content: bytes | None) -> Path:
    """The backup with another content under a name, or without it."""
    path = backup.with_name(f"spoiled-{name}")
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(path, "w") as out:
        for each in whole.namelist():
            if each != name:
                out.writestr(each, whole.read(each))
            elif content is not None:
                out.writestr(each, content)
    return path


def test_a_file_that_is_no_backup_of_this_till_is_refused_and_the_till_stays_as_it_was(
    till: Till, tmp_path: Path
) -> None:
    sold(till)
    good = tmp_path / "good"
    assert till.run("backup", good).status == 0
    facts = json.loads(zipfile.ZipFile(good).read("backup.json"))
    text, cut = tmp_path / "text", tmp_path / "cut"
    text.write_text("no backup")
    cut.write_bytes(good.read_bytes()[:-300])
    said = {
        text: "is no backup of a till, or it is damaged",
        cut: "is no backup of a till, or it is damaged",
        tmp_path / "nowhere": "nowhere",
        spoiled(good, "keys.json", None): "is no backup of a till",
        spoiled(good, "terminal.db", b"SQLite format 3"): "terminal.db is not what was backed up",
        spoiled(good, "backup.json", json.dumps(facts | {"register_id": "lane-9"}).encode()): "a backup of lane-9 in",
    }
    before = till.database.read_bytes()
    for path, words in said.items():
        ran = till.run("restore", path, "--force")
        assert (ran.status, ran.err.count("\n")) == (1, 1), ran.err
        assert words in ran.err
        assert path.name in ran.err
    assert till.database.read_bytes() == before
    assert not (till.data / "replaced").exists()
    assert "already" in till.run("backup", good).err


def epoch(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("SELECT epoch FROM terminal").fetchone()[0])


def leave_log(database: Path) -> None:
    """As a crash leaves it: the newest commit is in the log alone."""
    log = database.with_name("terminal.db-wal")
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE terminal SET epoch = 'ZZZZ'")
        stands, newest = database.read_bytes(), log.read_bytes()
    database.write_bytes(stands)
    log.write_bytes(newest)


def test_what_stood_there_is_kept_whole_with_its_log_and_damages_nothing_that_is_put_back(
    till: Till, tmp_path: Path
) -> None:
    backup = tmp_path / "good"
    before = sold(till)
    assert till.run("backup", backup).status == 0
    its_own = epoch(till.database)
    leave_log(till.database)
    till.database.with_name("terminal.db.damaged").write_text("a page is unreadable\n")

    kept = Path(till.run("restore", backup, "--force", "--json").json["kept"])
    assert (epoch(till.database), epoch(kept / "terminal.db")) == ("ZZZZ", "ZZZZ")  # the newer one is carried over
    assert not till.database.with_name("terminal.db.damaged").exists()
    assert its_own != "ZZZZ"

    till.database.write_bytes(b"\0" * 4096)
    assert till.run("backup", tmp_path / "bad").status == 1
    assert not (tmp_path / "bad").exists()
    assert till.run("restore", backup, "--force").status == 0
    assert till.run("receipt", "show", before[0]).status == 0
    assert sold(till)
