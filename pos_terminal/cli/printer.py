"""`printer`: a test page."""

import typer

from pos_terminal.app.testpage import print_test_page
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.options import given
from pos_terminal.domain.receipt import PrinterFault

app = typer.Typer(name="printer", help="The receipt printer.", no_args_is_help=True)


@app.command()
def test(context: typer.Context) -> None:
    """Print a page that shows whether printer and settings agree."""
    options = given(context)
    settings = options.settings()
    try:
        place = print_test_page(settings)
    except PrinterFault as fault:
        raise CommandFailed(str(fault)) from fault
    except ValueError as error:
        raise CommandFailed(f"[printer] {error}") from error
    typer.echo(place)


@app.callback()
def _group() -> None:
    """Keep the group's name in front of its only command."""
