"""A disk that fills up, for real: a file system of its own, small, in a namespace that ends with the test."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CASHIER, LATTE, PIN, ROOT, Driven, Step, Till, refused_with

OWN_DISKS = ("unshare", "-rm")
SIZE, RESERVE = 24, 4
"""Megabytes of the disk, and of the terminal's reserve on it."""


@dataclass
class SmallDisk:
    """The data folder of a till, on a disk of its own that only the processes started here see."""

    till: Till
    holder: "subprocess.Popen[bytes]"

    @property
    def data(self) -> Path:
        """The folder, as seen from outside."""
        return Path(f"/proc/{self.holder.pid}/root") / str(self.till.data)[1:]

    def is_reserved(self) -> bool:
        return (self.data / "disk-reserve").exists()

    @contextmanager
    def terminal(self) -> Iterator[Driven]:
        """A script process with the cashier signed on; killed at the end."""
        enter = ["nsenter", "--preserve-credentials", "-U", "-m", "-t", str(self.holder.pid)]
        run = [sys.executable, "-m", "pos_terminal", "--config", str(self.till.config), "script"]
        pipe, environment = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(ROOT)}
        driven = Driven(
            subprocess.Popen([*enter, *run], stdin=pipe, stdout=pipe, stderr=pipe, cwd="/", env=environment)
        )
        try:
            signed_on = driven.step(do="sign_in", employee_id=CASHIER, pin=PIN)
            assert signed_on is not None, driven.end()
            assert signed_on["ok"]
            yield driven
        finally:
            driven.kill()

    def fill(self) -> None:
        """Write until not a byte more fits."""
        piece = 1 << 20
        with (self.data / "filler").open("ab", buffering=0) as filler:
            while piece:
                try:
                    filler.write(b"x" * piece)
                except OSError:
                    piece //= 2

    def leave(self, megabytes: int) -> None:
        """Write until so much is free."""
        disk = os.statvfs(self.data)
        with (self.data / "filler").open("ab") as filler:
            filler.write(b"x" * (disk.f_bavail * disk.f_frsize - megabytes * 1_000_000))

    def clear(self) -> None:
        (self.data / "filler").unlink()


