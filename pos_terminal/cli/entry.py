"""Finds the command. `run` is dispatched by the standard library alone: the first screen waits for it."""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path

from pos_terminal.cli.failing import said_on_stderr
from pos_terminal.cli.options import LOG_LEVELS, TAKES_A_VALUE, Options


def main(argv: Sequence[str]) -> int:
    """Run the command in ``argv``; the exit status."""
    start = _run_of(argv)
    if start is not None:
        return said_on_stderr(start)
    from pos_terminal.cli.commands import commands

    return commands(argv)


def _run_of(argv: Sequence[str]) -> "Callable[[], int] | None":
    """How to start the touch screen, when that is what the arguments ask for and nothing unusual is among them."""
    given: dict[str, str] = {}
    rest = list(argv)
    while rest and rest[0].partition("=")[0] in TAKES_A_VALUE:
        name, equals, value = rest.pop(0).partition("=")
        if not equals:
            if not rest:
                return None
            value = rest.pop(0)
        given[name] = value
    if rest[:1] not in ([], ["run"]) or given.get("--log-level", "INFO").upper() not in LOG_LEVELS:
        return None
    mode = _mode(rest[1:])
    if mode is None:
        return None
    options = Options(
        Path(given["--config"]) if "--config" in given else None,
        Path(given["--data-dir"]) if "--data-dir" in given else None,
        given.get("--log-level", "INFO"),
    )

    def start() -> int:
        gc.disable()  # until the first screen is painted: a start makes much and throws next to nothing away
        from pos_terminal.cli.run import run

        return run(options, mode)

    return start


def _mode(rest: Sequence[str]) -> str | None:
    """The mode asked for, empty for the configured one; None when the arguments are for the other dispatcher."""
    words = [part for each in rest for part in each.split("=", 1)]
    if not words:
        return ""
    modes = ("cashier", "manager", "kiosk")
    return words[1] if len(words) == 2 and words[0] == "--mode" and words[1] in modes else None  # noqa: PLR2004
