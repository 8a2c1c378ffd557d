"""Reports of sales: every figure is what its entries come to, and all of them come to what the shift does."""

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from pos_terminal.adapters.files.report_out import entries_csv, report_csv
from pos_terminal.adapters.sqlite.acts import SqliteActs
from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.salesreports import SqliteSalesReports
from pos_terminal.adapters.sqlite.shiftfigures import figures_of, nobody_trained
from pos_terminal.adapters.sqlite.tillrecords import SqliteTillRecords
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.application.acts import Act, Deed
from pos_terminal.application.tilling import StoreTime
from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.discount import ShopTerms
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import Movement, MovementKind, Stander
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.receiptless import taken_back
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules, returned
from pos_terminal.domain.rights import Action
from pos_terminal.domain.sales_report import Period, ReportName, SalesReport, Value
from pos_terminal.domain.shop_discount import shop_discount
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.till import TillSession
from pos_terminal.domain.transaction import Transaction
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import (
    DAY,
    ESPRESSO,
    KEY,
    OPENED,
    POLICY,
    USD,
    Recorder,
    basket,
    closed,
    payment,
    rung_up,
    voided,
)
from tests.newdatabase import filled

TODAY = Period(DAY, DAY)
LATER = OPENED + timedelta(minutes=9)
BY = Amendment("3001", "Dan O.", "Damaged")
RULES = ReturnRules(POLICY, RefundRules((TenderType("Cash", is_cash=True),)), lambda received, _: received)
STORE = StoreTime(ZoneInfo("America/New_York"), time(4))


def usd(minor: int) -> Money:
    return Money(minor, USD)


class Shop:
    """A shift in which everything happens that a report tells of, and its reports."""

    def __init__(self, database: Database) -> None:
        connection = self.connection = database.connect()
        self.sales, self.recorder = SqliteSales(connection, database.lock, KEY), Recorder()
        opening = TillSession(0, "1001", OPENED, DAY, usd(10_000))
        self.recorder.session_id = SqliteTills(connection, database.lock).open(opening).session_id
        self.records = SqliteTillRecords(connection, database.lock, KEY, ("1.0", nobody_trained))
        self.acts = SqliteActs(connection, database.lock, KEY, ("USD", "1.0"))
        self.reports = SqliteSalesReports(connection, STORE, USD)

    def write(self, transaction: Transaction) -> Transaction:
        head = self.sales.journal_head()
        self.sales.commit(self.recorder.record(transaction, head.hash))
        return transaction

    def day(self) -> None:
        """One of each."""
        split = rung_up("t-1")
        split.pay(replace(payment(split, usd(500), "Visa"), taken=usd(600), tip=usd(100)))
        self.write(closed(split))
        cheaper = basket("t-2")
        line = cheaper.add(ESPRESSO, Decimal(3))
        cheaper.put(replace(line, unit_price=usd(300), extended=usd(900), list_price=usd(350), price_reason="Old"))
        cheaper.put_discounts((shop_discount(ShopTerms("Staff", percent=Decimal(10)), (), (), OPENED, usd(0)),))
        part = self.write(closed(cheaper))
        once = self.write(returned([part], {"1": Decimal(1)}, None, RULES)(LATER, BY))
        self.write(returned([part, once], {"1": Decimal(1)}, None, RULES)(LATER + timedelta(minutes=1), BY))
        gone = self.write(self.tipped("t-3"))
        self.write(post_void(gone, LATER, BY))
        back = self.write(self.tipped("t-6"))
        whole = {each.line.line_id: each.line.quantity for each in back.lines if not each.line.modifies_line_id}
        self.write(returned([back], whole, None, RULES)(LATER, BY))
        self.write(voided(rung_up("t-4")))
        goods = rung_up("t-5")
        self.write(taken_back(goods, Refund("Cash", goods.totals.total, goods.totals.total), LATER, BY))
        stander = Stander("1001", "Maya R.")
        for kind, minor in ((MovementKind.NO_SALE, 0), (MovementKind.PICKUP, 4000)):
            self.records.move(Movement(kind, usd(minor), "Bank", stander, OPENED, DAY, 1), f"job-{kind}")
        self.acts.enter(Act(Action.REPRINT, "1001", "3001", Deed(), OPENED, DAY, 1))

    def tipped(self, transaction_id: str) -> Transaction:
        """A sale with a tip of two."""
        sale = rung_up(transaction_id)
        sale.pay(replace(payment(sale, sale.balance), taken=sale.balance + usd(200), tip=usd(200)))
        return closed(sale)

    def report(self, name: ReportName, period: Period = TODAY) -> SalesReport:
        return self.reports.report(name, period, LATER)


@pytest.fixture
def shop(database: Database) -> Shop:
    return Shop(database)


def column(report: SalesReport, name: str) -> object:
    return report.totals[[each.name for each in report.name.columns].index(name)]


def _weighs(value: Value) -> bool:
    return bool(value.minor if isinstance(value, Money) else value)


