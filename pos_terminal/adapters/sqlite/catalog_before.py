"""Puts the catalog back that was in force before: it is there whole, so one row changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.application.ports import WriteLock
    from pos_terminal.domain.money import Currency

_SWAP = """UPDATE catalog_in_force SET edition = previous, currency = previous_currency, previous = edition,
    previous_currency = currency WHERE previous_currency = ?"""
_PRICED_IN = "SELECT previous_currency FROM catalog_in_force WHERE previous IS NOT NULL"


def put_back(connection: sqlite3.Connection, lock: WriteLock, currency: Currency) -> None:
    """Swap the catalog in force with the one before it, in one commit; once more swaps them again.

    Raises NotAllowedNow where there is none that is priced in ``currency``, the terminal's: one import, or one that was
    cut short since, or another currency since. Raises StorageFailed.
    """
    with lock.background(), OneCommit(connection) as write:
        if write.execute(_SWAP, (currency.code,)).rowcount != 1:
            raise NotAllowedNow(f"{_reason(write, currency)} Import the file that you want.")


def _reason(connection: sqlite3.Connection, currency: Currency) -> str:
    row: tuple[str] | None = connection.execute(_PRICED_IN).fetchone()
    if row is None:
        return "There is no catalog before this one on this till."
    return f"The catalog before this one is priced in {row[0]}, this terminal sells in {currency.code}."
