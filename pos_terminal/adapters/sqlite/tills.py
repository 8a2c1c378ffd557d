"""Till sessions: at most one is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.till import TillSession

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.application.ports import WriteLock

_OPEN = """INSERT INTO till_session (opened_by, opened_at_us, business_day, opening_float, currency, after_seq)
    VALUES (?, ?, ?, ?, ?, (SELECT journal_count FROM terminal))
    RETURNING session_id"""
_CURRENT = """SELECT session_id, opened_by, opened_at_us, business_day, opening_float, currency FROM till_session
    WHERE closed_at_us IS NULL"""


class SqliteTills:
    """Implements the port `Tills`."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock) -> None:
        self._connection = connection
        self._lock = lock

    def current(self) -> TillSession | None:
        """The open session."""
        with translated:
            row = self._connection.execute(_CURRENT).fetchone()
        if row is None:
            return None
        session_id, opened_by, opened_at, day, opening_float, currency = row
        return TillSession(
            session_id,
            opened_by,
            instant(opened_at),
            date.fromisoformat(day),
            Money(opening_float, Currency.of(currency)),
        )

    def open(self, session: TillSession) -> TillSession:
        """Store a new session under the next number. Raises NotAllowedNow while one is open."""
        opening_float = session.opening_float
        row = (
            session.opened_by,
            micros(session.opened_at),
            session.business_day.isoformat(),
            opening_float.minor,
            opening_float.currency.code,
        )
        with self._lock.sale(), OneCommit(self._connection) as write:
            if write.execute(_CURRENT).fetchone():
                raise NotAllowedNow("A shift is open already on this till.")
            (session_id,) = write.execute(_OPEN, row).fetchone()
        return session._replace(session_id=session_id)
