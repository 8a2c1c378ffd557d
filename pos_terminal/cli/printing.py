"""How commands print: rows for people, JSON for programs, and no control bytes from data to the terminal."""

import json
from collections.abc import Mapping, Sequence

import typer

from pos_terminal.domain.receipt import printable

Row = Mapping[str, object]


def print_rows(rows: Sequence[Row], *, as_json: bool) -> None:
    """Print a table: one JSON array, or aligned columns under their names."""
    if as_json:
        typer.echo(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str))
        return
    if not rows:
        typer.echo("Nothing.")
        return
    names = list(rows[0])
    cells = [names, *([_said(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    for line in cells:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def print_facts(facts: Row, *, as_json: bool) -> None:
    """Print named facts: one JSON object, or a line each."""
    if as_json:
        typer.echo(json.dumps(dict(facts), ensure_ascii=False, indent=1, default=str))
        return
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        typer.echo(f"{name.ljust(width)}  {_said(value)}")


def _said(value: object) -> str:
    """A value for people: nothing is a dash, yes and no are words."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return printable(str(value))
