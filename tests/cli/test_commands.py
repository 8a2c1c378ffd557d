import json
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pos_terminal import __version__
from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, ROOT, SIGN_IN, Till, cash, command, jsonl

GROUPS = [
    [],
    ["run"],
    ["demo"],
    ["init"],
    ["script"],
    ["simulate"],
    ["certify"],
    ["doctor"],
    ["benchmark"],
    ["barcode"],
    ["barcode", "test"],
    ["catalog"],
    ["catalog", "import"],
    ["employees"],
    ["employees", "import"],
    ["employees", "set-pin"],
    ["queue"],
    ["queue", "status"],
    ["queue", "list"],
    ["queue", "send"],
    ["queue", "show"],
    ["queue", "retry"],
    ["queue", "export"],
    ["printer"],
    ["printer", "test"],
    ["printer", "list"],
    ["printer", "status"],
    ["devices"],
    ["devices", "check"],
    ["journal"],
    ["journal", "verify"],
    ["journal", "export"],
]
OTHERS = [["replay"], ["backup"], ["restore"], ["receipt"], ["report"], ["--log-level=DEBUG", "--config", "x", "queue"]]


@pytest.mark.parametrize("group", [*GROUPS, *OTHERS], ids=" ".join)
def test_help_is_everywhere(group: list[str]) -> None:
    ran = command([*group, "--help"])

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Usage: pos-terminal")
    assert len(ran.out.splitlines()) > 4


def test_no_command_waits_for_the_others_to_be_loaded() -> None:
    program = (
        "import sys\n"
        "from pos_terminal.cli.entry import main\n"
        "main(['script', '--help'])\n"
        "names = ('script.command', 'demo', 'barcode', 'catalog', 'certify.command')\n"
        "sys.exit(str([name for name in names if 'pos_terminal.cli.' + name in sys.modules]))"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, cwd=ROOT, timeout=60)

    assert ran.stderr == b"['script.command']\n"


def test_the_version_is_told() -> None:
    assert command(["--version"]).out == f"pos-terminal {__version__}\n"


WRONG = [
    ["nonsense"],
    ["--nonsense"],
    ["--config"],
    ["--log-level", "loud"],
    ["--log-level", "loud", "run"],
    ["run", "--mode", "drive-in"],
    ["run", "--mode", "manager"],
    ["run", "--mode"],
    ["run", "now"],
    ["run", "--mode=cashier", "--mode", "x"],
    ["demo", "--lanes", "0"],
    ["demo", "--lanes", "two", "--headless"],
    ["demo", "--lanes", "2"],
    ["barcode"],
    ["barcode", "test"],
    ["catalog"],
    ["catalog", "import"],
    ["catalog", "upload", "now"],
    ["catalog", "import", "a", "b"],
    ["employees", "import"],
    ["employees", "set-pin"],
    ["queue"],
    ["queue", "show"],
    ["queue", "list", "--limit", "0"],
    ["queue", "list", "--limit", "many"],
    ["queue", "status", "--csv"],
    ["simulate", "--port", "99999"],
    ["simulate", "--port", "-1"],
    ["printer", "fax"],
    ["journal", "mend"],
    ["script", "a", "b"],
    ["doctor", "who"],
    ["--config", "/nowhere/at.toml", "queue", "status"],
    ["--config", "/nowhere/at.toml"],
    ["--config", "/dev/null", "doctor"],
    ["--config", "/", "run"],
    ["--config=", "journal", "verify"],
]


