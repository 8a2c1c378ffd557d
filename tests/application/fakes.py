"""In-memory stand-ins for the ports, faithful enough that the same behaviour is asked of them and of the real ones."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from pos_terminal.application.acts import Act, ReasonGiven
from pos_terminal.application.pastsales import PastPage, PastSale, Sending, Wanted, Whereabouts, fate_of
from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.application.queueing import (
    DeliveryState,
    Document,
    JournalFault,
    JournalHead,
    OpenRequest,
    QueuedPrint,
    QueueRow,
    Request,
    Waiting,
)
from pos_terminal.application.records import Journalled, SaleRecord
from pos_terminal.application.replies import Meanwhile, Outcome, Reply, Why, at_leisure
from pos_terminal.application.serials import bare
from pos_terminal.application.standing import QueueCounts
from pos_terminal.application.till_ports import ClosedShift, JournalledPaper, TillPaper
from pos_terminal.domain.basket import Basket, BasketChange
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.errors import BadArgument, Refused
from pos_terminal.domain.item import Category, Item
from pos_terminal.domain.member import LookupKey, Member
from pos_terminal.domain.money import Currency, Money, total_of
from pos_terminal.domain.movement import Movement, MovementKind
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.printer_state import PapersInDoubt, PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import Document as Paper
from pos_terminal.domain.receipt import FaultCause, PrinterFault, PrintJob
from pos_terminal.domain.rights import Action
from pos_terminal.domain.shift_report import Closing, ShiftFigures, ShiftReport, Tally
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.till import TillSession
from pos_terminal.domain.transaction import SnapshotKind, Transaction

USD = Currency.of("USD")


def usd(text: str) -> Money:
    return Money.of(text, USD)


class DiskFull(Refused):
    code = "disk_low"


@dataclass
class FakeClock:
    wall: datetime = datetime(2026, 3, 4, 15, 2, 11, 120_000, tzinfo=UTC)
    ticks: float = 100.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.ticks

    def forward(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ticks += seconds


@dataclass
class FakeIds:
    drawn: int = 0

    def uuid(self) -> str:
        self.drawn += 1
        return f"00000000-0000-4000-8000-{self.drawn:012d}"


class SteadyChance:
    def random(self) -> float:
        return 0.5


@dataclass
class FakeCatalog:
    items: dict[str, Item] = field(default_factory=dict)
    modifier_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    in_force: int = 1
    shelves: list[Category] = field(default_factory=list)

    def find(self, code: str) -> Item | None:
        padded = code.zfill(14)
        for item in self.items.values():
            if code in {item.item_id, item.sku, item.plu} or padded in {each.zfill(14) for each in item.barcodes}:
                return item
        return None

    def item(self, item_id: str) -> Item | None:
        return self.items.get(item_id)

    def search(self, text: str, limit: int = 50) -> list[Item]:
        return [item for item in self.items.values() if text.casefold() in item.name.casefold()][:limit]

    def categories(self) -> list[Category]:
        return self.shelves

    def items_in(self, category_id: str | None, offset: int, limit: int) -> list[Item]:
        return list(self.items.values())[offset : offset + limit]

    def modifiers_of(self, item_id: str) -> list[Item]:
        return [self.items[each] for each in self.modifier_ids.get(item_id, ())]

    def edition(self) -> int | None:
        return self.in_force


@dataclass
class FakeStaff:
    people: dict[str, Employee] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    outcome: PinOutcome | None = None

    def employees(self) -> list[Employee]:
        return list(self.people.values())

    def employee(self, employee_id: str) -> Employee | None:
        return self.people.get(employee_id)

    def ids_with_pin(self) -> frozenset[str]:
        return frozenset(self.pins)

    def wearer(self, badge: str) -> Employee | None:
        return next((each for each in self.people.values() if each.badge == badge), None)

    def lock_out(self, employee_id: str) -> PinOutcome | None:
        is_locked = self.outcome is not None and self.outcome.verdict is PinVerdict.LOCKED
        return self.outcome if is_locked and employee_id in self.people else None

    def verify(self, employee_id: str, pin: str) -> PinOutcome:
        if self.outcome:
            return self.outcome
        right = self.pins.get(employee_id) == pin
        return PinOutcome(PinVerdict.RIGHT) if right else PinOutcome(PinVerdict.WRONG, tries_left=4)


@dataclass
class MemoryBaskets:
    stored: Basket | None = None
    number: int = 0
    saves: int = 0
    full: bool = False

    def save(self, change: BasketChange) -> None:
        if self.full:
            raise DiskFull("The disk is full.")
        basket = change.basket
        self.saves += 1
        self.stored = Basket.restored(
            basket.head,
            basket.policy,
            list(basket.lines.values()),
            (basket.discounts, basket.payments),
            (basket.next_line, basket.next_payment),
        )
        self.stored.member, self.stored.additional = basket.member, basket.additional

    def load(self) -> Basket | None:
        return self.stored

    def next_number(self) -> tuple[str, int]:
        epoch, self.number = self.coming_number()
        return epoch, self.number

    def coming_number(self) -> tuple[str, int]:
        return "QK7M", self.number + 1


@dataclass
class MemorySuspended:
    """The suspended sales beside an open one in memory."""

    baskets: MemoryBaskets
    sales: dict[str, tuple[SuspendedSale, Basket]] = field(default_factory=dict)
    reads: int = 0

    def suspend(self, change: BasketChange, sale: SuspendedSale) -> None:
        self.baskets.save(change)
        assert self.baskets.stored is not None
        self.sales[sale.transaction_id] = (sale, self.baskets.stored)
        self.baskets.stored = None

    def resume(self, transaction_id: str) -> Basket:
        if transaction_id not in self.sales:
            raise BadArgument(f"No sale {transaction_id} is held on this till.")
        self.baskets.stored = self.sales.pop(transaction_id)[1]
        return self.baskets.stored

    def transfer(self, transaction_id: str, table_id: str) -> None:
        if transaction_id not in self.sales:
            raise BadArgument(f"No sale {transaction_id} is held on this till.")
        sale, basket = self.sales[transaction_id]
        basket.head = replace(basket.head, table_id=table_id)
        self.sales[transaction_id] = (replace(sale, table_id=table_id), basket)

    def rename(self, transaction_id: str, label: str) -> None:
        if transaction_id not in self.sales:
            raise BadArgument(f"No sale {transaction_id} is held on this till.")
        sale, basket = self.sales[transaction_id]
        self.sales[transaction_id] = (replace(sale, label=label), basket)

    def all(self) -> Sequence[SuspendedSale]:
        self.reads += 1
        return [sale for sale, _ in self.sales.values()]


@dataclass
class MemorySales:
    baskets: MemoryBaskets
    records: list[SaleRecord] = field(default_factory=list)
    full: bool = False
    told: set[str] = field(default_factory=set)

    def commit(self, record: SaleRecord) -> JournalHead:
        if self.full:
            raise DiskFull("The disk is full.")
        assert record.previous_hash == self.journal_head().hash
        self.records.append(record)
        self.baskets.stored = None
        return self.journal_head()

    def commit_each(self, records: Sequence[Callable[[JournalHead], SaleRecord]]) -> None:
        for record in records:
            self.commit(record(self.journal_head()))

    def transaction(self, transaction_id: str) -> Transaction | None:
        found = [each.transaction for each in self.records if each.transaction.transaction_id == transaction_id]
        return found[-1] if found else None

    def journalled(self, transaction_id: str, seq: int | None = None) -> Journalled | None:
        transaction = self.records[seq - 1].transaction if seq else self.transaction(transaction_id)
        return Journalled(transaction, self.journal_head()) if transaction else None

    def history(self, transaction_id: str) -> Sequence[Transaction]:
        return [each.transaction for each in self.records if each.transaction.transaction_id == transaction_id]

    def find(self, code: str) -> str | None:
        found = (each.transaction for each in self.records)
        known = (each.transaction_id for each in found if code in {each.transaction_id, *each.receipt_codes})
        return next(known, None)

    def with_piece(self, item_id: str, serial: str) -> Sequence[str]:
        ended = (each.transaction for each in self.records)
        pieces = [(each.transaction_id, row.line) for each in ended for row in each.lines if row.line.serial]
        wanted = (item_id, bare(serial))
        return tuple(dict.fromkeys(sale for sale, line in pieces if (line.item_id, bare(line.serial or "")) == wanted))

    def was_told_of(self, transaction_id: str) -> bool:
        return transaction_id in self.told

    def last(self) -> Transaction | None:
        return self.records[-1].transaction if self.records else None

    def journal_head(self) -> JournalHead:
        return JournalHead(len(self.records), f"{len(self.records):064d}")

    def verify_journal(self) -> JournalFault | None:
        return None


@dataclass
class MemoryPast:
    """Implements `PastStore` on what was recorded in memory; notes how many rows it was asked for."""

    sales: MemorySales
    sending: Sending = Sending.WAITING
    asked: list[int] = field(default_factory=list)

    def page(self, wanted: Wanted, before: int | None, limit: int) -> PastPage:
        self.asked.append(limit)
        closed = [
            (seq, record)
            for seq, record in enumerate(self.sales.records, 1)
            if record.transaction.kind is SnapshotKind.CLOSED and (before is None or seq < before)
        ]
        found = [(seq, each) for seq, each in reversed(closed) if _is_wanted(each, wanted)]
        return PastPage(tuple(self._row(*each) for each in found[:limit]), len(found) > limit)

    def whereabouts(self, transaction_id: str) -> Whereabouts | None:
        known = [
            seq for seq, each in enumerate(self.sales.records, 1) if each.transaction.transaction_id == transaction_id
        ]
        return Whereabouts(known[-1], self.sending) if known else None

    def bought_last(self) -> list[str]:
        sold = [each.transaction for each in self.sales.records if each.transaction.kind is SnapshotKind.CLOSED]
        return list(dict.fromkeys(line.line.item_id for each in reversed(sold) for line in each.lines))

    def _row(self, seq: int, record: SaleRecord) -> PastSale:
        sold = record.transaction
        history = self.sales.history(sold.transaction_id)
        pieces = sum(each.line.pieces for each in sold.lines if each.line.modifies_line_id is None)
        told = (sold.totals.total, fate_of(history), self.sending)
        return PastSale(seq, sold.transaction_id, sold.modified_time, sold.head.operator_name, pieces, *told)


def _is_wanted(record: SaleRecord, wanted: Wanted) -> bool:
    sold = record.transaction
    fits_day = wanted.day in {None, record.business_day}
    fits_total = wanted.total in {None, sold.totals.total}
    return fits_day and fits_total and sold.transaction_id.endswith(wanted.digits)


@dataclass
class MemoryParted:
    """Implements `PartedSales` on what is open and suspended in memory."""

    suspended: MemorySuspended
    sales: MemorySales
    number: int = 0

    def load(self, transaction_id: str) -> Basket:
        if transaction_id not in self.suspended.sales:
            raise BadArgument(f"No sale {transaction_id} is held on this till.")
        return self.suspended.sales[transaction_id][1]

    def tell(self, basket: Basket, record: Callable[[JournalHead], SaleRecord]) -> None:
        if self.sales.full:
            raise DiskFull("The disk is full.")
        self._enter(record)

    def split(self, stays: Basket, others: Sequence[tuple[Basket, SuspendedSale]], number: int) -> None:
        self.suspended.baskets.stored, self.number = stays, number
        for basket, told in others:
            self.suspended.sales[told.transaction_id] = (told, basket)

    def merge(
        self,
        whole: tuple[Basket, SuspendedSale | None],
        ended: Sequence[tuple[Basket, Callable[[JournalHead], SaleRecord]]],
    ) -> None:
        basket, told = whole
        for other, record in ended:
            self._enter(record)
            self.suspended.sales.pop(other.head.transaction_id, None)
        self.suspended.sales.pop(basket.head.transaction_id, None)
        if told is None:
            self.suspended.baskets.stored = basket
        else:
            self.suspended.sales[told.transaction_id] = (told, basket)

    def _enter(self, record: Callable[[JournalHead], SaleRecord]) -> None:
        kept = self.suspended.baskets.stored
        self.sales.commit(record(self.sales.journal_head()))
        self.suspended.baskets.stored = kept


@dataclass
class MemoryActs:
    entered: list[Act] = field(default_factory=list)
    full: bool = False

    def enter(self, act: Act) -> None:
        if self.full:
            raise DiskFull("The disk is full.")
        self.entered.append(act)

    def of(self, transaction_id: str, action: Action) -> list[Mapping[str, str]]:
        deeds = [each.deed for each in self.entered if each.action is action]
        return [each.details for each in deeds if each.transaction_id == transaction_id]

    def last(self, action: Action) -> Mapping[str, str] | None:
        done = [each.deed.details for each in self.entered if each.action is action]
        return done[-1] if done else None

    def reasons(self, transaction_id: str) -> list[ReasonGiven]:
        of = [each for each in self.entered if each.deed.transaction_id == transaction_id and each.deed.reason]
        return [
            ReasonGiven(each.action.value, each.deed.reason, each.deed.details, each.operator_id, each.approver_id)
            for each in of
        ]


@dataclass
class MemoryTillRecords:
    """Keeps movements and closed shifts; sums them and these cash sales."""

    opening: Money = field(default_factory=lambda: usd("0"))
    sold_for_cash: Money = field(default_factory=lambda: usd("0"))
    moved: list[Movement] = field(default_factory=list)
    closed: list[ShiftReport] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)
    full: bool = False

    def move(self, movement: Movement, print_job_id: str) -> JournalHead:
        if self.full:
            raise DiskFull("The disk is full.")
        self.moved.append(movement)
        self.jobs.append(print_job_id)
        return JournalHead(len(self.jobs), "f" * 64)

    def close(self, session_id: int, closing: Closing, at: datetime, print_job_id: str) -> ClosedShift:
        if self.full:
            raise DiskFull("The disk is full.")
        report = ShiftReport(self.figures(session_id), at, closing)
        self.closed.append(report)
        self.jobs.append(print_job_id)
        return ClosedShift(report, JournalHead(len(self.jobs), "f" * 64))

    def figures(self, session_id: int) -> ShiftFigures:
        nothing = usd("0")
        tally = Tally(0, nothing)
        session = TillSession(session_id, "17", datetime(2026, 3, 4, tzinfo=UTC), date(2026, 3, 4), self.opening)
        movements = dict.fromkeys(MovementKind, tally)
        sums = (tally, tally, tally, tally, nothing, (), (), nothing, (), movements, 0, tally)
        return ShiftFigures(session, *sums, self.expected_cash(session_id))

    def expected_cash(self, session_id: int) -> Money:
        return total_of([self.opening, self.sold_for_cash, *(each.into_drawer for each in self.moved)], USD)


@dataclass
class MemoryPapers:
    """What is about the till itself, by the number of its entry."""

    told: dict[int, TillPaper] = field(default_factory=dict)

    def paper(self, seq: int) -> JournalledPaper | None:
        return JournalledPaper(JournalHead(seq, "f" * 64), self.told[seq]) if seq in self.told else None


class FakeWire:
    def document(self, transaction: Transaction, previous_hash: str) -> Document:
        return document(f"{transaction.transaction_id}/{transaction.kind.value}/{previous_hash[-4:]}")

    def single(self, request_id: str, document: Document) -> Request:
        return Request(request_id, "/api/2.0/send_transaction", document.body)

    def batch(self, request_id: str, documents: Sequence[Document]) -> Request:
        return Request(request_id, "/api/2.0/send_batch_transaction", b",".join(each.body for each in documents))


def document(text: str) -> Document:
    return Document(text.encode(), hashlib.sha256(text.encode()).hexdigest())


@dataclass
class _Sent:
    request: Request
    members: tuple[int, ...]
    is_batch: bool
    is_fresh: bool
    tries: int = 0
    definite: int = 0
    empty: int = 0
    bare: int = 0


@dataclass
class MemoryOutbox:
    """The outbox's rules, without a disk."""

    waiting_rows: dict[int, Waiting] = field(default_factory=dict)
    requests: dict[str, _Sent] = field(default_factory=dict)
    states: dict[int, DeliveryState] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    parked_rows: dict[str, int] = field(default_factory=dict)
    parked_at: dict[str, datetime] = field(default_factory=dict)
    copied: int = 0

    def put(self, transaction_id: str, text: str) -> int:
        seq = len(self.states) + 1
        doc = document(text)
        request = Request(f"single-{seq}", "/api/2.0/send_transaction", doc.body)
        self.waiting_rows[seq] = Waiting(seq, transaction_id, doc, request)
        self.requests[request.request_id] = _Sent(request, (seq,), is_batch=False, is_fresh=True)
        self.states[seq] = DeliveryState.WAITING
        return seq

    def counts(self) -> QueueCounts:
        states = list(self.states.values())
        busy = states.count(DeliveryState.WAITING) + states.count(DeliveryState.SENDING)
        return QueueCounts(busy, states.count(DeliveryState.PARKED))

    def open_request(self, but: Collection[str] = ()) -> OpenRequest | None:
        for sent in self.requests.values():
            if not sent.is_fresh and sent.request.request_id not in but:
                members = tuple(self.waiting_rows[seq] for seq in sent.members)
                counts = (sent.tries, sent.definite, sent.is_batch, sent.empty, sent.bare)
                return OpenRequest(sent.request, members, *counts)
        return None

    def followed(self) -> Collection[str]:
        done = {self.waiting_rows[at].transaction_id for at, each in self.states.items() if each is DeliveryState.DONE}
        waits = (
            self.waiting_rows[at].transaction_id for at, each in self.states.items() if each is DeliveryState.WAITING
        )
        return done & set(waits)

    def newest(self) -> int:
        return len(self.states)

    def copied_through(self) -> int:
        return self.copied

    def waiting(self, limit: int, after: int = 0) -> Sequence[Waiting]:
        fresh = [sent.members[0] for sent in self.requests.values() if sent.is_fresh and sent.members[0] > after]
        return list(islice((self.waiting_rows[seq] for seq in fresh if self._is_next(seq)), limit))

    def _is_next(self, seq: int) -> bool:
        mine = self.waiting_rows[seq].transaction_id
        earlier = [at for at, row in self.waiting_rows.items() if at < seq and row.transaction_id == mine]
        return all(self.states[at] is DeliveryState.DONE for at in earlier)

    def form_batch(self, request: Request, members: Sequence[int], at: datetime, taken: Sequence[str] = ()) -> None:
        for request_id in taken:
            self.done(request_id, at)
        for seq in members:
            del self.requests[self.waiting_rows[seq].request.request_id]
        self.requests[request.request_id] = _Sent(request, tuple(members), is_batch=True, is_fresh=False)
        self.attempted(request.request_id, at)

    def attempted(self, request_id: str, at: datetime) -> None:
        sent = self.requests[request_id]
        sent.is_fresh = False
        sent.tries += 1
        self.states.update(dict.fromkeys(sent.members, DeliveryState.SENDING))

    def untried(self, request_id: str) -> None:
        sent = self.requests[request_id]
        assert sent.tries == 1
        sent.tries = 0

    def unknown(self, request_id: str, reason: str, why: Why) -> None:
        sent = self.requests[request_id]
        sent.definite += why is Why.FAILING
        sent.empty += why is Why.EMPTY
        sent.bare += why in {Why.BARE, Why.NO_BATCH}

    def done(self, request_id: str, at: datetime, note: str = "") -> None:
        sent = self.requests.pop(request_id)
        self.states.update(dict.fromkeys(sent.members, DeliveryState.DONE))
        self.notes.append(note)

    def renew(self, request_id: str, replacements: Sequence[tuple[Request, Sequence[int]]], reason: str) -> None:
        if self.parked_rows.pop(request_id, None) is None:
            del self.requests[request_id]
        for request, members in replacements:
            self.states.update(dict.fromkeys(members, DeliveryState.WAITING))
            self.requests[request.request_id] = _Sent(request, tuple(members), len(members) > 1, is_fresh=False)

    def park(self, request_id: str, reason: str, at: datetime) -> None:
        sent = self.requests.pop(request_id)
        self.parked_rows[request_id] = sent.members[0]
        self.parked_at[request_id] = at
        self.states.update(dict.fromkeys(sent.members, DeliveryState.PARKED))
        self.reasons.update(dict.fromkeys(sent.members, reason))

    def parked(self, now: datetime, longer_than: float = 0.0) -> Sequence[tuple[str, Waiting]]:
        recent = {name for name, at in self.parked_at.items() if timedelta(0) <= now - at < timedelta(0, longer_than)}
        return [(name, self.waiting_rows[seq]) for name, seq in self.parked_rows.items() if name not in recent]

    def rows(self, limit: int, offset: int = 0) -> Sequence[QueueRow]:
        return []


