"""Makes the database that a restore puts in place: of the backup, of the one before, and of second copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from shutil import copyfile
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.durable import sync_content
from pos_terminal.adapters.sqlite.ancestry import Ancestry, ancestry
from pos_terminal.adapters.sqlite.carryover import count_since, make_unknown, number_shifts_after, take_back
from pos_terminal.adapters.sqlite.copyglance import COPIES_NAME
from pos_terminal.adapters.sqlite.faults import READING_FAILED, StorageFailed
from pos_terminal.adapters.sqlite.filecheck import FileCheck
from pos_terminal.adapters.sqlite.glances import UNFINISHED_CARD
from pos_terminal.adapters.sqlite.journal import ACT, Entry, Journal
from pos_terminal.adapters.sqlite.migrations import migrate, schema_steps, schema_version
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.salvage import Salvage, recover
from pos_terminal.adapters.sqlite.values import compact
from pos_terminal.adapters.system import KeyFile, KeysUnusable, SystemIds
from pos_terminal.app.commanding import system_user
from pos_terminal.app.premises import keys, store_time
from pos_terminal.app.salvages import copies_are_ahead, second_copy
from pos_terminal.app.salvaging import has_sound_sale
from pos_terminal.application.restored import Basis, Restored
from pos_terminal.application.sealing import Seals
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.sales_report import RESTORED

if TYPE_CHECKING:
    from pathlib import Path

    from pos_terminal.adapters.files.backupfile import BackupFacts
    from pos_terminal.settings import Settings

_UNREADABLE = (StorageFailed, LookupError, TypeError, ValueError, *READING_FAILED)
"""What looking at a database raises that is not whole."""
_UNSENT = "SELECT pending + parked FROM terminal"
_UNSETTLED = f"""SELECT (SELECT COUNT(*) FROM card_charge WHERE {UNFINISHED_CARD}
        AND ((is_leaving = 1 AND state IN ('asking', 'approved')) OR (kind = 'refund' AND state IN ('due', 'asking')))),
    (SELECT COUNT(*) FROM offer_hold WHERE state = 'releasing')"""  # noqa: S608 - nothing of it comes from outside
_OPEN_SHIFT = "SELECT session_id FROM till_session WHERE closed_at_us IS NULL"
_ATTACH = "ATTACH ? AS older"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a restore works with: copies that are its own. ``newer`` is that of what stands in the place, if any.

    ``keys`` are those of the backup; ``made`` is where the new database goes, and beside it an empty folder for the
    second copies where those that are there are not of it.
    """

    settings: Settings
    facts: BackupFacts
    backup: Path
    newer: Path | None
    keys: Path
    made: Path

    @property
    def key(self) -> bytes:
        """The journal's key. Raises KeysUnusable."""
        return KeyFile(self.keys).key("journal")


def restored_database(ground: Ground, now: datetime, last_z: int, kept_at: str | None) -> Restored:
    """Make it, with an entry in its journal of what was done; what became of it all.

    Raises NotAllowedNow where what is not sent or not given back would be left behind; BadArgument; DatabaseUnusable;
    KeysUnusable; OSError; StorageFailed.
    """
    basis, lost = _made(ground, now)
    with closing(_opened(ground.made)) as connection:
        since = count_since(connection, ground.facts.entries)
        made = datetime.fromisoformat(ground.facts.made)
        restored = Restored(now, made, basis, ground.facts.entries, *since, lost, kept_at)
        make_unknown(connection)
        number_shifts_after(connection, last_z)
        _enter(ground, connection, restored)
        connection.execute("PRAGMA journal_mode = DELETE")
    sync_content(ground.made)
    return restored


