"""`script`: drives one terminal by JSON lines."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.terminal import opened_terminal
from pos_terminal.cli.failing import FAILED, CommandFailed, say
from pos_terminal.cli.options import Options, given
from pos_terminal.cli.script.runner import run_script


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("script")(_script)


def _script(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="JSON lines; standard input when left out.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first step that is refused.")] = False,  # noqa: FBT002
) -> None:
    """Drive the terminal by JSON lines, without a display."""
    options = given(context)
    if file is None:
        raise typer.Exit(_drive(options, sys.stdin.buffer, strict=strict))
    try:
        lines = file.open("rb")
    except OSError as error:
        raise CommandFailed(f"{file}: cannot be read: {error.strerror}") from error
    with lines:
        raise typer.Exit(_drive(options, lines, strict=strict))


def _drive(options: Options, lines: Iterable[bytes], *, strict: bool) -> int:
    """Take the steps; 1 when --strict stopped it. Answers are flushed at once: a program may wait for each."""
    with opened_terminal(options.settings(), options.log_level, tell=say) as terminal:
        terminal.start_background()
        for answer in run_script(terminal, lines):
            sys.stdout.buffer.write(answer.line.encode() + b"\n")
            sys.stdout.buffer.flush()
            if strict and not answer.ok:
                return FAILED
    return 0