@dataclass
class FakePlatform:
    """Answers from a list, then OK; keeps what it was sent."""

    answers: list[Reply] = field(default_factory=list)
    sent: list[Request] = field(default_factory=list)
    rule: Callable[[Request], Reply | None] | None = None

    def send(self, request: Request, meanwhile: Meanwhile = at_leisure) -> Reply:
        self.sent.append(request)
        meanwhile()
        ruled = self.rule(request) if self.rule else None
        if ruled:
            return ruled
        return self.answers.pop(0) if self.answers else Reply(Outcome.DONE)


@dataclass
class FakeLoyalty:
    """Claims: answers from a list, then yes, and gives what an offer's code is worth; lookups: from another list.

    Keeps what it was sent and asked.
    """

    answers: list[Reply] = field(default_factory=list)
    sent: list[Request] = field(default_factory=list)
    worth: int = 50
    discounts: dict[str, Discount] = field(default_factory=dict)
    lookups: list[tuple[Reply, Sequence[Member]]] = field(default_factory=list)
    asked: list[tuple[str, LookupKey, Transaction | None]] = field(default_factory=list)

    def lookup(
        self, request_id: str, key: LookupKey, cart: Transaction | None = None
    ) -> tuple[Reply, Sequence[Member]]:
        self.asked.append((request_id, key, cart))
        return self.lookups.pop(0) if self.lookups else (Reply(Outcome.DONE), ())

    def lock(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        return self._claimed(request, offer, DiscountStatus.LOCKED)

    def redeem(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        return self._claimed(request, offer, DiscountStatus.REDEEMED)

    def give_back(self, request: Request) -> Reply:
        self.sent.append(request)
        return self.answers.pop(0) if self.answers else Reply(Outcome.DONE)

    def _claimed(self, request: Request, offer: OfferCode, status: DiscountStatus) -> tuple[Reply, Discount | None]:
        reply = self.give_back(request)
        if reply.outcome is not Outcome.DONE:
            return reply, None
        listed = self.discounts.get(offer.code) or offered(offer, self.worth)
        return reply, replace(listed, status=listed.status or status)


def offered(offer: OfferCode, minor: int, **more: object) -> Discount:
    """A discount of this offer, as the platform gives one."""
    reference = f"uo-of-{offer.code}" if offer.type is OfferCodeType.TTL_CODE else offer.code
    moment = datetime(2026, 3, 4, 15, 2, 11, 120_000, tzinfo=UTC)
    plain = Discount(reference, "UserOfferId", "A little off", "SessionM", Money(minor, USD), 0, moment)
    return replace(plain, user_id="member-1", received='{"amount": 0.50}', **more)  # type: ignore[arg-type]  # a test's shorthand


@dataclass
class MemoryTills:
    session: TillSession | None = None
    opened: int = 0

    def current(self) -> TillSession | None:
        return self.session

    def open(self, session: TillSession) -> TillSession:
        self.opened += 1
        self.session = session._replace(session_id=self.opened)
        return self.session


@dataclass
class MemoryCopies:
    """Copies the ids of ended sales; fails while there is a fault."""

    sales: MemorySales
    copied: list[str] = field(default_factory=list)
    forgotten: list[date] = field(default_factory=list)
    fault: Refused | None = None

    def catch_up(self) -> bool:
        if self.fault:
            raise self.fault
        self.copied = [each.transaction.transaction_id for each in self.sales.records]
        return False

    def forget_erased(self, through: date) -> None:
        if self.fault:
            raise self.fault
        self.forgotten.append(through)


_ON_PAPER = Printout(Proof.PRINTED)
_ONLINE = PrinterStatus(is_online=True)


@dataclass
class FakePrinter:
    """Keeps what was printed, and what could be seen before; fails with these sentences first."""

    faults: list[str] = field(default_factory=list)
    cause: FaultCause = FaultCause.UNREACHABLE
    printed: list[PrintJob] = field(default_factory=list)
    drawer: int = 0
    before: Callable[[], object] = lambda: None
    seen: list[object] = field(default_factory=list)
    printout: Printout = _ON_PAPER
    holds: list[str] = field(default_factory=list)
    remembered: Printout | None = None
    recalled: list[str] = field(default_factory=list)
    is_closed: bool = False
    says: PrinterStatus | None = _ONLINE

    def print(self, job: PrintJob) -> Printout:
        self.seen.append(self.before())
        if self.faults:
            raise PrinterFault(self.cause, self.faults.pop(0))
        self.printed.append(job)
        return self.printout

    def recall(self, job_id: str) -> Printout | None:
        self.recalled.append(job_id)
        if self.holds:
            raise PrinterFault(FaultCause.PAPER_OUT, self.holds.pop(0), is_in_doubt=True)
        return self.remembered

    def status(self) -> PrinterStatus:
        if self.says is None:
            raise PrinterFault(FaultCause.UNREACHABLE, "The printer is off.")
        return self.says

    def close(self) -> None:
        self.is_closed = True

    def open_drawer(self) -> None:
        if self.faults:
            raise PrinterFault(self.cause, self.faults.pop(0))
        self.drawer += 1


@dataclass
class MemoryPrints:
    jobs: list[QueuedPrint] = field(default_factory=list)
    log: list[tuple[str, str]] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)

    def next_job(self) -> QueuedPrint | None:
        return self.jobs[0] if self.jobs else None

    def started(self, job_id: str, copy: int) -> None:
        self.log.append(("started", job_id))
        self._change(job_id, copy=copy, again=copy + 1)

    def printed(self, job_id: str, proof: Proof, *, in_doubt: bool = False) -> None:
        self.log.append((proof.value, job_id))
        self.doubted += [job_id] * in_doubt
        self.jobs = [job for job in self.jobs if job.job_id != job_id]

    def failed(self, job_id: str, cause: str, *, in_doubt: bool, copy: int | None = None) -> None:
        self.log.append(("failed", job_id))
        self._change(job_id, in_doubt=in_doubt)
        if copy is not None:
            self._change(job_id, copy=copy, again=copy + 1)

    def doubts(self) -> PapersInDoubt:
        return PapersInDoubt(len(self.doubted), "", len(self.doubted))

    def settle(self, through: int) -> None:
        self.doubted = self.doubted[through:]

    def enqueue(self, transaction_id: str, copy: int) -> str:
        self.jobs.append(QueuedPrint(f"job-{len(self.jobs) + 1}", transaction_id, copy, in_doubt=False, tries=0))
        return self.jobs[-1].job_id

    def _change(self, job_id: str, **change: object) -> None:
        changed = [replace(job, **change) if job.job_id == job_id else job for job in self.jobs]  # type: ignore[arg-type]  # the names of its fields
        self.jobs = changed


@dataclass
class FakeWriter:
    written: list[tuple[str, int]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    till: list[tuple[TillPaper, int]] = field(default_factory=list)
    gifts: list[tuple[str, int]] = field(default_factory=list)

    def gift(self, transaction: Transaction, copy: int, anchor: str) -> Paper:
        self.gifts.append((transaction.transaction_id, copy))
        self.anchors.append(anchor)
        return Paper(())

    def till_paper(self, what: TillPaper, copy: int, entry: JournalHead | None) -> Paper:
        self.till.append((what, copy))
        return Paper(())

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Paper:
        self.written.append((transaction.transaction_id, copy))
        self.anchors.append(anchor)
        return Paper(())


ANA = Employee("17", "Ana", "Lindqvist", Role.CASHIER, sm_employee_id="sm-17")
LEAVER = Employee("18", "Leo", "Gone", Role.CASHIER, end_date=date(2026, 3, 4))


def each(item_id: str, price: str, **more: object) -> Item:
    return replace(Item(item_id, item_id.title(), usd(price)), **more)  # type: ignore[arg-type]  # a test's shorthand


ONE = Decimal(1)


@dataclass
class CopyCount:
    """Counts the copies of each transaction's paper."""

    made: list[str] = field(default_factory=list)
    gifts: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    cultures: list[str] = field(default_factory=list)

    def receipt(self, transaction_id: str, culture: str) -> int:
        self.receipts.append(transaction_id)
        self.cultures.append(culture)
        return self.receipts.count(transaction_id) - 1

    def gift(self, transaction_id: str) -> int:
        self.gifts.append(transaction_id)
        return self.gifts.count(transaction_id) - 1

    def copy(self, transaction_id: str) -> int:
        self.made.append(transaction_id)
        return self.made.count(transaction_id)
