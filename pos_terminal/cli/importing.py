"""What the imports of files have in common: progress, the list of faults, what changed."""

import json
import sys
from pathlib import Path
from typing import Annotated, Self

import typer

from pos_terminal.application.syncing import SyncProgress, SyncResult
from pos_terminal.application.upload_ports import UploadStanding
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.uploads import in_words, told
from pos_terminal.domain.receipt import printable

Json = Annotated[bool, typer.Option("--json", help="JSON instead of words.")]
Force = Annotated[bool, typer.Option("--force", help="Also what the platform has already.")]
_EVERY = 5_000


class Progress:
    """A line on stderr that counts, where a person looks on."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._told = ("", -_EVERY)

    def __call__(self, progress: SyncProgress) -> None:
        """Tell how far it is."""
        stage, done = self._told
        if not self._shows or (progress.stage == stage and progress.done - done < _EVERY):
            return
        self._told = (progress.stage, progress.done)
        whole = f" of {progress.total:,}" if progress.total else ""
        sys.stderr.write(f"\r\x1b[K{progress.stage} {progress.done:,}{whole}")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shows:
            sys.stderr.write("\r\x1b[K")


def tell(file: Path, things: str, result: SyncResult, upload: UploadStanding | None, *, as_json: bool) -> None:
    """What an import did, and how its upload stands. Raises CommandFailed with every fault when it did nothing."""
    changes = result.changes
    if as_json:
        facts = import_facts(result) | ({"upload": told(upload)} if upload else {})
        typer.echo(json.dumps(facts, ensure_ascii=False))
    elif result.is_done:
        typer.echo(
            f"{file}: {result.read:,} {things} read: {changes.added:,} added, {changes.changed:,} changed, "
            f"{changes.retired:,} retired."
        )
        if upload:
            typer.echo(printable(in_words(upload)))
    refuse_faults(file, result)


def refuse_faults(file: Path, result: SyncResult) -> None:
    """Raises CommandFailed with every fault where there is any."""
    if result.is_done:
        return
    shown = [f"{file}: {printable(str(fault))}" for fault in result.faults]
    more = result.fault_count - len(shown)
    if more:
        shown.append(f"{file}: and {more:,} more")
    many = "1 fault" if result.fault_count == 1 else f"{result.fault_count:,} faults"
    raise CommandFailed("\n".join([*shown, f"pos-terminal: {file} has {many}; nothing was changed. Mend the file."]))


def import_facts(result: SyncResult) -> dict[str, object]:
    """What a file is like, for programs."""
    changes = result.changes
    return {
        "read": result.read,
        "added": changes.added,
        "changed": changes.changed,
        "retired": changes.retired,
        "faults": [{"line": fault.line, "field": fault.field, "message": fault.sentence} for fault in result.faults],
        "fault_count": result.fault_count,
    }
