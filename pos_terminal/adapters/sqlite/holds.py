"""Offers that are held for a sale, or may be: intents and requests on disk before the wire."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.voidedholds import any_due, begin_giving_back, retire_claim
from pos_terminal.application.holds import Hold, HoldState, OfferRequest
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Why
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow
from pos_terminal.wording import later

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from pos_terminal.application.ports import WriteLock
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.transaction import Transaction

_BEGIN = """INSERT INTO offer_hold (offer_id, offer_type, reference_id, transaction_id, employee_id, flow, is_used,
    state, created_us) VALUES (?, ?, ?, ?, ?, ?, ?, 'locking', ?)"""
_ASK = """INSERT INTO offer_request (request_id, hold, kind, path, body, sha256, state)
    VALUES (?, ?, ?, ?, ?, ?, 'open')"""
_ATTEMPT = """UPDATE offer_request SET tries = tries + 1, attempted_us = ? WHERE request_id = ? AND state = 'open'"""
_NOTE = """UPDATE offer_request SET definite = definite + ?, empty = empty + ?, reason = ?
    WHERE request_id = ? AND state = 'open'"""
_SETTLE = """UPDATE offer_request SET state = ?, settled_us = ?, reason = ? WHERE request_id = ? AND state = 'open'
    RETURNING hold"""
_LOCKED = """UPDATE offer_hold SET state = CASE state WHEN 'locking' THEN 'locked' ELSE state END, reference_id = ?,
    discount = ? WHERE hold_id = ?"""
_IS_KEPT = """SELECT 1 FROM offer_hold AS other JOIN offer_hold AS mine ON other.transaction_id = mine.transaction_id
    WHERE mine.hold_id = ?1 AND other.hold_id <> ?1 AND mine.state = 'releasing'
    AND other.state IN ('locking', 'locked') AND ?2 IN (other.offer_id, other.reference_id)"""
_IS_NAMED = """SELECT 1 FROM offer_hold WHERE (state IN ('locking', 'locked', 'releasing')
    OR (state = 'sold' AND after_seq IS NOT NULL)) AND ? IN (offer_id, reference_id)"""
_NOT_NEEDED = "UPDATE offer_hold SET state = 'refused', settled_us = ?, reason = ? WHERE hold_id = ?"
# A refused lock leaves what an earlier lock of the same sale holds, and what the sale took unasked, which may be why:
# that is given back.
_REFUSED = """UPDATE offer_hold SET state = CASE WHEN after_seq IS NOT NULL OR EXISTS (
        SELECT 1 FROM offer_request WHERE hold = hold_id AND kind = 'lock' AND state = 'done')
    THEN 'releasing' ELSE 'refused' END, settled_us = ?, reason = ? WHERE hold_id = ?"""
_RELOCK = "UPDATE offer_hold SET state = 'locking' WHERE hold_id = ? AND state = 'locked'"
_RELEASE = "UPDATE offer_hold SET state = 'releasing' WHERE hold_id = ? AND state IN ('locking', 'locked')"
_RELEASED = "UPDATE offer_hold SET state = 'released', settled_us = ?, reason = ? WHERE hold_id = ?"
_RETIRE = "UPDATE offer_request SET state = 'retired' WHERE hold = ? AND kind = 'unlock' AND state = 'open'"
# A hold stands in as many rows as it has requests that are not settled, and in one when it has none.
_HOLDS = """SELECT h.hold_id, h.offer_id, h.offer_type, h.reference_id, h.transaction_id, h.employee_id, h.state,
    h.flow, h.is_used, r.kind, r.request_id, r.path, r.body, r.tries, r.definite, r.empty
    FROM offer_hold AS h LEFT JOIN offer_request AS r ON r.hold = h.hold_id AND r.state = 'open' WHERE """
_HOLD = f"{_HOLDS} h.hold_id = ? ORDER BY r.id"
_OF_SALE = f"""{_HOLDS} h.transaction_id = ? AND h.state IN ('locking', 'locked', 'releasing')
    ORDER BY h.hold_id, r.id"""
_LEAVING_NAMES = """SELECT offer_id, reference_id FROM offer_hold WHERE state = 'releasing'
    OR (state = 'sold' AND after_seq IS NOT NULL)"""
_RELEASING = "SELECT hold_id FROM offer_hold WHERE state = 'releasing' ORDER BY hold_id"
_KEPT = """SELECT hold_id, offer_id, reference_id FROM offer_hold
    WHERE transaction_id = ? AND state IN ('locking', 'locked')"""
_SOLD = "UPDATE offer_hold SET state = 'sold', settled_us = ? WHERE hold_id = ?"
# Nobody was asked: it is this sale's all the same, and no earlier one gives it back.
_SOLD_UNASKED = """INSERT INTO offer_hold (offer_id, offer_type, reference_id, transaction_id, employee_id, flow,
    is_used, state, created_us, settled_us) VALUES (?1, ?2, ?1, ?3, ?4, ?5, 1, 'sold', ?6, ?6)"""

_HELD = later("This offer is held already, or still on its way back. Try again soon.")


class SqliteHolds:
    """Implements the port `Holds`."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock) -> None:
        self._connection = connection
        self._lock = lock

    def begin(
        self, offer: OfferCode, sale: tuple[str, str], request: Request, at: datetime, flow: OfferFlow = OfferFlow.LOCK
    ) -> Hold:
        """Store the intent to claim and its request. Raises NotAllowedNow while the offer is held or not back yet."""
        known = offer.code if offer.type is OfferCodeType.USER_OFFER_ID else None
        try:
            with self._lock.sale(), OneCommit(self._connection) as write:
                if known and write.execute(_IS_NAMED, (known,)).fetchone():
                    raise NotAllowedNow(_HELD)
                is_used = flow is OfferFlow.REDEEM
                row = (offer.code, offer.type.value, known, *sale, flow.value, is_used, micros(at))
                number = int(write.execute(_BEGIN, row).lastrowid or 0)
                _ask(write, number, "lock", request)
        except sqlite3.IntegrityError as error:
            raise NotAllowedNow(_HELD) from error
        return self._hold(number)

    def relock(self, hold: Hold, request: Request) -> Hold:
        """Store the next lock of the same offer for the same sale."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            _one(write.execute(_RELOCK, (hold.hold_id,)), hold.hold_id)
            _ask(write, hold.hold_id, "lock", request)
        return self._hold(hold.hold_id)

    def attempted(self, request_id: str, at: datetime) -> None:
        """Note a try before it is made."""
        with self._lock.background(), OneCommit(self._connection) as write:
            _one(write.execute(_ATTEMPT, (micros(at), request_id)), request_id)

    def unknown(self, request_id: str, reason: str, why: Why) -> None:
        """Note a try whose outcome is not known: id and bytes stay."""
        with self._lock.background(), OneCommit(self._connection) as write:
            counts = (why is Why.FAILING, why is Why.EMPTY)
            _one(write.execute(_NOTE, (*counts, reason, request_id)), request_id)

    def locked(self, request_id: str, discount: Discount, at: datetime) -> None:
        """The platform holds the offer."""
        with self._lock.background(), OneCommit(self._connection) as write:
            hold = _settled(write, request_id, "done", at)
            write.execute(_LOCKED, (discount.reference_id, discount.received, hold))
            if write.execute(_IS_KEPT, (hold, discount.reference_id)).fetchone():
                write.execute(_NOT_NEEDED, (micros(at), "its sale holds it by another code", hold))

    def refused(self, request_id: str, reason: str, at: datetime) -> None:
        """The platform said no: nothing is held, unless an earlier lock of the same sale still is."""
        with self._lock.background(), OneCommit(self._connection) as write:
            hold = _settled(write, request_id, "refused", at, reason)
            write.execute(_REFUSED, (micros(at), reason, hold))

    def doubtful(self, request_id: str, reason: str, at: datetime) -> None:
        """A lock that the platform keeps failing on is given up, and the offer given back to be sure."""
        with self._lock.background(), OneCommit(self._connection) as write:
            hold = _settled(write, request_id, "retired", at, reason)
            write.execute(_RELEASE, (hold,))

    def release(self, hold_id: int) -> None:
        """The offer is to be given back."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            _one(write.execute(_RELEASE, (hold_id,)), hold_id)

    def ask_back(self, hold_id: int, request: Request) -> Hold:
        """Store an unlock before the wire, in the place of one that is not settled."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_RETIRE, (hold_id,))
            _ask(write, hold_id, "unlock", request)
        return self._hold(hold_id)

    def released(self, request_id: str, reason: str, at: datetime) -> None:
        """The offer is given back; ``reason`` says what the platform added to it."""
        with self._lock.background(), OneCommit(self._connection) as write:
            hold = _settled(write, request_id, "refused" if reason else "done", at, reason)
            write.execute(_RELEASED, (micros(at), reason, hold))

    def leaving_names(self) -> frozenset[str]:
        """The ids and codes of all offers that are to be given back."""
        with translated:
            rows = self._connection.execute(_LEAVING_NAMES).fetchall()
        return frozenset(name for row in rows for name in row if name)

    def to_release(self, but: Collection[int] = ()) -> Hold | None:
        """The oldest that is to be given back; those of a voided sale once the platform has the void."""
        with translated:
            is_due = any_due(self._connection)
        if is_due:
            with self._lock.background(), OneCommit(self._connection) as write:
                begin_giving_back(write)
        with translated:
            found = next((row[0] for row in self._connection.execute(_RELEASING) if row[0] not in but), None)
        return None if found is None else self._hold(found)

    def held_for(self, transaction_id: str) -> Sequence[Hold]:
        """What is held for a sale, asked for, or not back yet."""
        with translated:
            return _holds_of(self._connection.execute(_OF_SALE, (transaction_id,)).fetchall())

    def _hold(self, hold_id: int) -> Hold:
        with translated:
            return _holds_of(self._connection.execute(_HOLD, (hold_id,)).fetchall())[0]


def _holds_of(rows: Sequence[tuple[Any, ...]]) -> list[Hold]:
    """The holds that stand in these rows, in their order."""
    first: dict[int, tuple[Any, ...]] = {}
    asked: dict[int, dict[str, OfferRequest]] = {}
    for row in rows:
        first.setdefault(row[0], row)
        if row[9] is not None:
            asked.setdefault(row[0], {})[row[9]] = OfferRequest(Request(*row[10:13]), *row[13:16])
    return [_hold_of(row, asked.get(number, {})) for number, row in first.items()]


def _hold_of(row: tuple[Any, ...], asked: dict[str, OfferRequest]) -> Hold:
    number, code, kind, reference_id, sale, employee, state, flow, is_used = row[:9]
    return Hold(
        number,
        OfferCode(code, OfferCodeType(kind)),
        reference_id,
        sale,
        employee,
        HoldState(state),
        flow=OfferFlow(flow),
        is_used=bool(is_used),
        lock=asked.get("lock"),
        unlock=asked.get("unlock"),
    )


def end_holds(write: sqlite3.Connection, transaction: Transaction) -> None:
    """In the commit that ends a sale: what it was sold with is the platform's now, and the rest is given back."""
    claimed = {DiscountStatus.LOCKED, DiscountStatus.REDEEMED, DiscountStatus.OFFLINE}
    sold = {each.reference_id for each in transaction.discounts if each.status in claimed}
    moment = micros(transaction.modified_time)
    unasked = {each.reference_id for each in transaction.discounts if each.status is DiscountStatus.OFFLINE}
    for hold_id, code, reference_id in write.execute(_KEPT, (transaction.transaction_id,)).fetchall():
        if {code, reference_id} & sold and transaction.is_closed and not transaction.is_voided:
            write.execute(_SOLD, (moment, hold_id))
            retire_claim(write, hold_id)
            unasked -= {code, reference_id}
        else:
            write.execute(_RELEASE, (hold_id,))
    if transaction.is_closed and not transaction.is_voided:
        sale, how = (transaction.transaction_id, transaction.head.pos_employee_id), OfferFlow.LOCK.value
        rows = [(offer, OfferCodeType.USER_OFFER_ID.value, *sale, how, moment) for offer in sorted(unasked)]
        write.executemany(_SOLD_UNASKED, rows)


def _ask(write: sqlite3.Connection, hold: int, kind: str, request: Request) -> None:
    digest = hashlib.sha256(request.body).hexdigest()
    write.execute(_ASK, (request.request_id, hold, kind, request.path, request.body, digest))


def _settled(write: sqlite3.Connection, request_id: str, state: str, at: datetime, reason: str = "") -> int:
    """Settle a request; the hold it was about."""
    row = write.execute(_SETTLE, (state, micros(at), reason, request_id)).fetchone()
    if row is None:
        raise LookupError(f"offer request {request_id} is not at this point of its way")
    return int(row[0])


def _one(cursor: sqlite3.Cursor, what: str | int) -> None:
    if cursor.rowcount != 1:
        raise LookupError(f"offer request or hold {what} is not at this point of its way")
