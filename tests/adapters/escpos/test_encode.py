"""The bytes of a job, read back by a strict reader."""

from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.adapters.escpos.library import profile_names
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.domain.receipt import (
    Align,
    Columns,
    Cut,
    Document,
    FaultCause,
    Logo,
    PrinterFault,
    Qr,
    Size,
    Style,
    Text,
    printable,
)
from pos_terminal.domain.receipt_view import ReceiptContext, ReceiptLine
from tests.adapters.escpos.paper_reader import (
    EPSON_PAGES,
    CutMade,
    Line,
    NativeQr,
    Raster,
    lines_of,
    read_paper,
)
from tests.adapters.escpos.samples import ENGLISH, FRENCH_COPY, MANY_SCRIPTS, URL, paper, sale

COLUMNS = [32, 42, 48]
PAGES = {32: {**EPSON_PAGES, 72: "cp1250"}, 42: EPSON_PAGES, 48: EPSON_PAGES}
HOSTILE = (
    "".join(map(chr, [*range(32), 127, *range(128, 160)])) + "\x1bp\x00\x19\xfa\x1b@\x1dV\x00\x10\x14\x01\x00\x01{B€é日"
)
LATIN = st.text(st.one_of(st.sampled_from(HOSTILE), st.characters(max_codepoint=0x24F)), max_size=60)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=20)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(paper(48, tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("context", [ENGLISH, FRENCH_COPY], ids=["english", "french"])
def test_bytes_and_plain_text_say_the_same(context: ReceiptContext, columns: int, cache: Path) -> None:
    document = sale(context)
    printed = read_paper(Encoder(paper(columns, cache)).encode(document), columns, PAGES[columns])
    written = [line.strip() for line in plain_text(document, columns).splitlines() if line and line != URL]
    assert [line.strip() for line in lines_of(printed) if line] == written


@pytest.mark.parametrize("columns", COLUMNS)
def test_the_total_is_large_bold_and_whole(columns: int, cache: Path) -> None:
    printed = read_paper(Encoder(paper(columns, cache)).encode(sale(ENGLISH)), columns)
    total = next(row for row in printed if isinstance(row, Line) and row.text.startswith("TOTAL"))
    assert total == Line("TOTAL" + "€36.50".rjust(columns - 5), bold=True, across=1, down=2)


def test_the_next_line_is_small_and_light_again(encoder: Encoder) -> None:
    loud = Text("A", style=Style(bold=True, size=Size.DOUBLE))
    assert read_paper(encoder.encode(Document((loud, Text("b")))), 48) == [
        Line("A", bold=True, across=2, down=2),
        Line("b"),
    ]


def test_a_job_owes_nothing_to_the_job_before(encoder: Encoder) -> None:
    document = sale(ENGLISH)
    first = encoder.encode(document)
    encoder.encode(sale(FRENCH_COPY))
    assert encoder.encode(document) == first


def test_a_job_is_one_sheet_that_ends_with_the_cut(encoder: Encoder) -> None:
    printed = read_paper(encoder.encode(sale(ENGLISH)), 48)
    assert printed[-1] == CutMade()
    assert printed.count(CutMade()) == 1


@pytest.mark.parametrize(
    ("profile", "page", "euro"),
    [
        ("", 19, b"\xd5"),
        ("TM-T88V", 19, b"\xd5"),
        ("TM-T88II", 16, b"\x80"),
        ("POS-5890", 19, b"\xd5"),
        ("TH230", 6, b"\xd5"),
        ("KR-306", 14, b"\xd5"),
    ],
)
def test_the_euro_sign_comes_from_a_page_that_has_it_for_sure(
    profile: str, page: int, euro: bytes, cache: Path
) -> None:
    job = Encoder(paper(42, cache, profile or "default")).encode(Document((Columns.of("Tea", "€4.50"),)))
    assert job.endswith(b"\x1bt" + bytes([page]) + b"Tea" + b" " * 34 + euro + b"4.50\n")


@pytest.mark.parametrize("profile", ["TM-U220", "OCD-300", "no-such-printer"])
def test_a_profile_that_cannot_print_every_name_is_refused_with_the_ones_that_can(profile: str, cache: Path) -> None:
    with pytest.raises(PrinterFault, match="TM-T20II") as raised:
        Encoder(paper(42, cache, profile)).encode(sale(ENGLISH))
    assert raised.value.cause is FaultCause.SETUP


def test_every_profile_prints_a_euro_receipt(cache: Path) -> None:
    for profile in profile_names(cache):
        job = Encoder(paper(42, cache, profile)).encode(Document((Columns.of("Crème", "€4.50"), Cut())))
        assert b"?" not in job.partition(b"\x1dv0")[0]
        assert b"?4.50" not in job


def test_a_line_may_need_more_than_one_page(encoder: Encoder) -> None:
    printed = read_paper(encoder.encode(Document((Columns.of("Žluťoučký kůň Ж", "5,00 €"),))), 48)
    assert lines_of(printed) == ["Žluťoučký kůň Ж" + "5,00 €".rjust(33)]


def test_a_line_no_page_has_is_printed_as_a_picture_of_the_whole_line(encoder: Encoder) -> None:
    first, second = read_paper(encoder.encode(Document((Columns.of("牛肉", "¥1.00"), Text("Tea")))), 48)
    assert isinstance(first, Raster)
    assert (first.width, first.height, first.align) == (576, 30, 0)
    assert any(first.bits)
    assert second == Line("Tea")


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 504), (48, 576)])
def test_pictures_of_lines_are_as_wide_as_lines_of_letters(columns: int, dots: int, cache: Path) -> None:
    printed = read_paper(Encoder(paper(columns, cache)).encode(sale(MANY_SCRIPTS)), columns)
    widths = {row.width for row in printed if isinstance(row, Raster) and row.align == 0}
    assert widths == {dots}


