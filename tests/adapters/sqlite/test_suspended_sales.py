import sqlite3
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.basketrows import SaleInAnotherCurrency
from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.suspendedsales import SqliteSuspendedSales
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.totals import TaxPolicy
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import OPENED, POLICY, closed, rung_up

PIECES = 4
"""Of each sale that is rung up here."""


@pytest.fixture
def suspended(database: Database) -> SqliteSuspendedSales:
    return SqliteSuspendedSales(database.connect(), database.lock, POLICY)


def told(sale: Basket, label: str = "") -> SuspendedSale:
    total = sale.totals.total
    at, pieces = OPENED + timedelta(minutes=3), PIECES
    return SuspendedSale(sale.head.transaction_id, label, at, "emp-7", "Ada L.", total, pieces=pieces, open_time=OPENED)


def put_aside(baskets: SqliteBaskets, suspended: SqliteSuspendedSales, *numbers: int) -> list[Basket]:
    sales = [rung_up(f"lane-1-TEST-{number:06d}") for number in numbers]
    for sale in sales:
        baskets.save(sale.take_change())
        suspended.suspend(sale.take_change(), told(sale, f"No. {sale.head.transaction_id[-1]}"))
    return sales


def seen(sale: Basket | None) -> object:
    if sale is None:
        return None
    return sale.head, list(sale.lines.items()), sale.discounts, sale.member, sale.next_line, sale.totals


def test_a_suspended_sale_comes_back_as_it_was_and_the_others_stay(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales
) -> None:
    first, second, third = put_aside(baskets, suspended, 1, 2, 3)

    found = suspended.resume(second.head.transaction_id)

    assert seen(found) == seen(second) == seen(baskets.load())
    assert list(suspended.all()) == [told(first, "No. 1"), told(third, "No. 3")]


def test_the_part_of_a_piece_is_listed_as_one_thing_as_the_sale_itself_counts_it(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales
) -> None:
    sale = rung_up("lane-1-TEST-000001")
    first = next(each for each in sale.lines.values() if not (each.is_weighed or each.modifies_line_id))
    sale.put(replace(first, quantity=first.quantity - Decimal("0.5")))
    baskets.save(sale.take_change())
    suspended.suspend(sale.take_change(), told(sale))

    (listed,) = suspended.all()
    assert listed.pieces == sum(each.pieces for each in sale.lines.values() if not each.modifies_line_id) == PIECES


def test_they_are_listed_in_the_order_in_which_they_were_put_aside(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales
) -> None:
    first, second = put_aside(baskets, suspended, 1, 2)
    suspended.resume(first.head.transaction_id)
    suspended.suspend(first.take_change(), told(first))

    assert [sale.transaction_id for sale in suspended.all()] == [sale.head.transaction_id for sale in (second, first)]


def test_the_last_step_of_the_sale_is_stored_with_it(baskets: SqliteBaskets, suspended: SqliteSuspendedSales) -> None:
    sale = rung_up("lane-1-TEST-000001")
    baskets.save(sale.take_change())
    sale.remove("3")
    sale.member = Attribution("member-1")

    suspended.suspend(sale.take_change(), told(sale))

    assert baskets.load() is None
    assert seen(suspended.resume("lane-1-TEST-000001")) == seen(sale)


def test_a_new_sale_forgets_only_the_lines_of_the_sale_that_ended(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales, sell: Sell
) -> None:
    (aside,) = put_aside(baskets, suspended, 1)
    ended, new = rung_up("lane-1-TEST-000002"), rung_up("lane-1-TEST-000003")
    baskets.save(ended.take_change())
    sell(closed(ended))
    baskets.save(new.take_change())
    sell(closed(new))

    assert seen(suspended.resume("lane-1-TEST-000001")) == seen(aside)


