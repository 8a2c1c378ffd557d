"""Puts the catalog back that was in force before: it is there whole, so one row changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.application.ports import WriteLock

_SWAP = """UPDATE catalog_in_force SET edition = previous, currency = previous_currency, previous = edition,
    previous_currency = currency WHERE previous IS NOT NULL"""


def put_back(connection: sqlite3.Connection, lock: WriteLock) -> None:
    """Swap the catalog in force with the one before it, in one commit; once more swaps them again.

    Raises NotAllowedNow where there is none: one import, or one that was cut short since. Raises StorageFailed.
    """
    with lock.background(), OneCommit(connection) as write:
        if write.execute(_SWAP).rowcount != 1:
            raise NotAllowedNow("There is no catalog before this one on this till. Import the file that you want.")
