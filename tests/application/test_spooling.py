from dataclasses import replace
from datetime import date

import pytest

from pos_terminal.application.queueing import PaperKind, QueuedPrint
from pos_terminal.application.spooling import Records, Spool
from pos_terminal.domain.movement import Movement, MovementKind, Stander
from pos_terminal.domain.printer_state import Printout, Proof, Remark
from pos_terminal.domain.receipt import FaultCause
from pos_terminal.domain.shift_report import ShiftReport
from pos_terminal.wording.message import Message
from tests.application.desk_of import Shop
from tests.application.fakes import (
    DiskFull,
    FakePrinter,
    FakeWriter,
    MemoryCopies,
    MemoryPapers,
    MemoryPrints,
    MemoryTillRecords,
    usd,
)


class Paper:
    def __init__(self) -> None:
        self.shop = Shop().with_items("latte")
        self.shop.checkout.tender("Cash")
        self.sold = self.shop.checkout.complete().transaction_id
        self.prints, self.printer, self.writer = MemoryPrints(), FakePrinter(), FakeWriter()
        self.copies, self.notes = MemoryCopies(self.shop.sales), list[str]()
        self.till = MemoryPapers()
        self.spool = Spool(self.records(), self.printer, self.writer, self.notes.append)

    def records(self) -> Records:
        return Records(self.prints, self.shop.sales, self.copies, self.till)


def test_a_queued_receipt_is_printed_once() -> None:
    paper = Paper()
    job = paper.prints.enqueue(paper.sold, 0)
    state = paper.spool.run()
    assert not state.waiting
    assert state.last_job_id == job
    assert paper.writer.written == [(paper.sold, 0)]
    assert [each.job_id for each in paper.printer.printed] == [job]
    assert paper.prints.log == [("started", job), ("printed", job)]
    assert not paper.spool.run().waiting
    assert len(paper.printer.printed) == 1


def test_a_printer_fault_keeps_the_job_and_names_the_cause() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.printer.faults = ["Out of paper."]
    state = paper.spool.run()
    assert (state.waiting, state.cause) == (True, "Out of paper.")
    assert paper.spool.run().waiting is False
    assert len(paper.printer.printed) == 1


def test_a_job_that_was_going_out_at_a_crash_is_printed_whole_and_marked_as_a_copy() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.prints.jobs = [replace(paper.prints.jobs[0], in_doubt=True)]
    paper.spool.run()
    assert paper.writer.written == [(paper.sold, 1)]


@pytest.mark.parametrize(
    ("cause", "copy"), [(FaultCause.UNREACHABLE, 0), (FaultCause.BROKEN, 1), (FaultCause.STALLED, 1)]
)
def test_only_a_receipt_of_which_some_may_be_on_paper_is_printed_again_as_a_copy(cause: FaultCause, copy: int) -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.printer.faults, paper.printer.cause = ["It stopped."], cause
    paper.spool.run()
    paper.spool.run()
    assert paper.writer.written == [(paper.sold, 0), (paper.sold, copy)]


def test_each_print_that_may_be_on_paper_has_the_next_number_and_one_that_surely_is_not_takes_none() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    for cause in (FaultCause.BROKEN, FaultCause.BROKEN, FaultCause.UNREACHABLE, FaultCause.STALLED):
        paper.printer.faults, paper.printer.cause = ["It stopped."], cause
        assert paper.spool.run().waiting
    assert not paper.spool.run().waiting
    assert [copy for _, copy in paper.writer.written] == [0, 1, 2, 2, 3]


def in_doubt() -> Paper:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.prints.jobs = [replace(paper.prints.jobs[0], in_doubt=True)]
    return paper


def test_a_job_in_doubt_that_the_printer_has_printed_meanwhile_is_not_printed_again() -> None:
    paper = in_doubt()
    paper.printer.remembered = Printout(Proof.PRINTED)
    assert not paper.spool.run().waiting
    assert (paper.printer.recalled, paper.printer.printed) == (["job-1"], [])
    assert paper.prints.log == [("printed", "job-1")]


def test_a_job_that_the_printer_holds_waits_with_the_cause_and_stays_in_doubt() -> None:
    paper = in_doubt()
    paper.printer.holds = ["Out of paper."]
    state = paper.spool.run()
    assert (state.waiting, state.cause, paper.printer.printed) == (True, "Out of paper.", [])
    assert paper.prints.jobs[0].in_doubt


def test_a_job_that_was_never_begun_is_asked_nothing_about() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.spool.run()
    assert paper.printer.recalled == []


def test_a_printer_that_says_nothing_of_a_job_has_it_twice_and_no_third_time() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.printer.faults, paper.printer.cause = ["Look at it."] * 2, FaultCause.UNCONFIRMED
    assert paper.spool.run().waiting
    state = paper.spool.run()
    assert paper.writer.written == [(paper.sold, 0), (paper.sold, 1)]
    assert paper.prints.log[-1] == ("unknown", "job-1")
    assert state.proof_of(paper.sold) is Proof.UNKNOWN
    assert state.remark is not None
    assert paper.sold in state.remark.sentence
    assert not state.waiting


def test_jobs_that_break_off_in_a_row_are_counted() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.printer.faults, paper.printer.cause = ["It broke."] * 3, FaultCause.BROKEN
    assert [paper.spool.run().torn for _ in range(4)] == [1, 2, 3, 0]


