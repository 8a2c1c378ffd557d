"""The journal handed out, and checked by whoever got it: with the till's key, and on a machine that is no till."""

import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.app.checkup import Checkup
from pos_terminal.app.pictures import receipt_picture
from pos_terminal.application.noticeboard import NoticeBoard
from pos_terminal.application.sealing import Seals
from pos_terminal.settings import read_settings
from tests.cli.till import CLOSE, LATTE, ROOT, Till, cash, command

SALES = [LATTE, cash(), CLOSE] * 4
SCRIPT = ROOT / "packaging" / "verify_journal.py"


def exported(till: Till, name: str = "journal.jsonl") -> Path:
    till.sells(*SALES)
    path = till.folder / name
    ran = till.run("journal", "export", path, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert (ran.json["entries"], ran.json["gaps"], ran.json["intact"]) == (4, 0, True)
    return path


def test_an_export_is_whole_private_and_without_secrets(till: Till) -> None:
    path = exported(till)

    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert [line["line"] for line in lines] == ["header", *["entry"] * 4, "end"]
    assert (lines[0]["store_id"], lines[0]["register_id"]) == ("store-77", "lane-1")
    assert lines[1]["total"] == "4.87"
    assert json.loads(lines[1]["document"])["transaction_id"] == lines[1]["transaction_id"]
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    told = path.read_text(encoding="utf-8")
    secrets = [*json.loads((till.data / "keys.json").read_text()).values(), "demo-secret", "demo-key"]
    assert [secret for secret in secrets if secret in told] == []
    assert [each for each in till.folder.iterdir() if "unfinished" in each.name] == []


def test_an_export_never_writes_over_a_file_unless_it_is_told_to(till: Till) -> None:
    path = exported(till)
    before = path.read_bytes()

    ran = till.run("journal", "export", path)
    assert (ran.status, path.read_bytes()) == (1, before)
    assert "--force" in ran.err
    assert till.run("journal", "export", path, "--force").status == 0
    for place in (till.folder, till.folder / "nowhere" / "journal.jsonl"):
        ran = till.run("journal", "export", place)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_the_tills_own_key_proves_its_file_and_no_key_says_what_is_not_proven(till: Till, tmp_path: Path) -> None:
    path = exported(till)

    own = till.run("journal", "verify", "--file", path, "--json")
    assert (own.status, own.json["intact"], own.json["proven"]) == (0, True, True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path)}
    line = [sys.executable, "-m", "pos_terminal", "journal", "verify", "--file", str(path), "--json"]
    elsewhere = subprocess.run(
        line, capture_output=True, text=True, timeout=60, check=True, cwd=tmp_path, env=environment
    )
    said = json.loads(elsewhere.stdout)
    assert (said["intact"], said["proven"]) == (True, False)
    assert "--keys" in said["not_proven"]
    with_key = command(["journal", "verify", "--file", path, "--keys", till.data / "keys.json", "--json"])
    assert with_key.json["proven"] is True


def test_a_damaged_file_exits_1_and_names_the_first_bad_entry_as_the_script_does(till: Till) -> None:
    path = exported(till)
    path.write_bytes(path.read_bytes().replace(b'"employee_id":"1001"', b'"employee_id":"1002"', 1))

    ran = till.run("journal", "verify", "--file", path, "--json")
    assert (ran.status, ran.json["broken_at"], ran.json["what"]) == (1, 1, "the line was changed")
    assert "Entry 1 (line 2): the line was changed." in ran.err
    line = [sys.executable, "-I", "-S", SCRIPT, path, "--keys", till.data / "keys.json", "--json"]
    second = subprocess.run(
        [str(each) for each in line], capture_output=True, text=True, timeout=60, cwd=till.folder, check=False
    )
    assert (second.returncode, second.stderr) == (1, "")
    assert json.loads(second.stdout) == ran.json


def test_a_receipt_is_held_against_the_till_and_against_a_file(till: Till) -> None:
    path = exported(till)
    newest = till.run("journal", "export", till.folder / "again.jsonl", "--json").json["anchor"]

    assert till.run("journal", "verify", "--anchor", newest).status == 0
    assert till.run("journal", "verify", "--file", path, "--anchor", newest).status == 0
    for wrong, says in (("4 0000-0000", "not the entry"), ("5 1234-5678", "cut off")):
        for file in ([], ["--file", str(path)]):
            ran = till.run("journal", "verify", "--anchor", wrong, *file, "--json")
            assert (ran.status, ran.json["intact"], ran.json["broken_at"]) == (1, False, int(wrong[0]))
            assert says in ran.json["what"]


WRONG = [
    ["journal", "verify", "--anchor", "none"],
    ["journal", "verify", "--anchor", "5"],
    ["journal", "verify", "--keys", "keys.json"],
    ["journal", "export"],
]


@pytest.mark.parametrize("line", WRONG, ids=" ".join)
def test_wrong_usage_is_told(till: Till, line: list[str]) -> None:
    ran = till.run(*line)

    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_keys_and_files_that_are_not_there_are_told(till: Till) -> None:
    path = exported(till)
    keys: list[str | Path] = ["--keys", till.folder / "none.json"]
    for file, more in ((path, keys), (till.folder / "none.jsonl", [])):
        ran = till.run("journal", "verify", "--file", file, *more)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_an_empty_journal_is_handed_out_and_proven(till: Till) -> None:
    path = till.folder / "empty.jsonl"
    assert till.run("script").status == 0

    assert till.run("journal", "export", path, "--json").json["entries"] == 0
    assert till.run("journal", "verify", "--file", path, "--json").json["proven"] is True


