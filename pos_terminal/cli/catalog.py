"""`catalog`: bringing a catalog file into the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.catalog_asking import asking_sources, source_standings
from pos_terminal.app.syncing import (
    checking_catalog,
    exporting_catalog,
    importing_catalog,
    putting_back_catalog,
    uploading_now,
)
from pos_terminal.application.upload_ports import Subject
from pos_terminal.cli.catalog_check import tell_check
from pos_terminal.cli.catalog_sources import tell_asked, tell_sources
from pos_terminal.cli.importing import Force, Json, Progress, tell
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_facts
from pos_terminal.cli.uploads import tell_rollback, tell_upload

app = typer.Typer(name="catalog", help="The catalog: what can be sold.", no_args_is_help=True)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A JSON, CSV or Excel file: all of it is taken, or none.")],
    json: Json = False,  # noqa: FBT002
) -> None:
    """Put a catalog file in force; on any fault the one in force stays."""
    options = given(context)
    with Progress() as progress:
        result, upload = importing_catalog(options.settings(), options.log_level, file, progress)
    tell(file, "items", result, upload, as_json=json)


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A JSON, CSV or Excel file.")],
    json: Json = False,  # noqa: FBT002
) -> None:
    """Say what an import would change, odd prices first, and change nothing; also while the till sells."""
    with Progress() as progress:
        result, difference = checking_catalog(given(context).settings(), file, progress)
    tell_check(file, result, difference, as_json=json)


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to; JSON, the form that an import takes, or the items as .csv.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002
) -> None:
    """Write the catalog in force into a file; also while the till sells."""
    count = exporting_catalog(given(context).settings(), file, replaces=force)
    print_facts({"file": str(file), "items": count}, as_json=json)


@app.command()
def sources(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """How each source of `[catalog] sources` stood when it was asked last; also while the till sells."""
    tell_sources(source_standings(given(context).settings()), as_json=json)


@app.command()
def sync(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Fetch and check it, and put nothing in force.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002
) -> None:
    """Ask the sources now, and put in force what is new; a till that runs does so by itself."""
    options = given(context)
    with Progress() as progress:
        standing = asking_sources(options.settings(), options.log_level, progress, goes_live=not check)
    tell_asked(standing, as_json=json)


@app.command()
def rollback(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Put the catalog back that was in force before; once more brings the newer one again."""
    options = given(context)
    tell_rollback(putting_back_catalog(options.settings(), options.log_level), as_json=json)


@app.command()
def upload(context: typer.Context, force: Force = False, json: Json = False) -> None:  # noqa: FBT002
    """Tell the platform what is in force, now; it goes out by itself after each import, too."""
    options = given(context)
    standing = uploading_now(options.settings(), options.log_level, Subject.CATALOG, even_unchanged=force)
    tell_upload(standing, as_json=json)
