"""One terminal of the real services on a real database file, which can lose its power and come back."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, time
from functools import cache, partial
from pathlib import Path
from random import Random

from pos_terminal.adapters.sessionm.client import SessionMLoyalty, SessionMPlatform
from pos_terminal.adapters.sessionm.mapping import WireSettings, as_cut, as_offline
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.acts import SqliteActs
from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.catalog_stage import SqliteCatalogStage
from pos_terminal.adapters.sqlite.copyglance import COPIES_NAME
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.offlineclaims import SqliteOfflineClaims
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.parting import SqlitePartedSales
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE
from pos_terminal.adapters.sqlite.salecopies import SqliteSaleCopies
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.secondcopy import SecondCopy
from pos_terminal.adapters.sqlite.suspendedsales import SqliteSuspendedSales
from pos_terminal.adapters.sqlite.tillrecords import SqliteTillPapers, SqliteTillRecords
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.application.aftersale import AfterSale
from pos_terminal.application.asking import Asker
from pos_terminal.application.authority import Authority
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.cashing import Cashing, CashPorts, CashRules
from pos_terminal.application.checkout import Checkout, CheckoutPorts, CheckoutRules
from pos_terminal.application.closing import ShiftClosing
from pos_terminal.application.delivery import Delivery, DeliveryPorts
from pos_terminal.application.desk import Desk
from pos_terminal.application.exchanging import Ends, Exchanging
from pos_terminal.application.holding import Holding, HoldPorts
from pos_terminal.application.membership import MemberPorts, Membership
from pos_terminal.application.offering import Offering, OfferPorts, OfferRules
from pos_terminal.application.offlineoffers import OfflineOffers, OfflinePorts, OfflineRules
from pos_terminal.application.parting import Parting, PartPorts
from pos_terminal.application.ports import WriteLock
from pos_terminal.application.postvoiding import PostVoiding
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.record_ports import SaleCopies
from pos_terminal.application.recovery import recover
from pos_terminal.application.releasing import ReleasePorts, Releasing
from pos_terminal.application.returning import Returning
from pos_terminal.application.sealing import Seals
from pos_terminal.application.selling import Selling
from pos_terminal.application.selling_rules import SellingRules
from pos_terminal.application.spooling import Records, Spool
from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.application.syncing import CatalogSync, ItemEntry, SyncProgress
from pos_terminal.application.telling import Telling, TellPorts, TellRules
from pos_terminal.application.till_ports import TillPaper
from pos_terminal.application.tilling import StoreTime, Tilling
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.movement import Movement
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules
from pos_terminal.domain.sales_report import SalesReport
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.domain.tender import CASH, TenderType
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, SnapshotKind, Transaction
from tests.claiming import nobody_waits
from tests.simulation.platform import Network, SimTransport
from tests.simulation.wiring import Wiring
from tests.simulation.world import Crash, SimClock, SimIds, Sometimes, Trace

USD = Currency.of("USD")
KEY = b"a journal key for simulated days"
POLICY = TaxPolicy(USD)
GOODS = (
    Item("tea", "Tea", Money(250, USD), barcodes=("4006381333931",)),
    Item("roll", "Roll", Money(85, USD)),
    Item("beans", "Beans, 250 g", Money(1099, USD)),
    Item("cheese", "Cheese", Money(2499, USD), unit=Unit.KG),
    Item("mug", "Mug", Money(1, USD)),
)
ANA = Employee("17", "Ana", "Lindqvist", Role.SUPERVISOR, sm_employee_id="sm-17")
MOST_OFFLINE = Money(1500, USD)
RETURN_RULES = ReturnRules(POLICY, RefundRules((TenderType(CASH, is_cash=True), TenderType("Credit Card"))), as_cut)
_IS_STORED = "SELECT 1 FROM snapshot WHERE transaction_id = ?"
RULES = CheckoutRules((TenderType(CASH, is_cash=True), TenderType("Credit Card")), ReceiptCodeRule(), "1.0.0")


class _Source:
    has_taxes = True

    def entries(self) -> Iterator[ItemEntry]:
        yield from (ItemEntry(number, item, ()) for number, item in enumerate(GOODS, 1))


@cache
def stocked(folder: Path) -> Path:
    """A database with the goods in it, to be copied for each day."""

    def quietly(_: SyncProgress) -> None:
        """Nobody watches."""

    path = folder / "stocked.db"
    path.unlink(missing_ok=True)
    with open_database(path, new_epoch=lambda: "DAYS") as database:
        connection = database.connect()
        result = CatalogSync(SqliteCatalogStage(connection, database.lock, USD), quietly, lambda: None).import_file(
            _Source()
        )
        assert result.is_done
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@dataclass
class Paper:
    """What came out of the printer: each piece is a transaction, which copy it is, and whether it is whole."""

    draw: Random
    trouble: float
    trace: Trace
    sometimes: Sometimes
    committed: set[str]
    pieces: list[tuple[str, int, bool]] = field(default_factory=list)
    opened: int = 0
    wrongs: list[str] = field(default_factory=list)
    crash_soon: bool = False

    def print(self, job: PrintJob) -> Printout:
        transaction_id, copy = _about(job.document)
        if transaction_id not in self.committed:
            self.wrongs.append(f"J1: {transaction_id} was printed before it was stored")
        if self.draw.random() < self.trouble:
            cause = self.draw.choice((FaultCause.UNREACHABLE, FaultCause.BROKEN))
            if cause is FaultCause.BROKEN:
                self.pieces.append((transaction_id, copy, False))
                self.sometimes.saw("a receipt was torn")
            raise PrinterFault(cause, "The printer does not answer.")
        if self.crash_soon:
            self.crash_soon = False
            self.pieces.append((transaction_id, copy, False))
            self.sometimes.saw("the plug was pulled while it printed")
            raise Crash
        self.pieces.append((transaction_id, copy, True))
        self.trace.note("paper", transaction_id, copy)
        return Printout(Proof.PRINTED)

    def recall(self, job_id: str) -> None:
        """It has forgotten."""

    def status(self) -> PrinterStatus:
        return PrinterStatus(is_online=True)

    def close(self) -> None:
        """Nothing is kept open."""

    def open_drawer(self) -> None:
        self.opened += 1


@dataclass(frozen=True)
class Sheet(Document):
    """A receipt that knows what it is of."""

    about: tuple[str, int] = ("", 0)


class Writer:
    """Implements `ReceiptWriter` without layout."""

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        return Sheet((), about=(paper_of(transaction), copy))

    def gift(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        return Sheet((), about=(f"{transaction.transaction_id} gift", copy))

    def till_paper(self, what: TillPaper, copy: int, entry: JournalHead | None) -> Document:
        return Sheet((), about=(paper_of_till(what), copy))


def paper_of(transaction: Transaction) -> str:
    """What is said of a transaction on paper: a sale's receipt, its guest checks, or what was done to it later."""
    name = transaction.transaction_id
    is_more = transaction.amendment is not None or transaction.kind is SnapshotKind.OPEN
    return f"{name} {transaction.kind} {transaction.modified_time:%H%M%S.%f}" if is_more else name


