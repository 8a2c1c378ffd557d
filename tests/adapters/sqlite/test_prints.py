from itertools import count

import pytest

from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.printview import SqlitePrintView
from pos_terminal.application.queueing import PaperKind, PaperState, QueuedPrint
from pos_terminal.domain.printer_state import PapersInDoubt, Proof
from tests.adapters.sqlite.conftest import Sell


class CountedIds:
    def __init__(self) -> None:
        self._numbers = count(1)

    def uuid(self) -> str:
        return f"reprint-{next(self._numbers)}"


@pytest.fixture
def prints(database: Database) -> SqlitePrints:
    return SqlitePrints(database.connect(), database.lock, CountedIds())


def test_a_sale_leaves_its_receipt_in_the_queue(prints: SqlitePrints, sell: Sell) -> None:
    sell()
    sell()

    assert prints.next_job() == QueuedPrint("job-1", "lane-1-TEST-000001", copy=0, in_doubt=False, tries=0, seq=1)


def test_a_printed_job_makes_room_for_the_next(prints: SqlitePrints, sell: Sell) -> None:
    sell()
    sell()

    prints.started("job-1", 0)
    prints.printed("job-1", Proof.PRINTED)

    job = prints.next_job()
    assert job is not None
    assert job.job_id == "job-2"
    prints.started("job-2", 0)
    prints.printed("job-2", Proof.PRINTED)
    assert prints.next_job() is None


def test_a_job_that_was_started_and_not_heard_of_again_is_in_doubt(prints: SqlitePrints, sell: Sell) -> None:
    sell()

    prints.started("job-1", 0)

    assert prints.next_job() == QueuedPrint("job-1", "lane-1-TEST-000001", copy=0, in_doubt=True, tries=1, seq=1)


def test_a_job_that_failed_waits_for_its_next_try(database: Database, prints: SqlitePrints, sell: Sell) -> None:
    sell()
    prints.started("job-1", 0)

    prints.failed("job-1", "The paper is out.", in_doubt=False)

    assert prints.next_job() == QueuedPrint("job-1", "lane-1-TEST-000001", copy=0, in_doubt=False, tries=1, seq=1)
    assert database.connect().execute("SELECT cause FROM print_job").fetchone() == ("The paper is out.",)


def test_a_reprint_goes_behind_what_waits(prints: SqlitePrints, sell: Sell) -> None:
    sell()
    job_id = prints.enqueue("lane-1-TEST-000001", 2)

    prints.printed("job-1", Proof.PRINTED)

    assert prints.next_job() == QueuedPrint(job_id, "lane-1-TEST-000001", copy=2, in_doubt=False, tries=0, seq=1)


def test_what_was_printed_is_remembered(database: Database, prints: SqlitePrints, sell: Sell) -> None:
    sell()
    prints.started("job-1", 0)
    prints.printed("job-1", Proof.PRINTED)

    row = database.connect().execute("SELECT job_id, transaction_id, copy_number, tries, proof FROM printed").fetchone()

    assert row == ("job-1", "lane-1-TEST-000001", 0, 1, "printed")


def test_a_job_that_nobody_queued_is_a_mistake(prints: SqlitePrints) -> None:
    with pytest.raises(LookupError):
        prints.started("job-404", 0)
    with pytest.raises(LookupError):
        prints.printed("job-404", Proof.SENT)


def test_a_job_of_which_some_may_be_on_paper_stays_in_doubt(prints: SqlitePrints, sell: Sell) -> None:
    sell()
    prints.started("job-1", 0)

    prints.failed("job-1", "The cable came off.", in_doubt=True)

    job = prints.next_job()
    assert job is not None
    assert job.in_doubt


def test_each_copy_has_the_next_number_whatever_is_on_paper_yet(prints: SqlitePrints, sell: Sell) -> None:
    sell()
    assert [prints.copy("lane-1-TEST-000001") for _ in range(2)] == [1, 2]
    for _ in range(2):
        job = prints.next_job()
        assert job is not None
        prints.started(job.job_id, job.copy)
        prints.printed(job.job_id, Proof.PRINTED)

    assert prints.copy("lane-1-TEST-000001") == 3


def test_what_a_fault_has_made_a_copy_has_another_number_than_the_copy_that_was_asked_for(
    prints: SqlitePrints, sell: Sell
) -> None:
    sell()
    prints.started("job-1", 0)

    assert prints.copy("lane-1-TEST-000001") == 1
    job = prints.next_job()
    assert job is not None
    assert job.again == 2


def tried(prints: SqlitePrints, *, in_doubt: bool) -> int:
    """Which copy the oldest job goes out as, before a fault; ``in_doubt``: of which some may be on paper."""
    job = prints.next_job()
    assert job is not None
    copy = job.again if job.in_doubt else job.copy
    prints.started(job.job_id, copy)
    doubtful = job.in_doubt or in_doubt
    prints.failed(job.job_id, "It broke.", in_doubt=doubtful, copy=None if in_doubt else job.copy)
    return copy


