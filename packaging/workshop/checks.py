"""Every check of the program, in the order in which a fault is cheapest to find."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from workshop.environment import Environment
from workshop.lock import locks_out_of_step
from workshop.say import Stop, say

LEAST_COVERAGE = 95
"""Percent of the lines and branches of the rules and of the desk's work that tests must run."""
COVERED = ("pos_terminal/domain", "pos_terminal/application")
"""Where they lie. Nothing else is traced: of a test with windows that would be most of its time."""
MOST_WORKERS = 4
"""Test processes at a time: beyond that they wait for the same disk."""
WAITING = 1
"""Of tests of the whole terminal so many wait at any time: for a disk, a deadline, another process."""

IMPORT_LINTER = "from importlinter.cli import lint_imports_command as run; run()"
"""It cannot be run with -m, and its own script does not survive the checkout being moved."""

MYPY = ("-m", "mypy")
MYPY_FELL_OVER = 2
"""Its status after a fault of its own, or of what it cannot even parse; wrong types end in 1."""

NO_DISPLAY = {"QT_QPA_PLATFORM": "offscreen"}

Run = Callable[[Environment], int]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name and what runs it; an exit status of 0 is success."""

    name: str
    run: Run


def _python(*arguments: str) -> Run:
    return partial(_run, arguments)


def _run(arguments: Sequence[str], environment: Environment) -> int:
    return environment.run(arguments, NO_DISPLAY)


def _locks(environment: Environment) -> int:
    stale = locks_out_of_step(environment.root)
    if stale:
        say(f"{', '.join(stale)}: not made for what pyproject.toml names: run `python3 packaging/bootstrap.py lock`")
    return 1 if stale else 0


def types(environment: Environment) -> int:
    """Check the types on all cores; in one process where a worker of mypy's, which are new, has fallen over."""
    status = _run((*MYPY, "--num-workers", "auto"), environment)
    return _run(MYPY, environment) if status == MYPY_FELL_OVER else status


def _pytest(*arguments: str, waiting: int = 0) -> Run:
    workers = min((os.cpu_count() or 1) + waiting, MOST_WORKERS)
    return _python("-m", "pytest", "--numprocesses", str(workers), *arguments)


STATIC = (
    Check("lock files", _locks),
    Check("ruff check", _python("-m", "ruff", "check")),
    Check("ruff format", _python("-m", "ruff", "format", "--check")),
    Check("mypy", types),
    Check("import contracts", _python("-c", IMPORT_LINTER, "--no-logo")),
)
"""What reads the source without running it: the pre-commit hook."""

PROOFS = ("tests/simulation", "tests/reliability")
"""The suites that go through many thousand cases; `tests/measuring.py` says which of the others are measured."""

TESTS = (
    Check(
        "tests",
        _pytest(
            *("--dist", "worksteal", "--cov-report=", *(f"--cov={folder}" for folder in COVERED)),
            *(f"--ignore={folder}" for folder in PROOFS),
            waiting=WAITING,
        ),
    ),
    Check(
        "coverage",
        _python(
            *("-m", "coverage", "report", f"--fail-under={LEAST_COVERAGE}"),
            f"--include={','.join(f'{folder}/*' for folder in COVERED)}",
        ),
    ),
    # Some of these take a minute and come first: whoever has done one takes the next, and no process is left with many.
    Check("nothing lost, nothing doubled", _pytest("--maxschedchunk", "1", *PROOFS)),
)

SOAK = (
    Check("long suites", _pytest("-m", "soak", "--hypothesis-profile=soak")),
    Check("rules, many more cases", _pytest("--hypothesis-profile=soak", "tests/domain", "tests/application")),
)

WHEEL = (Check("wheel", _python("packaging/try_wheel.py")),)


def run_checks(checks: Sequence[Check], environment: Environment) -> None:
    """Runs the checks in order, and ends with a line for each: its outcome and seconds.

    Raises:
        Stop: one failed; those after it were not run.
    """
    lines: list[str] = []
    failed = ""
    for check in checks:
        if failed:
            lines.append(f"   {check.name:<32} not run")
            continue
        say(f"== {check.name}")
        started = time.monotonic()
        status = check.run(environment)
        seconds = time.monotonic() - started
        failed = check.name if status else ""
        lines.append(f"   {check.name:<32} {'FAILED' if status else 'ok':<7} {seconds:6.1f} s")
    say("== summary")
    for line in lines:
        say(line)
    if failed:
        raise Stop(f"{failed} failed: what it found stands above.")