@pytest.fixture
def disk(till: Till) -> Iterator[SmallDisk]:
    if sys.platform != "linux" or subprocess.run([*OWN_DISKS, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no mount namespaces here; tests/adapters/sqlite/test_full_disk.py fills the database instead")
    till.change("terminal", disk_reserve_mb=RESERVE)
    till.change("printer", driver="file", target=str(till.folder / "paper"))
    stocked = till.data.rename(till.folder / "stocked")
    till.data.mkdir()
    mount = f"mount -t tmpfs -o size={SIZE}m none '{till.data}' && cp -a '{stocked}/.' '{till.data}'"
    hold = [*OWN_DISKS, "sh", "-c", f"{mount} && echo ready && exec cat"]
    with subprocess.Popen(hold, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        yield SmallDisk(till, holder)
        holder.communicate(timeout=10)


def _taken(answer: Step | None) -> Step:
    assert answer is not None
    assert answer["ok"], answer
    return answer


def _until_reserved(terminal: Driven, disk: SmallDisk) -> None:
    for _ in range(200):
        if disk.is_reserved():
            return
        terminal.step(do="wait", seconds="0.1")
    pytest.fail("the reserve was not made")


def _receipt(terminal: Driven, disk: SmallDisk) -> str:
    for _ in range(100):
        for receipt in (disk.till.folder / "paper").glob("*.txt"):
            return receipt.read_text(encoding="utf-8")
        terminal.step(do="wait", seconds="0.1")
    pytest.fail("no receipt was printed")


def test_a_full_disk_refuses_the_next_sale_and_never_the_one_that_is_open(
    disk: SmallDisk, simulator: RunningSimulator
) -> None:
    disk.till.talk_to(simulator)
    simulator.stop()
    with disk.terminal() as terminal:
        _until_reserved(terminal, disk)
        sale = _taken(terminal.step(**LATTE))["state"]["transaction_id"]
        disk.fill()
        for _ in range(500):
            if not disk.is_reserved():
                break
            _taken(terminal.step(do="scan", code="8711000000007"))
        else:
            pytest.fail("the disk never filled up")
        _taken(terminal.step(do="tender", type="Cash"))
        closed = _taken(terminal.step(do="close"))["state"]
        assert (closed["transaction_id"], closed["status"]) == (sale, "closed")

        refused = terminal.step(**LATTE)
        assert refused is not None
        assert refused_with(refused, "disk_low")
        assert refused["state"]["status"] == "closed"
        assert "almost full" in refused["error"]["message"]
        assert sale in _receipt(terminal, disk)

        simulator.start()
        assert _taken(terminal.step(do="send_pending"))["left"] == 0
        assert simulator.platform.effects(sale) == 1

        disk.clear()
        _until_reserved(terminal, disk)
        _taken(terminal.step(**LATTE))
        kept = disk.till.folder / "kept"
        shutil.copytree(disk.data, kept / "data")
    assert Till(kept).run("journal", "verify").status == 0


def test_a_terminal_that_starts_on_a_full_disk_finishes_the_sale_that_was_open(disk: SmallDisk) -> None:
    with disk.terminal() as terminal:
        _until_reserved(terminal, disk)
        sale = _taken(terminal.step(**LATTE))["state"]["transaction_id"]
        disk.fill()
    assert disk.is_reserved()

    with disk.terminal() as terminal:
        state = _taken(terminal.step(do="show"))["state"]
        assert (state["status"], state["transaction_id"]) == ("open", sale)
        assert not disk.is_reserved()
        for _ in range(30):
            _taken(terminal.step(do="scan", code="8711000000007"))
        _taken(terminal.step(do="tender", type="Cash"))
        assert _taken(terminal.step(do="close"))["state"]["status"] == "closed"
        refused = terminal.step(**LATTE)
        assert refused is not None
        assert refused_with(refused, "disk_low")


def test_a_database_is_recovered_on_a_full_disk_with_the_room_that_is_kept_there(disk: SmallDisk) -> None:
    with disk.terminal() as terminal:
        _until_reserved(terminal, disk)
        _taken(terminal.step(**LATTE))
        _taken(terminal.step(do="tender", type="Cash"))
        _taken(terminal.step(do="close"))
        sale = _taken(terminal.step(**LATTE))["state"]["transaction_id"]
        disk.fill()
    (disk.data / "terminal.db.damaged").touch()  # an empty file is but a name, for which there is room

    with disk.terminal() as terminal:
        state = _taken(terminal.step(do="show"))["state"]
        assert (state["status"], state["transaction_id"], state["pending"]) == ("open", sale, 1)
        assert not disk.is_reserved()
        _taken(terminal.step(do="tender", type="Cash"))
        assert _taken(terminal.step(do="close"))["state"]["status"] == "closed"
    [folder] = (disk.data / "quarantine").iterdir()
    assert json.loads((folder / "report.json").read_bytes())["lost"] == 0


def test_no_sale_opens_on_a_disk_without_room_to_finish_it(disk: SmallDisk) -> None:
    disk.leave(RESERVE + 1)
    with disk.terminal() as terminal:
        refused = terminal.step(**LATTE)
        assert refused is not None
        assert refused_with(refused, "disk_low")
        assert f"a new sale wants {2 * RESERVE} MB" in refused["error"]["message"]
        disk.clear()
        _taken(terminal.step(**LATTE))


def test_the_check_up_tells_how_the_reserve_stands(till: Till) -> None:
    till.change("terminal", disk_reserve_mb=RESERVE)
    assert f"reserve of {RESERVE} MB not kept" in till.run("doctor", "--json").json["disk"]
