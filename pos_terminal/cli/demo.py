"""`demo`: the terminal on an embedded platform and a sample store, with nothing to configure."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.demonstration import PINS, demo_store, demo_terminal
from pos_terminal.cli.display import is_seen
from pos_terminal.cli.failing import WrongUsage

_MOST_LANES = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(_demo)


def _demo(
    headless: Annotated[bool, typer.Option("--headless", help="Ring up a day without a display.")] = False,  # noqa: FBT002
    lanes: Annotated[int, typer.Option(min=1, max=_MOST_LANES, help="With --headless: this many terminals.")] = 1,
    out: Annotated[Path | None, typer.Option(help="With --headless: where receipts and pictures go.")] = None,
) -> None:
    """Try the terminal on a sample store; everything is thrown away at the end."""
    if not headless and lanes > 1:
        raise WrongUsage("Several lanes are for --headless: one window shows one terminal.")
    if not headless and not is_seen():
        sys.stderr.write("There is no display, so the demo rings up a day without one (demo --headless).\n")
        headless = True
    raise typer.Exit(_without_display(out, lanes) if headless else _on_screen())


def _without_display(out: Path | None, lanes: int) -> int:
    from pos_terminal.cli.demo_day import ring_up_a_day

    return ring_up_a_day(out, lanes)


def _on_screen() -> int:
    from pos_terminal.app.window import open_window

    typer.echo("Sign on as " + ", or ".join(f"{who} with PIN {pin}" for who, pin in PINS.items()) + ".")
    with demo_store() as store, demo_terminal(store, "lane-1", "screen", store.folder / "receipts") as terminal:
        return open_window(terminal)
