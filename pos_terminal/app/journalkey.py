"""Tells a wrong key from a damaged journal at a start: nothing may be sold under a key that no entry holds under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import AnotherKey, translated
from pos_terminal.app.premises import DATABASE_NAME, keys

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.application.sealing import Seals
    from pos_terminal.settings import Settings

_HEAD = "SELECT journal_count, journal_hash, journal_seal FROM terminal"
_NEWEST_FIRST = "SELECT seq FROM journal ORDER BY seq DESC"


def fault_of_head(settings: Settings, connection: sqlite3.Connection) -> str:
    """What is wrong with the seal of the journal's end; nothing where it holds, which costs one row and one seal.

    Raises AnotherKey when nothing else holds under the key in keys.json either, KeysUnusable, and StorageFailed.
    """
    with translated:
        count, newest, seal = connection.execute(_HEAD).fetchone()
        if not count:
            return ""
        from pos_terminal.application.sealing import Seals  # loads what hashes; a first start needs none of it

        seals = Seals(keys(settings).key("journal"))
        if seal == seals.head(count, newest):
            return ""
        if not _holds_somewhere(settings, connection, seals):
            raise AnotherKey(settings.data_dir / DATABASE_NAME, "left as it is")
    return "the end of its journal carries no seal that holds"


def _holds_somewhere(settings: Settings, connection: sqlite3.Connection, seals: Seals) -> bool:
    """Whether any entry holds under the key, in the database or in the second copies."""
    from pos_terminal.adapters.sqlite.salerows import SALE_TABLES, read_rows
    from pos_terminal.adapters.sqlite.soundness import entry_of
    from pos_terminal.app.salvages import second_copy

    for (seq,) in connection.execute(_NEWEST_FIRST):
        if entry_of({"journal": read_rows(connection, "journal", SALE_TABLES["journal"], seq)}, seals):
            return True
    copies = second_copy(settings)
    return any(True for day in reversed(copies.days()) for _ in copies.newest_first(day))