def _made(ground: Ground, now: datetime) -> tuple[Basis, int]:
    """Make the database; of what it is made, and how many entries of the journal are lost."""
    stands = _standing(ground) if ground.newer else Ancestry.BEHIND
    if stands is Ancestry.FOLLOWS and ground.newer and not _are_copies_ahead(ground, ground.newer):
        with closing(_opened(ground.newer)) as connection:
            connection.execute(_ATTACH, (str(ground.backup),))
            take_back(connection)
        copyfile(ground.newer, ground.made)
        return Basis.WHOLE, 0
    if stands is Ancestry.APART:  # the second copies went that way too: none of them may be read into this journal
        ground.made.with_name(COPIES_NAME).mkdir(mode=0o700)
        copyfile(ground.backup, ground.made)
        return Basis.NOTHING, 0
    is_alone = stands is Ancestry.BEHIND
    if is_alone and not _are_copies_ahead(ground, ground.backup):
        copyfile(ground.backup, ground.made)
        return Basis.NOTHING, 0
    folder = ground.backup.parent if is_alone or ground.newer is None else ground.newer.parent
    salvage = Salvage(
        ground.made,
        second_copy(ground.settings, ground.key),
        Seals(ground.key),
        SystemIds(),
        partial(has_sound_sale, ground.settings),
        older=None if is_alone else ground.backup,
    )
    found = recover(salvage, folder, now, "a backup was put back", _not_told)
    return Basis.RECOVERED, found.sales.lost


def _not_told(_found: object) -> None:
    """What became of it is told by whoever restores."""


def _standing(ground: Ground) -> Ancestry | None:
    """How what stands in the place stands to the backup; None where it is not whole.

    Raises NotAllowedNow where it went a way of its own and holds what is not sent or not given back, and BadArgument
    for one of a newer version.
    """
    try:
        with closing(_opened(_newer(ground))) as connection:
            if schema_version(connection) > len(schema_steps()):
                raise BadArgument(
                    "This till's database was made by a newer version of this program. Restore with that version."
                )
            migrate(connection, schema_steps())
            if _has_another_key(ground):
                stands = Ancestry.APART
            elif _is_whole(ground):
                connection.execute(_ATTACH, (str(ground.backup),))
                stands = ancestry(connection)
            else:
                return None
            unsent = int(connection.execute(_UNSENT).fetchone()[0])
            refunds, offers = connection.execute(_UNSETTLED).fetchone()
    except _UNREADABLE:
        return None
    if stands is Ancestry.APART:
        _refuse_to_leave(unsent, refunds, offers)
    return stands


def _refuse_to_leave(unsent: int, refunds: int, offers: int) -> None:
    """Raise NotAllowedNow where a database that is left behind has something to do yet."""
    begins = "This till's database goes on from another one than this backup, and has"
    if unsent:
        raise NotAllowedNow(
            f"{begins} {unsent:,} sales that were not sent: they would be left behind. Send them first "
            "('queue send', or 'queue export' for a copy)."
        )
    if refunds or offers:
        raise NotAllowedNow(
            f"{begins} card refunds that are not done: {refunds:,}, and offers that are not given back: {offers:,}. "
            "They would be left behind. Start the till, and let it finish them first."
        )


def _newer(ground: Ground) -> Path:
    if ground.newer is None:
        raise LookupError("nothing stands there")
    return ground.newer


def _has_another_key(ground: Ground) -> bool:
    """Whether the till's own keys are others than the backup's."""
    with suppress(KeysUnusable):
        return keys(ground.settings).key("journal") != ground.key
    return False


def _is_whole(ground: Ground) -> bool:
    with closing(_opened(_newer(ground))) as connection:
        return not any(FileCheck(connection, ground.key, second_copy(ground.settings, ground.key)).pieces())


def _are_copies_ahead(ground: Ground, database: Path) -> bool:
    with closing(_opened(database)) as connection:
        return copies_are_ahead(ground.settings, connection, ground.key)


def _enter(ground: Ground, connection: sqlite3.Connection, restored: Restored) -> None:
    """Journal the restore: who, from which backup, what was carried over."""
    settings, shift = ground.settings, connection.execute(_OPEN_SHIFT).fetchone()
    entry = Entry(
        transaction_id="",
        version=0,
        kind=ACT,
        business_day=store_time(settings).business_day(restored.at).isoformat(),
        session_id=shift[0] if shift else None,
        employee_id="",
        total=0,
        currency=settings.currency.code,
        created_us=micros(restored.at),
        software_version=__version__,
    )
    said = {name: str(value) for name, value in restored.facts.items() if value is not None}
    document = {
        "action": RESTORED,
        "operator_id": "",
        "approver_id": None,
        "reason": "",
        "details": said | {"system_user": system_user()},
        "about": restored.told.in_english,
    }
    journal = Journal(connection, ground.key)
    with OneCommit(connection):
        journal.append(journal.head(), entry, compact(document).encode())


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)
