"""What the desk needs from the outside, named by need; adapters implement these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from pos_terminal.application.queueing import (
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
    from pos_terminal.application.replies import Meanwhile, Reply, Why
    from pos_terminal.application.standing import QueueCounts
    from pos_terminal.domain.basket import Basket, BasketChange
    from pos_terminal.domain.item import Category, Item
    from pos_terminal.domain.printer_state import PapersInDoubt, PrinterStatus, Printout, Proof
    from pos_terminal.domain.receipt import PrintJob
    from pos_terminal.domain.till import TillSession
    from pos_terminal.domain.transaction import Transaction

_T = TypeVar("_T")


class Clock(Protocol):
    """Wall time for people and papers, and a monotonic one for waiting."""

    def now(self) -> datetime:
        """The wall time, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back."""


class Ids(Protocol):
    """Ids that nobody else draws."""

    def uuid(self) -> str:
        """A new UUID4 in its text form."""


class Background(Protocol):
    """The only way off the UI thread; answers come back on the thread that asked."""

    def run(self, work: Callable[[], _T], done: Callable[[_T], None], failed: Callable[[Exception], None]) -> None:
        """Run ``work`` in the worker, then ``done`` or ``failed`` here."""


class Catalog(Protocol):
    """The catalog in force."""

    def find(self, code: str) -> Item | None:
        """The active item with this barcode (any length that pads to the same 14 digits), SKU, PLU or item id."""

    def item(self, item_id: str) -> Item | None:
        """The item with this id."""

    def search(self, text: str, limit: int = 50) -> list[Item]:
        """Active items whose names hold words that begin so, or whose code it is; the most popular first."""

    def categories(self) -> list[Category]:
        """The top categories, in the catalog's order."""

    def items_in(self, category_id: str | None, offset: int, limit: int) -> list[Item]:
        """A page of a category and those below it; None: of the whole catalog, most popular first."""

    def modifiers_of(self, item_id: str) -> list[Item]:
        """The modifiers that may be added to the item."""

    def edition(self) -> int | None:
        """Which catalog is in force: another number is another catalog; None without one."""


class Baskets(Protocol):
    """The open sale on disk, so that it survives a crash at the same step."""

    def save(self, change: BasketChange) -> None:
        """Store one step: the head, discounts, payments, and the lines that changed. Durable when it returns."""

    def load(self) -> Basket | None:
        """The open sale, or None."""

    def next_number(self) -> tuple[str, int]:
        """The epoch (EEEE) of this database and the next sale number, which is never given again.

        Raises DiskLow while there is too little room to open a sale.
        """

    def coming_number(self) -> tuple[str, int]:
        """What `next_number` gives next; it is not given yet. Raises as that does."""


class Sales(Protocol):
    """The transactions that ended, and the journal that chains them."""

    def commit(self, record: SaleRecord) -> JournalHead:
        """Write everything of an ended sale in ONE durable commit, and forget the open basket.

        Transaction with lines, payments and discounts; journal entry; document, request and delivery when it is to be
        sent; print job when it is to be printed.
        """

    def commit_each(self, records: Sequence[Callable[[JournalHead], SaleRecord]]) -> None:
        """Write what ends together in ONE durable commit, as `commit` does; each is made for the entry before it."""

    def transaction(self, transaction_id: str) -> Transaction | None:
        """The newest snapshot."""

    def journalled(self, transaction_id: str, seq: int | None = None) -> Journalled | None:
        """The snapshot of this number, or the newest, with its journal entry, both of the same moment."""

    def history(self, transaction_id: str) -> Sequence[Transaction]:
        """Every snapshot of an ended sale, the closed one first; none for one that is not known."""

    def find(self, code: str) -> str | None:
        """The id of the sale with this number, or whose receipt has this code."""

    def with_piece(self, item_id: str, serial: str) -> Sequence[str]:
        """The ended transactions that ever had the piece of an item with this number, in the order they ended in."""

    def was_told_of(self, transaction_id: str) -> bool:
        """Whether the platform was asked for an offer for this sale, and so has seen its id."""

    def last(self) -> Transaction | None:
        """The newest ended transaction of this terminal."""

    def journal_head(self) -> JournalHead:
        """The newest journal entry: its number and its hash."""

    def verify_journal(self) -> JournalFault | None:
        """The first entry that is not as it was written, or None when the chain holds."""


