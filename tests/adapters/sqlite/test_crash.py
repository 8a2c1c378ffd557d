import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.sales import SqliteSales
from tests.adapters.sqlite.ended import KEY, POLICY, rung_up
from tests.architecture.source import ROOT
from tests.reliability.tracer import find_strace

SELL = [sys.executable, "-m", "tests.adapters.sqlite.selling"]
SALES = 500


def _told(output: str, what: str) -> list[str]:
    """The numbers that were told; the last line may be torn."""
    return re.findall(rf"^{what} (\S+)\n", output, re.MULTILINE)


def _check(database: Database, told: list[str]) -> None:
    """Everything that was told is there, whole and once, and nothing is half there."""
    sales = SqliteSales(database.connect(), database.lock, KEY)
    outbox = SqliteOutbox(database.connect(), database.lock)
    assert sales.verify_journal() is None
    stored = [row.transaction_id for row in outbox.rows(10 * SALES)]
    assert stored[: len(told)] == told
    # Stored and killed before the word was out.
    assert len(stored) <= len(told) + 1
    assert max(Counter(stored).values(), default=1) == 1
    connection = database.connect()
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    for name, rows in (
        ("snapshot_line", 4),
        ("snapshot_payment", 1),
        ("document", 1),
        ("print_job", 1),
        ("request", 1),
    ):
        assert connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone() == (rows * len(stored),)  # noqa: S608 - names above
    open_sale = SqliteBaskets(connection, database.lock, POLICY).load()
    assert open_sale is None or open_sale.head.transaction_id not in stored
    assert outbox.counts().pending == len(stored)


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_till_has_every_sale_that_it_told_of_and_none_half(tmp_path: Path, seed: int) -> None:
    path, draw, told = tmp_path / "terminal.db", random.Random(seed), []
    for _ in range(3):
        with subprocess.Popen([*SELL, str(path), str(SALES)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as till:
            assert till.stdout is not None
            output = "".join(till.stdout.readline() for _ in range(draw.randrange(1, 60)))
            till.kill()
            output += till.stdout.read()
        told += _told(output, "sale")
        with open_database(path) as database:
            stored = [row.transaction_id for row in SqliteOutbox(database.connect(), database.lock).rows(10 * SALES)]
            _check(database, told)
        told = stored

    assert told


def test_a_killed_till_keeps_the_open_sale_to_the_last_step(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    pipe = subprocess.PIPE
    with subprocess.Popen([*SELL, str(path), "0"], cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as till:
        assert till.stdout is not None
        assert till.stdout.readline() == "basket\n"
        till.kill()

    with open_database(path) as database:
        sale = SqliteBaskets(database.connect(), database.lock, POLICY).load()

    expected = rung_up()
    assert sale is not None
    assert (sale.head, sale.lines, sale.totals) == (expected.head, expected.lines, expected.totals)


def test_a_sale_costs_one_sync(tmp_path: Path) -> None:
    path, trace, sales = tmp_path / "terminal.db", tmp_path / "trace", 200
    open_database(path).close()
    command = [find_strace(), "-f", "-qq", "-o", str(trace), "-e", "trace=fdatasync,fsync,write", "-e", "signal=none"]

    subprocess.run([*command, *SELL, str(path), str(sales)], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    # Between the word that a basket is stored and the word that its sale is, there is the sale's commit alone.
    per_sale = re.findall(r'write\(1, "basket .*?\n(.*?)write\(1, "sale ', trace.read_text(), re.DOTALL)
    syncs = [len(re.findall(r"f(?:data)?sync\(", part)) for part in per_sale]
    assert len(syncs) == sales
    assert min(syncs) == 1
    assert sum(syncs) <= 1.1 * sales
