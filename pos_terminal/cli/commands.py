"""The commands beside `run`, put together by typer."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException
from typer.main import get_command

from pos_terminal import __version__
from pos_terminal.cli import (
    backup,
    barcode,
    benchmark,
    catalog,
    demo,
    devices,
    doctor,
    employees,
    init,
    journal,
    printer,
    queue,
    receipt,
    replay,
    report,
    simulate,
)
from pos_terminal.cli.certify import command as certify
from pos_terminal.cli.failing import WrongUsage, said_on_stderr
from pos_terminal.cli.options import LOG_LEVELS, Options, given
from pos_terminal.cli.script import command as script

app = typer.Typer(
    name="pos-terminal",
    help="A point-of-sale terminal. Without a command it opens the touch screen.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's own shape
    if wanted:
        typer.echo(f"pos-terminal {__version__}")
        raise typer.Exit


def _level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise typer.BadParameter(f"takes one of {', '.join(LOG_LEVELS)}")
    return text.upper()


@app.callback(invoke_without_command=True)
def _before(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="The config file (TOML).", show_default=False)] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Database, journal, receipts and logs.")] = None,
    log_level: Annotated[str, typer.Option(callback=_level, help="How much goes to the log.")] = "INFO",
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True)] = False,  # noqa: ARG001, FBT002
) -> None:
    context.obj = Options(config, data_dir, log_level)
    if context.invoked_subcommand is None:
        _run(context)


@app.command("run")
def _run(
    context: typer.Context, mode: Annotated[str, typer.Option(help="cashier or manager; empty: as configured.")] = ""
) -> None:
    """Open the touch screen (the default command)."""
    from pos_terminal.cli.run import run

    options = given(context)
    raise typer.Exit(run(options, mode))


for module in (script, demo, init, simulate, certify, doctor, benchmark, replay, backup):
    module.register(app)
for group in (barcode, catalog, employees, queue, receipt, printer, devices, journal, report):
    app.add_typer(group.app)


@cache
def _put_together() -> Callable[..., object]:
    """All of them, which takes as long as what many of them do."""
    return get_command(app)


def commands(argv: Sequence[str]) -> int:
    """Run one; the exit status."""

    def work() -> int:
        try:
            status = _put_together()(list(argv), prog_name="pos-terminal", standalone_mode=False)
            return status if isinstance(status, int) else 0
        except Abort:
            raise KeyboardInterrupt from None
        except TyperException as error:
            raise WrongUsage(f"{error.format_message()} Try --help.") from error

    return said_on_stderr(work)