class Outbox(Protocol):
    """What leaves the machine. Every method is one durable commit."""

    def counts(self) -> QueueCounts:
        """How many transactions wait and are parked, and since when; cheap at any size."""

    def open_request(self, but: Collection[str] = ()) -> OpenRequest | None:
        """The oldest request that may have reached the platform, or a batch already formed, and is not settled.

        Those with an id in ``but`` are passed over.
        """

    def waiting(self, limit: int, after: int = 0) -> Sequence[Waiting]:
        """Snapshots never attempted that may go now, oldest first: every earlier snapshot of theirs is done.

        Only those behind number ``after``.
        """

    def followed(self) -> Collection[str]:
        """The transactions of which the platform has a version, and another one waits."""

    def newest(self) -> int:
        """The number of the newest snapshot that was queued; 0 for none."""

    def copied_through(self) -> int:
        """Up to this number, snapshots may be sent by another copy of this database, too."""

    def form_batch(self, request: Request, members: Sequence[int], at: datetime, taken: Sequence[str] = ()) -> None:
        """Store a batch with its members and note, before the wire, that it goes out: one commit.

        The members' single requests are retired unused. In the same commit the requests in ``taken`` are noted as done.
        """

    def attempted(self, request_id: str, at: datetime) -> None:
        """Note, before the wire, that the request goes out."""

    def untried(self, request_id: str) -> None:
        """A batch that was formed has not gone out after all, and will."""

    def unknown(self, request_id: str, reason: str, why: Why) -> None:
        """Note a try whose outcome is not known; the failures, empty successes and bare errors among them count."""

    def done(self, request_id: str, at: datetime, note: str = "") -> None:
        """The platform has taken it."""

    def renew(self, request_id: str, replacements: Sequence[tuple[Request, Sequence[int]]], reason: str) -> None:
        """Retire a request and store what goes out in its stead: halves of a batch, or the same under a new id."""

    def park(self, request_id: str, reason: str, at: datetime) -> None:
        """A single that the platform refuses: kept, shown, not sent again by itself."""

    def parked(self, now: datetime, longer_than: float = 0.0) -> Sequence[tuple[str, Waiting]]:
        """What was parked more than so many seconds ago: the id of the refused request, and the snapshot.

        By the wall clock, so that it counts over restarts; what was parked in the future was parked long ago.
        """

    def rows(self, limit: int, offset: int = 0) -> Sequence[QueueRow]:
        """What waits or is parked, oldest first."""


class Wire(Protocol):
    """Transactions as the platform reads them. Pure: the same in, the same bytes out."""

    def document(self, transaction: Transaction, previous_hash: str) -> Document:
        """The transaction's JSON object, encoded once and for ever."""

    def single(self, request_id: str, document: Document) -> Request:
        """The request that sends one document."""

    def batch(self, request_id: str, documents: Sequence[Document]) -> Request:
        """The request that sends several, the documents' bytes spliced as they are."""


class Platform(Protocol):
    """The loyalty platform, for delivery."""

    def send(self, request: Request, meanwhile: Meanwhile = ...) -> Reply:
        """Post exactly these bytes; every outcome is a reply, none an exception.

        ``meanwhile`` is called once, in this thread, when they are out and nothing has been read of the answer; what it
        raises is raised, and the outcome is not known. Where nothing goes out it is not called.
        """


class PrintQueue(Protocol):
    """Print jobs, stored with the sale."""

    def next_job(self) -> QueuedPrint | None:
        """The oldest job that was not printed."""

    def started(self, job_id: str, copy: int) -> None:
        """Note that bytes go out, as which copy: after a crash the paper is in doubt."""

    def printed(self, job_id: str, proof: Proof, *, in_doubt: bool = False) -> None:
        """The job leaves the queue, with what is known of it; ``in_doubt``: nobody knows whether it came out."""

    def failed(self, job_id: str, cause: str, *, in_doubt: bool, copy: int | None = None) -> None:
        """The job waits, and why; ``in_doubt``: some of it may be on paper, and is this copy, if not the one begun."""

    def enqueue(self, transaction_id: str, copy: int) -> str:
        """Another print of a transaction; the job's id."""

    def doubts(self) -> PapersInDoubt:
        """The papers that left the queue and may not have come out."""

    def settle(self, through: int) -> None:
        """Somebody has seen to them, up to this one."""


class Printer(Protocol):
    """A receipt printer and the drawer behind it."""

    def print(self, job: PrintJob) -> Printout:
        """Print, and what is known of it then. Raises PrinterFault with the cause."""

    def recall(self, job_id: str) -> Printout | None:
        """What became of a job in doubt; None: nobody knows. Raises PrinterFault while the printer holds it."""

    def status(self) -> PrinterStatus:
        """What the printer says of itself. Raises PrinterFault when there is nobody."""

    def open_drawer(self) -> None:
        """Open the drawer. Raises PrinterFault with the cause."""

    def close(self) -> None:
        """Let go of what is kept open; a job in doubt stays in doubt."""


class Tills(Protocol):
    """Till sessions."""

    def current(self) -> TillSession | None:
        """The open session."""

    def open(self, session: TillSession) -> TillSession:
        """Store a new session; its number comes back in it."""


class Headroom(Protocol):
    """Room on the disk that is kept for the sale that is open."""

    def refuse_new_sale(self) -> None:
        """Raise DiskLow, with a sentence, while there is too little room to open another sale."""

    def give_up(self) -> bool:
        """Give the kept room to a step that must finish; whether there was any."""


class WriteLock(Protocol):
    """One writer at a time in this process; a sale goes first."""

    def sale(self) -> AbstractContextManager[None]:
        """Write with priority."""

    def background(self) -> AbstractContextManager[None]:
        """Write a small piece when no sale wants to."""