def test_the_lines_of_an_ended_sale_do_not_join_the_one_that_is_taken_up(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales, sell: Sell
) -> None:
    short = rung_up("lane-1-TEST-000001")
    short.remove("3")
    baskets.save(short.take_change())
    suspended.suspend(short.take_change(), told(short))
    ended = rung_up("lane-1-TEST-000002")
    baskets.save(ended.take_change())
    sell(closed(ended))

    suspended.resume("lane-1-TEST-000001")

    assert seen(baskets.load()) == seen(short)


def test_while_a_sale_is_open_no_other_is_taken_up(baskets: SqliteBaskets, suspended: SqliteSuspendedSales) -> None:
    put_aside(baskets, suspended, 1)
    now_open = rung_up("lane-1-TEST-000002")
    baskets.save(now_open.take_change())

    with pytest.raises(NotAllowedNow, match="Sale lane-1-TEST-000002 is open"):
        suspended.resume("lane-1-TEST-000001")

    assert seen(baskets.load()) == seen(now_open)
    assert len(suspended.all()) == 1


def test_a_sale_there_is_not_is_not_taken_up_and_the_open_one_is_not_suspended_under_its_name(
    baskets: SqliteBaskets, suspended: SqliteSuspendedSales
) -> None:
    with pytest.raises(BadArgument, match="No sale lane-1-TEST-000009 is held on this till"):
        suspended.resume("lane-1-TEST-000009")
    stranger, now_open = rung_up("lane-1-TEST-000001"), rung_up("lane-1-TEST-000002")
    baskets.save(now_open.take_change())
    with pytest.raises(LookupError, match="lane-1-TEST-000001 is not the open sale"):
        suspended.suspend(stranger.take_change(), told(stranger))
    assert seen(baskets.load()) == seen(now_open)


def test_a_sale_of_another_currency_waits_until_that_is_set_again(
    database: Database, baskets: SqliteBaskets, suspended: SqliteSuspendedSales
) -> None:
    (aside,) = put_aside(baskets, suspended, 1)
    in_euros = SqliteSuspendedSales(database.connect(), database.lock, TaxPolicy(Currency.of("EUR")))

    with pytest.raises(SaleInAnotherCurrency, match="Set the currency back to USD"):
        in_euros.resume("lane-1-TEST-000001")

    assert [sale.total for sale in in_euros.all()] == [Money(aside.totals.total.minor, Currency.of("USD"))]
    assert seen(suspended.resume("lane-1-TEST-000001")) == seen(aside)


def test_a_sale_that_waits_is_moved_to_another_table(baskets: SqliteBaskets, suspended: SqliteSuspendedSales) -> None:
    put_aside(baskets, suspended, 1, 2)
    now_open = rung_up("lane-1-TEST-000003")
    baskets.save(now_open.take_change())

    suspended.transfer("lane-1-TEST-000002", "Patio 4")

    assert [sale.table_id for sale in suspended.all()] == [None, "Patio 4"]
    for not_waiting in ("lane-1-TEST-000003", "lane-1-TEST-000009"):
        with pytest.raises(BadArgument, match=f"No sale {not_waiting} is held"):
            suspended.transfer(not_waiting, "1")


def test_a_copy_of_the_database_gives_every_sale_that_has_not_ended_a_number_of_its_own(
    database: Database, baskets: SqliteBaskets, suspended: SqliteSuspendedSales, tmp_path: Path
) -> None:
    put_aside(baskets, suspended, 1, 2)
    now_open = rung_up("lane-1-TEST-000003")
    baskets.save(now_open.take_change())
    copy = tmp_path / "copy" / "terminal.db"
    copy.parent.mkdir()
    with sqlite3.connect(copy) as into:
        database.connect().backup(into)
    into.close()

    with open_database(copy, new_epoch=lambda: "TWIN") as twin:
        assert twin.copy_found
        open_sale = SqliteBaskets(twin.connect(), twin.lock, POLICY).load()
        aside = SqliteSuspendedSales(twin.connect(), twin.lock, POLICY).all()

    assert open_sale is not None
    numbers = [open_sale.head.transaction_id, *(sale.transaction_id for sale in aside)]
    assert {number[:11] for number in numbers} == {"lane-1-TWIN"}
    assert len(set(numbers)) == 3
