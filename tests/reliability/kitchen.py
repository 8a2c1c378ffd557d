"""A kitchen outside a till that may be killed at any moment: its printer, and what must hold of what it was told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.basketrows import read_basket
from pos_terminal.adapters.sqlite.kitchenorders import SqliteKitchenOrders, SqliteKitchenQueue
from pos_terminal.adapters.sqlite.menu import SqliteMenu
from pos_terminal.adapters.sqlite.orderwords import order_of
from pos_terminal.application.kitchen import Kitchen, KitchenPorts, KitchenRules
from pos_terminal.application.paper_run import PaperRun
from pos_terminal.domain.kitchen_station import Station
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob, Text
from pos_terminal.domain.totals import TaxPolicy
from tests.application.fakes import USD

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Ids, Sales, WriteLock
    from pos_terminal.application.queueing import QueuedPrint
    from pos_terminal.application.tilling import Tilling
    from tests.reliability.outside import Chronicle, Event

_STATION = Station("Kitchen", "tcp://kitchen")
_RULES = KitchenRules(frozenset({"STORE"}), (_STATION,))
_MILLION = 1_000_000
_ORDERS = "SELECT transaction_id, number, station, at_us, body FROM kitchen_order"
_CLOSED = """SELECT s.transaction_id, l.item_id, SUM(l.quantity_e6) FROM snapshot AS s JOIN snapshot_line AS l
    ON l.seq = s.seq WHERE s.kind = 'closed' AND s.version = 1 AND l.modifies_line_id IS NULL GROUP BY 1, 2"""
_KEPT = "SELECT order_id FROM kitchen_order"
_Dishes = Counter[tuple[str, str]]


def nothing() -> None:
    """The printer is looked after when everything is printed."""


@dataclass
class KitchenRoll:
    """Implements the port `Printer`; ``faults`` befall the first prints, None is none."""

    chronicle: Chronicle
    faults: tuple[FaultCause | None, ...] = ()
    moment: Callable[[], None] = nothing
    tries: int = 0

    def __post_init__(self) -> None:
        self.tries = sum(event["what"] in {"order paper", "order printer off"} for event in self.chronicle.events())

    def print(self, job: PrintJob) -> Printout:
        """Print in two halves, between which anything may happen."""
        block = job.document.blocks[0]
        assert isinstance(block, Text)
        order, _, copy = block.text.partition(" COPY ")
        fault = self.faults[self.tries] if self.tries < len(self.faults) else None
        self.tries += 1
        self.moment()
        if fault is FaultCause.UNREACHABLE:
            self.chronicle.write("order printer off")
            raise PrinterFault(fault, "The kitchen's printer does not answer.")
        self.chronicle.write("order paper", order=int(order), copy=int(copy or 0))
        self.moment()
        if fault is not None:
            raise PrinterFault(fault, "The kitchen's printer stopped.")
        self.chronicle.write("order cut", order=int(order), copy=int(copy or 0))
        self.moment()
        return Printout(Proof.PRINTED)

    def recall(self, job_id: str) -> None:
        """It has forgotten."""

    def status(self) -> PrinterStatus:
        """Online."""
        return PrinterStatus(is_online=True)

    def open_drawer(self) -> None:
        """A kitchen has none."""

    def close(self) -> None:
        """Nothing is kept open."""


def kitchen_of(
    stored: tuple[sqlite3.Connection, WriteLock, Ids], at: tuple[Desk, Tilling], sales: Sales, *, is_there: bool
) -> Kitchen:
    """What tells a kitchen where all is made at one printer; where there is none, it costs nothing."""
    (connection, lock, ids), (desk, tilling) = stored, at
    ports = KitchenPorts(SqliteKitchenOrders(connection, lock, ids), SqliteMenu(connection), sales, nothing)
    return Kitchen(desk, ports, tilling, _RULES if is_there else KitchenRules())


def kitchen_run(connection: sqlite3.Connection, lock: WriteLock, printer: KitchenRoll) -> PaperRun:
    """Prints what the kitchen is told: the number of the order, and which copy it is."""
    queue = SqliteKitchenQueue(connection, lock, _STATION.name, f'["{_STATION.name}"]', takes_rest=True)

    def document(job: QueuedPrint, copy: int) -> Document:
        return Document((Text(f"{job.seq}{f' COPY {copy}' if copy else ''}"),))

    return PaperRun(queue, printer, document, lambda _: None)


def kitchen_breaches(connection: sqlite3.Connection, events: list[Event], *, settled: bool) -> Iterator[str]:
    """The kitchen is told of each change of a sale once, and each paper of it comes out once, or marked as a copy."""
    yield from _told(connection)
    kept = {order for (order,) in connection.execute(_KEPT)}
    begun = Counter((event["order"], event["copy"]) for event in events if event["what"] == "order paper")
    yield from (f"kitchen order {order} came out twice as copy {copy}" for (order, copy), n in begun.items() if n > 1)
    yield from (f"kitchen order {order} is on paper and not stored" for order, _ in begun if order not in kept)
    whole = {event["order"] for event in events if event["what"] == "order cut"}
    if settled:
        yield from (f"no whole paper of kitchen order {order}" for order in sorted(kept - whole))


def _told(connection: sqlite3.Connection) -> Iterator[str]:
    """All changes of a sale together are what it has of each dish, or had when the kitchen was told last."""
    told: _Dishes = Counter()
    for order in map(order_of, connection.execute(_ORDERS)):
        for change in order.changes:
            told[order.transaction_id, change.dish.item_id] += int(change.quantity * _MILLION)
    wanted: _Dishes = Counter()
    for sale, item, quantity in connection.execute(_CLOSED):
        wanted[sale, item] += quantity
    for (slot,) in connection.execute("SELECT slot FROM basket").fetchall():
        basket = read_basket(connection, slot, TaxPolicy(USD))
        assert basket is not None
        for each in basket.head.ordered:
            wanted[basket.head.transaction_id, each.dish.item_id] += int(each.quantity * _MILLION)
    for key in sorted({*told, *wanted}):
        if told[key] != wanted[key]:
            yield f"the kitchen was told of {told[key]} {key[1]} of {key[0]}, which has {wanted[key]}"
