"""The print queue: a receipt is owed from the sale's own commit on, until paper says otherwise."""

import sqlite3
from dataclasses import replace

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.application.ports import Headroom, Ids, WriteLock
from pos_terminal.application.queueing import PaperKind, QueuedPrint
from pos_terminal.domain.printer_state import PapersInDoubt, Proof

INSERT_JOB = """INSERT INTO print_job (job_id, transaction_id, copy_number, state, seq)
    VALUES (?, ?, ?, 'waiting', ?)"""

_NEXT = """SELECT job_id, transaction_id, copy_number, state = 'printing', tries, seq, kind, culture FROM print_job
    ORDER BY id LIMIT 1"""
_NEWEST = "SELECT MAX(seq) FROM snapshot WHERE transaction_id = ?"
_NEXT_COPY_OF_ENTRY = """SELECT 1 + COALESCE(MAX(copy), 0) FROM (
    SELECT copy_number AS copy FROM print_job
        WHERE transaction_id IS NULL AND seq = :seq AND kind = :kind
    UNION ALL SELECT copy_number FROM printed WHERE transaction_id IS NULL AND seq = :seq AND kind = :kind)"""
_INSERT_OF_ENTRY = """INSERT INTO print_job (job_id, copy_number, state, seq, kind) VALUES (?, ?, 'waiting', ?, ?)"""
NEXT_COPY = """SELECT 1 + COALESCE(MAX(copy), 0) FROM (
    SELECT copy_number AS copy FROM print_job
        WHERE transaction_id = :sale AND COALESCE(seq, :seq) = :seq AND kind = 'receipt'
    UNION ALL SELECT copy_number FROM printed
        WHERE transaction_id = :sale AND COALESCE(seq, :seq) = :seq AND kind = 'receipt')"""
NEXT_GIFT = """SELECT 1 + COALESCE(MAX(copy), -1) FROM (
    SELECT copy_number AS copy FROM print_job WHERE transaction_id = :sale AND kind = 'gift'
    UNION ALL SELECT copy_number FROM printed WHERE transaction_id = :sale AND kind = 'gift')"""
_NEXT_RECEIPT = """SELECT 1 + COALESCE(MAX(copy), -1) FROM (
    SELECT copy_number AS copy FROM print_job WHERE transaction_id = :sale AND kind = 'receipt'
    UNION ALL SELECT copy_number FROM printed WHERE transaction_id = :sale AND kind = 'receipt')"""
_INSERT_SPOKEN = """INSERT INTO print_job (job_id, transaction_id, copy_number, state, seq, culture)
    VALUES (?, ?, 0, 'waiting', ?, ?)"""
_INSERT_GIFT = """INSERT INTO print_job (job_id, transaction_id, copy_number, state, seq, kind)
    VALUES (?, ?, ?, 'waiting', ?, 'gift')"""
_STARTED = "UPDATE print_job SET state = 'printing', tries = tries + 1, cause = '', copy_number = ? WHERE job_id = ?"
_LOG = """INSERT INTO printed (job_id, transaction_id, copy_number, tries, seq, kind, proof, in_doubt)
    SELECT job_id, transaction_id, copy_number, tries, seq, kind, ?, ? FROM print_job WHERE job_id = ?"""
# What is printed again is in doubt as its newest print is, and not by those before.
_AGAIN = """UPDATE printed SET in_doubt = 0 WHERE in_doubt = 1 AND EXISTS (
    SELECT 1 FROM print_job AS j WHERE j.job_id = ? AND j.kind = printed.kind
        AND (j.transaction_id = printed.transaction_id
            OR j.transaction_id IS NULL AND printed.transaction_id IS NULL AND j.seq = printed.seq))"""
_DOUBTS = """SELECT COUNT(*), COALESCE(MAX(id), 0), (SELECT transaction_id FROM printed
        WHERE in_doubt = 1 AND id > :seen ORDER BY id DESC LIMIT 1)
    FROM printed WHERE in_doubt = 1 AND id > :seen"""
_SETTLE = "UPDATE printed SET in_doubt = 0 WHERE in_doubt = 1 AND id <= ?"
_FORGET = "DELETE FROM print_job WHERE job_id = ?"
_FAILED = "UPDATE print_job SET state = ?, cause = ?, copy_number = COALESCE(?, copy_number) WHERE job_id = ?"


