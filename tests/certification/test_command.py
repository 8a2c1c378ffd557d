"""`certify` as it is called: what it takes, what it says, and how it ends."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, serve
from tests.cli.till import Ran, Till
from tests.simulator.till import AVA

if TYPE_CHECKING:
    import subprocess

SANDBOX = {
    "phone": "5550100001",
    "email": "ava.martin@example.com",
    "card": "7000000000011",
    "user_id": AVA,
    "offer": "uo-101",
    "ttl_code": "424242",
    "item": "LATTE",
}


@pytest.fixture
def sandbox() -> Iterator[RunningSimulator]:
    """A platform that nobody can look into, or make fail, as a real one."""
    with serve(Platform(SimulatorConfig(admin=False))) as running:
        yield running
        assert running.failures == []
        assert [each for each in running.platform.violations if each.kind != "http"] == []


def till_at(simulator: RunningSimulator, folder: Path) -> Till:
    return Till(folder / "till", simulator.url)


def certified(till: Till, *arguments: str | Path) -> tuple[Ran, dict[str, str]]:
    """The command, and the verdict of each item by its number."""
    out = till.folder / "evidence"
    ran = till.run("certify", "--out", out, *arguments)
    data = json.loads((out / "certification.json").read_text(encoding="utf-8"))
    return ran, {str(each["number"]): each["verdict"] for each in data["items"]}


def test_chosen_items_are_run_and_told_as_they_end(simulator: RunningSimulator, tmp_path: Path) -> None:
    ran, verdicts = certified(till_at(simulator, tmp_path), "--items", "15-16, 9,56")

    assert (ran.status, ran.err) == (0, "")
    assert verdicts == {"9": "passed", "15": "passed", "16": "passed", "56": "passed"}
    assert [line.split()[0] for line in ran.out.splitlines()] == ["9", "15", "16", "56", "4"]
    assert ran.out.splitlines()[-1].startswith("4 passed, 0 failed, 0 not run. Evidence: ")


def test_the_till_itself_is_left_alone(simulator: RunningSimulator, tmp_path: Path) -> None:
    till = till_at(simulator, tmp_path)

    certified(till, "--items", "5")

    assert not till.data.exists()


def test_something_that_fails_ends_with_one(tmp_path: Path) -> None:
    with serve(Platform(SimulatorConfig(batch_limit=5))) as running:
        ran, verdicts = certified(till_at(running, tmp_path), "--items", "43")

    assert ran.status == 1
    assert verdicts == {"43": "failed"}
    assert "43  failed" in ran.out
    assert "expected: Sales in each request with batch_size 10: [10, 1]; came: [10, 5, 5, 1]" in ran.out


def test_on_a_real_platform_what_needs_faults_or_identifiers_is_not_run(
    sandbox: RunningSimulator, tmp_path: Path
) -> None:
    ran, verdicts = certified(till_at(sandbox, tmp_path), "--items", "1-10,43")

    assert ran.status == 0
    assert set(verdicts.values()) == {"not run"}
    assert "needed for it: phone, offer, item." in ran.out
    assert "a platform that fails on demand" in ran.out


def test_a_sandbox_tells_its_members_in_a_file(sandbox: RunningSimulator, tmp_path: Path) -> None:
    till = till_at(sandbox, tmp_path)
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in SANDBOX.items())

    ran, verdicts = certified(till, "--identifiers", till.file("sandbox.toml", lines.encode()))

    run = {number for number, verdict in verdicts.items() if verdict != "not run"}
    assert {number: verdict for number, verdict in verdicts.items() if verdict == "failed"} == {}, ran.out
    assert run == {*map(str, (1, 2, 3, 4, 5, 8, 9, 10, 13, 17, 25, 26, 31, 32, 34, 35, 36, 37, 38, 39))}
    assert len(sandbox.platform.transactions) > 10


WRONG = {
    ("--items", "7-99"): "the checklist goes from 1 to 59",
    ("--items", "0"): "the checklist goes from 1 to 59",
    ("--items", "9-7"): "the checklist goes from 1 to 59",
    ("--items", "nine"): "takes numbers such as 9,17-22, not 'nine'",
    ("--items", "-5"): "takes numbers such as 9,17-22, not '-5'",
    ("--identifiers", "there-is-none.toml"): "--identifiers is for a real platform",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_told(arguments: tuple[str, str], simulator: RunningSimulator, tmp_path: Path) -> None:
    ran = till_at(simulator, tmp_path).run("certify", "--out", tmp_path / "out", *arguments)

    assert (ran.status, ran.out) == (2, "")
    assert WRONG[arguments] in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"phone = 5550100001\n", "phone takes a text in quotes"),
        (b'telephone = "1"\n', "telephone is not an identifier. Known: phone, "),
        (b"phone =\n", "is not valid TOML"),
        (b'phone = "\xff"\n', "is not valid TOML"),
        (None, "cannot be read"),
    ],
)
def test_a_file_of_identifiers_that_cannot_be_used_is_told(
    content: bytes | None, said: str, sandbox: RunningSimulator, tmp_path: Path
) -> None:
    till = till_at(sandbox, tmp_path)
    file = till.folder / "gone.toml" if content is None else till.file("sandbox.toml", content)

    ran = till.run("certify", "--out", tmp_path / "out", "--identifiers", file)

    assert ran.status == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_without_a_folder_it_is_wrong_usage(simulator: RunningSimulator, tmp_path: Path) -> None:
    ran = till_at(simulator, tmp_path).run("certify")

    assert ran.status == 2
    assert "--out" in ran.err


def test_where_nobody_answers_there_is_one_sentence(tmp_path: Path) -> None:
    ran = Till(tmp_path / "till").run("certify", "--out", tmp_path / "out")

    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_it_runs_from_the_shell(simulator: RunningSimulator, tmp_path: Path) -> None:
    till = till_at(simulator, tmp_path)

    process: subprocess.Popen[bytes] = till.process("certify", "--out", "evidence", "--items", "1,2")
    out, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, b"")
    assert out.decode().count(" passed ") == 2
    assert (till.folder / "evidence" / "certification.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
