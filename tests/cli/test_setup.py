import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import tomllib
import urllib.request
from contextlib import closing
from dataclasses import astuple, fields, replace
from pathlib import Path

import pytest

from pos_terminal.cli.config_template import config_text
from pos_terminal.settings import read_settings
from pos_terminal.settings.sections import SECTIONS
from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CASHIER, EMPLOYEES, LATTE, NOBODY_LISTENS, PIN, ROOT, Till, cash, command


def answers(url: str, secret: str = "demo-secret", key: str = "demo-key") -> bytes:
    return f"store-77\nclient-9\nlane-1\n{url}\n{key}\n{secret}\n".encode()


def test_init_asks_writes_and_checks(tmp_path: Path, simulator: RunningSimulator) -> None:
    config = tmp_path / "new" / "till.toml"

    ran = command(["--config", config, "init"], answers(simulator.url))

    assert (ran.status, ran.err) == (0, "")
    assert "Platform and printer answer." in ran.out
    assert "demo-secret" not in ran.out
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    settings = read_settings(config, {})
    assert settings.platform.base_url == simulator.url
    assert settings.platform.secret.reveal() == "demo-secret"


def hash_of_pin(till: Till) -> str:
    with closing(sqlite3.connect(till.database)) as connection:
        (hashed,) = connection.execute("SELECT pin_hash FROM employee_pin WHERE employee_id = ?", (CASHIER,)).fetchone()
    return str(hashed)


def test_a_pin_costs_what_is_set_and_changes_over_when_it_is_used(till: Till) -> None:
    till.sells()
    assert "$m=19456,t=2," in hash_of_pin(till)

    till.change("terminal", pin_hashing="strong")
    till.sells()

    assert "$m=65536,t=3," in hash_of_pin(till)


def test_every_setting_is_in_the_file_explained_and_with_its_default(tmp_path: Path) -> None:
    text = config_text(
        {
            "terminal.store_id": "s",
            "terminal.client_id": "c",
            "terminal.register_id": "r",
            "platform.base_url": "https://x",
            "platform.key": "k",
        }
    )
    loose = text.replace("\n# ", "\n")

    tables = tomllib.loads(loose.partition("\n")[2])

    assert set(tables) == set(SECTIONS)
    (tmp_path / "all.toml").write_text(loose.partition("\n")[2], encoding="utf-8")
    (tmp_path / "few.toml").write_text(text, encoding="utf-8")
    written, few = (read_settings(tmp_path / f"{name}.toml", {}) for name in ("all", "few"))
    assert astuple(replace(written, file=few.file)) == astuple(few)
    settings = [line for line in text.splitlines() if " = " in line]
    assert all("  # " in line for line in settings)


def test_an_answer_is_that_of_one_section() -> None:
    tables = tomllib.loads(config_text({"printer.driver": "none"}))

    assert (tables["printer"], tables["scanner"]) == ({"driver": "none"}, {})


