"""What a document takes in, and what never gets into one."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.receipt import Cell, FaultCause, PrinterFault, Qr, Text, printable

ANY_CHARACTER = st.text(st.characters(exclude_categories=()))


@given(ANY_CHARACTER)
def test_no_control_character_whatever_gets_into_a_text(text: str) -> None:
    kept = printable(text)
    assert not {category(char) for char in kept} & {"Cc", "Cs", "Co", "Cn"}
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(ANY_CHARACTER)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    assert printable(printable(text)) == printable(text)


def test_a_line_break_in_a_name_cannot_forge_a_line_of_its_own() -> None:
    assert Text("Tea\nTOTAL 0.00\r\nx").text == "Tea TOTAL 0.00  x"
    assert Cell("Tea\x85\u2028TOTAL").text == "Tea  TOTAL"


def test_a_command_in_a_name_loses_what_made_it_one() -> None:
    assert printable("Tea\x1bp\x00\x19\xfa\x10\x14\x01\x00\x01") == "Teapú"


def test_an_override_cannot_turn_an_amount_round() -> None:
    assert printable("\u202e99.1\u202c") == "99.1"


def test_accents_are_composed_so_that_a_code_page_can_have_them() -> None:
    assert printable("cafe\u0301") == "caf\u00e9"


def test_a_tower_of_marks_is_cut_down() -> None:
    assert len(printable("q" + "\u0323" * 40)) == 5


def test_joiners_that_spelling_needs_stay() -> None:
    assert printable("می\u200cخواهم") == "می\u200cخواهم"


def test_a_text_without_end_ends() -> None:
    assert len(printable("x" * 10_000)) == 400


def test_a_qr_code_holds_no_control_characters() -> None:
    assert Qr("https://pos.example.com/r/\x1bAB\n").data == "https://pos.example.com/r/AB"


@pytest.mark.parametrize("data", ["", "\x00\n", "x" * 501])
def test_a_qr_code_that_cannot_be_printed_is_refused_at_once(data: str) -> None:
    with pytest.raises(ValueError, match="a QR code"):
        Qr(data)


def test_a_fault_tells_cause_and_sentence() -> None:
    fault = PrinterFault(FaultCause.STALLED, "Check the paper.")
    assert (fault.cause, fault.sentence, str(fault)) == (FaultCause.STALLED, "Check the paper.", "Check the paper.")