def paper_of_till(what: TillPaper) -> str:
    """What is said of a movement, a closed shift or a report on paper."""
    if isinstance(what, SalesReport):
        return f"{what.name} {what.period.first}"
    return f"{what.kind} {what.at:%H%M%S.%f}" if isinstance(what, Movement) else f"z {what.number}"


class NoCopies:
    """Implements `SaleCopies` on a day that is not about them."""

    def catch_up(self) -> bool:
        return False

    def forget_erased(self, through: date) -> None:
        """Nothing is kept."""


def _about(document: Document) -> tuple[str, int]:
    assert isinstance(document, Sheet)
    return document.about


@dataclass
class Power:
    """One stretch with the power on: the services as a start builds them."""

    database: Database
    connections: list[sqlite3.Connection]
    desk: Desk
    selling: Selling
    checkout: Checkout
    postvoiding: PostVoiding
    returning: Returning
    exchanging: Exchanging
    cashing: Cashing
    closing: ShiftClosing
    holding: Holding
    offering: Offering
    offline: OfflineOffers
    claims: SqliteOfflineClaims
    membership: Membership
    delivery: Delivery
    spool: Spool
    sales: SqliteSales
    outbox: SqliteOutbox
    baskets: SqliteBaskets
    holds: SqliteHolds
    suspending: Suspending
    parting: Parting
    telling: Telling
    policy: TaxPolicy = POLICY