def told(report: SalesReport) -> dict[str, tuple[str, ...]]:
    return {row.key: tuple(map(str, row.values)) for row in report.rows}


def test_what_stands_behind_a_row_comes_to_the_row(shop: Shop, figures: Counter[str]) -> None:
    shop.day()
    reports = [shop.report(name) for name in ReportName]

    assert all(report.rows for report in reports)
    for report, row in ((each, row) for each in reports for row in each.rows):
        entries = shop.reports.behind(report.name, TODAY, row.key)
        assert entries, row
        behind = replace(report, rows=tuple(replace(row, values=each.values) for each in entries))
        sums = zip(behind.totals, row.values, report.name.columns, strict=True)
        assert all(total == (value if each.adds_up else None) for total, value, each in sums)
        assert all(any(map(_weighs, each.values)) for each in entries), row
        figures["report rows held against their entries"] += 1


def test_a_member_whom_nobody_has_confirmed_is_counted_apart_also_when_the_identifier_is_forgotten(
    shop: Shop, database: Database
) -> None:
    for number, member in enumerate(("SessionM_ID", "Phone", "External_ID", None)):
        sale = rung_up(f"t-{number}")
        user_id = None if member is None else "5550100001"
        sale.pay(replace(payment(sale, sale.balance), user_id=user_id, user_id_type=member))
        shop.write(closed(sale))
    before = told(shop.report(ReportName.MEMBERS))
    outbox = SqliteOutbox(database.connect(), database.lock)
    for seq in range(1, 5):
        outbox.attempted(f"single-{seq}", OPENED)
        outbox.done(f"single-{seq}", OPENED)
    SqliteDocuments(database.connect(), database.lock, KEY).erase_keyed(LATER)

    assert told(shop.report(ReportName.MEMBERS)) == before
    assert {key: values[0] for key, values in before.items()} == {"member": "1", "keyed": "2", "none": "1"}
    forgotten = shop.connection.execute("SELECT count(*) FROM snapshot_payment WHERE user_id IS NOT NULL").fetchone()
    assert forgotten == (1,)


def test_goods_that_stayed_when_others_came_back_have_no_line_of_nothing_behind_them(shop: Shop) -> None:
    sale = shop.write(shop.tipped("t-1"))
    wine = next(each.line.line_id for each in sale.lines if each.line.item_id == "wine")
    shop.write(returned([sale], {wine: Decimal(1)}, None, RULES)(LATER, BY))
    kinds = {
        key: [each.kind for each in shop.reports.behind(ReportName.ITEMS, TODAY, key)] for key in ("wine", "cheese")
    }
    assert kinds == {"wine": ["closed", "returned"], "cheese": ["closed"]}


def test_exceptions_are_counted_together_and_their_unlike_amounts_are_not(shop: Shop) -> None:
    shop.day()
    count, amount = shop.report(ReportName.EXCEPTIONS).totals
    assert (isinstance(count, int) and count > 5, amount) == (True, None)
    assert report_csv(shop.report(ReportName.EXCEPTIONS))


def test_reports_come_to_what_the_shift_comes_to(shop: Shop) -> None:
    shop.day()
    shift = figures_of(shop.connection, 1)

    for name in (ReportName.SALES, ReportName.HOURS, ReportName.EMPLOYEES, ReportName.MEMBERS):
        report = shop.report(name)
        assert column(report, "net") == shift.net
        assert column(report, "sales") == shift.sales.count
        assert column(report, "returned") == shift.returns.amount
        assert column(report, "voided") == shift.voids.amount
        assert column(report, "discount") == shift.discounts
        assert column(report, "tax") == usd(sum(each.amount.minor for each in shift.taxes))
    tenders = shop.report(ReportName.TENDERS)
    assert {key: values[:4] for key, values in told(tenders).items()} == {
        each.type: (str(each.count), str(each.taken), str(each.given_back), str(each.net)) for each in shift.tenders
    }
    assert column(tenders, "tips") == shift.tips == usd(100)
    taxes = shop.report(ReportName.TAXES)
    assert column(taxes, "base") == usd(sum(each.base.minor for each in shift.taxes))
    assert column(taxes, "tax") == usd(sum(each.amount.minor for each in shift.taxes))
    on_top = sum(each.amount.minor for each in shift.taxes if not each.tax.included)
    for name in (ReportName.ITEMS, ReportName.CATEGORIES):
        assert column(shop.report(name), "net") == shift.net - usd(on_top)
        assert column(shop.report(name), "discount") == shift.discounts
    assert column(shop.report(ReportName.DISCOUNTS), "amount") == shift.discounts


