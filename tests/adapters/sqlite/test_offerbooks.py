"""Holds of offers stay for good: what is looked at each second reads none of the settled ones."""

import sqlite3
from contextlib import closing

from pos_terminal.adapters.sqlite import offerbooks
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.offerbooks import SqliteOfferBooks
from pos_terminal.adapters.sqlite.writelock import SaleFirstLock
from tests.newdatabase import filled


def test_what_is_not_settled_is_found_by_index_at_any_size(database: Database) -> None:
    query = offerbooks._OUTSTANDING  # noqa: SLF001 - the query that runs each second
    plan = [row[3] for row in database.connect().execute(f"EXPLAIN QUERY PLAN {query}")]

    assert [step for step in plan if step.split(" ")[1] == "h"] == [
        "SCAN h USING INDEX offer_hold_unsettled",
        "SCAN h USING INDEX offer_hold_due",
    ]


def test_whether_one_can_go_back_is_told_before_and_is_what_happens_then() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        filled(connection)
        books = SqliteOfferBooks(connection, SaleFirstLock())
        holds = [(1, "uo-1", "gone", "locked"), (2, "uo-2", "sent", "sold"), (3, "uo-3", "unsent", "sold")]
        holds += [(4, "uo-4", "sent", "sold"), (5, "uo-4", "later", "locked")]
        for hold_id, offer, sale, state in holds:
            connection.execute(
                "INSERT INTO offer_hold (hold_id, offer_id, offer_type, reference_id, transaction_id, employee_id,"
                " state, created_us) VALUES (?, ?, 'UserOfferId', ?, ?, '17', ?, 1)",
                (hold_id, offer, offer, sale, state),
            )
        connection.execute("INSERT INTO delivery VALUES (1, 'unsent', 1, 'waiting', 1, 1, 1, '', NULL)")
        can = [hold_id for hold_id in (1, 2, 3, 4, 9) if books.can_go_back(hold_id)]
        assert can == [1, 2]
        assert [hold_id for hold_id in (1, 2, 3, 4, 9) if books.give_back(hold_id)] == can
