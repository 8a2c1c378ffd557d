"""Puts a backup in a till's place: what came after it and can still be found is carried over, and all of it is told."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from shutil import copyfile, rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pos_terminal.adapters.durable import OWNER_ONLY, replace_file, sync_content, sync_folder
from pos_terminal.adapters.files.backupfile import DATABASE, KEYS, BackupFacts, unpacked
from pos_terminal.adapters.files.feedbook import FeedFolder
from pos_terminal.adapters.sqlite.copyglance import COPIES_NAME
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.faults import READING_FAILED, DatabaseUnusable
from pos_terminal.adapters.sqlite.health import integrity_fault
from pos_terminal.adapters.sqlite.leasefile import lease_path
from pos_terminal.adapters.sqlite.migrations import migrate, schema_steps
from pos_terminal.adapters.sqlite.processlock import ProcessLock
from pos_terminal.adapters.sqlite.replacement import Replacement
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.feeding import FOLDER_NAME
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.restoredbase import Ground, restored_database
from pos_terminal.app.restorenotice import REPORT_NAME
from pos_terminal.domain.errors import BadArgument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos_terminal.application.restored import Restored
    from pos_terminal.settings import Settings

_COUNTS = "SELECT journal_count, pending + parked FROM terminal"
_LOGS = ("-wal", "-shm")
_WORKSHOP = ".restore-"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a database has got, and how much of it is not sent; None where it cannot be read."""

    entries: int | None
    unsent: int | None


def standing(settings: Settings) -> Standing | None:
    """How it stands with the till's database now; None where there is none."""
    path = settings.data_dir / DATABASE_NAME
    if not path.exists():
        return None
    try:
        with open_readonly(path) as database:
            return Standing(*database.connect().execute(_COUNTS).fetchone())
    except (DatabaseUnusable, *READING_FAILED):
        return Standing(None, None)


def restore(settings: Settings, path: Path, *, replaces: bool, last_z: int = 0) -> Restored:
    """Put a backup in the place of the till's database, with all that came after it and can be found.

    What stands there is kept whole in a folder of its own. ``last_z`` is the number of the last Z on paper: the next
    shift's follows it. Raises BadArgument for a file that is no backup, or of another till, and where there is a
    database and ``replaces`` is not set; NotAllowedNow where what is not sent or not given back would be left behind;
    OSError; DatabaseUnusable, also while the till runs. All is as it was then, unless the last says that the new one
    cannot take its place: the next start goes on with that, as with one that was cut short.
    """
    place = settings.data_dir / DATABASE_NAME
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    replacement = Replacement(place)
    replacement.finish()
    lock = ProcessLock(place)
    try:
        with _workshop(settings) as workshop:
            backup = _unpacked(settings, path, workshop)
            _refuse_to_replace(settings, backup, replaces=replaces)
            restored = _made_ready(settings, backup, workshop, last_z)
            FeedFolder(settings.data_dir / FOLDER_NAME).ask_anew()  # the catalogs that came are not in this one
            replacement.begin(workshop / "ready")
        replacement.put_in_place()
    finally:
        lock.release()
    return restored


@contextmanager
def _workshop(settings: Settings) -> Iterator[Path]:
    """A folder on the till's own disk, for its owner alone; those of restores that were cut short go."""
    for left in settings.data_dir.glob(f"{_WORKSHOP}*"):
        rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=_WORKSHOP, dir=settings.data_dir) as folder:
        yield settings.data_dir / folder


def _unpacked(settings: Settings, path: Path, workshop: Path) -> BackupFacts:
    """Unpack the backup, and bring its database up to date."""
    folder = workshop / "backup"
    folder.mkdir()
    facts = unpacked(path, folder)
    _refuse_another_till(settings, facts, path)
    _check(folder / DATABASE, path)
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
        migrate(connection, schema_steps())
    return facts


