"""Backs a till up into one file while it sells, and puts such a file back without losing what stands in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.durable import OWNER_ONLY, replace_file, sync_file, sync_folder
from pos_terminal.adapters.files.backupfile import DATABASE, KEYS, BackupFacts, unpacked, write_backup
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.adapters.sqlite.engine import open_readonly, put_in_place
from pos_terminal.adapters.sqlite.faults import READING_FAILED, DatabaseUnusable
from pos_terminal.adapters.sqlite.health import integrity_fault
from pos_terminal.adapters.sqlite.leasefile import lease_path
from pos_terminal.adapters.sqlite.processlock import ProcessLock
from pos_terminal.adapters.sqlite.quarantine import mark_of
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.domain.errors import BadArgument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pos_terminal.settings import Settings

_COUNTS = "SELECT journal_count, pending + parked FROM terminal"
_LOGS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a database has got, and how much of it is not sent; None where it cannot be read."""

    entries: int | None
    unsent: int | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what stood there before is kept."""

    facts: BackupFacts
    kept: Path | None


def back_up(settings: Settings, path: Path, *, replaces: bool) -> BackupFacts:
    """Write a backup; sales may go on meanwhile, and those after this moment are not in it.

    Raises BadArgument, OSError, or DatabaseUnusable, also for a database that is not whole: then there is no file.
    """
    keys = settings.data_dir / KEYS
    with open_readonly(settings.data_dir / DATABASE_NAME) as database, _workshop(settings) as workshop:
        copy = workshop / DATABASE
        copy.touch(mode=OWNER_ONLY)
        with closing(sqlite3.connect(copy)) as target:
            database.connect().backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            if fault := integrity_fault(target):
                raise DatabaseUnusable(f"The database is not whole ({fault}), so nothing was backed up. Run 'doctor'.")
            (entries, _) = target.execute(_COUNTS).fetchone()
        terminal, made = settings.terminal, SystemClock().now()
        facts = BackupFacts(terminal.store_id, terminal.register_id, _when(made), __version__, entries)
        with whole_file(path, replaces=replaces) as out:
            write_backup(out, facts, {DATABASE: copy, KEYS: keys})
    return facts


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


def restore(settings: Settings, path: Path, *, replaces: bool) -> Restored:
    """Put a backup in the place of the till's database; the next start finds a copy, or recovers what was sold since.

    What stands there is kept whole in a folder of its own. Raises BadArgument for a file that is no backup, or of
    another till, and where there is a database and ``replaces`` is not set; OSError; DatabaseUnusable, also while the
    till runs. All is as it was then.
    """
    place = settings.data_dir / DATABASE_NAME
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _workshop(settings) as workshop:
        facts = unpacked(path, workshop)
        _refuse_another_till(settings, facts, path)
        _check(workshop / DATABASE, path)
        lock = ProcessLock(place)
        try:
            _refuse_to_replace(settings, facts, replaces=replaces)
            kept = _kept_aside(place)
            replace_file(place.with_name(KEYS), (workshop / KEYS).read_bytes())
            put_in_place(workshop / DATABASE, place)
            mark_of(place).unlink(missing_ok=True)
        finally:
            lock.release()
    return Restored(facts, kept)


@contextmanager
def _workshop(settings: Settings) -> Iterator[Path]:
    """A folder on the till's own disk, for its owner alone."""
    with TemporaryDirectory(prefix=".backup-", dir=settings.data_dir) as folder:
        yield Path(folder)


def _refuse_another_till(settings: Settings, facts: BackupFacts, path: Path) -> None:
    terminal = settings.terminal
    if (facts.store_id, facts.register_id) != (terminal.store_id, terminal.register_id):
        whose = f"{facts.register_id} in {facts.store_id}"
        raise BadArgument(
            f"{path} is a backup of {whose}, and this till is {terminal.register_id} in {terminal.store_id}. "
            "Take this till's own, or set store_id and register_id to those of the backup."
        )


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
        f"This till has a database. {told}. Send what waits first ('queue send'), then restore with --force: "
        "what is there now is kept in a folder beside it."
    )


def _kept_aside(place: Path) -> Path | None:
    """Copy what stands there into a folder of its own, whole and synced; its log goes with it, and away."""
    if not place.exists():
        return None
    stamp = _when(SystemClock().now()).replace(":", "").replace("-", "").replace(".", "")
    folder = place.parent / "replaced" / stamp
    folder.mkdir(mode=0o700, parents=True)
    logs = [place.with_name(place.name + each) for each in _LOGS]
    for each in (place, *logs, lease_path(place), place.with_name(KEYS)):
        if each.exists():
            copyfile(each, folder / each.name)
            (folder / each.name).chmod(OWNER_ONLY)
            with (folder / each.name).open("rb+") as file:
                sync_file(file.fileno())
    sync_folder(folder)
    _merge_log(place)
    for log in logs:
        log.unlink(missing_ok=True)
    return folder


def _merge_log(place: Path) -> None:
    """Take the log into the database while that still stands: a log beside another database would damage it."""
    try:
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except READING_FAILED:
        return  # it is damaged, and kept as it was


def _when(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
