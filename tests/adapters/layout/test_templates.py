"""Templates make documents; a mistake in one names its place."""

from pathlib import Path

import pytest

from pos_terminal.adapters.layout.fault import TemplateFault
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.bundle import bundled
from pos_terminal.domain.receipt import Align, Cell, Columns, Cut, Document, Qr, Size, Style, Text
from pos_terminal.domain.receipt_view import PrinterTestContext, ReceiptContext

CONTEXT = ReceiptContext(
    store_name="Fish & <Chips>",
    register="1",
    operator="Ana",
    transaction_id="T1",
    time="now",
    lines=(),
    subtotal="",
    total="€1.00",
)


def made(folder: Path, template: str, context: ReceiptContext = CONTEXT) -> Document:
    (folder / "own.j2").write_text(template, encoding="utf-8")
    return Templates([folder]).document("own.j2", context)


def fault(folder: Path, template: str) -> TemplateFault:
    with pytest.raises(TemplateFault) as raised:
        made(folder, template)
    return raised.value


def test_a_template_says_texts_rows_and_codes(tmp_path: Path) -> None:
    document = made(
        tmp_path,
        """<receipt>
<text align="center" bold="yes" size="double">
  two
  words
</text>
<row indent="2"><cell>Tea</cell><cell width="9">{{ receipt.total }}</cell></row>
<qr>https://pos.example.com/r/A</qr>
<cut/>
</receipt>""",
    )
    assert document.blocks == (
        Text("two words", Align.CENTER, Style(bold=True, size=Size.DOUBLE)),
        Columns((Cell("Tea"), Cell("€1.00", Align.RIGHT, weight=0, width=9)), indent=2),
        Qr("https://pos.example.com/r/A"),
        Cut(),
    )


def test_a_name_is_text_and_never_markup(tmp_path: Path) -> None:
    assert made(tmp_path, "<receipt><text>{{ receipt.store_name }}</text></receipt>").blocks == (
        Text("Fish & <Chips>"),
    )


def test_control_characters_in_a_value_do_not_break_the_markup(tmp_path: Path) -> None:
    context = ReceiptContext("A\x00B\x1b\ud800", "1", "", "", "", (), "", "")
    assert made(tmp_path, "<receipt><text>{{ receipt.store_name }}</text></receipt>", context).blocks == (Text("AB"),)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<txt>a</txt>", "there is no element <txt>"),
        ('<text colour="red">a</text>', "<text> has no attribute 'colour'"),
        ('<text align="middle">a</text>', "align can be left, center, right, not 'middle'"),
        ('<text bold="maybe">a</text>', "bold can be yes or no"),
        ('<blank lines="-1"/>', "lines can be a number from 0 to 20"),
        ('<text indent="٣">a</text>', "indent can be a number"),
        ("<cell>a</cell>", "<cell> cannot stand in <receipt>"),
        ("<row>a</row>", "text cannot stand in <row>: 'a'"),
        ("<row/>", "<row> needs at least one <cell>"),
        ("<qr></qr>", "a QR code needs something to say"),
        ("<text>a</row>", "mismatched tag"),
        ("<text>&bomb;</text>", "undefined entity"),
        ("{{ receipt.nonsense }}", "has no attribute 'nonsense'"),
        ("{{ receipt.__class__ }}", "is unsafe"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", "Range too big"),
        ("{% if %}", "Expected an expression"),
        ("{{ receipt.store_name | safe }}", "No filter named 'safe'"),
        ("{% include 'none.j2' %}", "there is no template none.j2"),
    ],
)
def test_a_mistake_is_told_with_template_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    told = fault(
        tmp_path, f"<receipt>\n{{% if receipt.total %}}\n<text>fine</text>\n{{% endif %}}\n{line}\n</receipt>\n"
    )
    assert (told.template, told.line) == ("own.j2", 5)
    assert reason in told.reason
    assert str(told) == f"own.j2, line 5: {told.reason}"


def test_a_mistake_in_an_included_template_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "head.j2").write_text("\n\n<nonsense/>", encoding="utf-8")
    told = fault(tmp_path, "<receipt>{% include 'head.j2' %}</receipt>")
    assert (told.template, told.line) == ("head.j2", 3)


def test_entities_cannot_be_declared(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE receipt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><receipt><text>&b;</text></receipt>'
    assert "declarations" in fault(tmp_path, bomb).reason


def test_a_template_cannot_change_what_it_is_given(tmp_path: Path) -> None:
    told = fault(tmp_path, "<receipt>\n{{ receipt.header.__init__ }}</receipt>")
    assert told.line == 2


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(TemplateFault, match=r"there is no template nothing\.j2"):
        Templates([bundled("receipts")]).document("nothing.j2", CONTEXT)


def test_no_way_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("<receipt/>", encoding="utf-8")
    (tmp_path / "in").mkdir()
    with pytest.raises(TemplateFault, match="there is no template"):
        Templates([tmp_path / "in"]).document("../secret.j2", CONTEXT)


def test_the_shops_own_template_goes_before_the_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "sale.j2").write_text("<receipt><text>ours</text></receipt>", encoding="utf-8")
    assert Templates([tmp_path, bundled("receipts")]).document("sale.j2", CONTEXT).blocks == (Text("ours"),)


def test_a_template_that_changed_is_another_to_whoever_opens_its_folder_next(tmp_path: Path) -> None:
    for words in ("once", "twice", "once"):
        (tmp_path / "own.j2").write_text(f"<receipt><text>{words}</text></receipt>", encoding="utf-8")

        assert Templates([tmp_path]).document("own.j2", CONTEXT).blocks == (Text(words),)


def test_a_reprint_says_which_copy_it_is() -> None:
    def words(copy_number: int) -> list[str]:
        context = ReceiptContext("S", "1", "A", "T", "now", (), "", "1.00", copy_number=copy_number)
        document = Templates([bundled("receipts")]).document("sale.j2", context)
        return [block.text for block in document.blocks if isinstance(block, Text)]

    assert "COPY 3" in words(3)
    assert not any("COPY" in text for text in words(0))


def test_training_says_that_nothing_was_sold() -> None:
    context = ReceiptContext("S", "1", "A", "T", "now", (), "", "1.00", is_training=True)
    document = Templates([bundled("receipts")]).document("sale.j2", context)
    assert Text("TRAINING", Align.CENTER, Style(bold=True, size=Size.DOUBLE)) in document.blocks


def test_the_test_page_fills_the_paper() -> None:
    context = PrinterTestContext("S", "1", "now", "network", 42, ("€1.00",), ("日本",), "https://pos.example.com")
    document = Templates([bundled("receipts")]).document("test_page.j2", context)
    assert Text("123456789012345678901234567890123456789012") in document.blocks
    assert Qr("https://pos.example.com") in document.blocks
