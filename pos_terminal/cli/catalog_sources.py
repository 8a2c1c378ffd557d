"""How the sources of catalogs stand, told."""

import json

import typer

from pos_terminal.application.catalogsources import FeedStanding, Outcome, SourceStanding
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.printing import Row, print_rows
from pos_terminal.cli.values import when

_BAD = frozenset({Outcome.FAULTY, Outcome.FAILED, Outcome.NEVER})


def tell_sources(standings: tuple[SourceStanding, ...], *, as_json: bool) -> None:
    """A row for each source."""
    print_rows([_row(each) for each in standings], as_json=as_json)


def tell_asked(standing: FeedStanding, *, as_json: bool) -> None:
    """What asking them came to. Raises CommandFailed where none had a sound catalog."""
    waiting = standing.waiting
    if as_json:
        faults = [{"line": each.line, "field": each.field, "message": each.sentence} for each in standing.faults]
        facts = {"sources": [_row(each) for each in standing.sources], "waits": waiting is not None}
        typer.echo(json.dumps(facts | {"faults": faults}, ensure_ascii=False, default=str))
    else:
        tell_sources(standing.sources, as_json=False)
        if waiting is not None:
            typer.echo("The new catalog is not in force yet: 'catalog sync' without --check puts it there.")
    if all(each.outcome in _BAD for each in standing.sources):
        said = [f"{each.place}: {each.said}" for each in standing.sources if each.said]
        shown = [f"{standing.faulty_place}: {each}" for each in standing.faults]
        none = "pos-terminal: No source has a sound catalog. Nothing was changed."
        raise CommandFailed("\n".join([*said, *shown, none]))


def _row(standing: SourceStanding) -> Row:
    return {
        "source": standing.place,
        "outcome": standing.outcome.value,
        "asked": when(standing.tried),
        "last_good": when(standing.good),
        "said": standing.said or None,
    }
