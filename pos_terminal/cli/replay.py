"""`replay`: one exported sale gone through again, on any machine, and whether everything comes out as it did."""

import json as jsonlib
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.adapters.replayfile.form import BadFile
from pos_terminal.app.replaying import Replay, Replayed, replay
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.printing import print_facts


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(_replay)


def _replay(
    file: Annotated[Path, typer.Argument(help="A sale, from 'journal export --transaction ID FILE'.")],
    step: Annotated[int | None, typer.Option(min=1, help="Show the sale after this step alone.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON line a step, with the sale after it.")] = False,  # noqa: FBT002
) -> None:
    """Go through an exported sale again: basket, totals, receipt and payload must come out the same, to the byte."""
    try:
        found = replay(file)
    except BadFile as error:
        raise CommandFailed(str(error)) from None
    steps = found.steps if step is None else [each for each in found.steps if each.number == step]
    if step is not None and not steps:
        raise WrongUsage(f"The sale has {len(found.steps)} steps, and no step {step}.")
    for each in steps:
        _print(each, as_json=json, is_alone=step is not None)
    wrong = [*found.wrong, *(f"step {each.number} ({each.did}): {said}" for each in found.steps for said in each.wrong)]
    if not json and step is None:
        print_facts(_told(found, wrong), as_json=False)
    if wrong:
        raise CommandFailed(f"{file}: {'; '.join(each.removesuffix('.') for each in wrong)}.")


def _told(found: Replay, wrong: list[str]) -> dict[str, object]:
    facts: dict[str, object] = {"transaction_id": found.transaction_id, "exported_by": found.software_version}
    reasons = {"reasons": "; ".join(found.reasons)} if found.reasons else {}
    return facts | reasons | {"steps": len(found.steps), "same": found.is_same, "different": len(wrong)}


def _print(step: Replayed, *, as_json: bool, is_alone: bool) -> None:
    facts: dict[str, object] = {"step": step.number, "did": step.did, "at": step.at, "who": step.who}
    if as_json:
        told = facts | {"figures": step.figures, "wrong": list(step.wrong)}
        typer.echo(jsonlib.dumps(told, ensure_ascii=False))
    elif is_alone:
        print_facts(facts | dict(step.figures), as_json=False)
    else:
        total = step.figures.get("total", "")
        typer.echo(f"{step.number:>4}  {step.at}  {step.who:<10}  {step.did:<14}  {total:>12}")
