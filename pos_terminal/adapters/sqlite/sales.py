"""Ended sales: everything that one leaves behind is written in one durable commit."""

import sqlite3
from collections.abc import Callable, Sequence

from pos_terminal.adapters.sqlite.charges import end_charges
from pos_terminal.adapters.sqlite.deliveries import enqueue_delivery
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.holds import end_holds
from pos_terminal.adapters.sqlite.journal import Entry, Journal
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.prints import INSERT_JOB
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.adapters.sqlite.salesteps import UNKEPT, SaleSteps, put_steps_by
from pos_terminal.adapters.sqlite.snapshotrows import read_snapshot, write_snapshot
from pos_terminal.adapters.sqlite.voidedholds import give_back_after
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.application.queueing import JournalFault, JournalGap, JournalHead
from pos_terminal.application.records import Journalled, SaleRecord
from pos_terminal.domain.transaction import Transaction

_ENTER = """INSERT INTO pos_transaction (transaction_id, open_time_us, from_transaction_id) VALUES (?, ?, ?)
    ON CONFLICT (transaction_id) DO NOTHING"""
TAKE_NUMBER = "UPDATE terminal SET sale_number = MAX(sale_number, ?)"
"""A number that is given is never given again, nor is any before it."""
_LATEST = "SELECT MAX(version), MAX(modified_time_us) FROM snapshot WHERE transaction_id = ?"
_OPENED = "SELECT open_time_us, from_transaction_id FROM pos_transaction WHERE transaction_id = ?"
_END_BASKET = "DELETE FROM basket WHERE slot = 1 AND transaction_id = ?"
_NEWEST_OF = "SELECT seq FROM snapshot WHERE transaction_id = ? ORDER BY version DESC LIMIT 1"
_ENTRY_OF = """SELECT s.seq, j.hash FROM snapshot AS s JOIN journal AS j ON j.seq = s.seq
    WHERE s.transaction_id = :sale AND s.seq = COALESCE(:seq, s.seq) ORDER BY s.version DESC LIMIT 1"""
_BEFORE = """SELECT b.seq FROM snapshot AS s JOIN snapshot AS b ON b.transaction_id = s.transaction_id
    AND b.version = s.version - 1 WHERE s.seq = ? AND s.kind = 'returned'"""
_HISTORY = "SELECT seq FROM snapshot WHERE transaction_id = ? AND kind <> 'open' ORDER BY version"
# Asked of every code that is no product, too.
_FIND = """SELECT transaction_id FROM pos_transaction WHERE transaction_id = :code
    UNION ALL SELECT transaction_id FROM (SELECT transaction_id FROM snapshot WHERE guest_receipt_code = :code
        ORDER BY seq DESC LIMIT 1)
    UNION ALL SELECT s.transaction_id FROM snapshot_payment AS p CROSS JOIN snapshot AS s ON s.seq = p.seq
        WHERE p.receipt_code = :code LIMIT 1"""
# A look into `snapshot_line_of_piece`: as many rows as the piece has had snapshots, whatever else was sold.
_WITH_PIECE = """SELECT s.transaction_id FROM snapshot_line AS l CROSS JOIN snapshot AS s ON s.seq = l.seq
    WHERE lower(replace(json_extract(l.special, '$[5]'), ' ', '')) = lower(:serial) AND l.item_id = :item
    AND json_valid(l.special) AND s.kind <> 'open' GROUP BY s.transaction_id ORDER BY MIN(s.seq)"""
_TOLD_OF = """SELECT 1 FROM offer_hold WHERE transaction_id = :sale UNION ALL
    SELECT 1 FROM snapshot AS s JOIN delivery AS d ON d.seq = s.seq WHERE s.transaction_id = :sale LIMIT 1"""
_NEWEST = "SELECT seq FROM snapshot WHERE kind <> 'open' ORDER BY seq DESC LIMIT 1"


class JournalMoved(RuntimeError):
    """A record was made for another place in the journal than the one it would get: a mistake in the program."""


