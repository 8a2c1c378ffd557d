"""The commands beside `run`, put together by typer."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException
from typer.main import get_command

from pos_terminal import __version__
from pos_terminal.cli.failing import WrongUsage, said_on_stderr
from pos_terminal.cli.options import LOG_LEVELS, TAKES_A_VALUE, Options, given

_MODULES = {
    "script": "script.command",
    "demo": "demo",
    "init": "init",
    "simulate": "simulate",
    "certify": "certify.command",
    "doctor": "doctor",
    "benchmark": "benchmark",
    "replay": "replay",
    "backup": "backup",
    "restore": "backup",
    "barcode": "barcode",
    "catalog": "catalog",
    "employees": "employees",
    "queue": "queue",
    "offers": "offers",
    "receipt": "receipt",
    "printer": "printer",
    "devices": "devices",
    "journal": "journal",
    "report": "report",
}
"""Where in this package each command or group of commands is: only the one that was asked for is loaded."""


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's own shape
    if wanted:
        typer.echo(f"pos-terminal {__version__}")
        raise typer.Exit


def _level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise typer.BadParameter(f"takes one of {', '.join(LOG_LEVELS)}")
    return text.upper()


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


def _run(
    context: typer.Context, mode: Annotated[str, typer.Option(help="cashier or manager; empty: as configured.")] = ""
) -> None:
    """Open the touch screen (the default command)."""
    from pos_terminal.cli.run import run

    options = given(context)
    raise typer.Exit(run(options, mode))


@cache
def _put_together(name: str | None) -> Callable[..., object]:
    """The command or group of this name, or all of them; each takes as long as what many of them do."""
    app = typer.Typer(
        name="pos-terminal",
        help="A point-of-sale terminal. Without a command it opens the touch screen.",
        no_args_is_help=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(_before)
    app.command("run")(_run)
    for place in dict.fromkeys([_MODULES[name]] if name else _MODULES.values()):
        module = import_module(f"pos_terminal.cli.{place}")
        if hasattr(module, "register"):
            module.register(app)
        else:
            app.add_typer(module.app)
    return get_command(app)


def _asked_for(argv: Sequence[str]) -> str | None:
    """The command behind the options; None where its name cannot be told, or is none, and all may be wanted."""
    words = iter(argv)
    for word in words:
        option, equals, _ = word.partition("=")
        if option not in TAKES_A_VALUE:
            return word if word in _MODULES else None
        if not equals:
            next(words, None)
    return None


def commands(argv: Sequence[str]) -> int:
    """Run one; the exit status."""

    def work() -> int:
        try:
            status = _put_together(_asked_for(argv))(list(argv), prog_name="pos-terminal", standalone_mode=False)
            return status if isinstance(status, int) else 0
        except Abort:
            raise KeyboardInterrupt from None
        except TyperException as error:
            raise WrongUsage(f"{error.format_message()} Try --help.") from error

    return said_on_stderr(work)
