"""`devices`: whether everything that hangs on this till is there."""

from typing import Annotated

import typer

from pos_terminal.app.devices import device_reports
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_rows

app = typer.Typer(name="devices", help="Printer, drawer, scanner and customer display.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="JSON instead of lines.")]


@app.command()
def check(context: typer.Context, json: Json = False) -> None:  # noqa: FBT002
    """Ask every device how it is, without printing or opening anything; exit 1 when one is not well."""
    reports = device_reports(given(context).settings())
    rows = [
        {"device": each.device, "place": str(each.place), "well": each.is_well, "said": str(each.said)}
        for each in reports
    ]
    print_rows(rows, as_json=json)
    if wrong := [each.device for each in reports if not each.is_well]:
        raise CommandFailed(f"Not well: {', '.join(wrong)}. What each of them says stands above.")


@app.callback()
def _group() -> None:
    """Keep the group's name in front of its only command."""
