import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.shiftfigures import nobody_trained
from pos_terminal.adapters.sqlite.tillrecords import SqliteTillPapers, SqliteTillRecords
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.adapters.sqlite.zreports import SqliteShiftReports
from pos_terminal.application.queueing import QueuedPrint
from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.movement import Movement, MovementKind, Stander
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.printer_state import Proof
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules, returned
from pos_terminal.domain.shift_report import Closing, ShiftReport, Tally
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.till import TillSession
from pos_terminal.domain.transaction import Transaction
from tests.adapters.sqlite.ended import DAY, KEY, OPENED, POLICY, USD, Recorder, closed, payment, rung_up, voided
from tests.application.fakes import FakeIds

BY = Stander("1001", "Maya R.", "3001", "Dan O.")
LATER = OPENED + timedelta(hours=8)


def usd(minor: int) -> Money:
    return Money(minor, USD)


def moved(kind: MovementKind, minor: int, session_id: int = 1) -> Movement:
    return Movement(kind, usd(minor), "Bank", BY, OPENED, DAY, session_id)


class Books:
    """A shift with a float of 100.00, and everything that writes in it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        connection, lock = database.connect(), database.lock
        self.tills = SqliteTills(connection, lock)
        self.sales = SqliteSales(connection, lock, KEY)
        self.records = SqliteTillRecords(connection, lock, KEY, ("1.0", nobody_trained))
        self.papers, self.reports = SqliteTillPapers(connection), SqliteShiftReports(connection)
        self.recorder = Recorder()
        self.opens()

    def opens(self) -> None:
        session = self.tills.open(TillSession(0, "1001", OPENED, DAY, usd(10_000)))
        self.recorder.session_id = session.session_id

    def write(self, transaction: Transaction) -> None:
        head = self.sales.journal_head()
        self.sales.commit(self.recorder.record(transaction, head.hash, sends=False, prints=False))

    def close(self, counted: int = 0, job: str = "z-job") -> ShiftReport:
        session_id = self.recorder.session_id
        assert session_id is not None
        return self.records.close(session_id, Closing(BY, usd(counted)), LATER, job).report


@pytest.fixture
def books(database: Database) -> Books:
    return Books(database)


def test_a_movement_is_an_entry_of_the_chain_and_its_slip_waits_in_the_queue(books: Books) -> None:
    movement = moved(MovementKind.CASH_OUT, 1250)

    head = books.records.move(movement, "job-1")

    told = books.papers.paper(head.seq)
    assert told is not None
    assert (told.entry, told.what) == (head, movement)
    assert (books.sales.verify_journal(), books.sales.journal_head()) == (None, head)
    prints = SqlitePrints(books.database.connect(), books.database.lock, FakeIds())
    assert prints.next_job() == QueuedPrint("job-1", None, 0, in_doubt=False, tries=0, seq=head.seq)
    prints.started("job-1", 0)
    prints.printed("job-1", Proof.PRINTED)
    assert prints.copy_of_entry(head.seq) == 1
    assert prints.copy_of_entry(head.seq) == 2


@pytest.mark.parametrize("table", ["journal", "document", "print_job"])
def test_a_movement_and_a_z_are_there_whole_or_not_at_all(books: Books, table: str) -> None:
    writer = books.database.connect()
    writer.execute(f"CREATE TRIGGER torn BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'torn'); END")

    with pytest.raises(Exception, match="torn"):
        books.records.move(moved(MovementKind.CASH_IN, 100), "job-1")
    with pytest.raises(Exception, match="torn"):
        books.close()

    assert books.sales.journal_head().seq == 0
    assert books.tills.current() is not None
    assert writer.execute("SELECT COUNT(*) FROM print_job").fetchone() == (0,)


def test_the_drawer_holds_the_float_the_cash_of_sales_and_what_moved(books: Books) -> None:
    split = rung_up("t-1")
    split.pay(payment(split, usd(500), "Visa"))
    due = split.balance
    split.pay(payment(split, due, change=37))
    books.write(closed(split))
    books.write(voided(rung_up("t-2")))
    for kind, minor in ((MovementKind.CASH_IN, 2000), (MovementKind.CASH_OUT, 300), (MovementKind.PICKUP, 4000)):
        books.records.move(moved(kind, minor), f"job-{kind}")
    books.records.move(moved(MovementKind.NO_SALE, 0), "job-n")

    figures = books.records.figures(1)

    assert books.records.expected_cash(1) == figures.expected_cash == usd(10_000 + 2000 - 300 - 4000) + due
    assert [(each.count, each.amount.minor) for each in figures.movements.values()] == [
        (1, 2000),
        (1, 300),
        (1, 4000),
        (1, 0),
    ]
    assert (figures.sales, figures.given_up.count) == (Tally(1, split.totals.total), 1)
    assert [(each.type, each.count, each.net) for each in figures.tenders] == [("Visa", 1, usd(500)), ("Cash", 1, due)]
    assert (figures.net, figures.rounding, figures.tips) == (split.totals.total, usd(0), usd(0))


def test_only_what_is_the_shifts_own_counts(books: Books) -> None:
    books.write(closed(rung_up("t-1")))
    books.records.move(moved(MovementKind.CASH_IN, 700), "job-1")
    first = books.close()
    books.opens()

    figures = books.records.figures(2)

    assert (first.number, first.figures.sales.count) == (1, 1)
    assert (figures.sales.count, figures.movements[MovementKind.CASH_IN].count) == (0, 0)
    assert figures.expected_cash == usd(10_000)


def test_cash_in_another_currency_lies_beside_what_is_counted(books: Books) -> None:
    sale = rung_up("t-1")
    euros = ForeignCash(Money(2000, Currency.of("EUR")), Decimal("1.5"))
    taken = usd(3000)
    rest = taken - sale.balance
    paid = replace(payment(sale, sale.balance), taken=taken, change=rest, foreign=euros)
    sale.pay(paid)
    books.write(closed(sale))

    figures = books.records.figures(1)

    assert [(each.amount, each.worth) for each in figures.foreign] == [(Money(2000, Currency.of("EUR")), taken)]
    assert figures.expected_cash == usd(10_000) - rest
    assert figures.tenders[0].net == sale.totals.total


def test_a_sale_that_is_voided_after_its_close_leaves_nothing_but_its_count(books: Books) -> None:
    sale = rung_up("t-1")
    tipped = replace(payment(sale, sale.balance, "Visa"), taken=sale.balance + usd(200), tip=usd(200))
    sale.pay(tipped)
    sold = closed(sale)
    books.write(sold)
    assert (books.records.figures(1).tips, books.records.figures(1).rounding) == (usd(200), usd(0))
    books.write(post_void(sold, LATER, Amendment("1001", "Maya R.", "Wrong")))

    figures = books.records.figures(1)

    assert (figures.net, figures.discounts, figures.tips, figures.rounding) == (usd(0),) * 4
    assert (figures.sales.count, figures.voids.count, figures.given_up.count) == (1, 1, 0)
    assert [(each.base, each.amount) for each in figures.taxes] == [(usd(0), usd(0))] * len(sold.totals.tax_rows)
    assert [each.net for each in figures.tenders] == [usd(0)]


def test_a_tip_that_goes_back_with_the_last_of_the_goods_is_no_tip_and_no_rounding_any_more(books: Books) -> None:
    sale = rung_up("t-1")
    sale.pay(replace(payment(sale, sale.balance, "Visa"), taken=sale.balance + usd(200), tip=usd(200)))
    sold = closed(sale)
    books.write(sold)
    rules = ReturnRules(POLICY, RefundRules(()), lambda was, _: was or "")
    whole = {each.line.line_id: each.line.quantity for each in sold.lines if not each.line.modifies_line_id}
    back = returned([sold], whole, None, rules)(LATER, Amendment("1001", "Maya R.", "Returned"))
    books.write(back)

    figures = books.records.figures(1)

    assert (figures.net, figures.tips, figures.rounding) == (usd(0),) * 3
    assert [each.net for each in figures.tenders] == [usd(0)]
    assert books.sales.history("t-1")[-1] == back


def test_goods_that_came_back_are_taken_off_with_their_tax_also_in_a_later_shift(books: Books) -> None:
    sold = closed(rung_up("t-1"))
    books.write(sold)
    first = books.close()
    books.opens()
    rules = ReturnRules(POLICY, RefundRules((TenderType("Cash", is_cash=True),)), lambda was, _: was or "")
    back = returned([sold], {"1": Decimal(1)}, None, rules)(LATER, Amendment("1001", "Maya R.", "Returned"))
    books.write(back)
    assert back.amendment is not None
    given = back.amendment.given(USD)

    figures = books.records.figures(2)

    assert first.figures.net == sold.totals.total
    assert figures.returns == Tally(1, sold.totals.total - back.totals.total)
    assert figures.net == -figures.returns.amount
    assert figures.expected_cash == usd(10_000) - given
    charged = sum(each.amount.minor for each in sold.totals.tax_rows)
    left = sum(each.amount.minor for each in back.totals.tax_rows)
    assert sum(each.amount.minor for each in figures.taxes) == left - charged


def test_a_z_is_numbered_as_its_shift_reads_back_as_it_was_made_and_is_made_once(books: Books) -> None:
    books.write(closed(rung_up("t-1")))
    report = books.close(counted=12_000)

    found = books.reports.z()

    assert found is not None
    assert _plain(found.report) == _plain(report)
    assert found.entry == books.sales.journal_head()
    assert books.tills.current() is None
    assert report.over_short == usd(12_000) - report.figures.expected_cash
    with pytest.raises(NotAllowedNow, match="closed already"):
        books.close()
    assert (books.reports.z(2), len(books.reports.all()), books.reports.x(LATER)) == (None, 1, None)
    books.opens()
    assert books.close(job="z-2").number == 2
    assert [each.report.number for each in books.reports.all()] == [2, 1]
    again = books.reports.z(1)
    assert again is not None
    assert _plain(again.report) == _plain(report)


def _plain(report: ShiftReport) -> object:
    """A tax's bearing on others is no matter of a report."""
    taxes = tuple((each.tax.tax_code, each.tax.rate, each.base, each.amount) for each in report.figures.taxes)
    return replace(report, figures=replace(report.figures, taxes=())), taxes


def test_a_z_that_is_changed_shows_and_no_retention_erases_it(books: Books) -> None:
    books.records.move(moved(MovementKind.CASH_IN, 100), "job-1")
    books.close()
    documents = SqliteDocuments(books.database.connect(), books.database.lock, KEY)

    assert documents.erase(LATER + timedelta(days=4000), LATER + timedelta(days=4001)).count == 0
    connection = books.database.connect()
    connection.execute("DROP TRIGGER document_never_changes")
    body = json.loads(connection.execute("SELECT body FROM document WHERE seq = 2").fetchone()[0])
    body["counted"] = "999.00"
    connection.execute("UPDATE document SET body = ? WHERE seq = 2", (json.dumps(body).encode(),))
    fault = books.sales.verify_journal()
    assert fault is not None
    assert fault.seq == 2


def test_suspended_sales_of_whatever_shift_are_told(books: Books) -> None:
    assert books.records.figures(1).suspended == Tally(0, usd(0))


def test_a_shift_that_never_was_is_a_mistake(books: Books) -> None:
    with pytest.raises(LookupError):
        books.records.figures(404)
    with pytest.raises(LookupError):
        books.records.expected_cash(404)
