"""What a catalog file would change, told: odd prices first."""

import json
from pathlib import Path

import typer

from pos_terminal.application.catalogdiff import Difference, ItemChange
from pos_terminal.application.syncing import SyncResult
from pos_terminal.cli.importing import import_facts, refuse_faults
from pos_terminal.cli.printing import Row, print_rows
from pos_terminal.domain.receipt import printable


def tell_check(file: Path, result: SyncResult, difference: Difference, *, as_json: bool) -> None:
    """What an import would change. Raises CommandFailed with every fault of a file that would not be taken."""
    if as_json:
        rows = [_row(each) for each in difference.shown]
        facts = import_facts(result) | {"odd_prices": difference.odd, "items": rows, "hidden": difference.hidden}
        typer.echo(json.dumps(facts, ensure_ascii=False))
    elif result.is_done:
        _tell(file, result, difference)
    refuse_faults(file, result)


def _tell(file: Path, result: SyncResult, difference: Difference) -> None:
    if difference.shown:
        print_rows([_row(each) for each in difference.shown], as_json=False)
    if difference.hidden:
        typer.echo(f"and {difference.hidden:,} more")
    typer.echo(
        f"{printable(str(file))}: {result.read:,} items read; an import would add {difference.added:,}, change "
        f"{difference.changed:,} and retire {difference.retired:,}. {_odd(difference.odd)} Nothing was changed."
    )


def _odd(count: int) -> str:
    return "1 price looks like a mistake." if count == 1 else f"{count:,} prices look like a mistake."


def _row(change: ItemChange) -> Row:
    return {
        "what": change.kind.value,
        "item_id": change.item_id,
        "name": change.name,
        "line": change.line,
        "before": None if change.before is None else str(change.before),
        "after": None if change.after is None else str(change.after),
        "odd": change.oddity.in_english or None,
    }
