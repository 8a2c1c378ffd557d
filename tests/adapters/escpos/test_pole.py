import random

import pytest

from pos_terminal.adapters.escpos.pole import AUTO, PoleMode, PoleSpeech
from pos_terminal.domain.display_row import DisplayRow
from tests.adapters.escpos.pole_reader import PoleReader

MODES = list(PoleMode)


def shown(mode: PoleMode, *rows: DisplayRow, page: str = AUTO) -> list[str]:
    """What a display of this kind shows of them."""
    speech = PoleSpeech(mode, page)
    reader = PoleReader(is_cd5220=mode is PoleMode.CD5220, page="cp437" if page == AUTO else page.lower())
    return reader.read(speech.wake() + speech.frame(rows)).rows


TOTAL = DisplayRow("Total", "12.34")


@pytest.mark.parametrize("mode", MODES)
def test_words_and_amounts_stand_at_either_end_of_twenty_letters(mode: PoleMode) -> None:
    assert shown(mode, DisplayRow("Muffin", "3.25"), TOTAL) == ["Muffin          3.25", "Total          12.34"]


@pytest.mark.parametrize("mode", MODES)
def test_a_long_name_is_cut_before_its_price(mode: PoleMode) -> None:
    long = DisplayRow("Organic fair-trade dark chocolate", "−1,234.50")

    assert shown(mode, long, DisplayRow("Welcome to the corner shop"))[0] == "Organic fa -1,234.50"


@pytest.mark.parametrize("mode", MODES)
def test_words_alone_stand_in_the_middle(mode: PoleMode) -> None:
    assert shown(mode, DisplayRow("Corner Shop"), DisplayRow()) == ["    Corner Shop     ", " " * 20]


@pytest.mark.parametrize("mode", MODES)
def test_an_amount_is_whole_whatever_its_length(mode: PoleMode) -> None:
    assert shown(mode, DisplayRow("Total", "−99,999,999,999.99"), TOTAL)[0] == "T -99,999,999,999.99"


@pytest.mark.parametrize("mode", MODES)
def test_nothing_in_a_name_is_a_command(mode: PoleMode) -> None:
    hostile = "A\x1b@\x0c\x1f$\x14\x02B\rC\x07\x9b\x7f\u202eD"

    assert shown(mode, DisplayRow(hostile, "1.00"), TOTAL) == ["A@ $B CD        1.00", "Total          12.34"]


def test_a_euro_is_shown_from_a_page_that_has_one_and_spelt_where_there_is_none() -> None:
    euro = DisplayRow("Total €", "5.00")

    assert shown(PoleMode.EPSON, euro, TOTAL)[0] == "Total €         5.00"
    assert shown(PoleMode.EPSON, euro, TOTAL, page="CP437")[0] == "Total EUR       5.00"
    assert shown(PoleMode.CD5220, euro, TOTAL)[0] == "Total EUR       5.00"
    assert shown(PoleMode.CD5220, euro, TOTAL, page="CP858")[0] == "Total €         5.00"


def test_a_row_takes_letters_from_several_pages_and_the_next_one_begins_anew() -> None:
    assert shown(PoleMode.EPSON, DisplayRow("Борщ Crème 5 €", "4.00"), DisplayRow("é", "1.00")) == [
        "Борщ Crème 5 €  4.00",
        "é               1.00",
    ]


@pytest.mark.parametrize("mode", MODES)
def test_letters_that_no_page_has_are_bare_left_out_or_told_of_as_stars_never_as_question_marks(mode: PoleMode) -> None:
    rows = shown(mode, DisplayRow("Ǻngstrom 抹茶 tea", "2.00"), DisplayRow("抹茶ラテ", "5.20"))

    assert rows == ["Angstrom tea    2.00", "***             5.20"]


def test_whatever_is_to_be_shown_is_two_rows_of_twenty_letters_that_end_with_the_amount() -> None:
    draw = random.Random(20261130)
    letters = [*map(chr, range(0x100)), *"€£¥−×·…’ЖбЩÄőşžабвאבقهカ抹茶\u0301\u200d\u202e😀"]
    for _ in range(300):
        words = "".join(draw.choices(letters, k=draw.randrange(40)))
        amount = f"{draw.choice(('', '−'))}{draw.randrange(10 ** draw.randrange(1, 10)):,}.{draw.randrange(100):02d}"
        for mode in MODES:
            upper, lower = shown(mode, DisplayRow(words, amount), TOTAL)
            assert (len(upper), len(lower)) == (20, 20)
            assert upper.endswith(amount.replace("−", "-"))
            assert "?" not in upper or "?" in words
            assert lower == "Total          12.34"
