"""A real till on a real database, its platform and printer outside: what the rigs kill, starve and cut off."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self
from uuid import UUID

from pos_terminal.adapters.sessionm.mapping import WireSettings, as_cut
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.acts import SqliteActs
from pos_terminal.adapters.sqlite.basketrows import read_basket, sale_on_screen
from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.catalog_stage import SqliteCatalogStage
from pos_terminal.adapters.sqlite.copyglance import COPIES_NAME
from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.parting import SqlitePartedSales
from pos_terminal.adapters.sqlite.pin_hashing import HashCost, PinHashing
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE
from pos_terminal.adapters.sqlite.salecopies import SqliteSaleCopies
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.secondcopy import SecondCopy
from pos_terminal.adapters.sqlite.shiftfigures import nobody_trained
from pos_terminal.adapters.sqlite.suspendedsales import SqliteSuspendedSales
from pos_terminal.adapters.sqlite.tenancy import Circumstances
from pos_terminal.adapters.sqlite.tillrecords import SqliteTillPapers, SqliteTillRecords
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.application.aftersale import AfterSale
from pos_terminal.application.authority import Authority
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.cashing import Cashing, CashPorts, CashRules
from pos_terminal.application.checkout import Checkout, CheckoutPorts, CheckoutRules
from pos_terminal.application.closing import ShiftClosing
from pos_terminal.application.delivery import Delivery, DeliveryPorts
from pos_terminal.application.desk import Desk
from pos_terminal.application.exchanging import Ends, Exchanging
from pos_terminal.application.holding import Holding, HoldPorts
from pos_terminal.application.parting import Parting, PartPorts
from pos_terminal.application.ports import WriteLock
from pos_terminal.application.postvoiding import PostVoiding
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.receiptless import ReceiptlessReturns, ReceiptlessRules
from pos_terminal.application.records import SaleRecord
from pos_terminal.application.recovery import recover
from pos_terminal.application.releasing import ReleasePorts, Releasing
from pos_terminal.application.retention import Retention
from pos_terminal.application.returning import Returning
from pos_terminal.application.sealing import Seals
from pos_terminal.application.selling import Selling
from pos_terminal.application.selling_rules import SellingRules
from pos_terminal.application.spooling import Records, Spool
from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.application.syncing import CatalogEntry, CatalogSync, Fault, ItemEntry
from pos_terminal.application.till_ports import ClosedShift, TillPaper
from pos_terminal.application.tilling import StoreTime, Tilling
from pos_terminal.domain.basket import Basket, BasketChange
from pos_terminal.domain.errors import PlatformRefused, PlatformUnreachable
from pos_terminal.domain.item import Item
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import Movement
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.receipt import Document, FaultCause, Text
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules
from pos_terminal.domain.sales_report import SalesReport
from pos_terminal.domain.shift_report import Closing
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction
from tests import claiming
from tests.application.fakes import ANA, USD, FakeClock, SteadyChance
from tests.claiming import claim, nobody_waits, one_try
from tests.reliability.goods import GOODS
from tests.reliability.kitchen import KitchenRoll, kitchen_of, kitchen_run
from tests.reliability.outside import Books, Chronicle, Climate, PaperRoll, Weather, nothing
from tests.reliability.wallet import Wallet

KEY = b"a journal key for tests"
DATABASE = "terminal.db"
TENDERS = (TenderType("Cash", is_cash=True), TenderType("Credit Card"))
KEPT_DAYS = 30
RETURNS = ReturnRules(TaxPolicy(USD), RefundRules(TENDERS), as_cut)


@dataclass
class Lane:
    """Where a till stands: the folder of its database, and what is outside of it."""

    folder: Path
    climate: Climate = field(default_factory=Climate)
    faults: tuple[FaultCause | None, ...] = ()
    offer_weather: tuple[Weather, ...] = ()
    seed: int = 0
    has_kitchen: bool = False
    factory: type[sqlite3.Connection] = sqlite3.Connection
    moment: Callable[[], None] = nothing

    @property
    def database(self) -> Path:
        return self.folder / "till" / DATABASE

    @property
    def circumstances(self) -> Circumstances:
        """This machine, with the user's own state in the folder, too."""
        return Circumstances(state=lambda: self.database.parent / "state")

    def opened(self) -> Database:
        """The database, open."""
        return open_database(
            self.database, new_epoch=lambda: "TEST", factory=self.factory, circumstances=self.circumstances
        )

    @property
    def copies(self) -> Path:
        return self.folder / "till" / COPIES_NAME

    @property
    def chronicle(self) -> Path:
        return self.folder / "outside.jsonl"


