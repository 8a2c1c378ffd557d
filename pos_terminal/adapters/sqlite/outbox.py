"""The outbox: what waits to leave the machine, what may have left, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.deliveries import WaitingRow, insert_request, waiting_of
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.glances import queue_counts
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.application.queueing import DeliveryState, OpenRequest, QueueRow, Request, Waiting
from pos_terminal.application.replies import Why

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from pos_terminal.application.ports import WriteLock
    from pos_terminal.application.standing import QueueCounts

_OPEN_IDS = "SELECT id, request_id FROM request WHERE state = 'open' ORDER BY id"
_OPEN = "SELECT request_id, path, body, tries, definite, seq IS NULL, empty, bare FROM request WHERE id = ?"
_MEMBERS = """SELECT d.seq, d.transaction_id, doc.body, j.document_sha256, own.request_id, own.path, own.body
    FROM carried AS m JOIN delivery AS d ON d.seq = m.seq JOIN request AS own ON own.id = d.single
    JOIN document AS doc ON doc.seq = d.seq JOIN journal AS j ON j.seq = d.seq
    WHERE m.request = ? ORDER BY m.position"""
_QUEUED = """SELECT d.seq, d.transaction_id, doc.body, j.document_sha256, own.request_id, own.path, own.body
    FROM delivery AS d CROSS JOIN request AS own ON own.id = d.request
    CROSS JOIN document AS doc ON doc.seq = d.seq CROSS JOIN journal AS j ON j.seq = d.seq"""
# `delivery_undone` is a partial index: a query uses it only when it says `state <> 'done'` in so many words.
_WAITING = f"""{_QUEUED}
    WHERE d.state = 'waiting' AND d.state <> 'done' AND d.seq > ? AND own.state = 'ready' AND NOT EXISTS (
        SELECT 1 FROM snapshot AS s CROSS JOIN delivery AS earlier ON earlier.seq = s.seq
        WHERE s.transaction_id = d.transaction_id AND s.version < d.version AND earlier.state <> 'done')
    AND NOT ((SELECT kind FROM snapshot WHERE seq = d.seq) = 'voided' AND EXISTS (
        SELECT 1 FROM offer_hold AS h WHERE h.transaction_id = d.transaction_id AND h.after_seq IS NULL
        AND h.state IN ('locking', 'locked', 'releasing')))
    ORDER BY d.seq LIMIT ?"""  # noqa: S608 - made of constants
_PARKED = f"""{_QUEUED}
    WHERE d.state = 'parked' AND d.state <> 'done' AND d.settled_us NOT BETWEEN ? AND ? ORDER BY d.seq LIMIT ?"""
_COPIED = "SELECT copied_through FROM tenancy"
_FOLLOWED = """SELECT DISTINCT d.transaction_id FROM delivery AS d
    WHERE d.state = 'waiting' AND d.state <> 'done' AND d.version > 1 AND EXISTS (
        SELECT 1 FROM snapshot AS s CROSS JOIN delivery AS earlier ON earlier.seq = s.seq
        WHERE s.transaction_id = d.transaction_id AND s.version < d.version AND earlier.state = 'done')"""
_NEWEST = "SELECT COALESCE(MAX(seq), 0) FROM delivery"
_MOST_PARKED = 1000
_JOIN_BATCH = """UPDATE delivery SET request = :batch, state = 'sending'
    WHERE seq IN (SELECT seq FROM request_member WHERE request = :batch) AND state = 'waiting'
    AND (SELECT r.state FROM request AS r WHERE r.id = delivery.request) = 'ready'"""
_RETIRE_OWN = """UPDATE request SET state = 'retired', settled_us = :at, reason = 'went in a batch'
    WHERE id IN (SELECT d.single FROM request_member AS m JOIN delivery AS d ON d.seq = m.seq WHERE m.request = :batch)
    AND state = 'ready'"""
_ATTEMPT = """UPDATE request SET state = 'open', tries = tries + 1, attempted_us = ?,
    first_attempted_us = COALESCE(first_attempted_us, ?) WHERE request_id = ? AND state IN ('ready', 'open')"""
_SEND = "UPDATE delivery SET state = 'sending' WHERE seq IN (SELECT seq FROM carried WHERE request = ?)"
_UNTRIED = """UPDATE request SET tries = 0, attempted_us = NULL, first_attempted_us = NULL
    WHERE request_id = ? AND state = 'open' AND tries = 1"""
_NOTE_TRY = """UPDATE request SET definite = definite + ?, empty = empty + ?, bare = bare + ?, reason = ?
    WHERE request_id = ? AND state = 'open'"""
_BARE = frozenset({Why.BARE, Why.NO_BATCH})
_SETTLE = "UPDATE request SET state = ?, settled_us = ?, reason = ? WHERE request_id = ? AND state = 'open'"
_SETTLE_MEMBERS = """UPDATE delivery SET state = ?, settled_us = ?, reason = ?
    WHERE seq IN (SELECT seq FROM carried WHERE request = ?)"""
# What the platform refused keeps its words: the request that follows may be refused otherwise.
_RETIRE = """UPDATE request SET reason = CASE state WHEN 'parked' THEN :why || ': ' || reason ELSE :why END,
    state = 'retired' WHERE request_id = :id AND state IN ('open', 'parked')"""
_MOVE_MEMBER = """UPDATE delivery SET state = 'waiting', settled_us = NULL, reason = ?, request = ?
    WHERE seq = ? AND request = ?"""
_OWN = "UPDATE delivery SET single = ? WHERE seq = ?"
_NUMBER = "SELECT id, seq IS NULL FROM request WHERE request_id = ?"
_SIZE = "SELECT COUNT(*) FROM carried WHERE request = ?"
_ROWS = """SELECT d.seq, d.transaction_id, s.kind, d.state, r.request_id, d.created_us, r.tries,
    CASE d.reason WHEN '' THEN r.reason ELSE d.reason END
    FROM (SELECT seq FROM delivery WHERE state = 'waiting' AND state <> 'done'
        UNION ALL SELECT seq FROM delivery WHERE state = 'sending' AND state <> 'done'
        UNION ALL SELECT seq FROM delivery WHERE state = 'parked' AND state <> 'done'
        ORDER BY seq LIMIT ? OFFSET ?) AS undone
    CROSS JOIN delivery AS d ON d.seq = undone.seq CROSS JOIN snapshot AS s ON s.seq = d.seq
    CROSS JOIN request AS r ON r.id = d.request ORDER BY d.seq"""


class NotInQueue(LookupError):
    """A step for a request that is not at the point where the step makes sense: a mistake in the program."""


class SqliteOutbox:
    """Implements the port `Outbox`. What `SqliteSales.commit` queued comes out here."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock) -> None:
        self._connection = connection
        self._lock = lock

    def counts(self) -> QueueCounts:
        """How much waits and since when; the counts are kept with every change, not counted."""
        return queue_counts(self._connection)

    def open_request(self, but: Collection[str] = ()) -> OpenRequest | None:
        """The oldest request to settle before anything new goes out; also what a crash left behind."""
        with translated:
            rows = self._connection.execute(_OPEN_IDS)
            number = next((number for number, request_id in rows if request_id not in but), None)
            if number is None:
                return None
            row = self._connection.execute(_OPEN, (number,)).fetchone()
            members = self._waiting(_MEMBERS, number)
        request_id, path, body, tries, definite, is_batch, empty, bare = row
        return OpenRequest(Request(request_id, path, body), members, tries, definite, bool(is_batch), empty, bare)

    def waiting(self, limit: int, after: int = 0) -> Sequence[Waiting]:
        """Snapshots that may go now: in no request that was tried or formed, and behind no undone one of their own.

        A void goes once the offers that its sale had claimed are back (spec notes, 31).
        """
        with translated:
            return self._waiting(_WAITING, after, limit)

    def followed(self) -> Collection[str]:
        """The transactions of which the platform has a version, and another one waits."""
        with translated:
            return {row[0] for row in self._connection.execute(_FOLLOWED)}

    def newest(self) -> int:
        """The number of the newest snapshot that was queued."""
        with translated:
            return int(self._connection.execute(_NEWEST).fetchone()[0])

    def copied_through(self) -> int:
        """Up to this number, snapshots may be sent by another copy of this database, too."""
        with translated:
            return int(self._connection.execute(_COPIED).fetchone()[0])

    def form_batch(self, request: Request, members: Sequence[int], at: datetime, taken: Sequence[str] = ()) -> None:
        """Store a batch and note its first try; ``taken`` is done. Raises NotInQueue unless every member waits."""
        moment = micros(at)
        with self._lock.background(), OneCommit(self._connection) as write:
            for request_id in taken:
                _settle(write, request_id, "done", moment)
            number = insert_request(write, request, members, state="open", is_batch=True)
            values = {"batch": number, "at": moment}
            if write.execute(_JOIN_BATCH, values).rowcount != len(members):
                raise NotInQueue(f"not every one of the snapshots {list(members)} can join a batch")
            write.execute(_RETIRE_OWN, values)
            write.execute(_ATTEMPT, (moment, moment, request.request_id))

    def attempted(self, request_id: str, at: datetime) -> None:
        """Note a try before it is made; its snapshots are on their way from now on."""
        moment = micros(at)
        with self._lock.background(), OneCommit(self._connection) as write:
            _one(write.execute(_ATTEMPT, (moment, moment, request_id)), request_id)
            write.execute(_SEND, (_number(write, request_id),))

    def untried(self, request_id: str) -> None:
        """A batch that was formed has not gone out. Raises NotInQueue when it was tried before."""
        with self._lock.background(), OneCommit(self._connection) as write:
            _one(write.execute(_UNTRIED, (request_id,)), request_id)

    def unknown(self, request_id: str, reason: str, why: Why) -> None:
        """Note a try whose outcome is not known: id, bytes and members stay."""
        counts = (why is Why.FAILING, why is Why.EMPTY, why in _BARE)
        with self._lock.background(), OneCommit(self._connection) as write:
            _one(write.execute(_NOTE_TRY, (*counts, reason, request_id)), request_id)

    def done(self, request_id: str, at: datetime, note: str = "") -> None:
        """The platform has taken the request, and with it every member."""
        with self._lock.background(), OneCommit(self._connection) as write:
            _settle(write, request_id, "done", micros(at), note)

    def park(self, request_id: str, reason: str, at: datetime) -> None:
        """Keep a refused single aside. Raises NotInQueue for a batch, whose members are innocent but for one."""
        with self._lock.background(), OneCommit(self._connection) as write:
            _settle(write, request_id, "parked", micros(at), reason)

    def renew(self, request_id: str, replacements: Sequence[tuple[Request, Sequence[int]]], reason: str) -> None:
        """Retire a tried or parked request for others that share out its members; they are open at once."""
        with self._lock.background(), OneCommit(self._connection) as write:
            old = _number(write, request_id)
            _one(write.execute(_RETIRE, {"why": reason, "id": request_id}), request_id)
            for request, members in replacements:
                number = insert_request(write, request, members, state="open", is_batch=len(members) > 1)
                for seq in members:
                    _one(write.execute(_MOVE_MEMBER, (reason, number, seq, old)), f"{request_id}, snapshot {seq}")
                if len(members) == 1:
                    write.execute(_OWN, (number, members[0]))
            moved = sum(len(members) for _, members in replacements)
            if moved != write.execute(_SIZE, (old,)).fetchone()[0]:
                raise NotInQueue(f"{request_id}: the replacements do not carry all that it carried")

    def parked(self, now: datetime, longer_than: float = 0.0) -> Sequence[tuple[str, Waiting]]:
        """What was parked so long ago, the oldest thousand: the id of the refused request, and the snapshot."""
        until = micros(now)
        since = until - int(longer_than * 1_000_000) + 1
        with translated:
            waiting = self._waiting(_PARKED, since, until, _MOST_PARKED)
        return [(each.request.request_id, each) for each in waiting]

    def rows(self, limit: int, offset: int = 0) -> Sequence[QueueRow]:
        """What waits, is on its way or is parked, oldest first."""
        with translated:
            rows = self._connection.execute(_ROWS, (limit, offset)).fetchall()
        return [
            QueueRow(seq, transaction_id, kind, DeliveryState(state), current, instant(created), tries, reason)
            for seq, transaction_id, kind, state, current, created, tries, reason in rows
        ]

    def _waiting(self, query: str, *values: int) -> tuple[Waiting, ...]:
        rows: list[WaitingRow] = self._connection.execute(query, values).fetchall()
        return tuple(waiting_of(row) for row in rows)


def _settle(write: sqlite3.Connection, request_id: str, state: str, moment: int, reason: str = "") -> None:
    number, is_batch = write.execute(_NUMBER, (request_id,)).fetchone() or (None, 0)
    if is_batch and state == "parked":
        raise NotInQueue(f"{request_id} is a batch; a batch is halved, never parked")
    _one(write.execute(_SETTLE, (state, moment, reason, request_id)), request_id)
    write.execute(_SETTLE_MEMBERS, (state, moment, reason, number))


def _number(connection: sqlite3.Connection, request_id: str) -> int:
    row = connection.execute(_NUMBER, (request_id,)).fetchone()
    if row is None:
        raise NotInQueue(f"there is no request {request_id}")
    return int(row[0])


def _one(cursor: sqlite3.Cursor, what: str) -> None:
    if cursor.rowcount != 1:
        raise NotInQueue(f"{what} is not at this point of its way")
