"""The kitchen's orders on disk: each printer its own queue, in doubt after a crash, forgotten after a month."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.kitchenorders import SqliteKitchenOrders, SqliteKitchenQueue, SqliteKitchenView
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.kitchen import Dish, KitchenOrder, Ordered
from pos_terminal.domain.printer_state import Proof
from tests.adapters.sqlite.ended import OPENED, POLICY, rung_up
from tests.application.fakes import FakeIds

SOUP = Ordered(Dish("soup", "Soup", "each", ("Bread",), "no salt"), Decimal(2))


def order(basket: Basket, number: int, station: str) -> KitchenOrder:
    return KitchenOrder(station, basket.head.transaction_id, number, OPENED, "STORE", "Maya", (SOUP,), "T4", 2)


def queue(database: Database, station: str, *known: str) -> SqliteKitchenQueue:
    names = json.dumps(known)
    return SqliteKitchenQueue(
        database.connect(), database.lock, station, names, takes_rest=bool(known) and known[0] == station
    )


def test_what_was_told_stands_with_the_sale_and_each_printer_has_its_own(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db") as database:
        connection = database.connect()
        baskets = SqliteBaskets(connection, database.lock, POLICY)
        basket = rung_up()
        baskets.save(basket.take_change())
        orders = SqliteKitchenOrders(connection, database.lock, FakeIds())
        basket.head = replace(basket.head, ordered=(SOUP,))
        orders.tell(basket, [order(basket, 1, "Pass"), order(basket, 2, "Bar"), order(basket, 3, "Gone")])

        stored = baskets.load()
        assert stored is not None
        assert stored.head.ordered == (SOUP,)
        number = basket.head.transaction_id
        assert orders.count(number) == 3
        assert SqliteKitchenView(connection).of_sale(number)[0] == order(basket, 1, "Pass")
        assert SqliteKitchenView(connection).waiting() == {"Pass": 1, "Bar": 1, "Gone": 1}


def test_a_printer_takes_its_own_and_the_first_one_what_is_for_none_that_is_there(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db") as database:
        connection = database.connect()
        basket = rung_up()
        SqliteBaskets(connection, database.lock, POLICY).save(basket.take_change())
        orders, number = SqliteKitchenOrders(connection, database.lock, FakeIds()), basket.head.transaction_id
        orders.tell(basket, [order(basket, 1, "Pass"), order(basket, 2, "Bar"), order(basket, 3, "Gone")])
        passing, bar = queue(database, "Pass", "Pass", "Bar"), queue(database, "Bar", "Pass", "Bar")

        job = passing.next_job()
        assert job is not None
        assert (job.in_doubt, job.copy, passing.order(job.seq or 0)) == (False, 0, order(basket, 1, "Pass"))
        passing.started(job.job_id, job.copy)
        doubtful = passing.next_job()
        assert doubtful is not None
        assert (doubtful.job_id, doubtful.in_doubt, doubtful.again) == (job.job_id, True, 1)
        passing.started(job.job_id, doubtful.again)
        passing.failed(job.job_id, "out of paper", in_doubt=True, copy=doubtful.copy)
        assert passing.next_job() == replace(doubtful, tries=2)
        assert orders.again(number) == 3
        passing.printed(job.job_id, Proof.PRINTED)
        left = [each for each in (passing.next_job(),) if each]
        assert [passing.order(each.seq or 0) for each in left] == [order(basket, 3, "Gone")]
        other = bar.next_job()
        assert other is not None
        bar.failed(other.job_id, "out of paper", in_doubt=False)
        assert [each.copy for each in (bar.next_job(),) if each] == [0]


def test_an_order_of_a_sale_that_is_not_there_is_not_stored_and_old_ones_are_forgotten(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db") as database:
        connection = database.connect()
        orders = SqliteKitchenOrders(connection, database.lock, FakeIds())
        basket = rung_up()
        with pytest.raises(LookupError, match="neither open nor suspended"):
            orders.tell(basket, [order(basket, 1, "Pass")])
        SqliteBaskets(connection, database.lock, POLICY).save(basket.take_change())
        orders.tell(basket, [order(basket, 1, "Pass")])
        passing = queue(database, "Pass")
        job = passing.next_job()
        assert job is not None
        later = replace(order(basket, 2, "Pass"), at=OPENED + timedelta(days=31))
        orders.tell(basket, [later])
        assert orders.count(basket.head.transaction_id) == 2
        passing.printed(job.job_id, Proof.SENT)
        orders.tell(basket, [replace(later, number=3)])
        assert [each.number for each in SqliteKitchenView(connection).of_sale(basket.head.transaction_id)] == [2, 3]
