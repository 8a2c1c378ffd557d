"""`certify`: runs the checklist against the configured platform and writes the evidence down."""

import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pos_terminal import __version__
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.checking import check_platform
from pos_terminal.cli.certify.checklist import NoSuchItems, chosen
from pos_terminal.cli.certify.evidence import Run, evidence
from pos_terminal.cli.certify.identifiers import SIMULATED, Identifiers, IdentifiersUnusable, read_identifiers
from pos_terminal.cli.certify.pages import SimulatorPages
from pos_terminal.cli.certify.report import write_report
from pos_terminal.cli.certify.result import Result
from pos_terminal.cli.certify.running import Certification
from pos_terminal.cli.certify.trial import Ground
from pos_terminal.cli.certify.verdict import Verdict
from pos_terminal.cli.failing import FAILED, CommandFailed, WrongUsage
from pos_terminal.cli.options import given
from pos_terminal.cli.values import when

_PERSONAL = ("phone", "email", "card")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("certify")(_certify)


def _certify(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Where the page and the JSON file go.", show_default=False)],
    items: Annotated[str, typer.Option(help="Only these, such as 9,17-22.", show_default=False)] = "",
    identifiers: Annotated[
        Path | None, typer.Option(help="A sandbox's member, offers and codes (TOML).", show_default=False)
    ] = None,
) -> None:
    """Run the platform's acceptance checklist with tills of its own; exit 1 when something failed."""
    settings = given(context).settings()
    try:
        wanted = chosen(items)
    except NoSuchItems as error:
        raise WrongUsage(str(error)) from error
    if fault := check_platform(settings):
        raise CommandFailed(fault)
    pages = SimulatorPages.of(settings.platform.base_url)
    known = _known(identifiers, is_simulator=pages is not None)
    started = when(SystemClock().now()) or ""
    ground = Ground(settings, known, pages, f"C{secrets.token_hex(3)}")
    results = list(_told(Certification(ground).results(wanted)))
    run = Run(settings.platform.base_url, settings.terminal.store_id, __version__, started, pages is not None)
    personal = [str(getattr(known, name)) for name in _PERSONAL]
    page = write_report(out, evidence(run, results, personal))
    typer.echo(f"{_counted(results)} Evidence: {page}")
    if any(each.verdict is Verdict.FAILED for each in results):
        raise typer.Exit(FAILED)


def _known(path: Path | None, *, is_simulator: bool) -> Identifiers:
    """What is known of the platform's members. Raises WrongUsage."""
    if path is None:
        return SIMULATED if is_simulator else Identifiers()
    if is_simulator:
        raise WrongUsage("--identifiers is for a real platform: a simulator is told of members of its own.")
    try:
        return read_identifiers(path)
    except IdentifiersUnusable as error:
        raise WrongUsage(str(error)) from error


def _told(results: Iterator[Result]) -> Iterator[Result]:
    """Say what came of each item as it comes."""
    for each in results:
        reason = f": {each.reason}" if each.reason else ""
        sys.stdout.write(f"{each.item.number:>2}  {each.verdict.value:<7}  {each.item.title}{reason}\n")
        sys.stdout.flush()
        yield each


def _counted(results: list[Result]) -> str:
    counts = [(verdict, sum(each.verdict is verdict for each in results)) for verdict in Verdict]
    return ", ".join(f"{count} {verdict.value}" for verdict, count in counts) + "."