class Drawn:
    """Implements the port `Ids`: another row of ids for each life of the till, the same in each run."""

    def __init__(self, seed: int, life: int) -> None:
        self._draw = Random(f"{seed}/{life}")

    def uuid(self) -> str:
        return str(UUID(int=self._draw.getrandbits(128), version=4))


class Listed:
    """A catalog file of items at hand."""

    has_taxes = True

    def __init__(self, items: tuple[Item, ...]) -> None:
        self._items = items

    def entries(self) -> Iterator[CatalogEntry | Fault]:
        for line, item in enumerate(self._items, 1):
            yield ItemEntry(line, item)


def shape(basket: Basket | None) -> str:
    """A short text that tells two states of an open sale apart."""
    if basket is None:
        return ""
    lines = [
        (line.line_id, line.item_id, str(line.quantity.normalize()), line.extended.minor, line.modifies_line_id)
        for line in basket.lines.values()
    ]
    payments = [(paid.payment_id, paid.type, paid.amount.minor, paid.taken.minor) for paid in basket.payments]
    facts = (basket.head.open_time, lines, payments, basket.totals.total.minor, basket.next_line, basket.next_payment)
    return f"{basket.head.transaction_id} {hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"


class WatchedBaskets(SqliteBaskets):
    """Each step told to the chronicle: that it is about to be stored, and that it is."""

    chronicle: Chronicle

    def save(self, change: BasketChange) -> None:
        now = shape(change.basket)
        self.chronicle.write("saving", basket=now)
        super().save(change)
        opened = str(change.basket.head.open_time)
        self.chronicle.write("shown", basket=now, sale=change.basket.head.transaction_id, opened=opened)


class WatchedSales(SqliteSales):
    """Each end of a sale told to the chronicle before and after it is stored."""

    chronicle: Chronicle
    connection: sqlite3.Connection

    def commit(self, record: SaleRecord) -> JournalHead:
        self.chronicle.write("ending", basket="", sale=record.transaction.transaction_id)
        head = super().commit(record)
        self.chronicle.write("ended", sale=record.transaction.transaction_id, how=record.transaction.kind)
        return head

    def commit_each(self, records: Sequence[Callable[[JournalHead], SaleRecord]]) -> None:
        open_sale = sale_on_screen(self.connection)
        self.chronicle.write("ending", basket="", sale=open_sale)
        super().commit_each(records)
        self.chronicle.write("ended", sale=open_sale, how="closed")


class WatchedSuspended(SqliteSuspendedSales):
    """Each sale that is put aside or taken up told to the chronicle before and after that is stored."""

    chronicle: Chronicle
    connection: sqlite3.Connection

    def suspend(self, change: BasketChange, sale: SuspendedSale) -> None:
        told = {"sale": sale.transaction_id, "opened": str(change.basket.head.open_time), "basket": ""}
        after = sorted([*aside(self.connection), shape(change.basket)])
        self.chronicle.write("saving", aside=after, **told)
        super().suspend(change, sale)
        self.chronicle.write("shown", aside=after, **told)

    def resume(self, transaction_id: str) -> Basket:
        before = aside(self.connection)
        (wanted,) = (each for each in before if each.startswith(f"{transaction_id} "))
        before.remove(wanted)
        self.chronicle.write("saving", aside=before, basket=wanted)
        basket = super().resume(transaction_id)
        opened = str(basket.head.open_time)
        self.chronicle.write("shown", aside=before, basket=shape(basket), sale=transaction_id, opened=opened)
        return basket


