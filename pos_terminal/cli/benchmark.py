"""`benchmark`: the project's own benchmarks, run from a checkout."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

import pos_terminal
from pos_terminal.cli.failing import CommandFailed


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("benchmark", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(_benchmark)


def _benchmark(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 beyond a goal by 15 %.")] = False,  # noqa: FBT002
) -> None:
    """Measure this machine against the goals; JSON on standard output."""
    root = Path(pos_terminal.__file__).resolve().parent.parent
    if not (root / "tests" / "benchmarks" / "__main__.py").exists():
        raise CommandFailed("The benchmarks are part of the source tree. Run this from a checkout of the project.")
    command = [sys.executable, "-m", "tests.benchmarks", *(["--check"] if check else []), *context.args]
    raise typer.Exit(subprocess.run(command, cwd=root, check=False).returncode)  # noqa: S603 - this same Python
