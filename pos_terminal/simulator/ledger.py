"""The transactions the platform has taken, every snapshot in the order of arrival."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from pos_terminal.simulator.amended import amended_problems
from pos_terminal.simulator.posted import PostedTransaction


@dataclass(slots=True)
class Snapshot:
    """One state of a transaction as sent.

    Attributes:
        request: Number of the request that brought it first.
        effects: How often it took effect; anything but 1 is a double or lost sale.
    """

    posted: PostedTransaction
    request: int
    received_at: datetime
    effects: int = 1


@dataclass(slots=True)
class TransactionRecord:
    """All snapshots of one transaction, and the points each member has from it."""

    transaction_id: str
    snapshots: list[Snapshot] = field(default_factory=list)
    points: dict[str, int] = field(default_factory=dict)
    unknown_payers: list[str] = field(default_factory=list)
    unknown_items: list[str] = field(default_factory=list)

    @property
    def latest(self) -> PostedTransaction:
        """The newest snapshot."""
        return self.snapshots[-1].posted

    @property
    def effects(self) -> int:
        """How often the sale took effect: the worst of its snapshots."""
        return max(snapshot.effects for snapshot in self.snapshots)


@dataclass(slots=True)
class Totals:
    """Sums over the newest snapshot of every closed transaction that is not voided."""

    transactions: int = 0
    lines: Decimal = Decimal(0)
    discounts: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    due: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


class Ledger:
    """Transactions by id."""

    def __init__(self) -> None:
        self.records: dict[str, TransactionRecord] = {}
        self._open_times: dict[str, datetime] = {}
        self._codes: dict[str, tuple[str, str]] = {}

    def open_time_problem(self, posted: PostedTransaction, path: str) -> Iterator[str]:
        """A transaction's open_time is the same in every call; the first one seen counts."""
        first = self._open_times.setdefault(posted.transaction_id, posted.open_time)
        if first != posted.open_time:
            yield f"{path}open_time: was {first.isoformat()} before"

    def find_snapshot(self, posted: PostedTransaction) -> Snapshot | None:
        """The stored snapshot this one repeats word for word, if there is one."""
        record = self.records.get(posted.transaction_id)
        stored = record.snapshots if record else []
        return next((snapshot for snapshot in stored if snapshot.posted == posted), None)

    def add(self, posted: PostedTransaction, request: int, now: datetime) -> TransactionRecord:
        """Append a snapshot."""
        record = self.records.setdefault(posted.transaction_id, TransactionRecord(posted.transaction_id))
        record.snapshots.append(Snapshot(posted, request, now))
        self._codes.update({code: (posted.transaction_id, place) for code, place in posted.receipt_codes})
        return record

    def history(self, transaction_id: str) -> list[PostedTransaction]:
        """The snapshots of a transaction, oldest first."""
        record = self.records.get(transaction_id)
        return [snapshot.posted for snapshot in record.snapshots] if record else []

    def code_owner(self, code: str) -> tuple[str, str] | None:
        """Transaction and place a receipt code was used at."""
        return self._codes.get(code)

    def totals(self) -> Totals:
        """What the platform would report as sold."""
        totals = Totals()
        for record in self.records.values():
            posted = record.latest
            if posted.is_closed and not posted.is_voided:
                totals.transactions += 1
                totals.lines += posted.line_sum
                totals.discounts += posted.discount_sum
                totals.tax += posted.tax_total
                totals.due += posted.due
                totals.paid += posted.paid
        return totals


class Intake:
    """Checks the transactions of one request against what is stored and against each other, before any is taken."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._ahead: dict[str, list[PostedTransaction]] = {}
        self._codes: dict[str, tuple[str, str]] = {}

    def problems(self, posted: PostedTransaction, path: str) -> Iterator[str]:
        """Every way in which the snapshot contradicts earlier ones."""
        yield from self._ledger.open_time_problem(posted, path)
        earlier = self._ledger.history(posted.transaction_id) + self._ahead.get(posted.transaction_id, [])
        if posted not in earlier:
            yield from _against(earlier, posted, path)
        yield from self._code_problems(posted, path)
        self._ahead.setdefault(posted.transaction_id, []).append(posted)

    def _code_problems(self, posted: PostedTransaction, path: str) -> Iterator[str]:
        for code, place in posted.receipt_codes:
            owner = self._ledger.code_owner(code) or self._codes.setdefault(code, (posted.transaction_id, place))
            if owner != (posted.transaction_id, place):
                yield f"{path}receipt code {code}: already used by {owner[0]}, {owner[1]}"


def _against(earlier: list[PostedTransaction], posted: PostedTransaction, path: str) -> Iterator[str]:
    if not earlier:
        return
    newest = earlier[-1]
    if posted.modified_time <= newest.modified_time:
        yield f"{path}modified_time: must be later than {newest.modified_time.isoformat()}"
    if newest.is_closed and not posted.is_closed:
        yield f"{path}is_closed: the transaction is closed already"
    if newest.is_voided and not posted.is_voided:
        yield f"{path}is_voided: the transaction is voided already"
    if newest.is_closed and posted.is_closed:
        yield from amended_problems(newest, posted, path)
    items = {line.line_id: line.item_id for snapshot in earlier for line in snapshot.lines}
    for index, line in enumerate(posted.lines):
        if items.get(line.line_id, line.item_id) != line.item_id:
            yield f"{path}items[{index}].line_id: {line.line_id} was item {items[line.line_id]} before"
