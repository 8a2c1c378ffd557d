import pytest

from pos_terminal.adapters.escpos.drivers.failover import FailoverPrinter
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob
from tests.application.fakes import FakePrinter

JOB = PrintJob("S-0001", Document(()))


class Two:
    def __init__(self) -> None:
        self.first, self.spare, self.seconds = FakePrinter(), FakePrinter(), 0.0
        self.printer = FailoverPrinter(self.first, self.spare, lambda: self.seconds)

    def break_off(self, times: int) -> None:
        """The first printer breaks off so often in mid-job."""
        self.first.faults, self.first.cause = ["It broke."] * times, FaultCause.BROKEN
        for _ in range(times):
            with pytest.raises(PrinterFault, match="It broke"):
                self.printer.print(JOB)


def test_the_first_printer_prints_as_long_as_it_does() -> None:
    two = Two()
    assert two.printer.print(JOB) == Printout(Proof.PRINTED)
    assert (len(two.first.printed), len(two.spare.printed)) == (1, 0)


def test_what_the_first_has_not_begun_comes_out_of_the_spare_and_is_said() -> None:
    two = Two()
    two.first.faults = ["The printer is out of paper."]
    printout = two.printer.print(JOB)
    assert printout.proof is Proof.PRINTED
    assert printout.remark is not None
    assert printout.remark.words == "Spare printer"
    assert printout.remark.sentence.endswith("The printer is out of paper.")
    assert two.spare.printed == [JOB]


def test_what_the_first_may_have_begun_is_not_printed_twice_unmarked() -> None:
    two = Two()
    two.first.faults, two.first.cause = ["It broke."], FaultCause.BROKEN
    with pytest.raises(PrinterFault) as raised:
        two.printer.print(JOB)
    assert raised.value.is_in_doubt
    assert two.spare.printed == []


def test_what_neither_prints_waits_with_both_reasons() -> None:
    two = Two()
    two.first.faults, two.spare.faults = ["The first is off."], ["The second is off."]
    with pytest.raises(PrinterFault, match=r"The first is off\..*The second is off\.") as raised:
        two.printer.print(JOB)
    assert not raised.value.is_in_doubt


def test_a_doubt_on_the_spare_is_a_doubt() -> None:
    two = Two()
    two.first.faults = ["The first is off."]
    two.spare.faults, two.spare.cause = ["It broke."], FaultCause.BROKEN
    with pytest.raises(PrinterFault, match=r"^It broke\.$") as raised:
        two.printer.print(JOB)
    assert raised.value.is_in_doubt


def test_either_may_know_of_a_job_in_doubt() -> None:
    two = Two()
    two.spare.remembered = Printout(Proof.PRINTED)
    assert two.printer.recall("S-0001") == Printout(Proof.PRINTED)
    two.first.remembered = Printout(Proof.SENT)
    assert two.printer.recall("S-0001") == Printout(Proof.SENT)


def test_what_the_first_holds_in_doubt_comes_out_of_the_spare_as_a_copy() -> None:
    two = Two()
    two.first.holds = ["Out of paper."]
    assert two.printer.recall("S-0001") is None


@pytest.mark.parametrize("status", [PrinterStatus(is_cover_open=True), None])
def test_what_the_first_holds_is_waited_for_where_the_spare_does_not_print(status: PrinterStatus | None) -> None:
    two = Two()
    two.first.holds, two.spare.says = ["Out of paper."], status
    with pytest.raises(PrinterFault, match="Out of paper"):
        two.printer.recall("S-0001")


def test_drawer_and_state_are_those_of_the_first() -> None:
    two = Two()
    two.printer.open_drawer()
    assert two.printer.status().is_online
    two.printer.close()
    assert (two.first.drawer, two.spare.drawer) == (1, 0)
    assert two.first.is_closed
    assert two.spare.is_closed


def test_a_job_that_broke_off_twice_comes_out_of_the_spare_and_nothing_waits_behind_it() -> None:
    two = Two()
    two.break_off(2)
    another = PrintJob("S-0002", Document(()))
    printouts = [two.printer.print(JOB), two.printer.print(another)]
    assert two.spare.printed == [JOB, another]
    assert [each.remark and each.remark.words for each in printouts] == ["Spare printer"] * 2
    assert two.first.printed == []


def test_a_printer_that_breaks_off_is_tried_with_one_job_after_its_rest() -> None:
    two = Two()
    two.break_off(2)
    two.seconds = 120.0
    two.break_off(1)
    two.printer.print(JOB)
    assert len(two.spare.printed) == 1
    two.seconds = 240.0
    two.printer.print(JOB)
    two.printer.print(JOB)
    assert (len(two.first.printed), len(two.spare.printed)) == (2, 1)


def test_breaks_with_paper_between_them_are_not_in_a_row() -> None:
    two = Two()
    two.break_off(1)
    two.printer.print(JOB)
    two.break_off(1)
    two.printer.print(JOB)
    assert (len(two.first.printed), two.spare.printed) == (2, [])


def test_a_printer_that_breaks_off_is_all_there_is_where_the_spare_does_not_print() -> None:
    two = Two()
    two.break_off(2)
    two.spare.says = None
    assert two.printer.print(JOB) == Printout(Proof.PRINTED)
    assert two.first.printed == [JOB]
