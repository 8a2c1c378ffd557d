from pathlib import Path

import pytest
from workshop.checks import Check, run_checks
from workshop.environment import Environment
from workshop.say import Stop


def _passes(_environment: Environment) -> int:
    return 0


def _fails(_environment: Environment) -> int:
    return 3


def test_all_checks_run_and_each_has_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_checks((Check("first", _passes), Check("second", _passes)), Environment(tmp_path))

    summary = capsys.readouterr().out.partition("== summary")[2].splitlines()
    assert [line.split()[:2] for line in summary if line] == [["first", "ok"], ["second", "ok"]]


def test_the_first_failure_ends_the_run_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checks = (Check("first", _passes), Check("second", _fails), Check("third", _passes))

    with pytest.raises(Stop, match="second failed"):
        run_checks(checks, Environment(tmp_path))

    said = capsys.readouterr().out
    assert "== third" not in said
    summary = said.partition("== summary")[2].splitlines()
    assert [line.split()[:2] for line in summary if line] == [["first", "ok"], ["second", "FAILED"], ["third", "not"]]
