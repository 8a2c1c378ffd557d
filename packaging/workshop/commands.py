"""What `packaging/bootstrap.py` can be asked for."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workshop import checks
from workshop.environment import EVERYTHING, RUNTIME, Environment, prepare
from workshop.lock import write_locks
from workshop.machine import DRAWING, LISTENING, SCREEN, TESTING, ThisMachine, has_display, provide
from workshop.say import Stop, say

ROOT = Path(__file__).resolve().parents[2]
WRONG_USAGE = 2
INTERRUPTED = 130
"""The exit status a shell gives to what Ctrl-C ended."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be asked for: its name, what it does in words, and what does it."""

    name: str
    words: str
    do: Callable[[Environment, Sequence[str]], int]
    takes_more: bool = False


def main(arguments: Sequence[str]) -> int:
    """Does what the command line asks for; returns the exit status."""
    asked = _parser().parse_args(arguments[:1]).command
    more = arguments[1:]
    command = next(command for command in COMMANDS if command.name == asked)
    if more and not command.takes_more:
        print(f"bootstrap: {asked} takes no {' '.join(more)}", file=sys.stderr)
        return WRONG_USAGE
    try:
        return command.do(Environment(ROOT), more)
    except Stop as stop:
        print(f"bootstrap: {stop}", file=sys.stderr, flush=True)
        return stop.status
    except KeyboardInterrupt:
        print("bootstrap: stopped; run it again to go on", file=sys.stderr, flush=True)
        return INTERRUPTED


def _demo(environment: Environment, more: Sequence[str]) -> int:
    display = has_display()
    provide(DRAWING + SCREEN if display and "--headless" not in more else DRAWING, ThisMachine())
    prepare(environment, RUNTIME, ThisMachine())
    if not display and "--headless" not in more:
        say("== there is no display here, so this runs `demo --headless`")
        more = ("--headless", *more)
    return environment.run(("-m", "pos_terminal", "demo", *more))


def _run(environment: Environment, more: Sequence[str]) -> int:
    provide(DRAWING + SCREEN if has_display() else DRAWING, ThisMachine())
    prepare(environment, RUNTIME, ThisMachine())
    return environment.run(("-m", "pos_terminal", *more))


def _checks(wanted: Sequence[checks.Check], environment: Environment, _more: Sequence[str]) -> int:
    more = LISTENING if wanted is checks.SOAK else ()
    provide((*DRAWING, *TESTING, *more), ThisMachine())
    prepare(environment, EVERYTHING, ThisMachine())
    checks.run_checks(wanted, environment)
    return 0


def _lock(environment: Environment, more: Sequence[str]) -> int:
    if set(more) - {"--upgrade"}:
        raise Stop("lock takes --upgrade and nothing else", WRONG_USAGE)
    prepare(environment, EVERYTHING, ThisMachine())
    write_locks(environment, upgrade="--upgrade" in more)
    return 0


COMMANDS = (
    Command(
        "demo",
        "open the terminal on a sample store and an embedded platform; without a display, ring up a day instead "
        "and keep receipts and pictures",
        _demo,
        takes_more=True,
    ),
    Command("test", "run every check and test", partial(_checks, (*checks.STATIC, *checks.TESTS, *checks.WHEEL))),
    Command("check", "run the checks that only read the source", partial(_checks, checks.STATIC)),
    Command("soak", "run the suites that take long", partial(_checks, checks.SOAK)),
    Command("run", "run `pos-terminal` with the arguments that follow", _run, takes_more=True),
    Command(
        "lock",
        "write the lock files for the dependencies that pyproject.toml names; with --upgrade, the newest releases",
        _lock,
        takes_more=True,
    ),
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bootstrap.py",
        description="Sets this checkout up in its own .venv, quickly when that is done already, and then:",
        epilog="\n".join(f"  {command.name:<6} {command.words}" for command in COMMANDS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", choices=[command.name for command in COMMANDS], metavar="command")
    return parser