@pytest.mark.parametrize("line", WRONG, ids=" ".join)
def test_wrong_usage_exits_2_with_words(line: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    ran = command(line)

    assert (ran.status, ran.out if line not in (["catalog"], ["queue"]) else "") == (2, "")
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_no_list_of_arguments_ends_in_a_traceback(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(till.folder)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)  # `run` is among the words, and a window would wait for somebody
    chance = random.Random(20260304)
    words = [word for group in GROUPS for word in group if word not in {"simulate", "demo", "benchmark"}]
    words += [
        "--json",
        "--limit",
        "--strict",
        "--mode",
        "--port",
        "--config",
        "--data-dir",
        "--log-level",
        "-x",
        "--",
        "",
    ]
    words += ["1001", "-1", "ü", "\x1b[2J", "~root/x", "a" * 300, str(till.config), str(till.data), "/dev/null", "."]

    for _ in range(150):
        line = chance.choices(words, k=chance.randint(1, 5))
        ran = till.run(*line)
        assert ran.status in {0, 1, 2}, line
        assert "Traceback" not in ran.err, line
        assert ran.status == 0 or ran.out + ran.err, line
        assert "\x1b" not in ran.err, line


@pytest.mark.parametrize("data_dir", ["/dev/null/x", "/proc/no/such/place"])
@pytest.mark.parametrize(
    "line", [["queue", "send"], ["script"], ["queue", "status"], ["journal", "verify"]], ids=" ".join
)
def test_a_data_folder_that_cannot_be_is_told(till: Till, data_dir: str, line: list[str]) -> None:
    ran = till.run("--data-dir", data_dir, *line)

    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert data_dir in ran.err


def test_a_folder_that_is_a_file_is_told(till: Till) -> None:
    shutil.rmtree(till.data / "logs", ignore_errors=True)
    (till.data / "logs").touch()

    for line in (["script"], ["demo", "--headless", "--out", "/dev/null/x"]):
        ran = till.run(*line)
        assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
    (till.data / "logs").unlink()
    assert till.run("queue", "send").status == 0


def test_somebody_elses_home_that_is_not_there_is_told(till: Till) -> None:
    ran = till.run("--data-dir", "~nobody-of-that-name/x", "queue", "status")

    assert ran.status == 2
    assert "~nobody-of-that-name/x" in ran.err


def test_without_a_config_file_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))

    ran = command(["queue", "status"])

    assert ran.status == 2
    assert "pos-terminal init" in ran.err


