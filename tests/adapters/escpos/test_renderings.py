"""A document says the same as bytes for a printer, as text, as a picture, in a PDF and in a mail."""

import unicodedata
from base64 import b64decode
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from pos_terminal.adapters.escpos.mailpage import MailFacts, MailPage
from pos_terminal.adapters.escpos.pdf import PdfFacts, PdfPrinter
from pos_terminal.adapters.escpos.picture import Photographer
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.domain.receipt import PLAIN, Columns, Cut, Document, Logo, Qr, Rule, Size, Style, Text
from tests.adapters.escpos.documents import DOCUMENTS, document_of
from tests.adapters.escpos.samples import ENGLISH, FONTS, MANY_SCRIPTS, URL, sale
from tests.adapters.layout.sales import OPENED

MAIL, ARABIC = MailFacts("Receipt", "en-US"), MailFacts("Receipt", "ar-KW")
PDF = PdfFacts("Receipt 17", "en-US", OPENED)
EVERY_DOCUMENT = pytest.mark.parametrize("document", DOCUMENTS, indirect=True)
WORDS_OF_A_RULE = {"-", "="}
END_OF_A_BROKEN_WORD = "\ufffe"


@pytest.fixture
def document(request: pytest.FixtureRequest) -> Document:
    """One of every kind, by its name."""
    return document_of(request.param)


class Page(HTMLParser):
    """What a mail program makes of a page: its text, its pictures, and which way things are read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.codes: list[str] = []
        self.ways: list[str] = []
        self.tags: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.feed(html.split("<body", 1)[1].split(">", 1)[1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.ways += [found["dir"] or ""] if "dir" in found else []
        self.addresses += [found[name] or "" for name in ("src", "href") if name in found]
        if tag == "img":
            kind, _, data = (found["src"] or "").partition(",")
            assert kind == "data:image/png;base64"
            with Image.open(BytesIO(b64decode(data))) as picture:
                read = zxingcpp.read_barcodes(picture.convert("L"))
            self.codes += [code.text for code in read]
            assert found["alt"] == "".join(code.text for code in read)

    def handle_endtag(self, tag: str) -> None:
        self.text += " " if tag in {"td", "div"} else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def letters_of(text: str) -> Counter[str]:
    """Its letters, whatever the order in which scripts that are read from right to left were found."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2212", "-")
    joined = plain.replace(END_OF_A_BROKEN_WORD, "-")
    letters = "".join(word for word in joined.split() if set(word) - WORDS_OF_A_RULE)
    # A reader finds a control character for a part of a letter that is no letter itself, as in Thai and Devanagari.
    return Counter(letter for letter in letters if unicodedata.category(letter) != "Cc")


def in_order(text: str) -> list[str]:
    return [
        "".join(line.split()) for line in text.replace(END_OF_A_BROKEN_WORD, "-").splitlines() if line.strip("-= \r")
    ]


def read(pdf: bytes) -> tuple[str, list[str], list[tuple[float, float]]]:
    """Text, codes and the pages' sizes in millimetres."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        text, codes, sizes = "", [], []
        for page in file:
            text += page.get_textpage().get_text_range().replace("\r\n", "\n") + "\n"
            codes += [code.text for code in zxingcpp.read_barcodes(page.render(scale=2.5).to_pil())]
            sizes.append((page.get_width() / 72 * 25.4, page.get_height() / 72 * 25.4))
            page.close()
        return text, codes, sizes
    finally:
        file.close()


def codes_of(document: Document) -> list[str]:
    return [block.data for block in document.blocks if isinstance(block, Qr)]


def as_text(document: Document, columns: int) -> str:
    """What the text says, without what it writes in a code's place."""
    shown = tuple(block for block in document.blocks if not isinstance(block, Qr))
    return plain_text(replace(document, blocks=shown), columns, FONTS)


@pytest.mark.parametrize(
    ("document", "columns"),
    list(zip(DOCUMENTS, cycle((32, 42, 48)))),
    ids=DOCUMENTS.keys(),
    indirect=["document"],
)
def test_a_pdf_says_what_the_paper_says(document: Document, columns: int) -> None:
    expect_the_same_in_a_pdf(document, columns)


@pytest.mark.soak
@pytest.mark.parametrize("columns", [32, 42, 48])
@EVERY_DOCUMENT
def test_a_pdf_of_any_paper_says_what_the_paper_says(document: Document, columns: int) -> None:
    expect_the_same_in_a_pdf(document, columns)


def expect_the_same_in_a_pdf(document: Document, columns: int) -> None:
    text, codes, sizes = read(PdfPrinter(columns, FONTS).pdf(document, PDF))

    assert letters_of(text) == letters_of(as_text(document, columns))
    assert codes == codes_of(document)
    assert {round(width) for width, _ in sizes} == {56 if columns == 32 else 80}


@EVERY_DOCUMENT
def test_a_mail_says_what_the_paper_says(document: Document) -> None:
    page = Page(MailPage(FONTS).html(document, MAIL))

    assert letters_of(page.text) == letters_of(as_text(document, 48))
    assert page.codes == codes_of(document)


@EVERY_DOCUMENT
def test_the_picture_has_the_codes_of_the_document(document: Document) -> None:
    picture = Photographer(48, FONTS).picture(document)
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == codes_of(document)


def test_a_pdf_is_read_from_top_to_bottom_in_the_lines_of_the_paper() -> None:
    text, _, _ = read(PdfPrinter(48, FONTS).pdf(sale(ENGLISH), PDF))
    assert in_order(text) == in_order(as_text(sale(ENGLISH), 48))


