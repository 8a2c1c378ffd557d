"""`receipt`: a sale's paper as text, picture, PDF, mail page or bytes, and once more on paper."""

from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.app.showing import FORM_OF_FILE, Form, in_form, print_receipt, shown_receipt
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.options import given
from pos_terminal.domain.receipt import PrinterFault

app = typer.Typer(
    name="receipt", help="Receipts of ended sales, and the slips of what became of them.", no_args_is_help=True
)
Code = Annotated[
    str | None, typer.Argument(help="The sale's number or its receipt's code; the last sale when left out.")
]
_PAPER_SECONDS = 15.0
_SHOWN = (Form.TEXT, Form.HTML)


@app.command()
def show(
    context: typer.Context,
    code: Code = None,
    form: Annotated[Form | None, typer.Option("--as", help="What to make of it; else as the file's name ends.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to; without it text and html are shown.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,  # noqa: FBT002
) -> None:
    """Show it, or write it to a file, marked as the next copy would be. May run beside the terminal that sells."""
    meant = _meant(form, out)
    settings = given(context).settings()
    try:
        made = in_form(shown_receipt(settings, code), meant, settings)
    except PrinterFault as fault:
        raise CommandFailed(str(fault)) from fault
    if out is None:
        typer.echo(made.decode(), nl=False)
        return
    with whole_file(out, replaces=force) as file:
        file.write(made)
    typer.echo(f"{out}: {meant}")


@app.command("print")
def print_again(context: typer.Context, code: Code = None) -> None:
    """Print it once more, marked as a copy."""
    sale, copy, fault = print_receipt(given(context).settings(), code, _PAPER_SECONDS)
    if fault:
        raise CommandFailed(f"Copy {copy} of {sale} waits for the printer: {fault}")
    typer.echo(f"Copy {copy} of {sale} is printed.")


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