def _made_ready(settings: Settings, facts: BackupFacts, workshop: Path, last_z: int) -> Restored:
    """Make the new database, its keys and the report, whole and synced, in a folder of the workshop."""
    place, now = settings.data_dir / DATABASE_NAME, SystemClock().now()
    kept = settings.data_dir / "replaced" / f"{now:%Y%m%dT%H%M%S%fZ}"
    ready = workshop / "ready"
    ready.mkdir()
    newer = _copied(place, workshop)
    ground = Ground(
        settings=settings,
        facts=facts,
        backup=workshop / "backup" / DATABASE,
        newer=newer,
        keys=workshop / "backup" / KEYS,
        made=ready / DATABASE_NAME,
    )
    restored = restored_database(ground, now, last_z, str(kept) if newer else None)
    replace_file(ready / KEYS, ground.keys.read_bytes())
    replace_file(ready / REPORT_NAME, json.dumps(restored.facts, indent=1).encode())
    if (ready / COPIES_NAME).exists():
        _keep_copies(settings.data_dir / COPIES_NAME, workshop / "kept" / COPIES_NAME)
    if newer:
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        (workshop / "kept").rename(kept)
        sync_folder(kept.parent)
    return restored


def _copied(place: Path, workshop: Path) -> Path | None:
    """Copy what stands there twice: to be kept, whole and synced, with its log; and to be worked on."""
    if not place.exists():
        return None
    kept, worked = workshop / "kept", workshop / "newer"
    kept.mkdir(mode=0o700)
    logs = [place.with_name(place.name + each) for each in _LOGS]
    for each in (place, *logs, lease_path(place), place.with_name(KEYS)):
        if each.exists():
            copyfile(each, kept / each.name)
            (kept / each.name).chmod(OWNER_ONLY)
            sync_content(kept / each.name)
    sync_folder(kept)
    shutil.copytree(kept, worked, ignore=shutil.ignore_patterns("*-shm"))
    return worked / place.name


def _keep_copies(copies: Path, kept: Path) -> None:
    """Copy the second copies, which others take the place of: whole and synced."""
    if not copies.exists():
        return
    shutil.copytree(copies, kept)
    for each in kept.iterdir():
        sync_content(each)
    sync_folder(kept)
    sync_folder(kept.parent)


def _refuse_another_till(settings: Settings, facts: BackupFacts, path: Path) -> None:
    terminal = settings.terminal
    if (facts.store_id, facts.register_id) != (terminal.store_id, terminal.register_id):
        whose = f"{facts.register_id} in {facts.store_id}"
        raise BadArgument(
            f"{path} is a backup of {whose}, and this till is {terminal.register_id} in {terminal.store_id}. "
            "Take this till's own, or set store_id and register_id to those of the backup."
        )
    try:
        datetime.fromisoformat(facts.made)
    except ValueError as error:
        raise BadArgument(f"{path} is no backup of a till: it does not say when it was made.") from error


def _check(database: Path, path: Path) -> None:
    """Raise where the database in a backup cannot be used by this version."""
    try:
        with open_readonly(database) as opened:
            fault = integrity_fault(opened.connect())
    except DatabaseUnusable as error:
        if "older version" in str(error):
            return
        raise BadArgument(f"The database in {path} cannot be used: {error.sentence}") from error
    if fault:
        raise BadArgument(f"The database in {path} is not whole ({fault}). Take another backup.")


def _refuse_to_replace(settings: Settings, facts: BackupFacts, *, replaces: bool) -> None:
    now = standing(settings)
    if now is None or replaces:
        return
    if now.entries is None or now.unsent is None:
        told = "It cannot be read"
    else:
        told = f"It has {max(0, now.entries - facts.entries):,} journal entries more, and {now.unsent:,} sales not sent"
    raise BadArgument(
        f"This till has a database. {told}. To put the backup in its place, restore with --force: what came after the "
        "backup and can be read is carried over, and what is there now is kept in a folder beside it."
    )