def test_exceptions_are_counted_each_under_its_own_name(shop: Shop) -> None:
    shop.day()
    rows = shop.report(ReportName.EXCEPTIONS).rows
    counts = {row.key: row.values[0] for row in rows}

    kinds = ("returned", "returned_without_receipt", "voided", "given_up", "price", "no_sale", "pickup", "reprint")
    assert counts == dict.fromkeys(kinds, 1) | {"returned": 3}
    assert {row.key: str(row.values[1]) for row in rows}["price"] == "1.50"
    assert [each.words for each in shop.reports.behind(ReportName.EXCEPTIONS, TODAY, "reprint")] == ["Approval"]
    assert [each.who for each in shop.reports.behind(ReportName.EXCEPTIONS, TODAY, "voided")] == ["Dan O."]


def test_a_sale_that_was_given_up_stands_behind_no_sum(shop: Shop) -> None:
    shop.day()
    behind = shop.reports.behind(ReportName.SALES, TODAY, DAY.isoformat())
    assert sorted(each.transaction_id for each in behind) == [
        "t-1",
        "t-2",
        "t-2",
        "t-2",
        "t-3",
        "t-3",
        "t-5",
        "t-6",
        "t-6",
    ]


def test_sales_of_the_training_are_told_of_and_in_no_sum(shop: Shop, tmp_path: object) -> None:
    import sqlite3

    books = sqlite3.connect(":memory:", isolation_level=None)
    filled(books)
    shop.write(closed(rung_up("t-1")))
    shop.connection.execute("VACUUM main INTO ?", (f"{tmp_path}/training.db",))
    training = sqlite3.connect(f"{tmp_path}/training.db")
    reports = SqliteSalesReports(shop.connection, STORE, USD, training)

    (row,) = reports.report(ReportName.EXCEPTIONS, TODAY, LATER).rows

    assert (row.key, row.values[0]) == ("trained", 1)
    assert [each.transaction_id for each in reports.behind(ReportName.EXCEPTIONS, TODAY, "trained")] == ["t-1"]
    assert column(reports.report(ReportName.SALES, TODAY, LATER), "sales") == 1
    training.close()
    books.close()


def test_an_hour_is_the_stores_own_and_hours_begin_with_the_business_day(shop: Shop) -> None:
    for number, after in enumerate((timedelta(0), timedelta(hours=13)), start=1):
        shop.write(closed(rung_up(f"t-{number}"), after))

    report = shop.report(ReportName.HOURS)

    # 15:02 UTC is 10:02 in New York; thirteen hours later it is 23:02.
    assert [(row.key, report.words_of(row), row.values[0]) for row in report.rows] == [
        ("10", "10:00", 1),
        ("23", "23:00", 1),
    ]


def test_only_the_days_that_were_asked_for_count(shop: Shop) -> None:
    shop.day()
    after = Period(DAY + timedelta(days=1), DAY + timedelta(days=30))
    assert [shop.report(name, after).rows for name in ReportName] == [()] * len(ReportName)
    with pytest.raises(BadArgument, match="earlier day first"):
        Period(date(2026, 3, 5), date(2026, 3, 4))


def test_sales_in_another_currency_are_in_no_figure(shop: Shop) -> None:
    shop.write(closed(rung_up("t-1")))
    from pos_terminal.domain.money import Currency

    reports = SqliteSalesReports(shop.connection, STORE, Currency.of("EUR"))
    assert [reports.report(name, TODAY, LATER).rows for name in ReportName] == [()] * len(ReportName)


def test_no_cell_of_the_csv_is_a_formula_and_amounts_stay_numbers(shop: Shop) -> None:
    sale = basket("t-1")
    sale.add(replace(ESPRESSO, item_id="=1+1", name="@SUM(A1)"), Decimal(1))
    shop.write(closed(sale))
    part = returned([closed(sale)], {"1": Decimal(1)}, None, RULES)(LATER, BY)
    shop.write(part)
    shop.write(taken_back(rung_up("t-9"), Refund("Cash", usd(1), usd(1)), LATER, BY))
    report = shop.report(ReportName.ITEMS)

    lines = report_csv(report).split("\r\n")

    assert lines[0] == "key,name,quantity,gross,discount,net"
    assert "'=1+1,'@SUM(A1),0,0.00,0.00,0.00" in lines
    assert any(line.startswith("espresso,Espresso,-2,-7.00") for line in lines)
    behind = entries_csv(report, shop.reports.behind(ReportName.ITEMS, TODAY, "=1+1")).split("\r\n")
    assert behind[1].endswith("closed,t-1,Ada L.,1,3.50,0.00,3.50")
    assert len(behind) == 4


def test_the_work_of_a_report_grows_with_its_sales_alone(database: Database, sell: Sell) -> None:
    connection = database.connect()
    reports = SqliteSalesReports(connection, STORE, USD)
    work: list[Counter[ReportName]] = []
    for more in (20, 60):
        for _ in range(more):
            sell()
        steps: Counter[ReportName] = Counter()
        for name in ReportName:
            connection.set_progress_handler(partial(steps.update, [name]), 20)
            reports.report(name, TODAY, LATER)
        connection.set_progress_handler(None, 0)
        work.append(steps)
    few, many = work
    assert all(0 < many[name] < 4.4 * few[name] for name in ReportName), (few, many)
