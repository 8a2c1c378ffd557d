"""The picture of a receipt: codes scan, scripts are joined and ordered as they are read."""

from io import BytesIO
from itertools import groupby
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from pos_terminal.adapters.escpos.bidi import Letter, runs_as_seen
from pos_terminal.adapters.escpos.fonts import Faces
from pos_terminal.adapters.escpos.picture import Photographer
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.adapters.escpos.raster import LineArtist, line_artist
from pos_terminal.adapters.escpos.rows import Placed, TextRow, rows_of
from pos_terminal.domain.receipt import Align, Columns, Document, FaultCause, PrinterFault, Qr, Size, Style, Text
from pos_terminal.domain.receipt_view import ReceiptContext
from tests.adapters.escpos.samples import ENGLISH, FONTS, MANY_SCRIPTS, URL, sale


@pytest.fixture(scope="module")
def artist() -> LineArtist:
    return line_artist(FONTS, 12, 48)


def ink_blocks(artist: LineArtist, text: str) -> list[tuple[int, int]]:
    """Where ink stands from left to right: first and last dot of each unbroken stretch."""
    picture = artist.drawn(TextRow((Placed(text, 0),))).convert("L")
    dark = [x for x in range(picture.width) if picture.crop((x, 0, x + 1, picture.height)).getextrema()[0] == 0]
    groups = groupby(enumerate(dark), key=lambda pair: pair[1] - pair[0])
    stretches = [[x for _, x in group] for _, group in groups]
    return [(stretch[0], stretch[-1]) for stretch in stretches]


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 576), (48, 576)])
@pytest.mark.parametrize("context", [ENGLISH, MANY_SCRIPTS], ids=["english", "scripts"])
def test_the_code_scans_from_the_picture(context: ReceiptContext, columns: int, dots: int) -> None:
    png = Photographer(columns, FONTS).png(sale(context))
    with Image.open(BytesIO(png)) as picture:
        assert picture.width == dots
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [URL]


def test_the_code_has_four_modules_of_white_around_it() -> None:
    picture = Photographer(48, FONTS).picture(Document((Qr(URL),))).convert("L")
    dark = picture.point([255 if grey == 0 else 0 for grey in range(256)]).getbbox()
    assert dark is not None
    left, top, right, bottom = dark
    assert min(left, top, picture.width - right, picture.height - bottom) >= 4 * 6


def test_arabic_letters_are_joined(artist: LineArtist) -> None:
    assert len(ink_blocks(artist, "بيت")) == 1


def test_arabic_is_drawn_from_right_to_left(artist: LineArtist) -> None:
    """Alef stands alone at the beginning, which is on the right; it is a thin stroke."""
    blocks = ink_blocks(artist, "ابيت")
    widths = [last - first for first, last in blocks]
    assert len(blocks) == 2
    assert widths[1] < widths[0]


def order(text: str, *, is_right_to_left: bool = False) -> list[str]:
    """The words as they stand from left to right."""
    faces = Faces(FONTS)
    letters = [Letter(char, 1, faces.face_for(char, bold=False)) for char in text]
    joined: list[str] = []
    for run in runs_as_seen(letters, is_right_to_left=is_right_to_left):
        joined.extend(word for word in run.text.split(" ") if word)
    return joined


def test_a_number_among_arabic_words_stands_between_them_unturned() -> None:
    assert order("قهوة 250 غرام") == ["غرام", "250", "قهوة"]


