"""The kitchen's orders on disk, and the queue of each of its printers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.basketrows import slot_of, update_head
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.orderwords import order_of, order_row
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.application.queueing import PaperKind, QueuedPrint
from pos_terminal.domain.printer_state import PapersInDoubt

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from pos_terminal.application.ports import Headroom, Ids, WriteLock
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.kitchen import KitchenOrder
    from pos_terminal.domain.printer_state import Proof

_KEPT = timedelta(days=30)
_INSERT = "INSERT INTO kitchen_order (transaction_id, number, station, at_us, body) VALUES (?, ?, ?, ?, ?)"
_QUEUE = "INSERT INTO kitchen_job (job_id, order_id, copy_number, state) VALUES (?, ?, ?, 'waiting')"
_COUNT = "SELECT COUNT(*) FROM kitchen_order WHERE transaction_id = ?"
_OF_SALE = "SELECT order_id FROM kitchen_order WHERE transaction_id = ? ORDER BY number"
_NEXT_COPY = """SELECT 1 + COALESCE(MAX(copy), -1) FROM (
    SELECT copy_number AS copy FROM kitchen_job WHERE order_id = :order_id
    UNION ALL SELECT copy_number FROM kitchen_printed WHERE order_id = :order_id)"""
_OLD = """SELECT order_id FROM kitchen_order WHERE at_us < ?
    AND order_id NOT IN (SELECT order_id FROM kitchen_job)"""
_FORGET_PRINTED = "DELETE FROM kitchen_printed WHERE order_id = ?"
_FORGET = "DELETE FROM kitchen_order WHERE order_id = ?"
_ORDER = "SELECT transaction_id, number, station, at_us, body FROM kitchen_order WHERE order_id = ?"
_ORDERS = """SELECT transaction_id, number, station, at_us, body FROM kitchen_order
    WHERE transaction_id = ? ORDER BY number"""
_NEXT = """SELECT j.job_id, j.order_id, j.copy_number, j.state = 'printing', j.tries FROM kitchen_job AS j
    JOIN kitchen_order AS o ON o.order_id = j.order_id
    WHERE o.station = :own OR (:takes_rest AND o.station NOT IN (SELECT value FROM json_each(:known)))
    ORDER BY j.id LIMIT 1"""
_DOUBTS = """SELECT COUNT(*), COALESCE(MAX(p.id), 0), o.transaction_id FROM kitchen_printed AS p
    JOIN kitchen_order AS o ON o.order_id = p.order_id WHERE p.in_doubt = 1 AND p.id > :seen AND (:all OR
        o.station = :own OR (:takes_rest AND o.station NOT IN (SELECT value FROM json_each(:known))))"""
_EVERY: dict[str, str | int] = {"all": True, "own": "", "takes_rest": False, "known": "[]"}
_SETTLE = """UPDATE kitchen_printed SET in_doubt = 0 WHERE in_doubt = 1 AND id <= :through AND order_id IN (
    SELECT order_id FROM kitchen_order
    WHERE station = :own OR (:takes_rest AND station NOT IN (SELECT value FROM json_each(:known))))"""
# What is printed again is in doubt as its newest print is, and not by those before.
_AGAIN = """UPDATE kitchen_printed SET in_doubt = 0
    WHERE in_doubt = 1 AND order_id = (SELECT order_id FROM kitchen_job WHERE job_id = ?)"""
_STARTED = "UPDATE kitchen_job SET state = 'printing', tries = tries + 1, cause = '', copy_number = ? WHERE job_id = ?"
_FAILED = "UPDATE kitchen_job SET state = ?, cause = ?, copy_number = COALESCE(?, copy_number) WHERE job_id = ?"
_LOG = """INSERT INTO kitchen_printed (job_id, order_id, copy_number, tries, proof, in_doubt)
    SELECT job_id, order_id, copy_number, tries, ?, ? FROM kitchen_job WHERE job_id = ?"""
_DONE = "DELETE FROM kitchen_job WHERE job_id = ?"
_WAITING = """SELECT o.station, COUNT(*) FROM kitchen_job AS j JOIN kitchen_order AS o ON o.order_id = j.order_id
    GROUP BY o.station"""


class SqliteKitchenOrders:
    """Implements the port `KitchenOrders`; an order is forgotten after a month."""

    def __init__(
        self, connection: sqlite3.Connection, lock: WriteLock, ids: Ids, room: Headroom = NOTHING_SPARE
    ) -> None:
        self.room = room
        self._connection = connection
        self._lock = lock
        self._ids = ids

    @finishes
    def tell(self, basket: Basket, orders: Sequence[KitchenOrder]) -> None:
        """Store the papers, and what the kitchen has been told of the sale. Raises `StorageFailed`."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            slot = slot_of(write, basket.head.transaction_id)
            if slot is None or not update_head(write, slot, basket):
                raise LookupError(f"{basket.head.transaction_id} is neither open nor suspended")
            for order in orders:
                order_id = write.execute(_INSERT, order_row(order)).lastrowid
                write.execute(_QUEUE, (self._ids.uuid(), order_id, 0))
            for old in write.execute(_OLD, (micros(orders[0].at - _KEPT),)).fetchall():
                write.execute(_FORGET_PRINTED, old)
                write.execute(_FORGET, old)

    def count(self, transaction_id: str) -> int:
        """How many papers there are of a sale."""
        with translated:
            return int(self._connection.execute(_COUNT, (transaction_id,)).fetchone()[0])

    def again(self, transaction_id: str) -> int:
        """Queue all papers of a sale once more, as copies; how many."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            found = [order_id for (order_id,) in write.execute(_OF_SALE, (transaction_id,)).fetchall()]
            for order_id in found:
                (copy,) = write.execute(_NEXT_COPY, {"order_id": order_id}).fetchone()
                write.execute(_QUEUE, (self._ids.uuid(), order_id, copy))
        return len(found)


class SqliteKitchenView:
    """What the kitchen was told, as people see it; changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_sale(self, transaction_id: str) -> tuple[KitchenOrder, ...]:
        """Every paper of a sale, in order."""
        with translated:
            rows = self._connection.execute(_ORDERS, (transaction_id,)).fetchall()
        return tuple(map(order_of, rows))

    def waiting(self) -> dict[str, int]:
        """How many papers wait for each printer."""
        with translated:
            return dict(self._connection.execute(_WAITING).fetchall())

    def doubts(self, seen: int) -> PapersInDoubt:
        """The papers that the kitchen may not have, but for those that somebody has seen to, up to this one."""
        with translated:
            return _doubts(self._connection, _EVERY | {"seen": seen})