def test_a_code_is_drawn_by_a_printer_that_can(encoder: Encoder) -> None:
    printed = read_paper(encoder.encode(Document((Qr(URL),))), 48)
    assert printed == [Line(""), NativeQr(URL, module=6, level=1, align=1), Line("")]


def test_a_code_is_sent_as_a_picture_to_a_printer_that_cannot(cache: Path) -> None:
    above, code, below = read_paper(Encoder(paper(32, cache)).encode(Document((Qr(URL),))), 32)
    assert isinstance(code, Raster)
    assert (above, below, code.align) == (Line(""), Line(""), 1)
    assert code.width <= 384
    on_paper = Image.frombytes("1", (code.width, code.height), bytes(byte ^ 0xFF for byte in code.bits)).convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(on_paper)] == [URL]
    for edge in ((0, 0, 24, code.height), (code.width - 24, 0, code.width, code.height), (0, 0, code.width, 24)):
        assert on_paper.crop(edge).getextrema() == (255, 255), "the quiet zone is not white"


def test_the_longest_code_still_has_modules_that_scan(cache: Path) -> None:
    _, code, _ = read_paper(Encoder(paper(32, cache, "Sunmi-V2")).encode(Document((Qr("x" * 500),))), 32)
    assert isinstance(code, NativeQr)
    assert code.module == 4


def test_a_logo_is_printed_in_the_middle_and_its_absence_stops_nothing(cache: Path, tmp_path: Path) -> None:
    Image.new("L", (200, 40), 0).save(tmp_path / "shop.png")
    with_pictures = Encoder(replace(paper(48, cache), pictures=tmp_path))
    (tmp_path / "broken.png").write_bytes((tmp_path / "shop.png").read_bytes()[:60])
    logos = [Logo(name) for name in ("shop.png", "../shop.png", "no.png", "broken.png")]
    printed = read_paper(with_pictures.encode(Document(tuple(logos))), 48)
    assert printed == [Raster(200, 40, b"\xff" * 25 * 40, align=1)]


def test_a_picture_that_happens_to_spell_a_real_time_command_spells_none(cache: Path, tmp_path: Path) -> None:
    """DLE DC4 in a picture would open the drawer: printers look for it everywhere (the reader refuses it)."""
    command = b"\x10\x14\x01\x00\x01\x10\x04\x01\x10\x05\x01\x00"
    Image.frombytes("1", (len(command) * 8, 1), bytes(byte ^ 0xFF for byte in command)).save(tmp_path / "shop.png")
    encoder = Encoder(replace(paper(48, cache), pictures=tmp_path))
    assert read_paper(encoder.encode(Document((Logo("shop.png"),))), 48) == [
        Raster(96, 1, b"\x10\x1c\x01\x00\x01\x10\x0c\x01\x10\x0d\x01\x00", align=1)
    ]


@given(name=LATIN, note=LATIN, operator=LATIN)
def test_nothing_in_a_name_becomes_a_command(encoder: Encoder, name: str, note: str, operator: str) -> None:
    context = ReceiptContext("S", "1", operator, "T", "now", (ReceiptLine(name, "€1.00", note=note),), "", "€1.00")
    document = sale(context)
    printed = read_paper(encoder.encode(document), 48)
    assert printed.count(CutMade()) == 1
    assert sum(line.startswith("TOTAL ") and line.endswith(" €1.00") for line in lines_of(printed)) == 1


@given(name=ANYTHING)
def test_a_name_in_any_script_is_printed_and_so_is_its_amount(encoder: Encoder, name: str) -> None:
    printed = read_paper(encoder.encode(Document((Columns.of(name, "€9.87"), Text("end", Align.RIGHT)))), 48)
    first = printed[0]
    assert isinstance(first, Raster) or (isinstance(first, Line) and first.text.endswith("€9.87"))
    assert printed[-1] == Line("end".rjust(48))
    if printable(name).isascii():
        assert isinstance(first, Line)