def test_arabic_within_an_english_name_is_turned_alone() -> None:
    assert order("Tea شاي 20 g") == ["Tea", "20", "شاي", "g"]
    assert order("Tea شاي أخضر box") == ["Tea", "أخضر", "شاي", "box"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("السجل 128 · 9F3A-71C2", "9F3A-71C2 · 128 السجل"),
        ("خدمكم Maya R.", "Maya R. خدمكم"),
        ("Visa 3,000.00: امسح", "امسح : Visa 3,000.00"),
        ("نقداً 302.55: امسح", "امسح : 302.55 نقداً"),
        ("خصم -20.00", "-20.00 خصم"),
        ("ضريبة 18.5% على 95.42", "95.42 على 18.5% ضريبة"),
        ("حليب (كبير)", "( كبير ) حليب"),
        ("Sales tax 8.25% على 95.42", "95.42 على Sales tax 8.25%"),
        ("ضريبة Sales tax 8.25 % على", "على Sales tax 8.25 % ضريبة"),
        ("تذكرة Day ticket 5 € كبيرة", "كبيرة Day ticket 5 € تذكرة"),
        ("تذكرة Day ticket €5 كبيرة", "كبيرة Day ticket €5 تذكرة"),
        ("تذكرة ticket € كبيرة", "كبيرة ticket € تذكرة"),
        ("تذكرة ₹ 5", "5 ₹ تذكرة"),
        ("Latte (Large) حار", "حار Latte (Large)"),
        ("Latte (2 x 250 g) حار", "حار Latte (2 x 250 g)"),
        ("Latte (كبير) حار", "حار ( كبير ) Latte"),
        ("+ 2 x حليب", "حليب x 2 +"),
        ("2026-11-23", "2026-11-23"),
        ("-20.00", "-20.00"),
    ],
)
def test_codes_names_and_amounts_stay_whole_in_a_line_that_is_read_from_the_right(text: str, seen: str) -> None:
    assert " ".join(order(text, is_right_to_left=True)).split() == seen.split()


def test_a_blank_between_two_scripts_is_as_wide_as_a_letter(artist: LineArtist) -> None:
    first, second = ink_blocks(artist, "م 1")
    assert second[0] - first[1] > 8


def test_a_paper_that_is_read_from_the_right_has_names_there_and_amounts_on_the_left() -> None:
    columns = Columns.of("قهوة عربية", "9.00", indent=2)
    blocks = (columns, Text("شكراً", Align.CENTER), Text("L1"), Columns.of("قهوة", "1.00", Style(size=Size.WIDE)))
    turned = [row for row in rows_of(Document(blocks, is_right_to_left=True), 32) if isinstance(row, TextRow)]
    assert [row.placed for row in turned] == [
        (Placed("9.00", 0), Placed("قهوة عربية", 20)),
        (Placed("شكراً", 14),),
        (Placed("L1", 30),),
        (Placed("1.00", 0), Placed("قهوة", 12)),
    ]
    assert plain_text(Document(blocks, is_right_to_left=True), 32) == plain_text(Document(blocks), 32)


def test_every_script_the_fonts_have_is_no_box(artist: LineArtist) -> None:
    box = artist.drawn(TextRow((Placed("\U0010fffd", 0),))).tobytes()
    for letter in "é€₹Жλعא牛あ한กकঅგԱஅ":
        assert artist.drawn(TextRow((Placed(letter, 0),))).tobytes() != box, letter


def test_a_line_that_needs_more_room_than_its_columns_is_pressed_together(artist: LineArtist) -> None:
    text = "กขฃคฅฆงจฉชซฌ"
    assert ink_blocks(artist, text)[-1][1] <= len(text) * 12


@pytest.mark.parametrize(("size", "height"), [(Size.NORMAL, 30), (Size.WIDE, 30), (Size.TALL, 60), (Size.DOUBLE, 60)])
def test_letters_come_in_four_sizes(artist: LineArtist, size: Size, height: int) -> None:
    small = artist.drawn(TextRow((Placed("Hxx", 0),))).convert("L")
    large = artist.drawn(TextRow((Placed("Hxx", 0),), Style(size=size))).convert("L")
    box, reference = (
        picture.point([255 if grey == 0 else 0 for grey in range(256)]).getbbox() for picture in (large, small)
    )
    assert box is not None
    assert reference is not None
    assert large.height == height
    assert abs((box[2] - box[0]) - (reference[2] - reference[0]) * size.across) <= 3
    assert abs((box[3] - box[1]) - (reference[3] - reference[1]) * size.down) <= 2


def test_without_any_font_file_plain_letters_are_drawn(tmp_path: Path) -> None:
    picture = Photographer(48, ()).picture(Document((Text("Tea"),)))
    assert picture.convert("L").getextrema() == (0, 255)


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PrinterFault, match=r"none\.ttf") as raised:
        Photographer(48, (tmp_path / "none.ttf",)).picture(Document((Text("Tea"),)))
    assert raised.value.cause is FaultCause.SETUP