class SqliteKitchenQueue:
    """Implements the port `PrintQueue` for one printer of the kitchen.

    ``known`` are the names of all of them; with ``takes_rest`` it also prints what is for one that is no more.
    """

    def __init__(
        self, connection: sqlite3.Connection, lock: WriteLock, station: str, known: str, *, takes_rest: bool
    ) -> None:
        self._connection = connection
        self._lock = lock
        self._which: dict[str, str | int] = {"own": station, "known": known, "takes_rest": takes_rest}

    def next_job(self) -> QueuedPrint | None:
        """The oldest job; in doubt when it was started and never heard of again."""
        with translated:
            row = self._connection.execute(_NEXT, self._which).fetchone()
            if row is None:
                return None
            job_id, order_id, copy, in_doubt, tries = row
            job = QueuedPrint(job_id, None, copy, bool(in_doubt), tries, order_id, PaperKind.ORDER)
            if not in_doubt:
                return job
            (again,) = self._connection.execute(_NEXT_COPY, {"order_id": order_id}).fetchone()
        return replace(job, again=again)

    def order(self, order_id: int) -> KitchenOrder | None:
        """The order of this number."""
        with translated:
            row = self._connection.execute(_ORDER, (order_id,)).fetchone()
        return None if row is None else order_of(row)

    def started(self, job_id: str, copy: int) -> None:
        """Note that bytes go out, as which copy."""
        self._write((_STARTED, (copy, job_id)))

    def printed(self, job_id: str, proof: Proof, *, in_doubt: bool = False) -> None:
        """The job leaves the queue for the log of what was printed, with what is known of it."""
        self._write((_AGAIN, (job_id,)), (_LOG, (proof, int(in_doubt), job_id)), (_DONE, (job_id,)))

    def failed(self, job_id: str, cause: str, *, in_doubt: bool, copy: int | None = None) -> None:
        """The job waits, and why; one in doubt comes out as a copy."""
        self._write((_FAILED, ("printing" if in_doubt else "waiting", cause, copy, job_id)))

    def doubts(self) -> PapersInDoubt:
        """The papers that left this queue and may not be in the kitchen."""
        with translated:
            return _doubts(self._connection, self._which | {"seen": 0, "all": False})

    def settle(self, through: int) -> None:
        """Somebody has seen to those of this printer, up to this one."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_SETTLE, self._which | {"through": through})

    def _write(self, *steps: tuple[str, tuple[str | int | None, ...]]) -> None:
        with self._lock.background(), OneCommit(self._connection) as write:
            for statement, values in steps:
                write.execute(statement, values)


def _doubts(connection: sqlite3.Connection, which: dict[str, str | int]) -> PapersInDoubt:
    """Those of one printer, or of all; the sale is that of the newest, as SQLite has it beside its MAX."""
    count, through, sale = connection.execute(_DOUBTS, which).fetchone()
    return PapersInDoubt(count, sale or "", through, str(which["own"]))