class WatchedParts(SqlitePartedSales):
    """Each split and merge told to the chronicle before and after it is stored."""

    chronicle: Chronicle
    connection: sqlite3.Connection

    def split(self, stays: Basket, others: Sequence[tuple[Basket, SuspendedSale]], number: int) -> None:
        after = sorted([*aside(self.connection), *(shape(basket) for basket, _ in others)])
        self.chronicle.write("saving", basket=shape(stays), aside=after)
        super().split(stays, others, number)
        for basket, _ in [*others, (stays, None)]:
            head = basket.head
            told = {"sale": head.transaction_id, "opened": str(head.open_time)}
            self.chronicle.write("shown", basket=shape(stays), aside=after, **told)

    def merge(
        self,
        whole: tuple[Basket, SuspendedSale | None],
        ended: Sequence[tuple[Basket, Callable[[JournalHead], SaleRecord]]],
    ) -> None:
        basket, told = whole
        others = [other.head.transaction_id for other, _ in ended]
        gone = {basket.head.transaction_id, *others}
        after = [each for each in aside(self.connection) if each.split(" ")[0] not in gone]
        after = after if told is None else sorted([*after, shape(basket)])
        left = {"basket": shape(basket) if told is None else "", "aside": after}
        for other in others:
            self.chronicle.write("ending", sale=other, **left)
        super().merge(whole, ended)
        for other in others:
            self.chronicle.write("ended", how="voided", sale=other, **left)
        head = basket.head
        self.chronicle.write("shown", sale=head.transaction_id, opened=str(head.open_time), **left)


def aside(connection: sqlite3.Connection) -> list[str]:
    """The shapes of all suspended sales, in order."""
    slots = [slot for (slot,) in connection.execute("SELECT slot FROM basket WHERE slot > 1").fetchall()]
    return sorted(shape(read_basket(connection, slot, TaxPolicy(USD))) for slot in slots)