class SqliteSales:
    """Implements the port `Sales`. ``journal_key`` has at least 16 bytes and is kept outside the database."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lock: WriteLock,
        journal_key: bytes,
        room: Headroom = NOTHING_SPARE,
        steps: SaleSteps = UNKEPT,
    ) -> None:
        self.room = room
        self._steps = steps
        self._connection = connection
        self._lock = lock
        self._journal = Journal(connection, journal_key)

    @finishes
    def commit(self, record: SaleRecord) -> JournalHead:
        """Write an ended sale; it is on disk when this returns, and nothing of it is when this raises.

        Raises:
            StorageFailed: the disk did not take it; it can be tried again.
            JournalMoved: ``previous_hash`` is not that of the newest entry.
        """
        with self._lock.sale(), OneCommit(self._connection) as write:
            return self.enter(write, record)

    @finishes
    def commit_each(self, records: Sequence[Callable[[JournalHead], SaleRecord]]) -> None:
        """Write what ends together, each made for the journal's entry before it. Raises as `commit`."""
        with self._lock.sale(), OneCommit(self._connection) as write:
            self.enter_each(write, records)

    def enter(self, write: sqlite3.Connection, record: SaleRecord) -> JournalHead:
        """Write an ended sale in a commit that has more to do. Raises JournalMoved."""
        return self.enter_each(write, [lambda _: record])

    def enter_each(
        self, write: sqlite3.Connection, records: Sequence[Callable[[JournalHead], SaleRecord]]
    ) -> JournalHead:
        """Write several behind each other in one commit, each made for the entry before it. Raises JournalMoved.

        They are counted at the end alone: what is counted when an entry is written counts as on disk (`tenancy`).
        """
        head = self._journal.head()
        for record in records:
            head = self._add(write, head, record(head))
        self._journal.count(head)
        return head

    def _add(self, write: sqlite3.Connection, before: JournalHead, record: SaleRecord) -> JournalHead:
        transaction, request = record.transaction, record.request
        if before.hash != record.previous_hash:
            raise JournalMoved(f"the newest journal entry is {before.seq}, another than the record was made for")
        version = _enter(write, transaction)
        head = self._journal.add(before, _entry(record, version), record.document.body)
        write_snapshot(write, transaction, (head.seq, version), (record.business_day, record.session_id))
        if request:
            enqueue_delivery(write, request, (head.seq, transaction.transaction_id, version), transaction.modified_time)
        if record.print_job_id:
            write.execute(INSERT_JOB, (record.print_job_id, transaction.transaction_id, 0, head.seq))
        if record.never_open is not None:
            # Behind the entry: what is counted when that is written counts as on disk already (`tenancy`).
            write.execute(TAKE_NUMBER, (record.never_open.number,))
            self._steps.gathered(write, record.never_open.steps)
        elif transaction.is_closed:
            _end(write, transaction, head.seq)
            self._steps.ended(write, transaction.transaction_id, version)
        return head

    def transaction(self, transaction_id: str) -> Transaction | None:
        """The newest snapshot."""
        return self._snapshot(_NEWEST_OF, transaction_id)

    def journalled(self, transaction_id: str, seq: int | None = None) -> Journalled | None:
        """The snapshot of this number, or the newest, with its journal entry; neither changes once it is there."""
        with translated:
            row = self._connection.execute(_ENTRY_OF, {"sale": transaction_id, "seq": seq}).fetchone()
            if row is None:
                return None
            before = self._connection.execute(_BEFORE, (row[0],)).fetchone()
            return Journalled(
                read_snapshot(self._connection, row[0]),
                JournalHead(*row),
                read_snapshot(self._connection, before[0]) if before else None,
            )

    def history(self, transaction_id: str) -> Sequence[Transaction]:
        """Every snapshot of an ended sale, the closed one first."""
        with translated:
            found = self._connection.execute(_HISTORY, (transaction_id,)).fetchall()
            return [read_snapshot(self._connection, seq) for (seq,) in found]

    def find(self, code: str) -> str | None:
        """The sale with this number, or whose receipt has this code; the newest, where one was used twice."""
        with translated:
            row = self._connection.execute(_FIND, {"code": code}).fetchone()
        return row[0] if row else None

    def with_piece(self, item_id: str, serial: str) -> Sequence[str]:
        """The ended transactions that ever had this piece, in the order in which they ended first."""
        wanted = {"item": item_id, "serial": "".join(serial.split())}
        with translated:
            return [sale for (sale,) in self._connection.execute(_WITH_PIECE, wanted)]

    def was_told_of(self, transaction_id: str) -> bool:
        """Whether an offer was ever claimed for this sale, with whatever outcome, or an update of it is on its way."""
        with translated:
            return self._connection.execute(_TOLD_OF, {"sale": transaction_id}).fetchone() is not None

    def last(self) -> Transaction | None:
        """The newest ended transaction, as it is now."""
        return self._snapshot(_NEWEST)

    def journal_head(self) -> JournalHead:
        """The newest journal entry."""
        return self._journal.head()

    def verify_journal(self) -> JournalFault | None:
        """The first entry that is not as it was written. Takes about 10 µs an entry: run it in a worker."""
        return self._journal.verify()

    def journal_gaps(self) -> list[JournalGap]:
        """Entries that are lost, each gap sealed when it was found: facts, no faults."""
        return self._journal.gaps()

    def count_erased(self) -> int:
        """How many journal entries have had their document erased."""
        return self._journal.count_erased()

    def _snapshot(self, newest: str, *of: str) -> Transaction | None:
        with translated:
            row = self._connection.execute(newest, of).fetchone()
            return read_snapshot(self._connection, row[0]) if row else None


def _end(write: sqlite3.Connection, transaction: Transaction, seq: int) -> None:
    """The sale goes on no more: what becomes of its offers, and the open basket."""
    end_holds(write, transaction)
    end_charges(write, transaction, seq)
    if transaction.amendment:
        give_back_after(write, transaction, seq)
    put_steps_by(write, transaction.transaction_id)
    write.execute(_END_BASKET, (transaction.transaction_id,))


def _enter(write: sqlite3.Connection, transaction: Transaction) -> int:
    """Enter the transaction if it is new; the version that this snapshot gets.

    Raises ValueError for another origin, and for a time that is not later than that of the snapshot before.
    """
    head = transaction.head
    origin = (micros(head.open_time), head.from_transaction_id)
    if write.execute(_ENTER, (head.transaction_id, *origin)).rowcount:
        return 1
    if write.execute(_OPENED, (head.transaction_id,)).fetchone() != origin:
        raise ValueError(f"{head.transaction_id} was opened at another time than this snapshot says")
    version, modified = write.execute(_LATEST, (head.transaction_id,)).fetchone()
    if micros(transaction.modified_time) <= modified:
        raise ValueError(f"{head.transaction_id} was changed later than this snapshot says")
    return int(version) + 1


def _entry(record: SaleRecord, version: int) -> Entry:
    transaction, amendment = record.transaction, record.transaction.amendment
    return Entry(
        transaction_id=transaction.transaction_id,
        version=version,
        kind=transaction.kind.value,
        business_day=record.business_day.isoformat(),
        session_id=record.session_id,
        employee_id=amendment.employee_id if amendment else transaction.head.pos_employee_id,
        total=transaction.totals.total.minor,
        currency=transaction.totals.lines.currency.code,
        created_us=micros(transaction.modified_time),
        software_version=record.software_version,
    )
