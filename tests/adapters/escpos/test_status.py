"""What printers answer, bit by bit, as the tables of ESC/POS have it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.escpos.faults import fault_in
from pos_terminal.adapters.escpos.status import (
    Kind,
    Said,
    StatusStream,
    ask,
    decoded,
    decoded_automatic,
    paper_when_done,
)
from pos_terminal.domain.printer_state import PaperLevel, PrinterError, PrinterStatus
from pos_terminal.domain.receipt import FaultCause

WELL = PrinterStatus(
    is_online=True,
    paper=PaperLevel.PRESENT,
    is_cover_open=False,
    is_feeding=False,
    awaits_key=False,
    error=PrinterError.NONE,
    drawer_pin=False,
)
IDLE = 0x12

# question, bit, and what it changes of a printer that is well; nothing for bits that say nothing to us.
REAL_TIME_BITS: list[tuple[int, int, dict[str, object]]] = [
    (1, 2, {"drawer_pin": True}),
    (1, 3, {"is_online": False}),
    (1, 5, {"awaits_key": True}),
    (1, 6, {"is_feeding": True}),
    (2, 2, {"is_cover_open": True}),
    (2, 3, {"is_feeding": True}),
    (2, 5, {"paper": PaperLevel.OUT}),
    (2, 6, {"error": PrinterError.RECOVERABLE}),
    (3, 2, {"error": PrinterError.RECOVERABLE}),
    (3, 3, {"error": PrinterError.CUTTER}),
    (3, 5, {"error": PrinterError.UNRECOVERABLE}),
    (3, 6, {"error": PrinterError.COOLING}),
    (4, 2, {"paper": PaperLevel.LOW}),
    (4, 3, {"paper": PaperLevel.LOW}),
    (4, 5, {"paper": PaperLevel.OUT}),
    (4, 6, {"paper": PaperLevel.OUT}),
]
# byte, bit, and what it changes.
AUTOMATIC_BITS: list[tuple[int, int, dict[str, object]]] = [
    (0, 2, {"drawer_pin": True}),
    (0, 3, {"is_online": False}),
    (0, 5, {"is_cover_open": True}),
    (0, 6, {"is_feeding": True}),
    (1, 0, {"awaits_key": True}),
    (1, 1, {"is_feeding": True}),
    (1, 2, {"error": PrinterError.RECOVERABLE}),
    (1, 3, {"error": PrinterError.CUTTER}),
    (1, 5, {"error": PrinterError.UNRECOVERABLE}),
    (1, 6, {"error": PrinterError.COOLING}),
    (2, 0, {"paper": PaperLevel.LOW}),
    (2, 1, {"paper": PaperLevel.LOW}),
    (2, 2, {"paper": PaperLevel.OUT}),
    (2, 3, {"paper": PaperLevel.OUT}),
    (2, 5, {}),
    (2, 6, {}),
    *((3, bit, {}) for bit in (0, 1, 2, 3, 5, 6)),
]


def fields_of(status: PrinterStatus) -> dict[str, object]:
    return {name: getattr(status, name) for name in status.__slots__}


def test_a_printer_that_is_well_says_so_in_both_ways(figures: Counter[str]) -> None:
    figures["status bits"] += len(REAL_TIME_BITS) + len(AUTOMATIC_BITS)
    assert decoded(dict.fromkeys((1, 2, 3, 4), IDLE)) == WELL
    assert decoded_automatic(b"\x10\x00\x00\x0f") == WELL
    assert fault_in(WELL) is None


@pytest.mark.parametrize(("question", "bit", "changes"), REAL_TIME_BITS)
def test_each_bit_of_a_real_time_reply_says_one_thing(question: int, bit: int, changes: dict[str, object]) -> None:
    replies = dict.fromkeys((1, 2, 3, 4), IDLE) | {question: IDLE | 1 << bit}
    assert fields_of(decoded(replies)) == fields_of(WELL) | changes


def test_every_bit_of_a_real_time_reply_that_is_not_fixed_is_in_the_table() -> None:
    assert sorted({(question, bit) for question, bit, _ in REAL_TIME_BITS}) == [
        (question, bit) for question in (1, 2, 3, 4) for bit in (2, 3, 5, 6)
    ]


@pytest.mark.parametrize(("byte", "bit", "changes"), AUTOMATIC_BITS)
def test_each_bit_of_an_automatic_status_says_one_thing(byte: int, bit: int, changes: dict[str, object]) -> None:
    said = bytearray(b"\x10\x00\x00\x00")
    said[byte] |= 1 << bit
    assert fields_of(decoded_automatic(bytes(said))) == fields_of(WELL) | changes


def test_every_bit_of_an_automatic_status_that_is_not_fixed_is_in_the_table() -> None:
    first = [(0, bit) for bit in (2, 3, 5, 6)]
    others = [(byte, bit) for byte in (1, 2, 3) for bit in (0, 1, 2, 3, 5, 6)]
    assert sorted({(byte, bit) for byte, bit, _ in AUTOMATIC_BITS}) == first + others


@pytest.mark.parametrize(
    ("bit", "paper"),
    [(0, PaperLevel.LOW), (1, PaperLevel.LOW), (2, PaperLevel.OUT), (3, PaperLevel.OUT), (5, PaperLevel.PRESENT)],
)
def test_the_reply_after_printing_tells_of_the_paper(bit: int, paper: PaperLevel) -> None:
    assert paper_when_done(1 << bit) is paper


def test_what_was_not_asked_is_not_known() -> None:
    assert decoded({}) == PrinterStatus()
    assert not decoded({}).has_answered
    assert decoded({1: IDLE}).paper is PaperLevel.UNKNOWN
    assert decoded({1: IDLE}).is_cover_open is None
    assert fault_in(PrinterStatus()) is None


@pytest.mark.parametrize(
    ("status", "cause", "words"),
    [
        (PrinterStatus(is_cover_open=True, paper=PaperLevel.OUT), FaultCause.COVER_OPEN, "Close it"),
        (PrinterStatus(paper=PaperLevel.OUT, is_online=False), FaultCause.PAPER_OUT, "new roll"),
        (PrinterStatus(error=PrinterError.CUTTER), FaultCause.ERROR, "cutter"),
        (PrinterStatus(error=PrinterError.COOLING), FaultCause.ERROR, "too hot"),
        (PrinterStatus(error=PrinterError.UNRECOVERABLE), FaultCause.ERROR, "service"),
        (PrinterStatus(is_online=False), FaultCause.OFFLINE, "off-line"),
        (PrinterStatus(is_online=False, is_feeding=True), FaultCause.OFFLINE, "feed key is held"),
        (PrinterStatus(is_online=False, awaits_key=True), FaultCause.OFFLINE, "Press its feed key"),
    ],
)
def test_each_fault_is_told_with_what_to_do(status: PrinterStatus, cause: FaultCause, words: str) -> None:
    found = fault_in(status)
    assert found is not None
    assert found[0] is cause
    assert words in str(found[1])


def test_low_paper_is_no_fault() -> None:
    assert fault_in(PrinterStatus(is_online=True, paper=PaperLevel.LOW)) is None


def test_a_question_is_the_command_of_its_number() -> None:
    assert ask(4) == b"\x10\x04\x04"


def said(content: bytes) -> list[Said]:
    return list(StatusStream().fed(content))


def test_kinds_of_answers_are_told_apart() -> None:
    automatic = b"\x1c\x00\x0f\x0f"
    assert said(b"\x12" + automatic + b"\x00" + b"\x16") == [
        Said(Kind.REAL_TIME, b"\x12"),
        Said(Kind.AUTOMATIC, automatic),
        Said(Kind.DONE, b"\x00"),
        Said(Kind.REAL_TIME, b"\x16"),
    ]


@pytest.mark.parametrize("noise", [b"\x11", b"\x13", b"\xff", b"\x80", b"\xf0\x9f", b"\x51", b"\x5f"])
def test_flow_control_and_noise_say_nothing(noise: bytes) -> None:
    assert said(noise) == []
    assert said(noise + b"\x12") == [Said(Kind.REAL_TIME, b"\x12")]


def test_a_status_whose_end_is_lost_hides_no_answer() -> None:
    assert said(b"\x10\x00\x12") == [Said(Kind.REAL_TIME, b"\x12")]
    assert said(b"\x10\x10\x00\x00\x0f") == [Said(Kind.AUTOMATIC, b"\x10\x00\x00\x0f")]


def test_the_end_of_a_status_is_no_confirmation() -> None:
    assert [each.kind for each in said(b"\x10\x00\x00\x0f\x00")] == [Kind.AUTOMATIC, Kind.DONE]


@given(st.binary(max_size=60), st.data())
def test_how_bytes_arrive_changes_nothing(content: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(content)), max_size=8)))
    stream, found = StatusStream(), list[Said]()
    for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True):
        found += stream.fed(content[start:end])
    assert found == said(content)