def test_a_printer_that_begins_nothing_tears_nothing() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.printer.faults = ["It is off."] * 2
    assert [paper.spool.run().torn for _ in range(2)] == [0, 0]


def test_what_is_known_of_a_paper_is_stored_and_told() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.printer.printout = Printout(Proof.SENT, Remark("Paper low", Message("Have a roll ready.")))
    assert paper.spool.run().proof_of("another") is None
    state = paper.spool.run()
    assert state.proof_of(paper.sold) is Proof.SENT
    assert state.remark == Remark("Paper low", Message("Have a roll ready."))
    assert paper.prints.log[-1] == ("sent", "job-1")


def test_the_spool_lets_go_of_the_printer() -> None:
    paper = Paper()
    paper.spool.close()
    assert paper.printer.is_closed


def test_original_and_reprint_name_the_same_journal_entry() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.spool.run()
    paper.prints.enqueue(paper.sold, 1)
    paper.spool.run()
    assert paper.writer.anchors == ["1 · 0000-0000"] * 2


def test_a_job_without_its_sale_is_told_not_lost() -> None:
    paper = Paper()
    paper.prints.enqueue("another", 0)
    assert "missing" in paper.spool.run().cause
    assert paper.prints.jobs


def test_a_drawer_that_stays_shut_says_why() -> None:
    paper = Paper()
    paper.printer.faults = ["The printer is off."]
    assert str(paper.spool.open_drawer()) == "The printer is off."
    assert not paper.spool.open_drawer()
    assert paper.printer.drawer == 1


def test_a_sale_is_in_its_second_copy_before_its_receipts_first_byte() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.printer.before = lambda: list(paper.copies.copied)
    paper.spool.run()
    assert paper.printer.seen == [[paper.sold]]


def test_a_sale_without_a_receipt_is_copied_too() -> None:
    paper = Paper()
    paper.spool.run()
    assert paper.copies.copied == [paper.sold]


def test_a_copy_that_cannot_be_written_holds_up_no_paper_and_is_noted_once() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.copies.fault = DiskFull("The disk is full.")
    assert not paper.spool.run().waiting
    paper.spool.run()
    assert len(paper.printer.printed) == 1
    assert paper.notes == ["copy: The disk is full."]
    paper.copies.fault = None
    paper.spool.run()
    assert paper.copies.copied == [paper.sold]


def test_copies_that_cannot_be_tidied_are_noted() -> None:
    paper = Paper()
    paper.spool.forget_erased(date(2026, 3, 4))
    paper.copies.fault = DiskFull("The disk is full.")
    paper.spool.forget_erased(date(2026, 3, 5))
    assert (paper.copies.forgotten, paper.notes) == ([date(2026, 3, 4)], ["copy: The disk is full."])


def _slip(paper: Paper) -> Movement:
    by, nothing = Stander("17", "Ana L."), usd("0")
    tilling = paper.shop.tilling
    return Movement(MovementKind.NO_SALE, nothing, "", by, tilling.now(), tilling.today(), 1)


@pytest.mark.parametrize(("in_doubt", "copy"), [(False, 0), (True, 1)])
def test_a_slip_of_the_till_is_printed_like_a_receipt(in_doubt: bool, copy: int) -> None:  # noqa: FBT001 - a table's cell
    paper = Paper()
    paper.till.told[7] = _slip(paper)
    paper.prints.jobs = [QueuedPrint("job-7", None, 0, in_doubt=in_doubt, tries=0, seq=7)]

    assert not paper.spool.run().waiting

    assert paper.writer.till == [(paper.till.told[7], copy)]
    assert paper.prints.log == [("started", "job-7"), ("printed", "job-7")]


def test_a_slip_whose_entry_is_missing_waits_and_says_so() -> None:
    paper = Paper()
    paper.prints.jobs = [QueuedPrint("job-7", None, 0, in_doubt=False, tries=0, seq=7)]

    state = paper.spool.run()

    assert (state.waiting, paper.printer.printed) == (True, [])


def test_a_report_that_nobody_keeps_is_printed_at_once_or_its_fault_is_told() -> None:
    paper = Paper()
    report = ShiftReport(MemoryTillRecords().figures(1), paper.shop.tilling.now())
    paper.printer.faults = ["Out of paper."]

    assert paper.spool.print_report(report) == "Out of paper."
    assert paper.spool.print_report(report) == ""
    assert (len(paper.printer.printed), paper.prints.log) == (1, [])


def test_a_gift_receipt_is_of_what_the_customer_still_has_and_never_the_slip_of_what_came_back() -> None:
    paper = Paper()
    paper.prints.enqueue(paper.sold, 0)
    paper.prints.jobs = [replace(paper.prints.jobs[0], kind=PaperKind.GIFT)]
    paper.spool.run()
    assert (paper.writer.gifts, paper.writer.written) == ([(paper.sold, 0)], [])


def test_a_receipt_for_a_shopper_who_chose_a_language_is_written_in_its_culture() -> None:
    paper, asked = Paper(), list[str]()

    def writer_in(culture: str) -> FakeWriter:
        asked.append(culture)
        return paper.writer

    spool = Spool(paper.records(), paper.printer, paper.writer, paper.notes.append, writer_in)
    paper.prints.jobs = [
        QueuedPrint("job-1", paper.sold, 0, in_doubt=False, tries=0),
        QueuedPrint("job-2", paper.sold, 0, in_doubt=False, tries=0, culture="es_ES"),
    ]
    spool.run()
    assert asked == ["es_ES"]