class Slips:
    """Implements `ReceiptWriter` with one line: the sale, what was done to it later, and which copy it is."""

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        what = f" {transaction.kind}-{micros(transaction.modified_time)}" if transaction.amendment else ""
        return Document((Text(f"{transaction.transaction_id}{what}{f' COPY {copy}' if copy else ''}"),))

    def gift(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        return Document((Text(f"{transaction.transaction_id} gift{f' COPY {copy}' if copy else ''}"),))

    def till_paper(self, what: TillPaper, copy: int, entry: JournalHead | None) -> Document:
        assert entry is not None, "only what is journalled is queued"
        return Document((Text(f"{till_paper_name(what)}{f' COPY {copy}' if copy else ''}"),))


def till_paper_name(what: TillPaper) -> str:
    """What a movement, a closed shift or a report is called outside, and in the verdict."""
    if isinstance(what, SalesReport):
        return f"{what.name}-{what.period.first}"
    return f"{what.kind}-{micros(what.at)}" if isinstance(what, Movement) else f"z-{what.number}"


class WatchedRecords(SqliteTillRecords):
    """Movements and closed shifts told to the chronicle once they are stored."""

    chronicle: Chronicle

    def move(self, movement: Movement, print_job_id: str) -> JournalHead:
        head = super().move(movement, print_job_id)
        self.chronicle.write("done", name=till_paper_name(movement))
        return head

    def close(self, session_id: int, closing: Closing, at: datetime, print_job_id: str) -> ClosedShift:
        closed = super().close(session_id, closing, at, print_job_id)
        self.chronicle.write("done", name=till_paper_name(closed.report))
        return closed


class Till:
    """Everything that sells, prints and sends, on one database; started as the terminal starts."""

    def __init__(self, lane: Lane) -> None:
        self.chronicle = Chronicle(lane.chronicle)
        life = sum(event["what"] == "start" for event in self.chronicle.events())
        self.chronicle.write("start")
        self.database = lane.opened()
        self.clock = FakeClock()
        self.clock.forward(3600.0 * life)
        self.desk = Desk(operator=ANA)
        self.ids = Drawn(lane.seed, life)
        with ExitStack() as undo:
            undo.callback(self.database.close)
            if self.database.copy_found:
                self.chronicle.write("false alarm", why=self.database.copy_found.why)
            self._build_desk(lane, self.database.lock)
            self._build_back(lane, self.database.lock)
            recover(self.desk, self.baskets.load, self._tills)
            undo.pop_all()
        self.chronicle.write("found", basket=shape(self.desk.basket), aside=aside(self.connection))

    def _build_returns(self, after_sale: AfterSale) -> None:
        self.postvoiding = PostVoiding(after_sale)
        self.returning = Returning(after_sale, RETURNS, self.catalog.item)
        self.exchanging = Exchanging(self.returning, self.selling.opening, self.sales)
        policy = ReceiptlessRules(RETURNS.refunds)
        self.receiptless = ReceiptlessReturns(after_sale, self.selling.opening, self.catalog, policy)

    def _build_desk(self, lane: Lane, lock: WriteLock) -> None:
        self.connection = self.database.connect()
        self._tills = SqliteTills(self.connection, lock)
        self.sales = WatchedSales(self.connection, lock, KEY)
        self.baskets = WatchedBaskets(self.connection, lock, TaxPolicy(USD))
        self.sales.chronicle = self.baskets.chronicle = self.chronicle
        self.sales.connection = self.connection
        self.catalog = SqliteCatalog(self.connection, USD, prices_include_tax=False)
        self.wire = SessionMWire(WireSettings("store-77", "client-9", "en_US", frozenset({"journal_hash"})))
        tilling = Tilling(self.desk, self._tills, self.clock, StoreTime(UTC, time(4)))
        rules = SellingRules(TaxPolicy(USD), "lane-1", ("STORE",))
        authority = Authority(self.desk, SqliteActs(self.connection, lock, KEY, ("USD", "1.0")), tilling)
        self.selling = Selling(self.desk, self.catalog, (self.baskets, tilling), authority, rules)
        kept, at = (self.connection, lock, self.ids), (self.desk, tilling)
        self.kitchen = kitchen_of(kept, at, self.sales, is_there=lane.has_kitchen)
        written, ends = (self.sales, self.baskets, self.wire, self.ids), Ends(self.sales, RETURNS)
        ports = CheckoutPorts(*written, self._after, authority, exchanged=ends.of)
        ports = replace(ports, order=self.kitchen.tell, cancel=self.kitchen.cancel)
        self.checkout = Checkout(self.desk, ports, tilling, CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0"))
        asked = (authority, lambda: Money.zero(USD))
        after_sale = AfterSale(self.desk, self.sales, self.checkout.ending, tilling, *asked)
        self._build_till(tilling, authority, lock)
        self._build_returns(after_sale)
        self.wallet = Wallet(self.chronicle, lane.offer_weather, lane.moment)
        asker = one_try(self.clock)
        held = HoldPorts(
            SqliteHolds(self.connection, lock), self.wallet, self.wire, self.baskets, self.ids, asker, nobody_waits
        )
        self.holding = Holding(self.desk, held, tilling)
        self._build_aside(tilling, lock)

    def _build_aside(self, tilling: Tilling, lock: WriteLock) -> None:
        suspended = WatchedSuspended(self.connection, lock, TaxPolicy(USD))
        suspended.chronicle, suspended.connection = self.chronicle, self.connection
        parts = WatchedParts((self.connection, lock), TaxPolicy(USD), NOTHING_SPARE, self.sales)
        parts.chronicle, parts.connection = self.chronicle, self.connection
        ports_aside = SuspendPorts(suspended, self.baskets, nothing, order=self.kitchen.tell)
        self.suspending = Suspending(self.desk, ports_aside, tilling)
        part_ports = PartPorts(parts, self.baskets, self.suspending, self.checkout.ending)
        self.parting = Parting(self.desk, part_ports, tilling, "lane-1")

    def _build_till(self, tilling: Tilling, authority: Authority, lock: WriteLock) -> None:
        records = WatchedRecords(self.connection, lock, KEY, ("1.0", nobody_trained))
        records.chronicle = self.chronicle
        ports = CashPorts(records, authority, self.ids.uuid, self._open_drawer, nothing)
        self.cashing = Cashing(self.desk, ports, tilling, CashRules(Money(100_000, USD)))
        self.closing = ShiftClosing(self.desk, ports, tilling, self.cashing.rules)

    def _build_back(self, lane: Lane, lock: WriteLock) -> None:
        devices, outgoing = self.database.connect(), self.database.connect()
        self.printer = PaperRoll(self.chronicle, lane.faults, lane.moment)
        self.prints = SqlitePrints(devices, lock, self.ids)
        kitchen = KitchenRoll(self.chronicle, lane.faults, lane.moment)
        self.orders = kitchen_run(devices, lock, kitchen) if lane.has_kitchen else None
        copies = SqliteSaleCopies(devices, SecondCopy(lane.copies, Seals(KEY)))
        records = Records(self.prints, SqliteSales(devices, lock, KEY), copies, SqliteTillPapers(devices))
        self.spool = Spool(records, self.printer, Slips(), lambda _: None)
        self.books = Books(self.chronicle, lane.climate, lane.moment)
        outbox = SqliteOutbox(outgoing, lock)
        self.outbox = outbox
        back = ReleasePorts(SqliteHolds(outgoing, lock), self.wallet, self.wire, self.clock, self.ids)
        ports = DeliveryPorts(outbox, self.books, self.wire, self.clock, self.ids, Releasing(back))
        self.delivery = Delivery(ports, Breaker(SteadyChance()), 4)
        documents = SqliteDocuments(outgoing, lock, KEY)
        self.retention = Retention(documents, self.clock, KEPT_DAYS, self.spool.forget_erased)
        self.staff = SqliteStaff(outgoing, lock, self.clock, PinHashing(KEY * 2, HashCost(8, 1)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.database.close()
        self.chronicle.close()

    def _after(self, transaction: Transaction) -> None:
        self.chronicle.write("told", sale=transaction.transaction_id)
        self._open_drawer()

    def _open_drawer(self) -> None:
        self.printer.open_drawer()

    def stock(self, items: tuple[Item, ...] = GOODS, pause: Callable[[], None] = nothing) -> None:
        """Put these items in force, in a connection as the import has."""
        stage = SqliteCatalogStage(self.database.connect(), self.database.lock, USD)
        result = CatalogSync(stage, lambda _: None, pause).import_file(Listed(items))
        assert result.is_done, result.faults

    def ring_up(self, *item_ids: str) -> None:
        """Put these on the sale, a step each."""
        for item_id in item_ids:
            self.clock.forward(1.5)
            self.selling.add_item(item_id)

    def hold(self, offer: str) -> None:
        """Hold an offer for the sale, asking until the platform answers."""
        with suppress(PlatformUnreachable):
            claim(self.holding, OfferCode(offer, OfferCodeType.USER_OFFER_ID))
        self.settle_holds()

    def settle_holds(self) -> None:
        """Ask for every answer about an offer that is not known."""
        while self.holding.unsettled:
            with suppress(PlatformUnreachable, PlatformRefused):
                claiming.settle(self.holding)

    def pay(self) -> None:
        """Take what is due in cash, and close."""
        self.clock.forward(2.0)
        self.settle_holds()
        if self.checkout_is_due():
            self.checkout.tender("Cash")
        self.checkout.complete()

    def checkout_is_due(self) -> bool:
        return self.desk.open_sale().balance.minor > 0

    def sell(self, *item_ids: str) -> None:
        """A whole sale."""
        self.ring_up(*item_ids)
        self.pay()

    def deliver(self, most: int = 400) -> None:
        """Send until there is nothing left to try, however long the pauses are."""
        for _ in range(most):
            wait = self.delivery.step().wait
            if wait is None:
                return
            self.clock.forward(wait)
        raise AssertionError("delivery does not come to an end")

    def print_all(self) -> None:
        """Print until the queue is empty; whatever is wrong with the printer, somebody mends it."""
        while self.spool.run().waiting:
            self.clock.forward(5.0)
        while self.spool.keep_copies():
            pass
        self.print_orders()

    def print_orders(self) -> None:
        """Print what the kitchen is told; whatever is wrong with its printer, somebody mends it."""
        while self.orders is not None and self.orders.run().waiting:
            self.clock.forward(5.0)

    def erase(self) -> None:
        """Erase what is old enough."""
        while self.retention.step():
            self.clock.forward(1.0)

    def forward(self, **span: float) -> None:
        """Let time pass: ``days``, ``hours`` or ``seconds``."""
        self.clock.forward(timedelta(**span).total_seconds())


def settle(lane: Lane) -> None:
    """A start after whatever happened, and all that follows from it: nothing waits any more when this returns."""
    with Till(lane) as till:
        if not till.catalog.items_in(None, 0, 1):
            till.stock()
        if till.desk.basket is not None:
            if not till.desk.basket.lines:
                till.ring_up("latte")
            till.pay()
        for sale in till.suspending.sales:
            till.suspending.resume(sale.transaction_id)
            till.pay()
        till.sell("muffin")
        till.print_all()
        till.deliver()
        till.books.mend()
        till.delivery.try_parked_again()
        till.deliver()
