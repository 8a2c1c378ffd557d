import json
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite.acts import SqliteActs
from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.acts import Act, Deed
from pos_terminal.application.queueing import Erased
from pos_terminal.domain.rights import Action
from pos_terminal.wording import speaking
from pos_terminal.wording.message import Message
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import DAY, KEY, OPENED

DETAILS = {"line_id": "1", "unit_price": "2.00"}
DEED = Deed(
    "Damaged",
    "lane-1-TEST-000002",
    DETAILS,
    about=Message("Price of {item} from {old} to {new}", item="Tea", old="2.10", new="2.00"),
)
ACT = Act(Action.SET_PRICE, "1001", "3001", DEED, OPENED, DAY, None)
YEARS_LATER = OPENED + timedelta(days=4000)


@pytest.fixture
def acts(database: Database) -> SqliteActs:
    return SqliteActs(database.connect(), database.lock, KEY, ("USD", "1.0"))


def test_an_act_stands_in_the_chain_between_the_sales_with_both_people(
    database: Database, sales: SqliteSales, acts: SqliteActs, sell: Sell
) -> None:
    sell()
    with speaking("de"):
        acts.enter(ACT)
    sell()

    kind, transaction_id, operator, body = (
        database.connect()
        .execute(
            "SELECT kind, transaction_id, employee_id, body FROM journal JOIN document USING (seq) WHERE seq = 2",
        )
        .fetchone()
    )
    assert (kind, transaction_id, operator) == ("act", "lane-1-TEST-000002", "1001")
    assert json.loads(body) == {
        "action": "set_price",
        "operator_id": "1001",
        "approver_id": "3001",
        "reason": "Damaged",
        "details": {"line_id": "1", "unit_price": "2.00"},
        "about": "Price of Tea from 2.10 to 2.00",
    }
    assert (sales.verify_journal(), sales.journal_head().seq) == (None, 3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET employee_id = '1002' WHERE seq = 1",
        "UPDATE journal SET transaction_id = '' WHERE seq = 1",
        "UPDATE document SET body = CAST(replace(CAST(body AS TEXT), '3001', '1001') AS BLOB) WHERE seq = 1",
        "DELETE FROM document WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 1",
    ],
)
def test_whoever_changes_an_act_is_found_out(
    database: Database, sales: SqliteSales, acts: SqliteActs, statement: str
) -> None:
    acts.enter(ACT)
    connection = database.connect()
    connection.execute("PRAGMA foreign_keys = OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')

    connection.execute(statement)

    assert sales.verify_journal() is not None


def test_an_act_about_no_sale_and_without_an_approval_is_journalled_too(sales: SqliteSales, acts: SqliteActs) -> None:
    acts.enter(replace(ACT, approver_id=None, deed=Deed()))

    assert sales.verify_journal() is None


def test_no_retention_erases_who_did_what(database: Database, sales: SqliteSales, acts: SqliteActs) -> None:
    acts.enter(ACT)

    assert SqliteDocuments(database.connect(), database.lock, KEY).erase(YEARS_LATER, YEARS_LATER) == Erased(0, None)
    assert sales.count_erased() == 0


def test_the_newest_act_of_a_kind_that_is_about_no_sale_is_read_back(acts: SqliteActs) -> None:
    assert acts.last(Action.SHUT_KIOSK) is None
    for takes in ("no", "yes"):
        acts.enter(replace(ACT, action=Action.SHUT_KIOSK, deed=Deed(details={"takes_shoppers": takes})))
    acts.enter(replace(ACT, action=Action.NO_SALE, deed=Deed()))
    acts.enter(ACT)

    assert acts.last(Action.SHUT_KIOSK) == {"takes_shoppers": "yes"}