def test_answers_are_kept_whatever_is_in_them(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    odd = 'a"b\\c\td [x] # é'

    command(["--config", config, "init", "--no-check"], answers("https://x.example", secret=odd))

    assert read_settings(config, {}).platform.secret.reveal() == odd


def test_init_never_overwrites_unless_told_to(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text("mine")

    refused = command(["--config", config, "init", "--no-check"], answers("https://x.example"))
    assert (refused.status, config.read_text()) == (1, "mine")
    assert "--force" in refused.err
    assert command(["--config", config, "init", "--no-check", "--force"], answers("https://x.example")).status == 0
    assert stat.S_IMODE(config.stat().st_mode) == 0o600


@pytest.mark.parametrize("typed", [b"", b"store-77\n", b"store-77\n\nlane-1\n", b"\xff\n"])
def test_init_without_its_answers_writes_nothing(tmp_path: Path, typed: bytes) -> None:
    ran = command(["--config", tmp_path / "till.toml", "init"], typed)

    assert (ran.status, len(ran.err.splitlines())) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_init_tells_what_does_not_answer_yet(tmp_path: Path, simulator: RunningSimulator) -> None:
    away = command(["--config", tmp_path / "a.toml", "init"], answers(NOBODY_LISTENS))
    wrong = command(["--config", tmp_path / "b.toml", "init"], answers(simulator.url, secret="wrong-one"))

    assert (away.status, wrong.status) == (1, 1)
    assert NOBODY_LISTENS in away.err
    assert "does not serve" in wrong.err
    assert "wrong-one" not in wrong.err + wrong.out
    assert (tmp_path / "a.toml").exists()


def test_init_tells_a_culture_that_nobody_writes(
    tmp_path: Path, simulator: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_TERMINAL_TERMINAL__CULTURE", "xx_XX")

    ran = command(["--config", tmp_path / "till.toml", "init"], answers(simulator.url))

    assert (ran.status, "'xx_XX'" in ran.err) == (1, True)


def test_init_says_which_answer_cannot_be(tmp_path: Path) -> None:
    ran = command(["--config", tmp_path / "till.toml", "init"], answers("http://shop.example"))

    assert ran.status == 1
    assert "base_url" in ran.err


def test_init_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    ran = command(["--config", "/proc/no/till.toml", "init"], answers("https://x.example"))

    assert (ran.status, len(ran.err.splitlines())) == (1, 1)


def test_init_without_a_secret_leaves_it_to_the_keyring(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"

    ran = command(["--config", config, "init"], answers("https://x.example", secret=""))

    assert "no platform secret" in ran.err
    assert not read_settings(config, {}).platform.secret


def test_every_setting_is_read_by_something() -> None:
    package = ROOT / "pos_terminal"
    apart = (package / "settings", package / "simulator", package / "cli" / "config_template.py")
    sources = [path for path in package.rglob("*.py") if not any(path.is_relative_to(each) for each in apart)]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    read = {name for text in texts for name in re.findall(r"\.(\w+)", text)}
    # A right is used where its action is asked for, and the reasons for an action with it.
    allowed = {name.lower() for text in texts for name in re.findall(r"\bAction\.([A-Z_]+)\b(?!: )", text)}
    known = {f"{section}.{each.name}" for section, kind in SECTIONS.items() for each in fields(kind)}

    def is_used(setting: str) -> bool:
        section, _, name = setting.partition(".")
        return name in (allowed if section == "rights" else read | allowed if section == "reasons" else read)

    assert {name for name in known if not is_used(name)} == set()


# --- the simulator


def test_the_simulator_starts_tells_its_address_and_serves_a_terminal(till: Till) -> None:
    process = till.process("simulate", "--port", "0")
    try:
        assert process.stdout is not None
        till.url = process.stdout.readline().decode().strip()
        till.write_config()
        assert till.url.startswith("http://127.0.0.1:")
        assert till.run("doctor", "--json").json["wrong"] == []
        with urllib.request.urlopen(f"{till.url}/_sim/state") as reply:  # noqa: S310 - the address was just told
            assert reply.status == 200
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode()) == (0, "")


def test_a_port_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = command(["simulate", "--port", str(port)])

    assert (ran.status, ran.out) == (1, "")
    assert f"Port {port}" in ran.err
    assert "--port" in ran.err


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"colour": 1}', b"\xff", b"[" * 100_000])
def test_a_seed_that_cannot_be_is_told(tmp_path: Path, content: bytes) -> None:
    seed = tmp_path / "seed.json"
    seed.write_bytes(content)

    for path in (seed, tmp_path / "none.json", tmp_path):
        ran = command(["simulate", "--port", "0", "--seed-file", path])
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.count(str(path)) == 1
        assert "Errno" not in ran.err


@pytest.mark.parametrize(("currency", "price"), [("JPY", "450"), ("KWD", "1.255")])
def test_the_simulator_serves_tills_of_other_currencies(bare: Till, currency: str, price: str) -> None:
    process = bare.process("simulate", "--port", "0", "--currency", currency)
    try:
        assert process.stdout is not None
        bare.url = process.stdout.readline().decode().strip()
        bare.change("terminal", currency=currency)
        latte = {"item_id": "latte", "name": "Latte", "price": price, "barcodes": ["4006381333931"]}
        bare.run("catalog", "import", bare.file("catalog.json", {"items": [latte]}))
        bare.run("employees", "import", bare.file("employees.json", EMPLOYEES))
        bare.run("employees", "set-pin", CASHIER, stdin=f"{PIN}\n{PIN}\n".encode())
        bare.sells(LATTE, cash(), {"do": "close"})
        assert bare.run("queue", "send").status == 0
        with urllib.request.urlopen(f"{bare.url}/_sim/transactions") as reply:  # noqa: S310 - the address was just told
            assert price in reply.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def test_a_currency_that_cannot_be_is_told() -> None:
    ran = command(["simulate", "--port", "0", "--currency", "yen"])

    assert (ran.status, ran.out) == (1, "")
    assert (
        ran.err
        == "pos-terminal: --currency: 'yen' is not a currency code: three capital letters are wanted, such as USD.\n"
    )


def test_benchmarks_want_a_checkout(till: Till) -> None:
    line = ["benchmark", "--no-such-option"]
    process = till.process(*line)
    _, err = process.communicate(timeout=120)

    assert process.returncode != 0
    assert isinstance(process, subprocess.Popen)
    assert err


def test_demo_wants_one_lane_on_a_screen() -> None:
    ran = command(["demo", "--lanes", "2"])

    assert ran.status == 2
    assert "--headless" in ran.err


def test_nothing_of_the_machines_user_is_read() -> None:
    assert not [name for name in os.environ if name.startswith("POS_TERMINAL_")]
