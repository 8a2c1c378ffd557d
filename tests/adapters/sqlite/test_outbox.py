import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite import glances
from pos_terminal.adapters.sqlite import outbox as outbox_module
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.outbox import NotInQueue, SqliteOutbox
from pos_terminal.application.queueing import DeliveryState, OpenRequest, Request, Waiting
from pos_terminal.application.replies import Why
from pos_terminal.application.standing import QueueCounts
from pos_terminal.domain.transaction import SnapshotKind
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import OPENED, batch, closed, rung_up

LATER = OPENED + timedelta(hours=1)


def _seqs(waiting: Sequence[Waiting]) -> list[int]:
    return [each.seq for each in waiting]


def _batch_of(outbox: SqliteOutbox, request_id: str, size: int) -> Request:
    waiting = outbox.waiting(size)
    request = batch(request_id, [each.document.body for each in waiting])
    outbox.form_batch(request, _seqs(waiting), LATER)
    return request


def _open(outbox: SqliteOutbox) -> OpenRequest:
    found = outbox.open_request()
    assert found is not None
    return found


def _states(outbox: SqliteOutbox) -> dict[int, DeliveryState]:
    return {row.seq: row.state for row in outbox.rows(100)}


def test_what_a_sale_queued_waits_with_its_own_bytes(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()

    (waiting,) = outbox.waiting(10)

    assert waiting.transaction_id == "lane-1-TEST-000001"
    assert waiting.document.body == b'{"transaction_id":"lane-1-TEST-000001","lines":4}'
    assert waiting.request == Request(
        "single-1", "/send_transaction", b'{"request_payload":' + waiting.document.body + b"}"
    )
    assert outbox.open_request() is None


def test_the_oldest_wait_first_and_no_more_than_asked_for(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(5):
        sell()

    assert _seqs(outbox.waiting(3)) == [1, 2, 3]


def test_a_later_snapshot_waits_until_the_earlier_one_is_done(outbox: SqliteOutbox, sell: Sell) -> None:
    first = closed(rung_up())
    sell(first)
    sell(replace(first, kind=SnapshotKind.VOIDED, modified_time=first.modified_time + timedelta(1)))
    sell(closed(rung_up("lane-1-TEST-000002")))
    assert _seqs(outbox.waiting(10)) == [1, 3]

    outbox.attempted("single-1", LATER)
    assert _seqs(outbox.waiting(10)) == [3]

    outbox.done("single-1", LATER)
    assert _seqs(outbox.waiting(10)) == [2, 3]


def test_a_later_snapshot_waits_behind_a_parked_one(outbox: SqliteOutbox, sell: Sell) -> None:
    first = closed(rung_up())
    sell(first)
    sell(replace(first, kind=SnapshotKind.VOIDED, modified_time=first.modified_time + timedelta(1)))
    outbox.attempted("single-1", LATER)

    outbox.park("single-1", "unknown employee", LATER)

    assert outbox.waiting(10) == ()


def test_an_attempted_request_is_open_until_it_is_settled(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    (waiting,) = outbox.waiting(1)

    outbox.attempted("single-1", LATER)

    assert _open(outbox) == OpenRequest(waiting.request, (waiting,), tries=1, definite=0, is_batch=False)
    assert _states(outbox) == {1: DeliveryState.SENDING}
    outbox.done("single-1", LATER)
    assert outbox.open_request() is None
    assert outbox.rows(10) == []


def test_an_open_request_outlives_a_restart(database: Database, sell: Sell) -> None:
    outbox = SqliteOutbox(database.connect(), database.lock)
    sell()
    outbox.attempted("single-1", LATER)
    before = outbox.open_request()
    database.close()

    with closing(open_database(database.path)) as again:
        assert SqliteOutbox(again.connect(), again.lock).open_request() == before


def test_tries_without_an_outcome_are_counted_by_kind(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    for why in (Why.FAILING, Why.EMPTY, Why.UNREACHABLE, Why.FAILING, Why.BARE, Why.NO_BATCH):
        outbox.attempted("single-1", LATER)
        outbox.unknown("single-1", "503", why)

    found = _open(outbox)

    assert (found.tries, found.definite, found.empty, found.bare) == (6, 2, 1, 2)
    assert [row.reason for row in outbox.rows(1)] == ["503"]


def test_a_batch_is_open_before_its_first_try_and_its_members_go_with_it(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(4):
        sell()
    members = tuple(outbox.waiting(3))

    request = _batch_of(outbox, "batch-1", 3)

    assert _open(outbox) == OpenRequest(request, members, tries=1, definite=0, is_batch=True)
    assert _seqs(outbox.waiting(10)) == [4]
    assert outbox.counts().pending == 4
    assert _states(outbox) == dict.fromkeys((1, 2, 3), DeliveryState.SENDING) | {4: DeliveryState.WAITING}
    outbox.done("batch-1", LATER)
    assert outbox.counts().pending == 1


def test_a_batch_is_stored_in_one_commit_with_the_news_that_another_was_taken(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(4):
        sell()
    _batch_of(outbox, "batch-1", 2)
    waiting = outbox.waiting(2)
    request = batch("batch-2", [each.document.body for each in waiting])

    with pytest.raises(NotInQueue):
        outbox.form_batch(request, [*_seqs(waiting), 1], LATER, ["batch-1"])
    assert _open(outbox).request.request_id == "batch-1"

    outbox.form_batch(request, _seqs(waiting), LATER, ["batch-1"])
    assert (_open(outbox).request, _open(outbox).tries) == (request, 1)
    assert _states(outbox) == {3: DeliveryState.SENDING, 4: DeliveryState.SENDING}


def test_a_batch_that_did_not_go_out_counts_as_never_tried(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(2):
        sell()
    request = _batch_of(outbox, "batch-1", 2)

    outbox.untried("batch-1")

    assert (_open(outbox).request, _open(outbox).tries) == (request, 0)
    outbox.attempted("batch-1", LATER)
    outbox.attempted("batch-1", LATER)
    with pytest.raises(NotInQueue):
        outbox.untried("batch-1")
    assert _open(outbox).tries == 2


def test_the_singles_of_a_batch_are_retired_unused(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    sell()
    _batch_of(outbox, "batch-1", 2)

    for request_id in ("single-1", "single-2"):
        with pytest.raises(NotInQueue):
            outbox.attempted(request_id, LATER)


def test_a_snapshot_that_was_tried_joins_no_batch(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    sell()
    outbox.attempted("single-1", LATER)

    with pytest.raises(NotInQueue):
        outbox.form_batch(batch("batch-1", [b"1", b"2"]), [1, 2], LATER)

    assert _open(outbox).request.request_id == "single-1"
    assert _seqs(outbox.waiting(10)) == [2]


def test_a_refused_batch_is_halved_in_one_commit(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(3):
        sell()
    members = tuple(outbox.waiting(3))
    _batch_of(outbox, "batch-1", 3)
    outbox.attempted("batch-1", LATER)
    half, single = batch("batch-2", [b"1", b"2"]), Request("single-9", "/send_transaction", b"{3}")

    outbox.renew("batch-1", [(half, [1, 2]), (single, [3])], "one of them is wrong")

    first = _open(outbox)
    assert (first.request, first.members, first.is_batch, first.tries) == (half, members[:2], True, 0)
    assert outbox.waiting(10) == ()
    assert outbox.counts().pending == 3
    outbox.attempted("batch-2", LATER)
    outbox.done("batch-2", LATER)
    second = _open(outbox)
    assert (second.request, second.is_batch) == (single, False)
    assert second.members == (replace(members[2], request=single),)


def test_replacements_carry_exactly_what_was_retired(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(3):
        sell()
    request = _batch_of(outbox, "batch-1", 2)

    for members in ([1], [1, 3], [1, 2, 2]):
        with pytest.raises(NotInQueue):
            outbox.renew("batch-1", [(batch("batch-2", [b"1"]), members)], "halved")

    assert _open(outbox).request == request
    assert outbox.counts().pending == 3


def test_a_parked_single_is_kept_shown_and_may_go_again_under_a_new_id(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    sell()
    outbox.attempted("single-1", LATER)

    outbox.park("single-1", "unknown item", LATER)

    assert outbox.open_request() is None
    assert _seqs(outbox.waiting(10)) == [2]
    parked = outbox.rows(10)[0]
    assert (parked.state, parked.reason, parked.request_id) == (DeliveryState.PARKED, "unknown item", "single-1")
    assert (outbox.counts().pending, outbox.counts().parked) == (1, 1)
    outbox.renew("single-1", [(Request("single-9", "/send_transaction", b"{}"), [1])], "asked for")
    assert _open(outbox).request.request_id == "single-9"
    assert outbox.counts() == QueueCounts(2, 0, outbox.counts().oldest)


def test_what_was_parked_is_told_by_its_age_and_what_was_parked_in_the_future_was_parked_long_ago(
    outbox: SqliteOutbox, sell: Sell
) -> None:
    sell()
    outbox.attempted("single-1", LATER)
    outbox.park("single-1", "unknown item", LATER)
    day = 86_400.0

    assert len(outbox.parked(LATER)) == 1
    assert outbox.parked(LATER + timedelta(hours=23), day) == []
    assert len(outbox.parked(LATER + timedelta(hours=24), day)) == 1
    assert len(outbox.parked(LATER - timedelta(days=400), day)) == 1


def test_a_batch_is_never_parked(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    sell()
    _batch_of(outbox, "batch-1", 2)
    outbox.attempted("batch-1", LATER)

    with pytest.raises(NotInQueue, match="never parked"):
        outbox.park("batch-1", "no", LATER)


def test_what_is_settled_stays_settled(outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    outbox.attempted("single-1", LATER)
    outbox.done("single-1", LATER)

    with pytest.raises(NotInQueue):
        outbox.attempted("single-1", LATER)
    with pytest.raises(NotInQueue):
        outbox.done("single-1", LATER)
    with pytest.raises(NotInQueue):
        outbox.unknown("single-1", "late", Why.FAILING)
    with pytest.raises(NotInQueue):
        outbox.renew("single-1", [(Request("x", "/", b""), [1])], "late")

    assert outbox.counts() == QueueCounts(0, 0)


def test_an_id_never_stands_for_other_bytes(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(2):
        sell()

    with pytest.raises(sqlite3.IntegrityError, match="request_id"):
        outbox.form_batch(batch("single-1", [b"1", b"2"]), [1, 2], LATER)

    assert _seqs(outbox.waiting(10)) == [1, 2]


def test_the_body_of_a_request_that_is_done_may_be_erased(database: Database, outbox: SqliteOutbox, sell: Sell) -> None:
    sell()
    outbox.attempted("single-1", LATER)
    outbox.done("single-1", LATER)
    connection = database.connect()

    connection.execute("UPDATE request SET body = NULL")

    assert len(connection.execute("SELECT sha256 FROM request").fetchone()[0]) == 64


def test_counts_are_kept_through_every_step(database: Database, outbox: SqliteOutbox, sell: Sell) -> None:
    connection = database.connect()

    def agree() -> None:
        counted = connection.execute(
            "SELECT COALESCE(SUM(state IN ('waiting', 'sending')), 0), COALESCE(SUM(state = 'parked'), 0),"
            " MIN(CASE WHEN state IN ('waiting', 'sending') THEN created_us END) FROM delivery"
        ).fetchone()
        counts = outbox.counts()
        oldest = None if counts.oldest is None else int(counts.oldest.timestamp() * 1_000_000)
        assert (counts.pending, counts.parked, oldest) == counted

    agree()
    for _ in range(6):
        sell()
        agree()
    _batch_of(outbox, "batch-1", 4)
    agree()
    outbox.attempted("batch-1", LATER)
    agree()
    outbox.renew(
        "batch-1", [(batch("b-2", [b"1"]), [1, 2]), (batch("b-3", [b"3"]), [3]), (batch("b-4", [b"4"]), [4])], "no"
    )
    agree()
    for request_id in ("b-2", "b-3", "b-4"):
        outbox.attempted(request_id, LATER)
        agree()
    outbox.park("b-3", "no", LATER)
    agree()
    outbox.done("b-2", LATER)
    outbox.done("b-4", LATER)
    agree()


def test_rows_are_paged_oldest_first(outbox: SqliteOutbox, sell: Sell) -> None:
    for _ in range(5):
        sell()
    outbox.attempted("single-2", LATER)

    pages = [[row.seq for row in outbox.rows(2, offset)] for offset in (0, 2, 4)]

    assert pages == [[1, 2], [3, 4], [5]]
    (row,) = outbox.rows(1)
    assert (row.transaction_id, row.kind, row.tries, row.created) == (
        "lane-1-TEST-000001",
        "closed",
        0,
        OPENED + timedelta(minutes=2),
    )


def _plan(database: Database, query: str) -> list[str]:
    values = (1,) * query.count("?")
    return [row[3] for row in database.connect().execute(f"EXPLAIN QUERY PLAN {query}", values)]


@pytest.mark.parametrize("query", [outbox_module._WAITING, outbox_module._OPEN, glances._OLDEST])  # noqa: SLF001 - the queries that run all day
def test_what_goes_next_is_found_by_index_at_any_size(database: Database, query: str) -> None:
    plan = _plan(database, query)

    assert not any("TEMP B-TREE" in step for step in plan)
    # The one index that is walked holds nothing but open requests.
    assert {step for step in plan if step.startswith("SCAN")} <= {
        "SCAN request USING INDEX request_open",
        "SCAN (subquery-1)",
        "SCAN (subquery-3)",
        "SCAN (subquery-5)",
    }


def test_a_page_of_the_queue_is_found_without_sorting_all_of_it(database: Database) -> None:
    plan = _plan(database, outbox_module._ROWS)  # noqa: SLF001 - its plan is what is asked about

    assert "MERGE (UNION ALL)" in plan
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN undone"]
