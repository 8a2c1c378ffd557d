"""Past sales as they are read: a page at a time, from indexes, with what has become of each."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.pastsales import SqlitePastSales
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.desk import Desk
from pos_terminal.application.pastsales import Fate, PastSale, PastSales, Sending, Wanted
from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.money import Money
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.receiptless import taken_back
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules, returned
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.transaction import SnapshotKind, Transaction, cart
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import DAY, ESPRESSO, OPENED, POLICY, USD, basket, closed, rung_up, voided
from tests.application.fakes import ANA

ALL = Wanted()
BY = Amendment("emp-7", "Ada L.", "Damaged")
LATER = OPENED + timedelta(minutes=9)
RULES = ReturnRules(POLICY, RefundRules((TenderType("Cash", is_cash=True),)), lambda received, _: received)


@pytest.fixture
def past(database: Database) -> SqlitePastSales:
    return SqlitePastSales(database.connect())


def number(sale: PastSale) -> int:
    return int(sale.transaction_id[-6:])


def back(sold: Transaction, *line_ids: str) -> Transaction:
    there = {each.line.line_id: each.line.quantity for each in sold.lines}
    return returned([sold], {each: there[each] for each in line_ids}, None, RULES)(LATER, BY)


def test_a_page_holds_the_latest_and_the_next_page_goes_on_where_it_ended(past: SqlitePastSales, sell: Sell) -> None:
    for _ in range(7):
        sell()
    first = past.page(ALL, None, 3)
    second = past.page(ALL, first.sales[-1].seq, 3)
    third = past.page(ALL, second.sales[-1].seq, 3)
    assert [[number(each) for each in page.sales] for page in (first, second, third)] == [[7, 6, 5], [4, 3, 2], [1]]
    assert [page.has_older for page in (first, second, third)] == [True, True, False]
    assert not past.page(ALL, None, 7).has_older


def test_a_sale_tells_when_who_how_many_things_and_what_it_came_to(past: SqlitePastSales, sell: Sell) -> None:
    sold = closed(rung_up())
    sell(sold)
    (found,) = past.page(ALL, None, 9).sales
    assert found == PastSale(
        seq=1,
        transaction_id=sold.transaction_id,
        closed_at=sold.modified_time,
        operator_name="Ada L.",
        pieces=4,
        total=sold.totals.total,
        fate=Fate.CLOSED,
        sending=Sending.WAITING,
    )


def test_a_sale_is_listed_once_with_what_has_become_of_it(past: SqlitePastSales, sell: Sell) -> None:
    kept, part, whole, undone = (closed(rung_up(f"lane-1-TEST-00000{each}")) for each in range(1, 5))
    for each in (kept, part, whole, undone):
        sell(each)
    sell(back(part, "1"))
    sell(back(whole, "1", "3", "4"))
    sell(post_void(undone, LATER, BY))
    sell(voided(rung_up("lane-1-TEST-000005")))  # it was never closed: there is no receipt of it
    fates = [(number(each), each.fate) for each in past.page(ALL, None, 9).sales]
    assert fates == [(4, Fate.VOIDED), (3, Fate.RETURNED), (2, Fate.RETURNED_IN_PART), (1, Fate.CLOSED)]


def test_a_return_without_a_receipt_is_listed_as_what_it_is(past: SqlitePastSales, sell: Sell) -> None:
    goods = rung_up()
    refund = Refund("Cash", goods.totals.total, goods.totals.total)
    sell(taken_back(goods, refund, LATER, BY))
    (found,) = past.page(ALL, None, 9).sales
    assert (found.fate, found.total, found.pieces) == (Fate.TAKEN_BACK, -goods.totals.total, 4)


def test_a_table_that_was_told_of_before_it_paid_is_listed_when_it_has_paid(past: SqlitePastSales, sell: Sell) -> None:
    table = rung_up()
    sell(replace(cart(table, OPENED), kind=SnapshotKind.OPEN), prints=False)
    assert past.page(ALL, None, 9).sales == ()
    sell(closed(table))
    assert [each.seq for each in past.page(ALL, None, 9).sales] == [2]


def test_a_sale_is_sent_once_all_that_was_done_to_it_is(
    past: SqlitePastSales, outbox: SqliteOutbox, sell: Sell
) -> None:
    sold = closed(rung_up())
    sell(sold)
    outbox.attempted("single-1", LATER)
    outbox.done("single-1", LATER)
    assert past.page(ALL, None, 9).sales[0].sending is Sending.SENT
    sell(post_void(sold, LATER, BY))
    assert past.page(ALL, None, 9).sales[0].sending is Sending.WAITING
    outbox.attempted("single-2", LATER)
    outbox.park("single-2", "no", LATER)
    assert past.page(ALL, None, 9).sales[0].sending is Sending.REFUSED
    whereabouts = past.whereabouts(sold.transaction_id)
    assert whereabouts is not None
    assert (whereabouts.seq, whereabouts.sending) == (2, Sending.REFUSED)
    assert past.whereabouts("lane-9") is None


def test_sales_are_found_by_last_digits_by_total_and_by_day(past: SqlitePastSales, sell: Sell) -> None:
    for each in range(1, 13):
        sale = basket(f"lane-1-TEST-{each:06d}")
        sale.add(ESPRESSO, Decimal(each))
        sell(closed(sale))
    total = past.page(ALL, None, 1).sales[0].total

    def found(**wanted: object) -> list[int]:
        return [number(each) for each in past.page(Wanted(**wanted), None, 9).sales]  # type: ignore[arg-type]  # a test's shorthand

    assert found(digits="2") == [12, 2]
    assert found(digits="002") == [2]
    assert found(digits="000012") == [12]
    assert found(digits="99") == []
    assert found(total=total) == [12]
    assert found(day=DAY) == list(range(12, 3, -1))
    assert found(day=date(2026, 3, 5)) == []


@pytest.mark.parametrize(
    "wanted",
    [Wanted(digits="123"), Wanted(digits="000123"), Wanted(total=Money(5, USD)), Wanted(day=DAY)],
)
def test_what_is_looked_for_is_found_by_an_index_and_no_table_is_read_through(
    database: Database, wanted: Wanted
) -> None:
    connection = database.connect()
    plans: list[str] = []
    watched = _Explaining(connection, plans)
    SqlitePastSales(watched).page(wanted, None, 5)  # type: ignore[arg-type]  # it has the one method that is used
    assert any("USING INDEX snapshot_of_" in each for each in plans)
    assert not [each for each in plans if each.startswith("SCAN")]


def test_a_receipts_code_is_found_by_an_index(database: Database) -> None:
    from pos_terminal.adapters.sqlite.sales import _FIND

    plan = database.connect().execute(f"EXPLAIN QUERY PLAN {_FIND}", {"code": "x"}).fetchall()
    assert not [row[3] for row in plan if row[3].startswith("SCAN") and "subquery" not in row[3]]


class _Explaining:
    """A connection that notes how each statement would be answered, and then answers it."""

    def __init__(self, connection: sqlite3.Connection, plans: list[str]) -> None:
        self._connection = connection
        self._plans = plans

    def execute(self, statement: str, values: dict[str, object]) -> sqlite3.Cursor:
        self._plans += [row[3] for row in self._connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
        return self._connection.execute(statement, values)


def test_one_sale_is_opened_with_what_is_left_of_each_line(
    sales: SqliteSales, past: SqlitePastSales, sell: Sell
) -> None:
    sold = closed(rung_up())
    sell(sold)
    sell(back(sold, "3"))
    opened = PastSales(Desk(operator=ANA), sales, past).opened(sold.guest_receipt_code or "")
    assert (opened.sold, opened.seq, opened.fate) == (sold, 2, Fate.RETURNED_IN_PART)
    assert opened.left == {"1": Decimal(2), "2": Decimal(2), "3": Decimal(0), "4": Decimal(1)}


def test_paging_costs_no_more_than_its_rows_however_many_sales_there_are(past: SqlitePastSales, sell: Sell) -> None:
    for _ in range(30):
        sell()
    steps: list[int] = []
    connection = past._connection  # noqa: SLF001 - to count what SQLite does

    def count() -> int:
        steps.append(1)
        return 0

    connection.set_progress_handler(count, 1)
    past.page(ALL, None, 5)
    latest = len(steps)
    steps.clear()
    past.page(ALL, 15, 5)
    connection.set_progress_handler(None, 1)
    assert len(steps) <= latest * 1.1


def test_what_was_bought_last_is_told_once_each_the_newest_sale_first_and_nothing_that_was_voided(
    past: SqlitePastSales, sell: Sell
) -> None:
    sell()
    other = basket("lane-1-TEST-000002")
    other.add(ESPRESSO, Decimal(1))
    sell(closed(other))
    sell(voided(rung_up("lane-1-TEST-000003")))
    assert past.bought_last()[0] == ESPRESSO.item_id
    assert len(set(past.bought_last())) == len(past.bought_last()) == 3
