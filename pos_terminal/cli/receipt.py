"""`receipt`: a sale's paper as text, picture, PDF, mail page or bytes, and once more on paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.app.showing import (
    FORM_OF_FILE,
    Form,
    ShownPaper,
    in_form,
    print_order,
    print_receipt,
    shown_order,
    shown_receipt,
)
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.options import given
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.settings import Settings

app = typer.Typer(
    name="receipt", help="Receipts of ended sales, and the slips of what became of them.", no_args_is_help=True
)
Code = Annotated[
    str | None, typer.Argument(help="The sale's number or its receipt's code; the last sale when left out.")
]
As = Annotated[Form | None, typer.Option("--as", help="What to make of it; else as the file's name ends.")]
Out = Annotated[Path | None, typer.Option(help="Where to; without it text and html are shown.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
Gift = Annotated[bool, typer.Option("--gift", help="The gift receipt: no prices, and a code to return by.")]
Order = Annotated[bool, typer.Option("--order", help="What the kitchen was told of the sale, open ones too.")]
_PAPER_SECONDS = 15.0
_SHOWN = (Form.TEXT, Form.HTML)


def _showing(name: str, shown: Callable[[Settings, str | None], ShownPaper], words: str) -> None:
    """Add the command that shows one of a sale's papers, or writes it to a file."""

    def show(
        context: typer.Context,
        code: Code = None,
        form: As = None,
        out: Out = None,
        force: Force = False,  # noqa: FBT002 - as typer reads it
    ) -> None:
        settings, meant = given(context).settings(), _meant(form, out)
        _put(_made(partial(shown, settings, code), meant, settings), meant, out, replaces=force)

    app.command(name, help=words)(show)


_showing("show", shown_receipt, "Show it, or write it to a file, marked as the next copy would be. Changes nothing.")
_showing("gift", partial(shown_receipt, gift=True), "The same for the gift receipt, which tells no price.")
_showing("order", shown_order, "The same for all that the kitchen was told of a sale, also of one that is open.")


@app.command("print")
def print_again(context: typer.Context, code: Code = None, *, gift: Gift = False, order: Order = False) -> None:
    """Print it once more, marked as a copy; or its gift receipt, or what the kitchen was told."""
    settings = given(context).settings()
    _refuse_both(gift=gift, order=order)
    if order:
        sale, papers, fault = print_order(settings, code, _PAPER_SECONDS)
        what = f"kitchen order of {sale} ({papers} {'paper' if papers == 1 else 'papers'})"
    else:
        sale, copy, fault = print_receipt(settings, code, _PAPER_SECONDS, gift=gift)
        what = f"{f'copy {copy} of ' if copy else ''}{'the gift receipt of ' if gift else ''}{sale}"
    if fault:
        raise CommandFailed(f"{what[0].upper()}{what[1:]} waits for the printer: {fault}")
    typer.echo(f"{what[0].upper()}{what[1:]} is printed.")


def _refuse_both(*, gift: bool, order: bool) -> None:
    if gift and order:
        raise WrongUsage("--gift and --order are two papers: name one of them.")


def _made(shown: Callable[[], ShownPaper], form: Form, settings: Settings) -> bytes:
    try:
        return in_form(shown(), form, settings)
    except PrinterFault as fault:
        raise CommandFailed(str(fault)) from fault


def _put(made: bytes, form: Form, out: Path | None, *, replaces: bool) -> None:
    if out is None:
        typer.echo(made.decode(), nl=False)
        return
    with whole_file(out, replaces=replaces) as file:
        file.write(made)
    typer.echo(f"{out}: {form}")


def _meant(form: Form | None, out: Path | None) -> Form:
    """The form that was asked for. Raises WrongUsage where none can be meant."""
    if out is None:
        if form in {None, *_SHOWN}:
            return form or Form.TEXT
        raise WrongUsage(f"--as {form} makes a file: name it with --out FILE.")
    found = form or FORM_OF_FILE.get(out.suffix.lower())
    if found is None:
        raise WrongUsage(f"What {out} shall be is not clear: end its name in {', '.join(FORM_OF_FILE)}, or say --as.")
    return found
