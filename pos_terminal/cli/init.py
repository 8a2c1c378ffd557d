"""`init`: writes a config file with every setting explained, and checks it."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.checking import check_culture, check_platform, check_printer
from pos_terminal.cli.config_template import config_text
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.options import CONFIG_NAME, given
from pos_terminal.cli.typed import piped_line
from pos_terminal.settings import SettingsUnusable, read_settings

_QUESTIONS = {
    "terminal.store_id": "Store id (issued by the platform)",
    "terminal.client_id": "Client id (issued by the platform)",
    "terminal.register_id": "Register id (unique in the store, such as lane-1)",
    "platform.base_url": "Platform address (https://…)",
    "platform.key": "Platform key",
    "platform.secret": "Platform secret (empty: from the keyring or the environment)",
}
_MAY_BE_EMPTY = frozenset({"secret"})


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(_init)


def _init(
    context: typer.Context,
    force: Annotated[bool, typer.Option("--force", help="Replace a config file that is there.")] = False,  # noqa: FBT002
    check: Annotated[bool, typer.Option("--check/--no-check", help="Ask platform and printer.")] = True,  # noqa: FBT002
) -> None:
    """Write a commented config file, ask for what it needs, check it."""
    path = given(context).config or Path(CONFIG_NAME)
    if path.exists() and not force:
        raise CommandFailed(f"{path} is there already. Change it with an editor, or write it anew with --force.")
    text = config_text({name: _ask(_key(name), words) for name, words in _QUESTIONS.items()})
    _write(path, text)
    typer.echo(f"{path} written. Every other setting is in it, explained and with its default.")
    try:
        settings = read_settings(path)
    except SettingsUnusable as error:
        raise CommandFailed(f"{error}\n{path} was written all the same: mend it, then start the terminal.") from error
    if check:
        checks = (check_platform, check_printer, check_culture)
        faults = [fault for check in checks if (fault := check(settings))]
        for fault in faults:
            typer.echo(f"Not yet: {fault}", err=True)
        if faults:
            raise typer.Exit(1)
        typer.echo("Platform and printer answer.")


def _key(setting: str) -> str:
    return setting.rpartition(".")[2]


def _ask(name: str, words: str) -> str:
    if sys.stdin.isatty():
        empty = "" if name in _MAY_BE_EMPTY else None
        return str(typer.prompt(words, default=empty, show_default=False, hide_input=name == "secret")).strip()
    answer = piped_line(name)
    if not answer and name not in _MAY_BE_EMPTY:
        raise CommandFailed(
            f"{name} is wanted on standard input, a line each: {', '.join(map(_key, _QUESTIONS))}. Nothing was written."
        )
    return answer or ""


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        fresh.replace(path)
    except OSError as error:
        raise CommandFailed(f"{path} cannot be written: {error.strerror}.") from error
