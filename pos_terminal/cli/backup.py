"""`backup` and `restore`: a till in one file, and back, so that nothing is lost and nothing is there twice."""

from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.adapters.files.backupfile import BackupFacts
from pos_terminal.app.backingup import back_up
from pos_terminal.app.restoring import restore
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_facts

Json = Annotated[bool, typer.Option("--json", help="JSON instead of lines.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(_backup)
    app.command("restore")(_restore)


def _backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to. The till's keys are in it: keep it as safe as the till.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,  # noqa: FBT002
    json: Json = False,  # noqa: FBT002
) -> None:
    """Write the till's database and keys into one file. Sales may go on meanwhile."""
    facts = back_up(given(context).settings(), file, replaces=force)
    print_facts({"file": str(file)} | _told(facts), as_json=json)


def _restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A backup of this till.")],
    force: Annotated[bool, typer.Option("--force", help="Keep the till's database aside, and replace it.")] = False,  # noqa: FBT002
    last_z: Annotated[int, typer.Option(min=0, help="The last Z on paper: the next shift's number follows it.")] = 0,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Put a backup in the till's place, with what came after it; the till gives new numbers from then on."""
    settings = given(context).settings()
    restored = restore(settings, file, replaces=force, last_z=last_z)
    facts: dict[str, object] = {"file": str(file), "register_id": settings.terminal.register_id}
    print_facts(facts | dict(restored.facts) | {"told": restored.told.in_english}, as_json=json)


def _told(facts: BackupFacts) -> dict[str, object]:
    return {
        "register_id": facts.register_id,
        "made": facts.made,
        "software_version": facts.software_version,
        "entries": facts.entries,
    }