class SqlitePrints:
    """Implements the ports `PrintQueue` and `CopyQueue`."""

    def __init__(
        self, connection: sqlite3.Connection, lock: WriteLock, ids: Ids, room: Headroom = NOTHING_SPARE
    ) -> None:
        self.room = room
        self._connection = connection
        self._lock = lock
        self._ids = ids

    def next_job(self) -> QueuedPrint | None:
        """The oldest job that was not printed; in doubt when it was started and never heard of again."""
        with translated:
            row = self._connection.execute(_NEXT).fetchone()
            if row is None:
                return None
            job_id, sale, copy, in_doubt, tries, seq, kind, culture = row
            job = QueuedPrint(job_id, sale, copy, bool(in_doubt), tries, seq, PaperKind(kind), culture or "")
            return replace(job, again=self._again(job)) if in_doubt else job

    def started(self, job_id: str, copy: int) -> None:
        """Note that bytes go out, as which copy."""
        self._note(_STARTED, copy, job_id)

    @finishes
    def printed(self, job_id: str, proof: Proof, *, in_doubt: bool = False) -> None:
        """The job leaves the queue for the log of what was printed, with what is known of it."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_AGAIN, (job_id,))
            _one(write.execute(_LOG, (proof, int(in_doubt), job_id)), job_id)
            write.execute(_FORGET, (job_id,))

    def failed(self, job_id: str, cause: str, *, in_doubt: bool, copy: int | None = None) -> None:
        """The job waits, and why; one in doubt stays marked as going out, so that its next print is a copy."""
        self._note(_FAILED, "printing" if in_doubt else "waiting", cause, copy, job_id)

    def doubts(self) -> PapersInDoubt:
        """The papers that left the queue and may not have come out."""
        with translated:
            return papers_in_doubt(self._connection)

    @finishes
    def settle(self, through: int) -> None:
        """Somebody has seen to the papers in doubt, up to this one."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_SETTLE, (through,))

    def enqueue(self, transaction_id: str, copy: int) -> str:
        """Another print of a transaction that is in the database, as it is now; the job's id."""
        job_id = self._ids.uuid()
        with self._lock.sale(), OneCommit(self._connection) as write:
            (seq,) = write.execute(_NEWEST, (transaction_id,)).fetchone()
            write.execute(INSERT_JOB, (job_id, transaction_id, copy, seq))
        return job_id

    def copy(self, transaction_id: str) -> int:
        """The next copy of a transaction's newest paper; which one it is, from 1."""
        job_id = self._ids.uuid()
        with self._lock.sale(), OneCommit(self._connection) as write:
            (seq,) = write.execute(_NEWEST, (transaction_id,)).fetchone()
            (copy,) = write.execute(NEXT_COPY, {"sale": transaction_id, "seq": seq}).fetchone()
            write.execute(INSERT_JOB, (job_id, transaction_id, copy, seq))
        return int(copy)

    def receipt(self, transaction_id: str, culture: str) -> int:
        """The receipt of a sale where none was queued yet, and 0; else nothing new, and which copy would be next."""
        job_id = self._ids.uuid()
        with self._lock.sale(), OneCommit(self._connection) as write:
            (seq,) = write.execute(_NEWEST, (transaction_id,)).fetchone()
            (number,) = write.execute(_NEXT_RECEIPT, {"sale": transaction_id}).fetchone()
            if number == 0:
                write.execute(_INSERT_SPOKEN, (job_id, transaction_id, seq, culture or None))
        return int(number)

    def gift(self, transaction_id: str) -> int:
        """The next gift receipt of a sale, as the sale is now; 0 is the first, then the number of the copy."""
        job_id = self._ids.uuid()
        with self._lock.sale(), OneCommit(self._connection) as write:
            (seq,) = write.execute(_NEWEST, (transaction_id,)).fetchone()
            (number,) = write.execute(NEXT_GIFT, {"sale": transaction_id}).fetchone()
            write.execute(_INSERT_GIFT, (job_id, transaction_id, number, seq))
        return int(number)

    def copy_of_entry(self, seq: int, kind: PaperKind = PaperKind.RECEIPT) -> int:
        """The next copy of a paper about the till itself; which one it is, from 1."""
        job_id = self._ids.uuid()
        with self._lock.sale(), OneCommit(self._connection) as write:
            (copy,) = write.execute(_NEXT_COPY_OF_ENTRY, {"seq": seq, "kind": kind}).fetchone()
            write.execute(_INSERT_OF_ENTRY, (job_id, copy, seq, kind))
        return int(copy)

    def _again(self, job: QueuedPrint) -> int:
        """Which copy its next print is: behind all that have a number, itself too."""
        which = {"sale": job.transaction_id, "seq": job.seq, "kind": job.kind}
        statement = NEXT_GIFT if job.kind is PaperKind.GIFT else NEXT_COPY
        (copy,) = self._connection.execute(statement if job.transaction_id else _NEXT_COPY_OF_ENTRY, which).fetchone()
        return max(job.copy + 1, int(copy))

    @finishes
    def _note(self, statement: str, *values: str | int | None) -> None:
        with self._lock.background(), OneCommit(self._connection) as write:
            _one(write.execute(statement, values), values[-1])


def papers_in_doubt(connection: sqlite3.Connection, seen: int = 0) -> PapersInDoubt:
    """The papers that may not have come out, but for those that somebody has seen to, up to this one."""
    count, through, sale = connection.execute(_DOUBTS, {"seen": seen}).fetchone()
    return PapersInDoubt(count, sale or "", through)


def _one(cursor: sqlite3.Cursor, job_id: str | int | None) -> None:
    if cursor.rowcount != 1:
        raise LookupError(f"no print job {job_id} waits")
