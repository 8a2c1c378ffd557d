"""A terminal as its commands see it: a config file, a data folder, and standard streams made of bytes."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pos_terminal.__main__ import main
from pos_terminal.simulator import RunningSimulator
from tests.cli.forked import Forked, Running

ROOT = Path(__file__).resolve().parents[2]
NOBODY_LISTENS = "http://127.0.0.1:9"
CASHIER, PIN = "1001", "2580"

CATALOG = {
    "taxes": [{"tax_code": "STD", "name": "Sales tax", "rate": "0.0825", "included": False}],
    "categories": [{"category_id": "all", "name": "All", "item_ids": ["latte", "muffin", "apples", "tea"]}],
    "items": [
        {"item_id": "latte", "name": "Latte", "price": "4.50", "tax_codes": ["STD"], "barcodes": ["4006381333931"]},
        {"item_id": "muffin", "name": "Muffin", "price": "3.25", "tax_codes": ["STD"], "barcodes": ["5901234123457"]},
        {
            "item_id": "tea",
            "name": "Tea",
            "price": "2.10",
            "tax_codes": [],
            "barcodes": ["8711000000007"],
            "sku": "TEA",
        },
        {"item_id": "oat", "name": "Oat milk", "price": "0.60", "is_modifier": True, "modifies_item_ids": ["latte"]},
        {"item_id": "shot", "name": "Shot", "price": "0.00", "is_modifier": True, "modifies_item_ids": ["latte"]},
        {
            "item_id": "gold",
            "name": "Gold leaf",
            "price": "200000.00",
            "is_modifier": True,
            "modifies_item_ids": ["latte"],
        },
        {"item_id": "apples", "name": "Apples", "price": "2.99", "tax_codes": ["STD"], "unit": "kg", "plu": "4015"},
        {"item_id": "gift", "name": "Gift card", "price": "0.00", "tax_codes": [], "open_price": True},
        {"item_id": "sample", "name": "Sample", "price": "0.00", "tax_codes": ["STD"]},
        {"item_id": "retired", "name": "Retired", "price": "1.00", "active": False},
    ],
}
EMPLOYEES = {
    "employees": [
        {"employee_id": CASHIER, "first_name": "Maya", "last_name": "Rossi", "role": "cashier"},
        {"employee_id": "1002", "first_name": "Jonas", "last_name": "Lind", "role": "cashier"},
        {
            "employee_id": "3001",
            "first_name": "Dan",
            "last_name": "Oka",
            "role": "manager",
            "sm_employee_id": "sm-3001",
        },
        {"employee_id": "left", "first_name": "Gone", "last_name": "By", "role": "cashier", "end_date": "2020-01-01"},
    ]
}

Step = dict[str, Any]
STAYS = re.compile(r"pos-terminal: \d+ sales? .* on this till\.\n")
"""What a terminal says at its end when sales wait."""


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit status and what it said."""

    status: int
    out: str
    err: str

    @property
    def answers(self) -> list[Step]:
        """The lines of a script's output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command prints
        """The output as one JSON document."""
        return json.loads(self.out)


def command(arguments: Sequence[str | Path], stdin: bytes = b"") -> Ran:
    """Run a command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = main([str(each) for each in arguments])
    finally:
        sys.stdin = before
    return Ran(status, _read(out), _read(err))


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def toml(sections: dict[str, dict[str, object]]) -> str:
    """Sections as TOML: JSON's strings, numbers, flags and lists are TOML's too."""
    return "".join(
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
        for name, table in sections.items()
    )


def jsonl(steps: Iterable[Step]) -> bytes:
    """A script."""
    return "".join(json.dumps(step, ensure_ascii=False) + "\n" for step in steps).encode()