def test_words_of_every_script_are_found_in_a_pdf_as_they_are_written() -> None:
    text, _, _ = read(PdfPrinter(42, FONTS).pdf(sale(MANY_SCRIPTS), PDF))
    for words in ("مقهى الزاوية", "قهوة عربية 250 غرام", "חלב תנובה", "さくら", "신라면 컵", "Молоко 3,2 %"):
        assert words in text


def test_the_same_document_makes_the_same_file() -> None:
    first, second = (PdfPrinter(42, FONTS).pdf(sale(ENGLISH), PDF) for _ in range(2))
    assert first == second


def test_a_pdf_carries_its_fonts_and_no_more_of_them_than_it_needs() -> None:
    pdf = PdfPrinter(42, FONTS).pdf(sale(MANY_SCRIPTS), PDF)
    assert len(pdf) < 80_000
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Subtype /CIDFontType2") == 7


def test_a_pdf_page_is_as_long_as_its_receipt_and_each_sheet_has_its_own() -> None:
    sheets = Document((*(Text(f"{number}") for number in range(40)), Cut(), Text("second"), Cut()))
    text, _, sizes = read(PdfPrinter(48, FONTS).pdf(sheets, PDF))

    assert [round(height) for _, height in sizes] == [158, 80]
    assert text.split()[-1] == "second"


def test_a_receipt_too_long_for_a_page_of_a_reader_goes_on_on_the_next() -> None:
    endless = Document(tuple(Text(f"{number}", style=Style(size=Size.DOUBLE)) for number in range(700)))
    text, _, sizes = read(PdfPrinter(48, FONTS).pdf(endless, PDF))

    assert len(sizes) == 2
    assert max(height for _, height in sizes) < 5080
    assert text.split() == [str(number) for number in range(700)]


def ink(picture: Image.Image) -> tuple[int, int]:
    """The first and the last dot from left to right that is not white."""
    box = picture.convert("L").point([255 if grey < 128 else 0 for grey in range(256)]).getbbox()
    assert box is not None
    return box[0], box[2]


@pytest.mark.parametrize("style", [PLAIN, Style(bold=True, size=Size.DOUBLE)], ids=["plain", "double"])
@pytest.mark.parametrize("name", ["Total", "مجموع", "合計"])
def test_words_begin_and_end_in_a_pdf_where_they_do_on_paper(name: str, style: Style) -> None:
    document = Document((Columns.of(name, "12.34", style),))
    file = pypdfium2.PdfDocument(PdfPrinter(48, FONTS).pdf(document, PDF))
    dots = 8 * 25.4 / 72
    drawn = file[0].render(scale=dots).to_pil()
    file.close()

    margin = 32
    on_paper, in_pdf = ink(Photographer(48, FONTS).picture(document)), ink(drawn)
    assert [abs(there + margin - here) < 5 for there, here in zip(on_paper, in_pdf, strict=True)] == [True, True]


def test_a_page_for_mail_loads_nothing_and_runs_nothing() -> None:
    for name in DOCUMENTS:
        page = Page(MailPage(FONTS).html(document_of(name), MAIL))
        assert set(page.tags) <= {"table", "tr", "td", "div", "img", "a"}
        assert all(each.startswith(("data:image/png;base64,", "https://")) for each in page.addresses)


def test_what_a_name_holds_stays_a_name_in_a_mail() -> None:
    hostile = '<script>alert(1)</script> "><img src=https://evil.example/x> &amp; {language}'
    document = Document((Text(hostile), Columns.of(hostile, "1.00"), Qr('https://a.example/"><b>{blocks}')))
    html = MailPage(FONTS).html(document, MailFacts(hostile, '"><i>'))
    page = Page(html)

    assert set(page.tags) <= {"table", "tr", "td", "div", "img", "a"}
    assert page.text.count(hostile) == 2
    assert "<i>" not in html
    assert "<script" not in html


def test_a_code_that_is_an_address_can_be_touched_in_a_mail_and_no_other_can() -> None:
    page = Page(MailPage(FONTS).html(Document((Qr(URL), Qr("javascript:alert(1)"), Qr("128-9F3A"))), MAIL))
    assert [each for each in page.addresses if not each.startswith("data:")] == [URL]


def test_a_mail_in_arabic_begins_on_the_right_and_each_text_is_turned_by_itself() -> None:
    document = Document((Columns.of("قهوة", "8.685"), Text("Tea 250 g", indent=2)), is_right_to_left=True)
    html = MailPage(FONTS).html(document, ARABIC)

    assert '<html lang="ar-KW" dir="rtl">' in html
    assert html.index("text-align:right") < html.index("text-align:left"), "the name, then the amount"
    assert Page(html).ways == ["rtl", "auto", "auto", "auto"]
    assert "padding-right:2ch" in html


def test_a_logo_is_in_every_rendering_that_has_pictures(tmp_path: Path) -> None:
    Image.new("1", (200, 100), 0).save(tmp_path / "shop.png")
    document = Document((Logo("shop.png"), Logo("missing.png"), Rule(), Text("Shop")))
    pdf = PdfPrinter(48, FONTS, tmp_path).pdf(document, PDF)

    assert pdf.count(b"/Subtype /Image") == 1
    assert Page(MailPage(FONTS, tmp_path).html(document, MAIL)).tags["img"] == 1
