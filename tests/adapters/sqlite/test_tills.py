from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.till import TillSession
from tests.adapters.sqlite.ended import DAY, OPENED, USD

SESSION = TillSession(0, "emp-7", OPENED + timedelta(microseconds=1), DAY, Money(15_000, USD))


@pytest.fixture
def tills(database: Database) -> SqliteTills:
    return SqliteTills(database.connect(), database.lock)


def test_no_session_is_open_at_first(tills: SqliteTills) -> None:
    assert tills.current() is None


def test_a_session_gets_its_number_and_comes_back_as_it_was(database: Database, tills: SqliteTills) -> None:
    opened = tills.open(SESSION)
    database.close()

    assert opened == SESSION._replace(session_id=1)
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