def test_the_config_file_is_found_in_the_folder_or_by_the_environment(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(till.folder)
    assert command(["queue", "status"]).status == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POS_TERMINAL_CONFIG", str(till.config))
    assert command(["queue", "status"]).status == 0


def test_run_without_a_display_says_so(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    for line in ([], ["run"], ["run", "--mode=cashier"]):
        ran = till.run(*line)
        assert ran.status == 1
        assert "no display" in ran.err


def test_it_runs_as_a_module_from_another_folder(till: Till) -> None:
    out, err = till.process("queue", "status").communicate(timeout=60)

    assert (out.decode().split()[:4], err) == (["pending", "0", "parked", "0"], b"")


def test_commands_and_scripts_load_no_qt() -> None:
    program = (
        "import sys; from pos_terminal.cli import commands; from pos_terminal.cli.script import command;"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )

    line = [sys.executable, "-c", program]
    assert subprocess.run(line, capture_output=True, check=True, cwd=ROOT, timeout=60).stdout == b"[]\n"


def test_output_that_nobody_reads_on_is_no_crash(till: Till) -> None:
    till.sells(LATTE, cash(), CLOSE)
    process = till.process("queue", "list", "--json")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (1, b"")


# --- the queue


def test_the_queue_is_counted_listed_and_sent(till: Till, simulator: RunningSimulator) -> None:
    till.sells(LATTE, cash(), CLOSE, LATTE, cash(), CLOSE)

    status = till.run("queue", "status", "--json").json
    assert (status["pending"], status["parked"]) == (2, 0)
    assert status["oldest"].endswith("Z")
    rows = till.run("queue", "list", "--json").json
    assert [row["kind"] for row in rows] == ["closed", "closed"]
    assert {row["state"] for row in rows} <= {"waiting", "sending"}
    assert set(rows[0]) >= {"seq", "transaction_id", "kind", "state", "request_id", "created", "tries", "reason"}
    assert len(till.run("queue", "list", "--limit", "1", "--json").json) == 1
    table = till.run("queue", "list").out.splitlines()
    assert table[0].split()[:2] == ["seq", "transaction_id"]
    assert rows[1]["transaction_id"] in table[2]

    till.talk_to(simulator)
    sent = till.run("queue", "send", "--json")
    assert (sent.status, sent.json) == (0, {"sent": 2, "left": 0, "parked": 0})
    assert till.run("queue", "list").out == "Nothing.\n"
    assert till.run("queue", "list", "--json").json == []
    assert simulator.platform.violations == []


def test_sending_without_a_platform_says_what_is_left(till: Till) -> None:
    till.sells(LATTE, cash(), CLOSE)

    ran = till.run("queue", "send", "--json")

    assert (ran.status, ran.json) == (1, {"sent": 0, "left": 1, "parked": 0})
    assert "did not take everything" in ran.err


def test_what_the_platform_refuses_is_parked_and_shown(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    sold = till.sells(LATTE)[0]["state"]["transaction_id"]
    simulator.platform.poison(sold)
    answers = till.sells(cash(), CLOSE, {"do": "send_pending"})

    assert (answers[-1]["left"], answers[-1]["parked"], answers[-1]["state"]["parked"]) == (0, 1, 1)
    row = till.run("queue", "list", "--json").json[0]
    assert (row["transaction_id"], row["state"]) == (sold, "parked")
    assert "VALIDATION" in row["reason"]


# --- the journal


def test_an_untouched_journal_is_intact(till: Till) -> None:
    till.sells(LATTE, cash(), CLOSE, LATTE, {"do": "void", "reason": "x"})

    ran = till.run("journal", "verify", "--json")

    assert ran.status == 0
    assert (ran.json["entries"], ran.json["erased_documents"], ran.json["intact"]) == (3, 0, True)
    assert len(ran.json["head"]) == 64


TAMPERING = [
    "UPDATE journal SET total = total + 1 WHERE seq = 2",
    "UPDATE document SET body = CAST(replace(body, '4.50', '4.05') AS BLOB) WHERE seq = 2",
    "UPDATE document SET body = NULL, erased_us = 1, erased_mac = 'f' WHERE seq = 2",
    "DELETE FROM journal WHERE seq = 3",
    "UPDATE terminal SET journal_count = 2",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_a_journal_that_was_changed_is_found_out(till: Till, statement: str) -> None:
    till.sells(*[LATTE, cash(), CLOSE] * 3)
    connection = sqlite3.connect(till.database)
    connection.execute("PRAGMA foreign_keys = OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    changed = connection.execute(statement).rowcount
    connection.commit()
    connection.close()
    assert changed == 1

    ran = till.run("journal", "verify", "--json")

    assert ran.status == 1
    assert ran.json["intact"] is False
    assert ran.json["broken_at"] in {2, 3}
    assert "entry" in ran.err
    doctor = till.run("doctor", "--json")
    assert "journal" in doctor.json["wrong"]


def test_another_key_than_the_journals_shows(till: Till) -> None:
    till.sells(LATTE, cash(), CLOSE)
    keys = till.data / "keys.json"
    others = {name: f"{int(key[0], 16) ^ 1:x}{key[1:]}" for name, key in json.loads(keys.read_text()).items()}
    keys.write_text(json.dumps(others))

    ran = till.run("journal", "verify")

    assert ran.status == 1
    assert "key" in ran.err


def test_keys_that_are_gone_are_told_and_not_made_anew(till: Till) -> None:
    till.sells(LATTE, cash(), CLOSE)
    (till.data / "keys.json").unlink()

    for line in (["journal", "verify"], ["script"], ["queue", "send"]):
        ran = till.run(*line)
        assert (ran.status, len(ran.err.splitlines())) == (1, 1)
        assert "backup" in ran.err
    assert "journal" in till.run("doctor", "--json").json["wrong"]
    assert not (till.data / "keys.json").exists()


# --- printer


def test_a_test_page_on_a_folder(till: Till) -> None:
    till.change("printer", driver="file", target="paper", columns=32)

    ran = till.run("printer", "test")

    assert (ran.status, ran.err) == (0, "")
    names = {path.suffix for path in (till.folder / "paper").iterdir()}
    assert names == {".bin", ".txt", ".png"}
    assert (till.folder / "paper" / "test-page.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("driver", ["none", "screen"])
def test_a_test_page_on_a_printer_without_paper(till: Till, driver: str) -> None:
    till.change("printer", driver=driver)

    assert till.run("printer", "test").status == 0


@pytest.mark.parametrize("target", ["127.0.0.1:9", "nonsense", "", "127.0.0.1:port"])
def test_a_network_printer_that_is_not_there_is_told(till: Till, target: str) -> None:
    till.change("printer", driver="network", target=target)

    ran = till.run("printer", "test")

    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_told(till: Till) -> None:
    till.change("printer", driver="file", target=str(till.file("a-file", b"")))

    ran = till.run("printer", "test")

    assert ran.status == 1
    assert "cannot be written" in ran.err


# --- doctor


def test_doctor_finds_nothing_wrong_with_a_healthy_terminal(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)

    ran = till.run("doctor", "--json")

    assert (ran.status, ran.json["wrong"]) == (0, [])
    assert set(ran.json) >= {
        "version",
        "python",
        "sqlite",
        "disk",
        "database",
        "origin",
        "journal",
        "queue",
        "platform",
        "printer",
    }
    assert "answers" in ran.json["platform"]
    assert "demo-secret" not in ran.out
    assert till.run("doctor").out.splitlines()[-1].split() == ["wrong", "nothing"]


def test_doctor_tells_all_that_is_wrong(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    till.change("platform", secret="another")
    till.change("printer", driver="network", target="127.0.0.1:9")
    (till.data / "terminal.db").write_bytes(b"garbage" * 1000)

    ran = till.run("doctor", "--json")

    assert ran.status == 1
    assert ran.json["wrong"] == ["database", "origin", "journal", "queue", "offers", "platform", "printer"]
    assert "another" not in ran.out + ran.err


@pytest.mark.parametrize("culture", ["xx_XX", "de_FR"])
def test_doctor_tells_a_culture_that_nobody_writes(till: Till, simulator: RunningSimulator, culture: str) -> None:
    till.talk_to(simulator)
    till.change("terminal", culture=culture)

    ran = till.run("doctor", "--json")

    assert ran.json["wrong"] == ["culture"]
    assert culture in ran.json["culture"]


def test_doctor_before_the_first_start(bare: Till) -> None:
    ran = bare.run("doctor", "--json")

    assert ran.status == 1
    assert "Start the terminal once" in ran.json["database"]
    assert not bare.data.exists()


# --- a database that cannot be used


def garbage(database: Path) -> None:
    database.write_bytes(random.Random(1).randbytes(50_000))


def nothing(database: Path) -> None:
    database.write_bytes(b"")


def newer(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def foreign(database: Path) -> None:
    database.unlink()
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()


def cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:5000])


@pytest.mark.parametrize("spoil", [newer, foreign])
def test_a_database_that_cannot_be_used_is_told_and_kept(till: Till, spoil: object) -> None:
    for left in till.data.glob("terminal.db-*"):
        left.unlink()
    assert callable(spoil)
    spoil(till.database)
    before = till.database.read_bytes()

    for line in (["script"], ["queue", "send"], ["queue", "status"], ["employees", "set-pin", "1001"]):
        ran = till.run(*line, stdin=b"2580\n2580\n")
        assert (ran.status, ran.out) == (1, ""), line
        assert len(ran.err.splitlines()) == 1, ran.err
        assert str(till.database) in ran.err
    assert till.database.read_bytes() == before


@pytest.mark.parametrize("spoil", [garbage, nothing, cut])
def test_a_damaged_database_is_set_aside_and_its_sales_are_there_again(till: Till, spoil: object) -> None:
    sold = till.sells(LATTE, cash(), CLOSE)[-1]["state"]["transaction_id"]
    assert callable(spoil)
    spoil(till.database)
    damaged = till.database.read_bytes()

    assert till.run("queue", "status").status == 1
    assert till.run("script").status == 0

    [folder] = (till.data / "quarantine").iterdir()
    assert (folder / "terminal.db").read_bytes() == damaged
    assert till.run("journal", "verify").status == 0
    assert [row["transaction_id"] for row in till.run("queue", "list", "--json").json] == [sold]
    doctor = till.run("doctor", "--json").json
    assert doctor["database"] == "ok"
    assert "recovered: 1 sales are there. 1 of them are from the second copy" in doctor["damage"]
    assert str(folder) in doctor["damage"]


def test_a_second_terminal_on_the_same_data_is_turned_away(till: Till) -> None:
    first = till.process("script")
    assert first.stdin is not None
    assert first.stdout is not None
    first.stdin.write(jsonl([SIGN_IN]))
    first.stdin.flush()
    assert first.stdout.readline()

    second = till.run("script", stdin=jsonl([SIGN_IN]))
    status = till.run("queue", "status", "--json")
    verified = till.run("journal", "verify")
    first.communicate(timeout=60)

    assert (second.status, second.out) == (1, "")
    assert f"process {first.pid}" in second.err
    assert (status.status, verified.status) == (0, 0)
    assert till.script(SIGN_IN)[0]["ok"]


def test_the_data_are_this_users_alone(till: Till) -> None:
    till.sells(LATTE, cash(), CLOSE)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in till.data.iterdir() if path.is_file()}
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


def test_a_sale_left_open_under_another_currency_is_named_with_the_way_out(till: Till) -> None:
    till.script(SIGN_IN, LATTE)
    till.change("terminal", currency="JPY")

    ran = till.run("queue", "send")

    assert ran.status == 1
    assert "still open in USD" in ran.err
    assert "Traceback" not in ran.err
