"""Cards that are done with stay for good: what is asked at each start, card and key reads none of them."""

import pytest

from pos_terminal.adapters.sqlite import charges, glances
from pos_terminal.adapters.sqlite.engine import Database


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (charges._UNSETTLED, "card_unfinished"),  # noqa: SLF001 - the queries that run all day
        (charges._TO_GIVE_BACK, "card_unfinished"),  # noqa: SLF001 - as above
        (charges._REFUSED, "card_unfinished"),  # noqa: SLF001 - as above
        (charges._OVERDUE, "card_unfinished"),  # noqa: SLF001 - as above
        (glances._OPEN_SALE, "card_unfinished"),  # noqa: SLF001 - as above
        (charges._GONE_BACK, "card_refunds_of"),  # noqa: SLF001 - as above
        (charges._PAID, "card_of_sale"),  # noqa: SLF001 - as above
    ],
)
def test_what_is_unfinished_of_cards_is_found_by_index_at_any_size(database: Database, query: str, index: str) -> None:
    values = (1,) * query.count("?")
    plan = [row[3] for row in database.connect().execute(f"EXPLAIN QUERY PLAN {query}", values)]

    assert [step.split("INDEX ")[-1].split(" ")[0] for step in plan if "card_charge" in step] == [index]
