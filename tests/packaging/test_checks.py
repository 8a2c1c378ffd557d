from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from workshop.checks import Check, run_checks, types
from workshop.environment import Environment
from workshop.say import Stop


@dataclass(frozen=True)
class _Answering(Environment):
    """Runs nothing, and ends with these in turn."""

    root: Path = Path()
    ends: list[int] = field(default_factory=list)
    asked: list[Sequence[str]] = field(default_factory=list)

    def run(self, arguments: Sequence[str], extra: dict[str, str] | None = None) -> int:
        self.asked.append(arguments)
        return self.ends.pop(0)


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


@pytest.mark.parametrize(("ends", "status"), [([0], 0), ([1], 1), ([2, 0], 0), ([2, 1], 1), ([2, 2], 2)])
def test_types_are_checked_by_one_process_where_one_of_many_fell_over(ends: list[int], status: int) -> None:
    environment = _Answering(ends=list(ends))

    assert types(environment) == status
    assert environment.asked[1:] == [("-m", "mypy")] * (len(ends) - 1)
