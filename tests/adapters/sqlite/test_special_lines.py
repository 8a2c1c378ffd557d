"""What somebody made of a line, and the shop's discounts, on disk: in open and ended sales, and beside the copy."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.filecheck import FileCheck
from pos_terminal.adapters.sqlite.salecopies import SqliteSaleCopies
from pos_terminal.adapters.sqlite.salerows import Rows
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.secondcopy import SaleCopy, SecondCopy
from pos_terminal.application.sealing import Seals
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import ShopTerms
from pos_terminal.domain.money import Money
from pos_terminal.domain.shop_discount import shop_discount
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import ESPRESSO, KEY, OPENED, POLICY, USD, basket, closed, rung_up

_LATER = {"snapshot_line": "special", "snapshot_discount": "terms"}
"""Columns that an earlier version's copies do not have."""


def special() -> Basket:
    sale = rung_up()
    sale.put(sale.line("1").with_price(Money(300, USD), "Damaged", POLICY))
    sale.put(replace(sale.line("1"), note="extra hot"))
    sale.put(replace(sale.line("3"), tare=Decimal("0.02")))
    for terms in (ShopTerms("Regular", percent=Decimal(10)), ShopTerms("Complaint", amount=Money(100, USD))):
        given = shop_discount(terms, ("1",), sale.discounts, OPENED, Money.zero(USD))
        sale.put_discounts((*sale.discounts, given))
    return sale


def test_an_open_sale_comes_back_with_all_that_is_special(database: Database) -> None:
    baskets, sale = SqliteBaskets(database.connect(), database.lock, POLICY), special()
    baskets.save(sale.take_change())

    found = baskets.load()

    assert found is not None
    assert dict(found.lines) == dict(sale.lines)
    assert (found.discounts, found.totals) == (sale.discounts, sale.totals)
    assert found.line("4").age_outcome is AgeOutcome.DOCUMENT
    found.set_quantity("1", Decimal(1))
    assert [each.amount for each in found.discounts] == [Money(30, USD), Money(100, USD)]


def test_an_ended_sale_comes_back_with_all_that_was_special(sales: SqliteSales, sell: Sell) -> None:
    ended = closed(special())
    sell(ended)
    assert sales.transaction(ended.transaction_id) == ended


def test_a_copy_of_an_earlier_version_is_no_damage_and_a_changed_column_is(
    database: Database, sell: Sell, tmp_path: Path
) -> None:
    plain = basket()
    plain.add(ESPRESSO, Decimal(2))
    sell(closed(plain))
    files, connection = SecondCopy(tmp_path / "copies", Seals(KEY)), database.connect()
    SqliteSaleCopies(connection, files).catch_up()
    (day,) = files.days()
    (copy,) = files.copies(day)
    (files_of_then := SecondCopy(tmp_path / "then", Seals(KEY))).append(day, [_as_then(copy)])

    assert _faults(database, files) == _faults(database, files_of_then) == []
    connection.execute("DROP TRIGGER IF EXISTS snapshot_line_never_changes")
    connection.execute("""UPDATE snapshot_line SET special = '[1,"x",null,null,null]' WHERE position = 0""")

    assert [bool(_faults(database, each)) for each in (files, files_of_then)] == [True, True]


def _as_then(copy: SaleCopy) -> SaleCopy:
    rows = dict(copy.rows)
    for table, column in _LATER.items():
        found = rows[table]
        at = found.columns.index(column)
        rows[table] = Rows(
            found.columns[:at] + found.columns[at + 1 :], tuple(row[:at] + row[at + 1 :] for row in found.rows)
        )
    return SaleCopy(copy.seq, copy.done_through, rows)


def _faults(database: Database, files: SecondCopy) -> list[str]:
    return [fault.what for fault in FileCheck(database.connect(), KEY, files).pieces() if fault]
