from datetime import date, time, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from pos_terminal.adapters.sqlite.baskets import AnotherSaleIsOpen, SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.batch import Batch
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import (
    CHEESE,
    ESPRESSO,
    OAT_MILK,
    OPENED,
    POLICY,
    USD,
    WINE,
    basket,
    closed,
    payment,
    rung_up,
)


def _seen(sale: Basket | None) -> object:
    """All that a basket is, in an order of its own."""
    if sale is None:
        return None
    totals = sale.totals
    return (
        sale.head,
        list(sale.lines.items()),
        sale.discounts,
        sale.payments,
        (sale.next_line, sale.next_payment),
        (totals.lines, totals.discount, totals.tax_included, totals.tax_total),
        totals.tax_rows,
        [sale.counted(line_id) for line_id in sale.lines],
    )


def _discount(amount: int, line_id: str | None = None) -> Discount:
    return Discount(
        reference_id=f"offer-{amount}",
        reference_id_type="UserOfferId",
        display_name="10 % off",
        source="SessionM",
        amount=Money(amount, USD),
        stack_order=amount % 3,
        applied_time=OPENED + timedelta(seconds=30, microseconds=1),
        lines=(DiscountedLine(line_id, Decimal("1.5")),) if line_id else (),
        status=DiscountStatus.LOCKED,
        received='{"amount": 1.10}',
    )


def test_an_open_sale_comes_back_as_it_was(baskets: SqliteBaskets) -> None:
    sale = rung_up()
    sale.put_discounts((_discount(110, "1"), _discount(25)))
    sale.pay(payment(sale, Money(500, USD), "Visa"))
    baskets.save(sale.take_change())

    assert _seen(baskets.load()) == _seen(sale)


def test_a_line_comes_back_with_its_lot(baskets: SqliteBaskets) -> None:
    sale = basket()
    for lot in ("LOT7", "LOT8", None):
        sale.add(ESPRESSO, Decimal(1), batch=Batch(lot), merge=True)
    baskets.save(sale.take_change())
    sale.set_quantity("2", Decimal(3))
    baskets.save(sale.take_change())

    assert _seen(baskets.load()) == _seen(sale)
    assert [line.lot for line in sale.lines.values()] == ["LOT7", "LOT8", None]


def test_a_line_comes_back_with_the_hour_that_it_is_sold_until(baskets: SqliteBaskets) -> None:
    sale = basket()
    for hour in (time(11, 30), None):
        batch = Batch("LOT7", expiry=date(2026, 11, 30), ends_sale=True, expiry_time=hour)
        sale.add(ESPRESSO, Decimal(1), batch=batch, merge=True)
    baskets.save(sale.take_change())

    assert _seen(baskets.load()) == _seen(sale)
    assert [line.batch.expires for line in sale.lines.values()] == ["2026-11-30 11:30", "2026-11-30"]


def test_no_sale_is_open_at_first(baskets: SqliteBaskets) -> None:
    assert baskets.load() is None


def test_only_the_lines_that_changed_are_written(database: Database, baskets: SqliteBaskets) -> None:
    sale = rung_up()
    baskets.save(sale.take_change())
    database.connect().execute("UPDATE basket_line SET name = 'touched by the test' WHERE line_id <= 2")
    sale.set_quantity("4", Decimal(3))

    baskets.save(sale.take_change())

    found = baskets.load()
    assert found is not None
    assert [line.name == "touched by the test" for line in found.lines.values()] == [True, True, False, False]
    assert found.lines["4"].quantity == 3


def test_lines_of_an_ended_sale_do_not_come_back(baskets: SqliteBaskets, sell: Sell) -> None:
    first = rung_up("lane-1-TEST-000001")
    baskets.save(first.take_change())
    sell(closed(first))
    second = basket("lane-1-TEST-000002")
    second.add(WINE, Decimal(1))

    baskets.save(second.take_change())

    assert _seen(baskets.load()) == _seen(second)


def test_a_second_open_sale_is_refused(baskets: SqliteBaskets) -> None:
    first, second = rung_up("lane-1-TEST-000001"), rung_up("lane-1-TEST-000002")
    baskets.save(first.take_change())

    with pytest.raises(AnotherSaleIsOpen):
        baskets.save(second.take_change())

    assert _seen(baskets.load()) == _seen(first)


def test_a_number_is_never_given_twice_while_the_program_runs(baskets: SqliteBaskets) -> None:
    assert [baskets.next_number() for _ in range(3)] == [("TEST", 1), ("TEST", 2), ("TEST", 3)]


def test_a_number_whose_sale_was_stored_never_returns(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    given = []
    for _ in range(3):
        with open_database(path, new_epoch=lambda: "TEST") as database:
            baskets = SqliteBaskets(database.connect(), database.lock, POLICY)
            epoch, number = baskets.next_number()
            given.append(number)
            sale = rung_up(f"lane-1-{epoch}-{number:06d}")
            baskets.save(sale.take_change())
            database.connect().execute("DELETE FROM basket")  # abandoned without a trace

    assert given == [1, 2, 3]


class OpenSale(RuleBasedStateMachine):
    """Steps at the desk, each stored; now and then the terminal dies and comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.names = count(1)
        self.open()

    def open(self) -> None:
        self.database = open_database(Path(self.folder.name) / "terminal.db")
        self.baskets = SqliteBaskets(self.database.connect(), self.database.lock, POLICY)

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def step(self) -> None:
        self.baskets.save(self.sale.take_change())
        assert _seen(self.baskets.load()) == _seen(self.sale)

    @initialize()
    def start(self) -> None:
        self.sale = basket()
        self.sale.add(ESPRESSO, Decimal(1))
        self.step()

    @rule(item=st.sampled_from([ESPRESSO, WINE]), quantity=st.integers(1, 5), merge=st.booleans())
    def add(self, item: object, quantity: int, *, merge: bool) -> None:
        self.sale.add(ESPRESSO if item is ESPRESSO else WINE, Decimal(quantity), merge=merge)
        self.step()

    @rule(grams=st.integers(1, 5000))
    def weigh(self, grams: int) -> None:
        self.sale.add(CHEESE, Decimal(grams) / 1000)
        self.step()

    @precondition(lambda self: bool(self.sale.lines))
    @rule(data=st.data(), what=st.sampled_from(["modify", "remove", "more", "discount"]))
    def change(self, data: st.DataObject, what: str) -> None:
        line_id = data.draw(st.sampled_from(list(self.sale.lines)))
        try:
            if what == "modify":
                self.sale.add_modifier(line_id, OAT_MILK)
            elif what == "remove":
                self.sale.remove(line_id)
            elif what == "more":
                self.sale.set_quantity(line_id, Decimal(data.draw(st.integers(1, 9))))
            else:
                self.sale.put_discounts((_discount(data.draw(st.integers(1, 300)), line_id),))
        except Refused:
            pass
        self.step()

    @precondition(lambda self: self.sale.balance.minor > 0)
    @rule()
    def pay_a_cent(self) -> None:
        self.sale.pay(payment(self.sale, Money(1, USD)))
        self.step()

    @rule()
    def die_and_come_back(self) -> None:
        self.database.close()
        self.open()
        found = self.baskets.load()
        assert _seen(found) == _seen(self.sale)
        assert found is not None
        self.sale = found


TestOpenSale = OpenSale.TestCase
TestOpenSale.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
