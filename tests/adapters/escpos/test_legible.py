"""What no font has is left out of bytes, picture and text alike; what one has stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.adapters.escpos.fonts import Faces
from pos_terminal.adapters.escpos.legible import legible
from pos_terminal.adapters.escpos.picture import Photographer
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.adapters.escpos.widths import letters
from pos_terminal.domain.receipt import Columns, Document, Text, printable
from tests.adapters.escpos.paper_reader import Line, read_paper
from tests.adapters.escpos.samples import FONTS, paper

ON_CODE_PAGES = ("cp858", "cp437", "cp852", "cp866", "cp737", "cp775", "cp1250", "cp1251", "cp1253", "cp1257")


def kept(text: str) -> str:
    (block,) = legible(Document((Text(text),)), FONTS).blocks
    assert isinstance(block, Text)
    return block.text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Ficelle pomme 🍏", "Ficelle pomme"),
        ("🍏 Ficelle", "Ficelle"),
        ("Ficelle 🍏 pomme", "Ficelle pomme"),
        ("Chef 👩\u200d🍳 salad", "Chef salad"),
        ("I ❤\ufe0f tea", "I tea"),
        ("No. 1\ufe0f\u20e3", "No. 1"),
        ("Thé 🇫🇷 vert", "Thé vert"),
        ("抹茶🍵ラテ", "抹茶ラテ"),
        ("🍏", ""),
    ],
)
def test_an_emoji_goes_with_all_that_belongs_to_it(name: str, printed: str) -> None:
    assert kept(name) == printed


@pytest.mark.parametrize(
    "name", ["می\u200cخواهم", "हल्दीराम भुजिया", "น้ำปลา", "신라면", "חלב 3%", "Žluťoučký", "1\u202f234,50\u00a0€"]
)
def test_what_a_font_has_stays_with_its_joiners_and_marks(name: str) -> None:
    assert kept(name) == name


@pytest.mark.parametrize("page", ON_CODE_PAGES)
def test_nothing_that_a_printer_has_letters_for_is_left_out(page: str) -> None:
    on_it = printable(bytes(range(0x80, 0x100)).decode(page, "ignore"))
    assert kept(on_it) == on_it


@given(st.text(max_size=20))
def test_no_box_is_ever_left_to_draw(text: str) -> None:
    faces = Faces(FONTS)
    assert all(faces.has(letter) for letter in letters(kept(text)))


def test_bytes_picture_and_text_do_without_it_alike(tmp_path: Path) -> None:
    with_emoji = Document((Columns.of("Ficelle pomme 🍏", "2.50"), Text("Молоко 🥛")))
    without = Document((Columns.of("Ficelle pomme", "2.50"), Text("Молоко")))
    encoder, photographer = Encoder(paper(42, tmp_path)), Photographer(42, FONTS)
    assert encoder.encode(with_emoji) == encoder.encode(without)
    assert photographer.png(with_emoji) == photographer.png(without)
    assert plain_text(with_emoji, 42, FONTS) == plain_text(without, 42, FONTS)
    printed = [row.text for row in read_paper(encoder.encode(with_emoji), 42) if isinstance(row, Line)]
    assert printed[0] == "Ficelle pomme".ljust(38) + "2.50"


def test_a_text_for_no_paper_keeps_everything() -> None:
    assert plain_text(Document((Text("Ficelle 🍏"),)), 42) == "Ficelle 🍏\n"
