"""Makes the fixture of the newest schema, by the program as it is: ``python -m tests.upgrades.making``.

Run it when a step of the schema is released, before the next one is added; the older fixtures stay as they are.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.migrations import schema_steps
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.suspendedsales import SqliteSuspendedSales
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Why
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.printer_state import Proof
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.till import TillSession
from tests.adapters.sqlite.ended import (
    KEY,
    OPENED,
    POLICY,
    USD,
    WINE,
    Recorder,
    batch,
    closed,
    payment,
    rung_up,
    voided,
)
from tests.application.fakes import FakeIds
from tests.upgrades.dumping import dump, fixture

LATER = OPENED + timedelta(minutes=5)


def main() -> None:
    """Write the fixture."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "terminal.db"
        with open_database(path, new_epoch=lambda: "TEST") as database:
            lived_in(database)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE tenancy SET lease = '', place = ''")  # the fixture belongs to nobody
            fixture(len(schema_steps())).write_text("\n".join(dump(connection)) + "\n", encoding="utf-8")


def lived_in(database: Database) -> None:
    """Leave a bit of everything that a till can be in the middle of."""
    connection, lock = database.connect(), database.lock
    _sell(database)
    _send(SqliteOutbox(connection, lock))
    prints = SqlitePrints(connection, lock, FakeIds())
    for _ in range(9):
        job = prints.next_job()
        assert job is not None
        prints.started(job.job_id, job.copy)
        prints.printed(job.job_id, Proof.PRINTED)
    prints.started("job-10", 0)  # in doubt; those behind it wait
    _suspend(database)
    _ring_up(database)


def _sell(database: Database) -> None:
    """Twelve sales that are to be sent, and one given up that is not."""
    connection, lock = database.connect(), database.lock
    sales = SqliteSales(connection, lock, KEY)
    SqliteTills(connection, lock).open(TillSession(0, "emp-7", OPENED, date(2026, 3, 4), Money(10_000, USD)))
    recorder = Recorder(session_id=1)
    baskets = SqliteBaskets(connection, lock, POLICY)
    for number in range(1, 14):
        sale = rung_up("lane-1-{}-{:06d}".format(*baskets.next_number()))
        baskets.save(sale.take_change())
        ended = voided(sale) if number == 13 else closed(sale)
        head = sales.journal_head()
        sales.commit(recorder.record(ended, head.hash, sends=number < 13, prints=number < 13))


def _send(outbox: SqliteOutbox) -> None:
    """1 is taken; 2 to 4 are in a batch in doubt; 5 is refused; 6 is in doubt; 7 to 10 were halved; the rest waits."""
    outbox.attempted("single-1", LATER)
    outbox.done("single-1", LATER)
    _batch(outbox, "batch-1", [2, 3, 4])
    outbox.unknown("batch-1", "no answer in 15 s", Why.UNREACHABLE)
    outbox.attempted("single-5", LATER)
    outbox.park("single-5", "VALIDATION: items[0].item_id: unknown", LATER)
    outbox.attempted("single-6", LATER)
    outbox.unknown("single-6", "an empty reply", Why.EMPTY)
    _batch(outbox, "batch-2", [7, 8, 9, 10])
    halves = [(batch(f"half-{n}", [b'{"half":%d}' % n]), members) for n, members in ((1, [7, 8]), (2, [9, 10]))]
    outbox.renew("batch-2", halves, "VALIDATION")
    outbox.attempted("half-1", LATER)
    outbox.done("half-1", LATER)


def _batch(outbox: SqliteOutbox, request_id: str, members: list[int]) -> None:
    bodies = [each.document.body for each in outbox.waiting(len(members))]
    outbox.form_batch(batch(request_id, bodies), members, LATER)
    outbox.attempted(request_id, LATER)


def _suspend(database: Database) -> None:
    """A sale that waits for its shopper."""
    place = (database.connect(), database.lock, POLICY)
    sale = rung_up("lane-1-TEST-000099")
    SqliteBaskets(*place).save(sale.take_change())
    told = SuspendedSale("lane-1-TEST-000099", "Blue coat", LATER, "emp-7", "Ada L.", sale.totals.total)
    SqliteSuspendedSales(*place).suspend(sale.take_change(), told)


def _ring_up(database: Database) -> None:
    """An open sale with a payment, an offer that is held for it, and one that was asked for and not heard of."""
    connection, lock = database.connect(), database.lock
    baskets, holds = SqliteBaskets(connection, lock, POLICY), SqliteHolds(connection, lock)
    sale = rung_up("lane-1-{}-{:06d}".format(*baskets.next_number()))
    sale.add(WINE, Decimal(2), merge=False)
    locked = Discount("offer-1", "UserOfferId", "Two off", "SessionM", Money(200, USD), 0, LATER)
    sale.discounts = (replace(locked, status=DiscountStatus.LOCKED, received='{"amount":2.00}'),)
    sale.pay(payment(sale, Money(500, USD)))
    baskets.save(sale.take_change())
    for name in ("offer-1", "offer-2"):
        _lock(holds, sale, name)
    holds.locked("lock-offer-1", sale.discounts[0], LATER)


def _lock(holds: SqliteHolds, sale: Basket, name: str) -> None:
    request = Request(f"lock-{name}", "/lock", b'{"offer_lookup_code":"%s"}' % name.encode())
    holds.begin(OfferCode(name, OfferCodeType.USER_OFFER_ID), (sale.head.transaction_id, "emp-7"), request, LATER)
    holds.attempted(request.request_id, LATER)


if __name__ == "__main__":
    main()