@dataclass
class Till:
    """One terminal's folder, config file and commands."""

    folder: Path
    url: str = NOBODY_LISTENS
    changes: dict[str, dict[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.write_config()

    @property
    def config(self) -> Path:
        return self.folder / "pos-terminal.toml"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def database(self) -> Path:
        return self.data / "terminal.db"

    def write_config(self) -> None:
        """Write the config file, open to its owner alone."""
        sections: dict[str, dict[str, object]] = {
            "terminal": {
                "store_id": "store-77",
                "client_id": "client-9",
                "register_id": "lane-1",
                "timezone": "UTC",
                "disk_reserve_mb": 0,  # or each of a thousand tills would set 64 MB aside
                "pin_hashing": "light",
            },
            "platform": {
                "base_url": self.url,
                "key": "demo-key",
                "secret": "demo-secret",
                "receipt_url": "https://r.example.com",
                "uploads": False,  # most tests count what reaches the platform, and mean its own catalog
            },
            "printer": {"driver": "none"},
        }
        for name, table in self.changes.items():
            sections[name] = sections.get(name, {}) | table
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.touch(mode=0o600)
        self.config.write_text(toml(sections), encoding="utf-8")

    def change(self, section: str, **values: object) -> None:
        """Change settings."""
        self.changes[section] = self.changes.get(section, {}) | values
        self.write_config()

    def talk_to(self, simulator: RunningSimulator) -> None:
        """Make this simulator the platform."""
        self.url = simulator.url
        self.write_config()

    def file(self, name: str, content: object) -> Path:
        """A file in the till's folder: bytes as they are, all else as JSON."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode())
        return path

    def run(self, *arguments: str | Path, stdin: bytes = b"") -> Ran:
        """Run a command on this terminal, in this process."""
        return command(["--config", self.config, *arguments], stdin)

    def script(self, *steps: Step, strict: bool = False) -> list[Step]:
        """Run a script in this process; its answers."""
        ran = self.run("script", *(["--strict"] if strict else []), stdin=jsonl(steps))
        assert not ran.err or STAYS.fullmatch(ran.err), ran.err
        return ran.answers

    def sells(self, *steps: Step) -> list[Step]:
        """The answers to these steps by a signed-on cashier, without the one to signing on."""
        signed_on, *answers = self.script(SIGN_IN, *steps)
        assert signed_on["ok"], signed_on
        return answers

    def process(self, *arguments: str | Path, **more: str) -> "subprocess.Popen[bytes]":
        """Start a command in a process of its own, with its streams as pipes, in a folder that is not the program's."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
        line = [sys.executable, "-m", "pos_terminal", "--config", self.config, *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [str(each) for each in line], stdin=pipe, stdout=pipe, stderr=pipe, cwd=self.folder, env=environment
        )

    def driven(self) -> "Driven":
        """A script in a process of its own, to be talked to."""
        if not hasattr(os, "fork"):  # Windows
            return Driven(self.process("script"))
        return Driven(Forked(["--config", str(self.config), "script"], self.folder))

    def copied_to(self, folder: Path) -> "Till":
        """Another terminal with the same catalog and staff."""
        shutil.copytree(self.data, folder / "data", ignore=shutil.ignore_patterns("*.lock", "logs"))
        return Till(folder, self.url, dict(self.changes))


@dataclass
class Driven:
    """A script process that is talked to step by step."""

    process: Running

    def step(self, **step: object) -> Step | None:
        """The answer to a step; None when the process has died."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(jsonl([step]))
            stdin.flush()
        except BrokenPipeError:
            return None
        line = stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else None

    def end(self) -> tuple[int, str]:
        """Wait for the process to end by itself; exit status and standard error."""
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err.decode()

    def kill(self) -> None:
        """SIGKILL, as when the plug is pulled."""
        self.process.kill()
        self.process.communicate(timeout=60)


def stocked(till: Till) -> Till:
    """The till with catalog, staff and one PIN, by its own commands."""
    assert till.run("catalog", "import", till.file("catalog.json", CATALOG)).status == 0
    assert till.run("employees", "import", till.file("employees.json", EMPLOYEES)).status == 0
    pins = till.run("employees", "set-pin", CASHIER, stdin=f"{PIN}\n{PIN}\n".encode())
    assert pins.status == 0, pins.err
    return till


SIGN_IN: Step = {"do": "sign_in", "employee_id": CASHIER, "pin": PIN}
LATTE: Step = {"do": "scan", "code": "4006381333931"}
CLOSE: Step = {"do": "close"}
SHOW: Step = {"do": "show"}


def cash(amount: str | None = None) -> Step:
    """A tender in cash."""
    return {"do": "tender", "type": "Cash"} | ({"amount": amount} if amount else {})


def refused_with(answer: Step, code: str) -> bool:
    """Whether a step was refused with this code and a sentence."""
    error = answer.get("error", {})
    return not answer["ok"] and error.get("code") == code and len(error["message"]) > len("No.")
