from dataclasses import replace
from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.till import TillSession
from tests.adapters.sqlite.ended import DAY, OPENED, USD, Recorder, closed, payment, rung_up, voided

SESSION = TillSession(0, "emp-7", OPENED + timedelta(microseconds=1), DAY, Money(15_000, USD))


@pytest.fixture
def tills(database: Database) -> SqliteTills:
    return SqliteTills(database.connect(), database.lock)


def test_no_session_is_open_at_first(tills: SqliteTills) -> None:
    assert tills.current() is None


def test_a_session_gets_its_number_and_comes_back_as_it_was(database: Database, tills: SqliteTills) -> None:
    opened = tills.open(SESSION)
    database.close()

    assert opened == replace(SESSION, session_id=1)
    with open_database(database.path) as again:
        assert SqliteTills(again.connect(), again.lock).current() == opened


def test_a_second_session_is_refused_while_one_is_open(tills: SqliteTills) -> None:
    tills.open(SESSION)

    with pytest.raises(NotAllowedNow, match="open already"):
        tills.open(SESSION)


def test_a_sessions_number_is_never_given_again(database: Database, tills: SqliteTills) -> None:
    tills.open(SESSION)
    database.connect().execute("UPDATE till_session SET closed_at_us = 1")
    assert tills.current() is None

    assert tills.open(SESSION).session_id == 2


def test_cash_is_what_was_taken_less_change_in_this_session(
    database: Database, tills: SqliteTills, sales: SqliteSales
) -> None:
    earlier, recorder = tills.open(SESSION), Recorder()
    recorder.session_id = earlier.session_id
    sales.commit(recorder.record(closed(rung_up("t-1")), sales.journal_head().hash))
    database.connect().execute("UPDATE till_session SET closed_at_us = 1")
    session = tills.open(SESSION)
    recorder.session_id = session.session_id
    split = rung_up("t-2")
    split.pay(payment(split, Money(500, USD), "Visa"))
    due = split.balance
    split.pay(payment(split, due, change=37))
    for transaction in (closed(split), voided(rung_up("t-3"))):
        sales.commit(recorder.record(transaction, sales.journal_head().hash))

    assert tills.cash_taken(session.session_id) == due
    assert tills.cash_taken(earlier.session_id) == closed(rung_up("t-9")).totals.total


def test_other_types_can_be_cash_too(database: Database, sales: SqliteSales) -> None:
    tills = SqliteTills(database.connect(), database.lock, frozenset({"Cash", "Voucher"}))
    session = tills.open(SESSION)
    sale = rung_up()
    sale.pay(payment(sale, sale.balance, "Voucher"))
    sales.commit(Recorder(session_id=session.session_id).record(closed(sale), sales.journal_head().hash))

    assert tills.cash_taken(session.session_id) == sale.totals.total


def test_an_empty_drawer_has_taken_nothing_in_its_currency(tills: SqliteTills) -> None:
    yen = Money(0, Currency.of("JPY"))
    session = tills.open(replace(SESSION, opening_float=yen))

    assert tills.cash_taken(session.session_id) == yen


def test_a_session_that_never_was_is_a_mistake(tills: SqliteTills) -> None:
    with pytest.raises(LookupError):
        tills.cash_taken(404)
