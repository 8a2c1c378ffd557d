"""`employees`: who works here, and their PINs."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.syncing import importing_employees, uploading_now
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.upload_ports import Subject
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.importing import Force, Json, tell
from pos_terminal.cli.options import given
from pos_terminal.cli.typed import piped_line
from pos_terminal.cli.uploads import tell_upload

app = typer.Typer(name="employees", help="Who works here, and their PINs.", no_args_is_help=True)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A JSON or CSV file: all of it is taken, or none.")],
    json: Json = False,  # noqa: FBT002
) -> None:
    """Put a file of employees in force; on any fault the ones in force stay."""
    options = given(context)
    result, upload = importing_employees(options.settings(), options.log_level, file)
    tell(file, "employees", result, upload, as_json=json)


@app.command()
def upload(context: typer.Context, force: Force = False, json: Json = False) -> None:  # noqa: FBT002
    """Tell the platform who works here, now; it goes out by itself after each import and once a day, too."""
    options = given(context)
    standing = uploading_now(options.settings(), options.log_level, Subject.EMPLOYEES, even_unchanged=force)
    tell_upload(standing, as_json=json)


@app.command("set-pin")
def set_pin(
    context: typer.Context, employee_id: Annotated[str, typer.Argument(help="Whose PIN it is.", metavar="ID")]
) -> None:
    """Give somebody a PIN; it is asked for twice (read twice from standard input when that is no terminal)."""
    options = given(context)
    settings = options.settings()
    pin, again = _ask("New PIN: "), _ask("Again: ")
    if pin != again:
        raise CommandFailed("The two PINs are not the same. Nothing was changed.")
    with opened_terminal(settings, options.log_level) as terminal:
        terminal.staff.set_pin(employee_id, pin)
    typer.echo(f"{employee_id} has a new PIN.")


def _ask(words: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(words)
    line = piped_line("The PIN")
    if line is None:
        raise WrongUsage("The PIN is wanted twice on standard input, a line each.")
    return line
