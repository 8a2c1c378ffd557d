"""`catalog`: bringing a catalog file into the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.syncing import importing_catalog
from pos_terminal.cli.importing import Progress, tell
from pos_terminal.cli.options import given

app = typer.Typer(name="catalog", help="The catalog: what can be sold.", no_args_is_help=True)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A JSON or CSV file: all of it is taken, or none.")],
    json: Annotated[bool, typer.Option("--json", help="JSON instead of words.")] = False,  # noqa: FBT002
) -> None:
    """Put a catalog file in force; on any fault the one in force stays."""
    options = given(context)
    with Progress() as progress:
        result = importing_catalog(options.settings(), options.log_level, file, progress)
    tell(file, "items", result, as_json=json)


@app.callback()
def _group() -> None:
    """Keep the group's name in front of its only command."""
