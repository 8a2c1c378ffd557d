"""`employees`: who works here, and their PINs."""

import getpass
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.staff_side import kept_staff, listed_staff
from pos_terminal.app.syncing import importing_employees, uploading_now
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.staffkeeping import StaffCard
from pos_terminal.application.upload_ports import Subject
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.importing import Force, Json, tell
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import Row, print_rows
from pos_terminal.cli.typed import piped_line
from pos_terminal.cli.uploads import tell_upload
from pos_terminal.domain.receipt import printable

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


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Who works here, their roles and dates, who has a PIN and who is locked out; also while the till sells."""
    rows = [_row(each) for each in listed_staff(given(context).settings())]
    print_rows(rows, as_json=json)


@app.command()
def unlock(
    context: typer.Context, employee_id: Annotated[str, typer.Argument(help="Who is let in again.", metavar="ID")]
) -> None:
    """Let somebody try again after too many wrong PINs."""
    options = given(context)
    with kept_staff(options.settings(), options.log_level) as keeping:
        employee = keeping.unlock(employee_id)
    typer.echo(f"{printable(employee.display_name)} may try again.")


@app.command()
def end(
    context: typer.Context,
    employee_id: Annotated[str, typer.Argument(help="Whose work ends.", metavar="ID")],
    on: Annotated[datetime | None, typer.Option(help="The first day without them; today unless it is said.")] = None,
) -> None:
    """End somebody's work: they cannot sign on from that day, and the platform is told."""
    options = given(context)
    with kept_staff(options.settings(), options.log_level) as keeping:
        employee = keeping.end(employee_id, on.date() if on is not None else None)
    typer.echo(f"{printable(employee.display_name)} works here until {employee.end_date}, and that day no more.")


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


def _row(card: StaffCard) -> Row:
    each = card.employee
    return {
        "employee_id": each.employee_id,
        "name": f"{each.first_name} {each.last_name}".strip(),
        "role": each.role.value,
        "start_date": each.start_date,
        "end_date": each.end_date,
        "works_today": card.works_today,
        "badge": each.badge is not None,
        "pin": card.has_pin,
        "locked": card.is_locked,
    }


def _ask(words: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(words)
    line = piped_line("The PIN")
    if line is None:
        raise WrongUsage("The PIN is wanted twice on standard input, a line each.")
    return line
