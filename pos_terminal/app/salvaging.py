"""Decides at a start whether the database is sound; a damaged one is set aside, and what it held is recovered."""

from __future__ import annotations

import logging
import sqlite3
import sys
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.copyglance import newest_number
from pos_terminal.adapters.sqlite.engine import open_database, open_readonly
from pos_terminal.adapters.sqlite.faults import (
    AnotherKey,
    DatabaseDamaged,
    DatabaseInUse,
    DatabaseUnusable,
    StorageDamaged,
    StorageFailed,
)
from pos_terminal.adapters.sqlite.glances import first_count, has_open_sale
from pos_terminal.adapters.sqlite.quarantine import Quarantine, mark_of
from pos_terminal.adapters.sqlite.replacement import Replacement
from pos_terminal.app.journalkey import fault_of_head
from pos_terminal.app.premises import DATABASE_NAME, KEY_NAMES, keys
from pos_terminal.app.reserve import with_room
from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.wording import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pos_terminal.adapters.sqlite.engine import Database
    from pos_terminal.application.damage import Salvaged
    from pos_terminal.application.ports import Clock
    from pos_terminal.settings import Settings

_UNSOUND = (ArithmeticError, LookupError, TypeError, ValueError)
"""What reading a row back raises when it says what no row of its table says."""


_log = logging.getLogger("pos.damage")
_HEADER = "the header of the file is damaged"


def sound_database(
    settings: Settings, clock: Clock, give_up: Callable[[], bool] = lambda: False
) -> tuple[Database, Salvaged | None]:
    """The terminal's database, open; and what was recovered when it was damaged.

    ``give_up`` makes room on a full disk, and says whether there was any to make.

    Raises DatabaseUnusable for one that is not ours to repair, and KeysUnusable.
    """
    path = settings.data_dir / DATABASE_NAME
    Replacement(path).finish()
    cause = _cause_for_salvage(settings, path)
    if not cause:
        try:
            return with_room(lambda: open_database(path), give_up), None
        except DatabaseDamaged as damage:
            cause = damage.fault
        except DatabaseUnusable as refused:
            if isinstance(refused, DatabaseInUse) or not _is_ours_in_truth(path):
                raise
            cause = _HEADER
    from pos_terminal.app.salvages import salvaged

    is_sound = partial(has_sound_sale, settings)
    found = with_room(lambda: salvaged(settings, clock, cause, is_sound), give_up)
    return with_room(lambda: open_database(path), give_up), found


def tell_of_salvage(found: Salvaged | None, board: NoticeBoard) -> None:
    """Log it, say it to whoever started the program, and pin it up; nothing where there is nothing to tell."""
    if found:
        _log.critical('database=recovered cause="%s" %s', found.cause, found.sentence)
        if sys.stderr:  # a program without a console has none
            sys.stderr.write(f"pos-terminal: {found.sentence}\n")
        board.pin(StandingNotice(later("Database recovered"), found.told, is_grave=not found.is_whole))


def _cause_for_salvage(settings: Settings, path: Path) -> str:
    """What is wrong with the file, seen without writing to it; nothing for a sound one and for a first start."""
    if Quarantine(path).is_called_for() or (not path.exists() and newest_number(settings.data_dir)):
        return _marked(settings)
    if not path.exists():
        keys(settings).make(*KEY_NAMES)
        return ""
    return _fault_of(settings, path)


def _is_ours_in_truth(path: Path) -> bool:
    from pos_terminal.adapters.sqlite.recognition import is_ours_in_truth

    return is_ours_in_truth(path)


def _marked(settings: Settings) -> str:
    """What the mark says, or why there is a call without one."""
    mark = mark_of(settings.data_dir / DATABASE_NAME)
    try:
        return mark.read_text(encoding="utf-8", errors="replace").strip() or "the database was marked as damaged"
    except OSError:
        return "the database is missing"


def _fault_of(settings: Settings, path: Path) -> str:
    """What is wrong with a file that is there, as far as can be told without reading all of it."""
    try:
        with open_readonly(path) as database:
            return _fault_seen(settings, database.connect())
    except DatabaseDamaged as damage:
        return damage.fault
    except AnotherKey:
        raise
    except (DatabaseUnusable, StorageFailed) as refused:
        if not isinstance(refused, DatabaseInUse) and _is_ours_in_truth(path):
            return _HEADER  # no step may be taken once more on what has been through it
        return _fault_of_older(settings, path)  # opening it to sell says why, or brings it up to date


def _fault_of_older(settings: Settings, path: Path) -> str:
    """The same of one that another version made, whose terminal row always was what it is."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    with suppress(sqlite3.Error, StorageFailed), closing(sqlite3.connect(address, uri=True)) as connection:
        return fault_of_head(settings, connection)
    return ""


def _fault_seen(settings: Settings, connection: sqlite3.Connection) -> str:
    try:
        count = first_count(connection)
        if has_open_sale(connection) and not has_sound_sale(settings, connection):
            return "the open sale cannot be read"
    except StorageDamaged:
        return "a page of it cannot be read"
    except (sqlite3.DatabaseError, *_UNSOUND) as damage:
        return str(damage)
    return fault_of_head(settings, connection) or _lost_newest(settings, connection, count)


def has_sound_sale(settings: Settings, connection: sqlite3.Connection) -> bool:
    """Whether the open sale can be gone on with, or there is none."""
    from pos_terminal.adapters.sqlite.basketrows import SaleInAnotherCurrency
    from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
    from pos_terminal.adapters.sqlite.writelock import SaleFirstLock
    from pos_terminal.app.rules import tax_policy

    try:
        SqliteBaskets(connection, SaleFirstLock(), tax_policy(settings)).load()
    except SaleInAnotherCurrency:
        return True
    except _UNSOUND:
        return False
    return True


def _lost_newest(settings: Settings, connection: sqlite3.Connection, count: int) -> str:
    """Whether the second copy goes on where the database ends: its newest commits were lost without a trace."""
    if newest_number(settings.data_dir) <= count:
        return ""
    from pos_terminal.app.salvages import copies_are_ahead
    from pos_terminal.application.damage import OLDER

    return OLDER if copies_are_ahead(settings, connection) else ""
