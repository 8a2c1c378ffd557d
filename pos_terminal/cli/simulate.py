"""`simulate`: the platform simulator alone, on this machine."""

import sys
from contextlib import suppress
from dataclasses import replace
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
    currency: Annotated[str | None, typer.Option(help="ISO 4217; else the seed file's, else USD.")] = None,
) -> None:
    """Run the platform simulator until it is stopped."""
    from pos_terminal.simulator import Platform, SeedError, SimulatorConfig, exponent_of, load_seed, serve

    try:
        seed = load_seed(seed_file)
        config = seed.configure(SimulatorConfig())
        if currency is not None:
            config = replace(config, currency_exponent=exponent_of(currency))
    except SeedError as error:
        raise CommandFailed(str(error)) from error
    except ValueError as error:
        raise CommandFailed(f"--currency: {error}.") from error
    platform = Platform(config, seed)
    try:
        with serve(platform, port=port) as running, suppress(KeyboardInterrupt):
            sys.stdout.write(f"{running.url}\n")
            sys.stdout.flush()
            Event().wait()
    except OSError as error:
        raise CommandFailed(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.") from error