def test_a_job_in_doubt_is_another_copy_each_time_and_never_one_that_is_another_jobs(
    prints: SqlitePrints, sell: Sell
) -> None:
    sell()
    sale = "lane-1-TEST-000001"
    assert tried(prints, in_doubt=False) == 0
    assert [tried(prints, in_doubt=True) for _ in range(3)] == [0, 1, 2]
    assert [tried(prints, in_doubt=False) for _ in range(3)] == [3, 3, 3]
    assert prints.copy(sale) == 3
    assert [tried(prints, in_doubt=True) for _ in range(2)] == [4, 5]
    prints.printed("job-1", Proof.PRINTED)
    assert [tried(prints, in_doubt=True) for _ in range(2)] == [3, 6]


def test_where_each_waiting_job_stands_is_told(database: Database, prints: SqlitePrints, sell: Sell) -> None:
    for _ in range(4):
        sell()
    prints.failed("job-1", "The paper is out.", in_doubt=False)
    prints.failed("job-2", "It broke.", in_doubt=True)
    prints.started("job-3", 0)

    waiting = SqlitePrintView(database.connect()).waiting(10)

    assert [(job.state, job.cause) for job in waiting] == [
        (PaperState.HELD, "The paper is out."),
        (PaperState.UNKNOWN, "It broke."),
        (PaperState.PRINTING, ""),
        (PaperState.QUEUED, ""),
    ]
    assert len(SqlitePrintView(database.connect()).waiting(2)) == 2


def test_gift_receipts_are_counted_beside_the_receipts_and_the_first_is_no_copy(
    database: Database, prints: SqlitePrints, sell: Sell
) -> None:
    sell()
    sale = "lane-1-TEST-000001"
    view = SqlitePrintView(database.connect())

    assert [view.next_gift(sale), prints.gift(sale), prints.gift(sale), view.next_gift(sale)] == [0, 0, 1, 2]
    assert [view.next_copy(sale, 1), prints.copy(sale), prints.copy(sale)] == [1, 1, 2]
    jobs = []
    while (job := prints.next_job()) is not None:
        prints.started(job.job_id, job.copy)
        prints.printed(job.job_id, Proof.PRINTED)
        jobs.append((job.kind, job.copy))
    assert jobs == [
        *((PaperKind.RECEIPT, 0), (PaperKind.GIFT, 0), (PaperKind.GIFT, 1)),
        *((PaperKind.RECEIPT, 1), (PaperKind.RECEIPT, 2)),
    ]
    assert [prints.gift(sale), prints.copy(sale)] == [2, 3]


def test_a_gift_receipt_that_was_going_out_at_a_crash_is_another_copy_than_the_next(
    prints: SqlitePrints, sell: Sell
) -> None:
    sell()
    prints.started("job-1", 0)
    prints.printed("job-1", Proof.PRINTED)
    assert prints.gift("lane-1-TEST-000001") == 0

    prints.started("reprint-1", 0)

    assert prints.gift("lane-1-TEST-000001") == 1
    job = prints.next_job()
    assert job is not None
    assert (job.job_id, job.again) == ("reprint-1", 2)


def test_the_receipt_of_a_sale_that_ended_without_one_is_queued_once_in_its_shoppers_culture(
    prints: SqlitePrints, sell: Sell
) -> None:
    sell(prints=False)
    sale = "lane-1-TEST-000001"
    assert prints.next_job() is None

    assert prints.receipt(sale, "es_ES") == 0
    job = prints.next_job()
    assert job == QueuedPrint("reprint-1", sale, 0, in_doubt=False, tries=0, seq=1, culture="es_ES")
    assert prints.receipt(sale, "es_ES") == 1
    prints.started("reprint-1", 0)
    prints.printed("reprint-1", Proof.PRINTED)
    assert prints.next_job() is None
    assert prints.receipt(sale, "") == 1


def test_a_paper_in_doubt_stays_so_for_whoever_looks_later(
    database: Database, prints: SqlitePrints, sell: Sell
) -> None:
    sell()
    sell()
    assert prints.doubts() == PapersInDoubt()
    prints.printed("job-1", Proof.SENT, in_doubt=True)
    prints.printed("job-2", Proof.UNKNOWN, in_doubt=True)

    assert prints.doubts() == PapersInDoubt(2, "lane-1-TEST-000002", 2)
    assert SqlitePrintView(database.connect()).doubts(seen=1) == PapersInDoubt(1, "lane-1-TEST-000002", 2)
    prints.settle(1)
    assert prints.doubts() == PapersInDoubt(1, "lane-1-TEST-000002", 2)
    prints.settle(2)
    assert prints.doubts() == PapersInDoubt()


def test_what_is_printed_again_is_in_doubt_as_its_newest_print_is(prints: SqlitePrints, sell: Sell) -> None:
    sell()
    prints.printed("job-1", Proof.SENT, in_doubt=True)
    prints.gift("lane-1-TEST-000001")
    prints.printed("reprint-1", Proof.PRINTED)
    assert prints.doubts().count == 1

    prints.copy("lane-1-TEST-000001")
    prints.printed("reprint-2", Proof.SENT, in_doubt=True)
    assert prints.doubts() == PapersInDoubt(1, "lane-1-TEST-000001", 3)

    prints.copy("lane-1-TEST-000001")
    prints.printed("reprint-3", Proof.PRINTED)
    assert prints.doubts().count == 0
