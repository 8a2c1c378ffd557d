"""Runs a salvage for one terminal, and keeps its report beside the damaged files."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pos_terminal.adapters.durable import replace_file
from pos_terminal.adapters.sqlite.copyglance import COPIES_NAME
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.journal import Journal
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.adapters.sqlite.processlock import ProcessLock
from pos_terminal.adapters.sqlite.quarantine import REPORT_NAME, Quarantine
from pos_terminal.adapters.sqlite.salvage import Recovered, Salvage, recover
from pos_terminal.adapters.sqlite.secondcopy import SecondCopy
from pos_terminal.adapters.system import SystemIds
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.application.damage import OLDER, Salvaged
from pos_terminal.application.sealing import Seals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from pos_terminal.application.ports import Clock
    from pos_terminal.settings import Settings


def second_copy(settings: Settings, key: bytes | None = None) -> SecondCopy:
    """The second copies of this terminal's sales, under its own key unless another is given. Raises KeysUnusable."""
    return SecondCopy(settings.data_dir / COPIES_NAME, Seals(key or keys(settings).key("journal")))


def salvaged(
    settings: Settings, clock: Clock, cause: str, has_sound_sale: Callable[[sqlite3.Connection], bool]
) -> Salvaged:
    """Set the damaged files aside, make a new database of what they held, and say what became of it.

    Raises DatabaseUnusable or KeysUnusable.
    """
    path, copies, now = settings.data_dir / DATABASE_NAME, second_copy(settings), clock.now()
    salvage = Salvage(path, copies, Seals(keys(settings).key("journal")), SystemIds(), has_sound_sale)
    lock = ProcessLock(path)
    try:
        folder = Quarantine(path).take_in(now)
        since = _newest_moment(folder / path.name) if cause == OLDER else None
        found: list[Salvaged] = []

        def told(recovered: Recovered) -> None:
            found.append(replace(_salvaged(recovered, folder, now, cause), since=since))
            _write(folder / REPORT_NAME, found[0])

        recover(salvage, folder, now, cause, told)
    finally:
        lock.release()
    return found[0]


def last_salvaged(settings: Settings) -> Salvaged | None:
    """What the newest report in the quarantine says; None when nothing was ever damaged, or it cannot be read."""
    for folder in reversed(Quarantine(settings.data_dir / DATABASE_NAME).folders()):
        report = _read(folder / REPORT_NAME)
        if report:
            return report
    return None


def copies_are_ahead(settings: Settings, connection: sqlite3.Connection, key: bytes | None = None) -> bool:
    """Whether the newest copy is of a sale behind the newest one in the database, and can follow it."""
    key = key or keys(settings).key("journal")
    copies, head = second_copy(settings, key), Journal(connection, key).head()
    newest = next((copy for day in copies.days()[-1:] for copy in copies.newest_first(day)), None)
    if newest is None or newest.seq <= head.seq:
        return False
    entry, last = newest.rows["journal"].first() or {}, last_salvaged(settings)
    follows = newest.seq > head.seq + 1 or entry["previous_hash"] == head.hash
    return follows and (last is None or newest.seq > last.copies_through)


def _newest_moment(database: Path) -> datetime | None:
    """When the newest entry of a whole journal was made; None where it has none."""
    with open_readonly(database) as older:
        row = older.connect().execute("SELECT created_us FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return instant(row[0]) if row else None


def _salvaged(recovered: Recovered, folder: Path, at: datetime, cause: str) -> Salvaged:
    sales = recovered.sales
    return Salvaged(
        found=at,
        cause=cause,
        kept_at=str(folder),
        entries=sales.entries,
        restored=sales.restored,
        lost=sales.lost,
        reopened=recovered.reopened,
        copies_through=sales.top,
        import_again=recovered.import_again,
        lost_open_sale=recovered.lost_open_sale,
    )


def _write(path: Path, report: Salvaged) -> None:
    since = report.since.isoformat() if report.since else None
    facts = asdict(report) | {"found": report.found.isoformat(), "since": since}
    replace_file(path, json.dumps(facts, indent=1, ensure_ascii=False).encode())


def _read(path: Path) -> Salvaged | None:
    try:
        facts = json.loads(path.read_bytes())
        again = tuple(facts.pop("import_again"))
        since = datetime.fromisoformat(facts["since"]) if facts.get("since") else None
        found = datetime.fromisoformat(facts["found"])
        return Salvaged(**facts | {"found": found, "since": since, "import_again": again})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
