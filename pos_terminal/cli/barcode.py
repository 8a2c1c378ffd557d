"""`barcode`: what a code is to this till, and whether a label's pattern fits."""

from typing import Annotated

import typer

from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.barcoding import CodeRead, code_read
from pos_terminal.app.rules import label_patterns
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_facts
from pos_terminal.domain.gs1_rules import missing_in
from pos_terminal.domain.measured_label import LabelPattern, Measure
from pos_terminal.domain.scan import ScanKind

app = typer.Typer(name="barcode", help="What a code says.", no_args_is_help=True)
_SEPARATOR = "<GS>"


@app.command("test")
def read(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="As the scanner sends it; <GS> stands for the separator of GS1 data.")],
    pattern: Annotated[str, typer.Option(help="Try this label, such as 'price 21....V{NNNDD}.'.")] = "",
    json: Annotated[bool, typer.Option("--json", help="JSON instead of lines.")] = False,  # noqa: FBT002 - as typer reads it
) -> None:
    """Say what a code is and what is in it, without selling it; exit 1 when it, or the pattern, cannot be read."""
    settings = given(context).settings()
    patterns = (_tried(pattern),) if pattern else label_patterns(settings)
    told = code_read(settings, code.replace(_SEPARATOR, "\x1d"), patterns)
    print_facts(_facts(told), as_json=json)
    if told.reading.kind is ScanKind.UNREADABLE:
        raise CommandFailed("This code cannot be read. Compare it with what is printed under it.")
    if pattern and not told.patterns:
        raise CommandFailed(f"This code is no label of {pattern!r}. Compare its beginning, its length and its digits.")


@app.callback()
def _group() -> None:
    """Keep the group's name in front of its only command."""


def _tried(pattern: str) -> LabelPattern:
    try:
        return LabelPattern.named(pattern)
    except ValueError as error:
        raise WrongUsage(str(error)) from error


def _facts(read: CodeRead) -> dict[str, object]:
    reading, item = read.reading, read.item
    return {
        "code": reading.text,
        "read_as": reading.kind.value,
        "means": read.means if read.is_catalog_there else f"{read.means} (there is no catalog yet)",
        "check_digit": read.check_digit,
        "gtin": reading.gtin14,
        "looked_up": ", ".join(_looked_up(code, measure) for code, measure in reading.lookups()) or None,
        "label": ", ".join(map(str, read.patterns)) or None,
        "item": item and item.name,
        "item_id": item and item.item_id,
        "found_as": read.code or None,
        "measure": read.measure and _measured(read.measure),
        "lot": reading.lot,
        "serial": reading.serial,
        "date": read.sold_until(SystemClock().now().date()) or None,
        "elements": ", ".join(f"({identifier}) {value}" for identifier, value in reading.elements) or None,
        "missing": " ".join(missing_in(reading.elements)) or None,
    }


def _looked_up(code: str, measure: Measure | None) -> str:
    return f"{code} ({_measured(measure)})" if measure else code


def _measured(measure: Measure) -> str:
    return f"{measure.kind} {measure.value:f} {measure.currency}".rstrip()