def test_a_broken_journal_is_handed_out_as_it_is_and_told(till: Till) -> None:
    till.sells(*SALES)
    connection = sqlite3.connect(till.database)
    connection.execute("DROP TRIGGER journal_never_changes")
    connection.execute("UPDATE journal SET total = 1 WHERE seq = 3")
    connection.commit()
    connection.close()

    ran = till.run("journal", "export", till.folder / "journal.jsonl", "--json")

    assert (ran.status, ran.json["intact"], ran.json["broken_at"]) == (1, False, 3)
    assert "the journal in it is not whole" in ran.err
    assert (till.folder / "journal.jsonl").exists()


def test_whichever_byte_of_an_entry_is_changed_the_entry_is_named(till: Till) -> None:
    till.sells(*SALES)
    place, size = where_entry_stands(till, 3)
    whole = till.database.read_bytes()

    told = {}
    for at in range(place, place + size):
        till.database.write_bytes(whole[:at] + b"\xc5" + whole[at + 1 :])
        ran = till.run("journal", "verify", "--json")
        checkup = Checkup(read_settings(till.config, {}), NoticeBoard(), breath=0.0)
        checkup.run()
        assert checkup.fault is not None
        told[at - place] = (ran.status, ran.json["broken_at"], checkup.fault.seq)
    till.database.write_bytes(whole)

    assert {where: what for where, what in told.items() if what != (1, 3, 3)} == {}
    assert till.run("journal", "verify").status == 0


def where_entry_stands(till: Till, seq: int) -> tuple[int, int]:
    """Where the columns of an entry lie in the file, from its transaction's id to its hash, and their bytes."""
    with closing(sqlite3.connect(till.database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        first, last = connection.execute("SELECT transaction_id, hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    content = till.database.read_bytes()
    found = [each.start() for each in re.finditer(last.encode(), content)]
    starts = [(content.rfind(first.encode(), end - 400, end), end + len(last)) for end in found]
    place, end = next((start, end) for start, end in starts if start >= 0 and end - start < 400)
    return place, end - place


def test_a_receipt_in_somebodys_pocket_proves_its_entry_and_shows_a_cut_tail(till: Till) -> None:
    till.change("printer", driver="file", target="paper")
    answers = till.sells(*SALES)
    paper = Path(answers[-1]["state"]["receipt"]).with_suffix(".txt").read_text(encoding="utf-8")
    printed = next(line.strip() for line in paper.splitlines() if line.strip().startswith("Journal"))
    file = till.folder / "journal.jsonl"
    assert till.run("journal", "export", file).status == 0

    assert printed.startswith("Journal 4 · ")
    assert till.run("journal", "verify", "--anchor", printed).status == 0
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:4], lines[-1]]))
    cut = till.run("journal", "verify", "--file", file, "--anchor", printed, "--json")
    assert (cut.status, cut.json["broken_at"]) == (1, 4)


def test_the_picture_on_the_screen_is_the_receipt_that_was_printed(till: Till) -> None:
    till.change("printer", driver="file", target="paper")
    receipt = Path(till.sells(*SALES)[-1]["state"]["receipt"])
    settings = read_settings(till.config)
    with open_database(till.database) as database:
        sales = SqliteSales(database.connect(), database.lock, b"nothing is sealed with this")
        newest = sales.last()
        assert newest is not None
        picture = receipt_picture(settings, database)
        assert picture(newest) == receipt.with_suffix(".png").read_bytes()


def test_entries_that_damage_took_along_are_told_and_are_no_fault(till: Till) -> None:
    till.sells(*SALES)
    seals = Seals(bytes.fromhex(json.loads((till.data / "keys.json").read_text())["journal"]))
    connection = sqlite3.connect(till.database)
    hashes = dict(connection.execute("SELECT seq, hash FROM journal").fetchall())
    lost = (2, 3, hashes[1], hashes[3], 1_790_000_000_000_000, "a page of the file was zero")
    connection.executescript("DROP TRIGGER journal_never_shrinks; DROP TRIGGER document_stays;")
    connection.execute("DELETE FROM journal WHERE seq IN (2, 3)")
    connection.execute("DELETE FROM document WHERE seq IN (2, 3)")
    connection.execute("INSERT INTO journal_gap VALUES (?, ?, ?, ?, ?, ?, ?)", (*lost, seals.gap(lost)))
    connection.commit()
    connection.close()

    own = till.run("journal", "verify", "--json")
    assert (own.status, own.json["intact"]) == (0, True)
    assert own.json["gaps"][0] == {
        "first": 2,
        "last": 3,
        "found": "2026-09-21T14:13:20.000Z",
        "cause": "a page of the file was zero",
    }
    assert "entries 2 to 3 are lost" in till.run("journal", "verify").out
    exported = till.run("journal", "export", till.folder / "journal.jsonl", "--json")
    assert (exported.status, exported.json["entries"], exported.json["gaps"]) == (0, 2, 1)
