"""Holds of offers stay for good: what is looked at each second reads none of the settled ones."""

from pos_terminal.adapters.sqlite import offerbooks
from pos_terminal.adapters.sqlite.engine import Database


def test_what_is_not_settled_is_found_by_index_at_any_size(database: Database) -> None:
    query = offerbooks._OUTSTANDING  # noqa: SLF001 - the query that runs each second
    plan = [row[3] for row in database.connect().execute(f"EXPLAIN QUERY PLAN {query}")]

    assert [step for step in plan if step.split(" ")[1] == "h"] == [
        "SCAN h USING INDEX offer_hold_unsettled",
        "SCAN h USING INDEX offer_hold_due",
    ]
