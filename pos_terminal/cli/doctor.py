"""`doctor`: everything a support call would ask."""

import platform as machine
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from pos_terminal import __version__
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.adapters.system import KeysUnusable
from pos_terminal.app.checking import ask_platform, check_culture, check_printer
from pos_terminal.app.devices import display_report, scale_report
from pos_terminal.app.looking import (
    database_integrity,
    database_origin,
    last_damage,
    read_only_journal,
    read_only_outbox,
    read_only_queue,
)
from pos_terminal.app.panel_side import panel_standing
from pos_terminal.app.reserve import disk_reserve
from pos_terminal.app.sound_side import sound_standing
from pos_terminal.app.stalls import stalls_told
from pos_terminal.app.templating import layout_mistakes
from pos_terminal.cli.failing import CommandFailed, in_words
from pos_terminal.cli.offers_back import how_it_stands
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import print_facts
from pos_terminal.domain.errors import Refused
from pos_terminal.settings import Settings

_LOW_DISK_MB = 500
_MOST_SKEW_SECONDS = 120


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(_doctor)


def _doctor(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:  # noqa: FBT002
    """Check versions, disk, database, journal, clock, platform, printer and queue; exit 1 when something is wrong."""
    options = given(context)
    settings = options.settings()
    facts: dict[str, object] = {
        "version": __version__,
        "python": machine.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": machine.platform(),
        "config": str(options.config_path()),
        "data_dir": str(settings.data_dir),
    }
    wrong = []
    for name, check in _CHECKS.items():
        said, is_well = _answer(check, settings)
        facts[name] = said
        if not is_well:
            wrong.append(name)
    facts["wrong"] = wrong if json else ", ".join(wrong) or "nothing"
    print_facts(facts, as_json=json)
    if wrong:
        raise CommandFailed(f"Not well: {', '.join(wrong)}. What each of them says stands above.")


def _answer(check: Callable[[Settings], tuple[str, bool]], settings: Settings) -> tuple[str, bool]:
    try:
        return check(settings)
    except (DatabaseUnusable, KeysUnusable, Refused, OSError, ValueError, sqlite3.Error) as error:
        return in_words(error), False
    except (LookupError, TypeError, ArithmeticError) as error:  # what damaged rows make of reading them
        return f"the check itself failed ({type(error).__name__}: {error})", False


def _disk(settings: Settings) -> tuple[str, bool]:
    folder = settings.data_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 1_000_000
    return f"{free:,} MB free, {disk_reserve(settings).standing()}", free >= _LOW_DISK_MB


def _database(settings: Settings) -> tuple[str, bool]:
    said = database_integrity(settings)
    return said, said == "ok"


def _origin(settings: Settings) -> tuple[str, bool]:
    return database_origin(settings), True


def _journal(settings: Settings) -> tuple[str, bool]:
    with read_only_journal(settings) as sales:
        head, fault = sales.journal_head(), sales.verify_journal()
    return (f"{head.seq:,} entries, intact", True) if fault is None else (f"entry {fault.seq}: {fault.what}", False)


def _queue(settings: Settings) -> tuple[str, bool]:
    with read_only_outbox(settings) as outbox:
        counts = outbox.counts()
    since = f", the oldest since {counts.since:%Y-%m-%d %H:%M} UTC" if counts.since else ""
    return f"{counts.pending:,} waiting, {counts.parked:,} parked{since}", not counts.parked


def _offers(settings: Settings) -> tuple[str, bool]:
    with read_only_queue(settings) as (_, view):
        returning = view.returning_offers()
    if not returning:
        return "none to give back", True
    return f"{len(returning):,} to give back, the first {how_it_stands(returning[0])}", True


def _platform(settings: Settings) -> tuple[str, bool]:
    check = ask_platform(settings)
    if check.fault:
        return check.fault, False
    seconds = check.skew.total_seconds() if check.skew else 0.0
    return f"answers; this clock is {seconds:+.0f} s off the platform's", abs(seconds) <= _MOST_SKEW_SECONDS


def _culture(settings: Settings) -> tuple[str, bool]:
    fault = check_culture(settings)
    return fault or settings.terminal.culture, not fault


def _printer(settings: Settings) -> tuple[str, bool]:
    fault = check_printer(settings)
    return (fault, False) if fault else (f"{settings.printer.driver}, {settings.printer.columns} columns", True)


def _display(settings: Settings) -> tuple[str, bool]:
    report = display_report(settings)
    return (f"{report.place}: {report.said}", report.is_well) if report else ("there is none", True)


def _scale(settings: Settings) -> tuple[str, bool]:
    report = scale_report(settings)
    return (str(report.said), report.is_well) if report else ("none", True)


def _sound(settings: Settings) -> tuple[str, bool]:
    return sound_standing(settings), True


def _panel(settings: Settings) -> tuple[str, bool]:
    return panel_standing(settings.screen.panel)


def _stalls(settings: Settings) -> tuple[str, bool]:
    return stalls_told(settings.data_dir / "logs"), True


def _layout(settings: Settings) -> tuple[str, bool]:
    wrong = layout_mistakes(settings)
    return "; ".join(wrong) or settings.store.templates or "built in", not wrong


_CHECKS: Mapping[str, Callable[[Settings], tuple[str, bool]]] = {
    "disk": _disk,
    "database": _database,
    "origin": _origin,
    "damage": last_damage,
    "journal": _journal,
    "queue": _queue,
    "offers": _offers,
    "platform": _platform,
    "printer": _printer,
    "layout": _layout,
    "display": _display,
    "scale": _scale,
    "sound": _sound,
    "panel": _panel,
    "culture": _culture,
    "stalls": _stalls,
}
