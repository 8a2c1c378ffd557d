"""`simulate`: the platform simulator alone, on this machine."""

import sys
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from pos_terminal.cli.failing import CommandFailed


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("simulate")(_simulate)


def _simulate(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes any free port.")] = 8765,
    seed_file: Annotated[Path | None, typer.Option(help="Members, offers and credentials (JSON).")] = None,
) -> None:
    """Run the platform simulator until it is stopped."""
    from pos_terminal.simulator import Platform, SeedError, load_seed, serve

    try:
        seed = load_seed(seed_file) if seed_file else load_seed()
    except (OSError, SeedError) as error:
        raise CommandFailed(f"{seed_file}: {error}") from error
    platform = Platform(seed=seed)
    try:
        with serve(platform, port=port) as running, suppress(KeyboardInterrupt):
            sys.stdout.write(f"{running.url}\n")
            sys.stdout.flush()
            Event().wait()
    except OSError as error:
        raise CommandFailed(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.") from error