@dataclass
class Surroundings:
    """What stays when the power goes."""

    folder: Path
    clock: SimClock
    ids: SimIds
    chance: Random
    network: Network
    paper: Paper
    wiring: Wiring
    batch_size: int
    keeps_copies: bool
    oldest_lock: float = 600.0
    at_tender: bool = False
    sells_offline: bool = False
    tells_open: bool = False

    @property
    def path(self) -> Path:
        return self.folder / "terminal.db"


def started(around: Surroundings) -> Power:
    """Start the terminal: open, recover, and put the cashier on the desk."""
    database = open_database(around.path, factory=around.wiring.connections, new_epoch=lambda: "DAYS")
    connections: list[sqlite3.Connection] = []
    try:
        return _built(around, database, connections)
    except Crash:
        lost(database, connections, around)
        raise


def lost(database: Database, connections: list[sqlite3.Connection], around: Surroundings) -> None:
    """Power is gone: what was not committed is not there. The file beside the database is left as at a clean end."""
    around.wiring.fuse.renewed()
    for connection in connections:
        connection.rollback()
    database.close()
    around.wiring.life_ended()


def first_start(around: Surroundings) -> None:
    """Put the stocked database in place."""
    for leftover in around.folder.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    shutil.copyfile(stocked(around.folder.parent), around.path)


def _built(around: Surroundings, database: Database, connections: list[sqlite3.Connection]) -> Power:
    connection, worker, lock, clock, ids = (
        database.connect(),
        database.connect(),
        database.lock,
        around.clock,
        around.ids,
    )
    connections += (connection, worker)
    desk = Desk(operator=ANA)
    tilling = Tilling(desk, SqliteTills(connection, lock), clock, StoreTime(UTC, time(4)))
    baskets, sales = SqliteBaskets(connection, lock, POLICY), SqliteSales(connection, lock, KEY)
    catalog = SqliteCatalog(connection, USD, prices_include_tax=False)
    wire, holds = SessionMWire(WireSettings("store-77", "client-9")), SqliteHolds(connection, lock)
    transport = SimTransport(around.network, clock)
    loyalty = SessionMLoyalty(transport, wire, USD, clock)

    authority = Authority(desk, SqliteActs(connection, lock, KEY, ("USD", "1.0")), tilling)
    selling = Selling(desk, catalog, (baskets, tilling), authority, SellingRules(POLICY, "lane-1", ("STORE",)))
    asker, claims = Asker(clock, clock.forward), SqliteOfflineClaims(connection)
    holding = Holding(desk, HoldPorts(holds, loyalty, wire, baskets, ids, asker, nobody_waits, claims.names), tilling)
    outbox, given_back = SqliteOutbox(worker, lock), ReleasePorts(SqliteHolds(worker, lock), loyalty, wire, clock, ids)
    sent = DeliveryPorts(outbox, SessionMPlatform(transport), wire, clock, ids, Releasing(given_back))
    delivery = Delivery(sent, Breaker(around.chance), around.batch_size)
    asked = OfferPorts(holding, selling.opening, clock, delivery.give_back)
    offline_ports = OfflinePorts(claims, selling.opening, asker.is_reached, as_offline, authority)
    offering, offline, ready = _offers(around, desk, asked, offline_ports)
    written = (sales, baskets, wire, ids, partial(_told, around, connection), authority, ready)
    checkout = Checkout(desk, CheckoutPorts(*written, exchanged=Ends(sales, RETURN_RULES).of), tilling, RULES)
    parted = SqlitePartedSales((connection, lock), POLICY, NOTHING_SPARE, sales)
    telling = _telling(around, desk, TellPorts(parted, checkout.ending, ids.uuid, ready), tilling)
    waiting = SuspendPorts(SqliteSuspendedSales(connection, lock, POLICY), baskets, offering.let_go, telling.update)
    suspending = Suspending(desk, waiting, tilling)
    parts = PartPorts(parted, baskets, suspending, checkout.ending, telling.update)
    after_sale = AfterSale(desk, sales, checkout.ending, tilling, authority, lambda: Money.zero(USD))
    returning = Returning(after_sale, RETURN_RULES, catalog.item)
    cash = (desk, _cash_ports(around, (connection, lock), authority), tilling, CashRules(Money(100_000, USD)))
    recover(desk, baskets.load, SqliteTills(connection, lock))
    return Power(
        database,
        connections,
        desk,
        selling,
        checkout,
        PostVoiding(after_sale),
        returning,
        Exchanging(returning, selling.opening, sales),
        Cashing(*cash),
        ShiftClosing(*cash),
        holding,
        offering,
        offline,
        claims,
        Membership(desk, MemberPorts(loyalty, ids, asker, selling.opening, offering.let_go), tilling),
        delivery,
        Spool(_records(around, worker, lock), around.paper, Writer(), _unheard),
        sales,
        outbox,
        baskets,
        holds,
        suspending,
        Parting(desk, parts, tilling, "lane-1"),
        telling,
    )


