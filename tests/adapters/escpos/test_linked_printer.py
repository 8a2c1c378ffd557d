"""A printer that is asked before a job and believed only when it says that it has printed, on a real socket."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from pos_terminal.adapters.escpos.drivers.acquaintance import Acquaintance
from pos_terminal.adapters.escpos.drivers.conversation import Patience
from pos_terminal.adapters.escpos.drivers.linked import Asking, LinkedPrinter, Manners
from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace
from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.adapters.escpos.status import ASK_WHEN_DONE
from pos_terminal.domain.printer_state import NOT_CONFIRMED, PaperLevel, Printout, Proof, Remark
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob, Text
from tests.adapters.escpos.samples import ENGLISH, paper, sale
from tests.failing_printer import FINE, FailingPrinter, Mood, failing_printer

JOB = PrintJob("S-0001", sale(ENGLISH))
LONG_JOB = PrintJob("S-0002", Document(tuple(Text(f"{number:048}") for number in range(2_000))))
BUFFERED_JOB = PrintJob("S-0004", Document(tuple(Text(f"{number:048}") for number in range(230))))
"""Too long for what a printer takes before it reads, and short enough for what this machine holds."""
ENDLESS_JOB = PrintJob("S-0003", Document(tuple(Text(f"{number:048}") for number in range(4_000))))
HASTY = Patience(stall=0.6, job=30, answer=0.25, known_answer=0.5, proof=0.5, pace=1e6)
"""Long enough for a loopback, short enough for a test."""


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    encoder = Encoder(paper(48, tmp_path_factory.mktemp("cache")))
    encoder.encode(JOB.document)
    return encoder


@contextmanager
def printing(
    encoder: Encoder, mood: Mood = FINE, manners: Manners | None = None
) -> Iterator[tuple[FailingPrinter, LinkedPrinter]]:
    with failing_printer(mood) as device:
        place = NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05)
        with closing(LinkedPrinter(place, encoder, manners or Manners(patience=HASTY))) as printer:
            yield device, printer


def fault_of(printer: LinkedPrinter, job: PrintJob = JOB) -> PrinterFault:
    with pytest.raises(PrinterFault) as raised:
        printer.print(job)
    return raised.value


@pytest.mark.parametrize("asking", [Asking.AUTO, Asking.DLE, Asking.ASB])
def test_a_job_counts_as_printed_once_the_printer_says_so(encoder: Encoder, asking: Asking) -> None:
    with printing(encoder, manners=Manners(asking, HASTY)) as (device, printer):
        assert printer.print(JOB) == Printout(Proof.PRINTED)
        assert bytes(device.paper) == encoder.encode(JOB.document)


def test_low_paper_is_remarked_and_printed_on(encoder: Encoder) -> None:
    with printing(encoder, Mood(paper="low")) as (_, printer):
        printout = printer.print(JOB)
    assert printout.proof is Proof.PRINTED
    assert printout.remark is not None
    assert printout.remark.words == "Paper low"


@pytest.mark.parametrize("asking", [Asking.AUTO, Asking.ASB])
@pytest.mark.parametrize(
    ("mood", "cause"),
    [
        (Mood(paper="out"), FaultCause.PAPER_OUT),
        (Mood(is_cover_open=True), FaultCause.COVER_OPEN),
        (Mood(is_paused=True), FaultCause.OFFLINE),
        (Mood(error="cutter"), FaultCause.ERROR),
    ],
)
def test_a_printer_that_says_why_it_does_not_print_gets_no_byte_of_the_job(
    encoder: Encoder, asking: Asking, mood: Mood, cause: FaultCause
) -> None:
    if asking is Asking.ASB:
        mood = replace(mood, tells_changes=True)
    with printing(encoder, mood, Manners(asking, HASTY)) as (device, printer):
        fault = fault_of(printer)
        assert (fault.cause, fault.is_in_doubt) == (cause, False)
        assert fault.sentence.startswith(f"The printer at 127.0.0.1:{device.port} ")
        device.feel(paper="ok", is_cover_open=False, is_paused=False, error="")
        assert printer.print(JOB).proof is Proof.PRINTED
        assert device.sheets == 1
        assert bytes(device.paper) == encoder.encode(JOB.document)


def test_a_roll_that_ends_in_mid_job_leaves_it_in_doubt_until_the_printer_has_printed_the_rest(
    encoder: Encoder,
) -> None:
    with printing(encoder, Mood(out_after=300)) as (device, printer):
        fault = fault_of(printer)
        assert (fault.cause, fault.is_in_doubt) == (FaultCause.PAPER_OUT, True)
        with pytest.raises(PrinterFault) as held:
            printer.recall(JOB.job_id)
        assert (held.value.cause, held.value.is_in_doubt) == (FaultCause.PAPER_OUT, True)
        device.feel(paper="ok")
        assert printer.recall(JOB.job_id) == Printout(Proof.PRINTED)
        assert bytes(device.paper) == encoder.encode(JOB.document)
        assert printer.recall(JOB.job_id) is None


def test_nothing_is_known_of_a_job_whose_printer_was_switched_off(encoder: Encoder) -> None:
    with printing(encoder, Mood(out_after=300)) as (device, printer):
        assert fault_of(printer).is_in_doubt
        device.switch_off()
        device.feel(paper="ok")
        assert printer.recall(JOB.job_id) is None
        assert printer.print(JOB).proof is Proof.PRINTED
        assert device.sheets == 1


def test_nothing_is_known_of_a_job_that_is_not_the_last(encoder: Encoder) -> None:
    with printing(encoder, Mood(out_after=300)) as (_, printer):
        assert fault_of(printer).is_in_doubt
        assert printer.recall("another") is None


@pytest.mark.parametrize(
    ("mood", "remark"),
    [(Mood(answers=False), NOT_CONFIRMED), (Mood(confirms=False), None)],
)
def test_a_printer_that_cannot_say_what_it_prints_is_sent_to(
    encoder: Encoder, mood: Mood, remark: Remark | None
) -> None:
    with printing(encoder, mood) as (device, printer):
        assert printer.print(JOB) == Printout(Proof.SENT, remark, in_doubt=remark is not None)
        assert printer.print(JOB) == Printout(Proof.SENT, remark, in_doubt=remark is not None)
        device.wait_for_sheets(2)


@pytest.mark.parametrize("asking", [Asking.AUTO, Asking.NONE])
def test_what_waits_in_this_machine_was_not_taken_by_a_printer_that_never_said_a_word(
    encoder: Encoder, asking: Asking
) -> None:
    with failing_printer(Mood(stops_reading_after=0)) as device:
        place = NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05, drain=0.3)
        with closing(LinkedPrinter(place, encoder, Manners(asking, HASTY))) as printer:
            fault = fault_of(printer, BUFFERED_JOB)
            assert (fault.cause, fault.is_in_doubt) == (FaultCause.STALLED, True)


def test_a_slow_printer_that_never_said_a_word_is_waited_for(encoder: Encoder) -> None:
    with failing_printer(Mood(a_second=20_000, buffer=2_000)) as device:
        place = NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05, drain=0.3)
        with closing(LinkedPrinter(place, encoder, Manners(Asking.NONE, HASTY))) as printer:
            assert printer.print(BUFFERED_JOB).proof is Proof.SENT
            device.wait_for_paper(len(encoder.encode(BUFFERED_JOB.document)))


def test_a_printer_that_answers_late_is_sent_to(encoder: Encoder) -> None:
    with printing(encoder, Mood(late=0.4)) as (device, printer):
        assert [printer.print(JOB).proof for _ in range(2)] == [Proof.SENT] * 2
        device.wait_for_sheets(2)


def test_a_printer_that_somebody_saw_printing_is_not_asked_any_more_nor_told_of(
    encoder: Encoder, tmp_path: Path
) -> None:
    manners = Manners(patience=HASTY, memory=tmp_path)
    with printing(encoder, Mood(answers=False), manners=manners) as (device, printer):
        assert printer.print(JOB) == Printout(Proof.SENT, NOT_CONFIRMED, in_doubt=True)
        witness = Acquaintance(tmp_path, f"The printer at 127.0.0.1:{device.port}")
        witness.vouch(came_out=True)
        assert printer.print(JOB) == Printout(Proof.SENT)
        device.wait_for_sheets(2)
        assert device.done_questions == 1
        witness.vouch(came_out=False)
        place = NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05)
        again = LinkedPrinter(place, encoder, manners)
        assert again.print(JOB) == Printout(Proof.SENT, NOT_CONFIRMED, in_doubt=True)


def test_a_printer_that_answers_is_believed_more_than_whoever_spoke_for_it(encoder: Encoder, tmp_path: Path) -> None:
    manners = Manners(patience=HASTY, memory=tmp_path)
    with printing(encoder, manners=manners) as (device, printer):
        assert printer.print(JOB).proof is Proof.PRINTED
        Acquaintance(tmp_path, f"The printer at 127.0.0.1:{device.port}").vouch(came_out=True)
        device.feel(paper="out")
        assert fault_of(printer).cause is FaultCause.PAPER_OUT


def test_a_printer_that_stopped_answering_gets_no_job(encoder: Encoder) -> None:
    with printing(encoder) as (device, printer):
        printer.print(JOB)
        device.feel(answers=False)
        fault = fault_of(printer)
        assert (fault.cause, fault.is_in_doubt, device.sheets) == (FaultCause.SILENT, False, 1)


def test_a_printer_that_used_to_answer_is_known_to_a_new_start(encoder: Encoder, tmp_path: Path) -> None:
    manners = Manners(patience=HASTY, memory=tmp_path / "cache")
    with printing(encoder, manners=manners) as (device, printer):
        printer.print(JOB)
        device.feel(answers=False)
        place = NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05)
        assert fault_of(LinkedPrinter(place, encoder, manners)).cause is FaultCause.SILENT
        assert LinkedPrinter(place, encoder, Manners(patience=HASTY)).print(JOB).proof is Proof.SENT


@pytest.mark.parametrize("content", [b"\xff\xfe", b"flies", b""])
def test_a_memory_that_cannot_be_read_says_nothing(content: bytes, encoder: Encoder, tmp_path: Path) -> None:
    manners = Manners(patience=HASTY, memory=tmp_path)
    with printing(encoder, manners=manners) as (device, printer):
        printer.print(JOB)
        (kept,) = tmp_path.iterdir()
        kept.write_bytes(content)
        device.feel(answers=False)
        place = NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05)
        assert LinkedPrinter(place, encoder, manners).print(JOB).proof is Proof.SENT


def test_a_printer_that_confirms_its_jobs_and_did_not_leaves_one_in_doubt(encoder: Encoder) -> None:
    with printing(encoder) as (device, printer):
        printer.print(JOB)
        device.feel(confirms=False)
        fault = fault_of(printer)
        assert (fault.cause, fault.is_in_doubt) == (FaultCause.UNCONFIRMED, True)
        assert printer.recall(JOB.job_id) is None


def test_a_cable_that_is_pulled_in_mid_job_leaves_it_in_doubt(encoder: Encoder) -> None:
    with printing(encoder) as (device, printer):
        printer.print(JOB)
        device.feel(stops_reading_after=600)
        fault = fault_of(printer)
        assert (fault.cause, fault.is_in_doubt) == (FaultCause.SILENT, True)
        with pytest.raises(PrinterFault, match="stopped answering"):
            printer.recall(JOB.job_id)
        device.feel(stops_reading_after=None)
        assert printer.recall(JOB.job_id) == Printout(Proof.PRINTED)
        assert device.sheets == 2


def test_a_printer_that_takes_no_more_and_told_why_is_believed(encoder: Encoder) -> None:
    mood = Mood(out_after=2_000, buffer=3_000, tells_changes=True)
    with printing(encoder, mood, Manners(Asking.ASB, HASTY)) as (_, printer):
        fault = fault_of(printer, ENDLESS_JOB)
    assert (fault.cause, fault.is_in_doubt) == (FaultCause.PAPER_OUT, True)


BABBLE = b"\x10\x00\x00\x0f" * 3 + b"\x13\x11\xff\x12"


@pytest.mark.parametrize("babble", [BABBLE, b"\x12\x12", b"\xff" * 9, b"\x18\x00\x0f\x0f"])
def test_bytes_that_nobody_asked_for_confuse_nothing(encoder: Encoder, babble: bytes) -> None:
    with printing(encoder) as (device, printer):
        printer.print(JOB)
        device.feel(babble=babble)
        printout = printer.print(JOB)
        assert (printout.proof, device.sheets) == (Proof.PRINTED, 2)


def test_late_answers_are_not_taken_for_answers_to_later_questions(encoder: Encoder) -> None:
    patient = replace(HASTY, answer=1.2)
    with printing(encoder, Mood(late=0.3, paper="out"), Manners(Asking.DLE, replace(HASTY, known_answer=0.2))) as (
        device,
        printer,
    ):
        assert fault_of(printer).cause is FaultCause.SILENT
        assert device.sheets == 0
        slow = LinkedPrinter(NetworkPlace(Address("127.0.0.1", device.port)), encoder, Manners(patience=patient))
        assert fault_of(slow).cause is FaultCause.PAPER_OUT


def test_a_byte_that_comes_by_chance_confirms_nothing(encoder: Encoder) -> None:
    with printing(encoder, Mood(out_after=300, babble=b"\x00")) as (device, printer):
        fault = fault_of(printer)
        assert (fault.cause, fault.is_in_doubt) == (FaultCause.PAPER_OUT, True)
        with pytest.raises(PrinterFault, match="out of paper"):
            printer.recall(JOB.job_id)
        assert device.sheets == 0


def positions(encoder: Encoder, count: int) -> list[int]:
    """Bytes of a connection: all of the first questions and of the end, and some between."""
    whole = 9 + len(encoder.encode(JOB.document)) + len(ASK_WHEN_DONE)
    step = max(1, whole // count)
    return sorted({*range(14), *range(9, whole, step), *range(whole - 6, whole)})


def cut_off_at(encoder: Encoder, position: int) -> None:
    """The power goes at that byte; afterwards the job is printed whole, and told from one that may be out."""
    with printing(encoder, Mood(close_after=position)) as (device, printer):
        fault = fault_of(printer)
        assert fault.cause in {FaultCause.UNREACHABLE, FaultCause.BROKEN, FaultCause.SILENT}
        assert fault.is_in_doubt or not device.paper
        device.feel(close_after=None)
        before = len(device.paper)
        if fault.is_in_doubt:
            assert printer.recall(JOB.job_id) is None
        assert printer.print(JOB).proof is Proof.PRINTED
        assert bytes(device.paper[before:]) == encoder.encode(JOB.document)


def test_the_power_may_go_at_any_byte(encoder: Encoder, figures: Counter[str]) -> None:
    for position in positions(encoder, 12):
        cut_off_at(encoder, position)
        figures["bytes of a job at which a printer was switched off"] += 1


@pytest.mark.soak
def test_the_power_may_go_at_every_byte(encoder: Encoder, figures: Counter[str]) -> None:
    for position in positions(encoder, 100_000):
        cut_off_at(encoder, position)
        figures["bytes of a job at which a printer was switched off"] += 1


def test_a_printer_tells_how_it_is(encoder: Encoder) -> None:
    with printing(encoder, Mood(paper="low", drawer=True)) as (device, printer):
        status = printer.status()
        assert (status.paper, status.drawer_pin, status.is_online) == (PaperLevel.LOW, True, True)
        device.feel(answers=False)
        assert not printer.status().has_answered


def test_nobody_at_the_address_is_told_where_the_state_is_asked(encoder: Encoder) -> None:
    with failing_printer() as device:
        port = device.port
    printer = LinkedPrinter(NetworkPlace(Address("127.0.0.1", port)), encoder)
    ask: list[Callable[[], object]] = [printer.status, printer.open_drawer]
    for each in ask:
        with pytest.raises(PrinterFault) as raised:
            each()
        assert raised.value.cause is FaultCause.UNREACHABLE


def test_the_drawer_opens_in_turn_when_the_printer_is_idle_and_at_once_when_it_is_stopped(encoder: Encoder) -> None:
    with printing(encoder, manners=Manners(Asking.DLE, HASTY)) as (device, printer):
        printer.open_drawer()
        device.feel(paper="out")
        printer.open_drawer()
        device.wait_for_pulses(2)
        assert [how for how, _ in device.pulses] == ["in turn", "at once"]


def test_the_drawer_opens_in_front_of_a_receipt_that_waits_for_paper(encoder: Encoder) -> None:
    with printing(encoder, Mood(out_after=300)) as (device, printer):
        assert fault_of(printer).is_in_doubt
        printer.open_drawer()
        device.wait_for_pulses(1)
        assert device.pulses == [("at once", 300)]
        device.feel(paper="ok")
        assert printer.recall(JOB.job_id) == Printout(Proof.PRINTED)


def test_the_drawer_opens_in_the_middle_of_a_long_receipt(encoder: Encoder) -> None:
    wanted: list[bool] = []

    def is_wanted() -> bool:
        return bool(wanted and wanted.pop())

    manners = Manners(patience=replace(HASTY, stall=5, proof=20), urgent=is_wanted)
    with printing(encoder, Mood(a_second=150_000, buffer=2_000), manners) as (device, printer):
        work = Thread(target=printer.print, args=(LONG_JOB,))
        work.start()
        device.wait_for_paper(1_000)
        wanted.append(True)
        work.join(30)
        whole = len(encoder.encode(LONG_JOB.document))
        device.wait_for_pulses(1)
        assert [how for how, _ in device.pulses] == ["at once"]
        assert device.pulses[0][1] < whole / 2
        assert bytes(device.paper) == encoder.encode(LONG_JOB.document)
