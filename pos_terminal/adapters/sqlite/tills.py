"""Till sessions: at most one is open, and what it took in cash is summed from its own sales."""

from __future__ import annotations

from dataclasses import replace
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
# A session's sales come after it in the journal, so that nothing older is looked at.
_TAKEN = """SELECT type, SUM(cash) FROM (
    SELECT p.type AS type, p.taken - p.change AS cash FROM till_session AS s
        CROSS JOIN snapshot AS n ON n.seq > s.after_seq AND n.session_id = s.session_id AND n.kind = 'closed'
        CROSS JOIN snapshot_payment AS p ON p.seq = n.seq WHERE s.session_id = :session
    UNION ALL SELECT r.type, -r.given FROM till_session AS s
        CROSS JOIN snapshot AS n ON n.seq > s.after_seq AND n.session_id = s.session_id
        CROSS JOIN snapshot_refund AS r ON r.seq = n.seq WHERE s.session_id = :session) GROUP BY type"""
# The domain's own name for it is among its tenders, which the first screen does not wait for.
_CASH = frozenset({"Cash"})
_CURRENCY = "SELECT currency FROM till_session WHERE session_id = ?"


class SqliteTills:
    """Implements the port `Tills`. ``cash_types`` are the payment types that are kept in the drawer."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock, cash_types: frozenset[str] = _CASH) -> None:
        self._connection = connection
        self._lock = lock
        self._cash_types = cash_types

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
        return replace(session, session_id=session_id)

    def cash_taken(self, session_id: int) -> Money:
        """Cash in the drawer from this session's sales, less what was given back.

        Raises LookupError for a session there is not.
        """
        with translated:
            found = self._connection.execute(_CURRENCY, (session_id,)).fetchone()
            taken = self._connection.execute(_TAKEN, {"session": session_id}).fetchall()
        if found is None:
            raise LookupError(f"there is no till session {session_id}")
        return Money(sum(amount for kind, amount in taken if kind in self._cash_types), Currency.of(found[0]))