def _told(around: Surroundings, connection: sqlite3.Connection, transaction: Transaction) -> None:
    """Drawer and paper hear of a sale."""
    if connection.execute(_IS_STORED, (transaction.transaction_id,)).fetchone() is None:
        around.paper.wrongs.append(f"R2: {transaction.transaction_id} was told of before it was stored")
    around.paper.committed.add(paper_of(transaction))


def _offers(
    around: Surroundings, desk: Desk, ports: OfferPorts, offline_ports: OfflinePorts
) -> tuple[Offering, OfflineOffers, Callable[[], None]]:
    """What claims with and without the platform, and what checkout asks before it takes money."""
    offering = Offering(desk, ports, OfferRules(at_tender=around.at_tender, oldest=around.oldest_lock))
    offline = OfflineOffers(desk, offline_ports, OfflineRules(around.sells_offline, MOST_OFFLINE, MOST_OFFLINE))

    def ready() -> None:
        offline.refuse_stale()
        offering.refuse_unsettled()

    return offering, offline, ready


def _telling(around: Surroundings, desk: Desk, ports: TellPorts, tilling: Tilling) -> Telling:
    return Telling(desk, ports, tilling, TellRules(has_code=True, updates=around.tells_open))


def _cash_ports(around: Surroundings, place: tuple[sqlite3.Connection, WriteLock], authority: Authority) -> CashPorts:
    records = SqliteTillRecords(*place, KEY, ("1.0", lambda _: 0))
    return CashPorts(records, authority, around.ids.uuid, around.paper.open_drawer, lambda: None)


def _records(around: Surroundings, worker: sqlite3.Connection, lock: WriteLock) -> Records:
    kept = (SqlitePrints(worker, lock, around.ids), SqliteSales(worker, lock, KEY), _copies(around, worker))
    return Records(*kept, SqliteTillPapers(worker))


def _copies(around: Surroundings, worker: sqlite3.Connection) -> SaleCopies:
    if not around.keeps_copies:
        return NoCopies()
    return SqliteSaleCopies(worker, SecondCopy(around.folder / COPIES_NAME, Seals(KEY)))


def _unheard(_: str) -> None:
    """Notes go to the log of a real terminal."""
