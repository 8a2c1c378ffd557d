"""Catalogs that people keep in Excel, and files that only look like them."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pos_terminal.adapters.files.catalog import catalog_file
from pos_terminal.application.syncing import Fault, ItemEntry
from pos_terminal.domain.money import Currency

USD = Currency.of("USD")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORKBOOK = f"""<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Goods" sheetId="2" r:id="rId2"/>
<sheet name="Notes" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/>
</Relationships>"""
SHARED = f"""<sst {MAIN}><si><t>item_id</t></si><si><t>name</t></si><si><t>price</t></si><si><t>barcodes</t></si>
<si><r><t>Crackers </t></r><r><t>&amp; cheese</t></r><rPh><t>aside</t></rPh></si><si><t>active</t></si></sst>"""
SHEET = f"""<worksheet {MAIN}><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v>
</c><c r="E1" t="s"><v>5</v></c></row>
<row r="2"><c r="A2" t="str"><v>I1</v></c><c r="B2" t="s"><v>4</v></c><c r="C2"><v>4.0999999999999996</v></c>
<c r="D2"><v>4.006381333931E12</v></c></row>
<row r="3"/>
<row r="4"><c r="A4"><v>17</v></c><c r="B4" t="inlineStr"><is><t>Milk</t></is></c><c r="C4"><v>1</v></c><c r="E4" t="b">
<v>0</v></c></row>
<row r="5"><c r="A5"><v>18</v></c><c r="B5" t="s"><v>1</v></c><c r="C5" t="str"><v>1.234,50</v></c></row>
</sheetData></worksheet>"""


def workbook(path: Path, **parts: str) -> Path:
    """A workbook whose first tab is the second sheet; ``parts`` take the place of its own."""
    whole = {"workbook": WORKBOOK, "relations": RELATIONS, "shared": SHARED, "sheet": SHEET} | parts
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", whole["workbook"])
        book.writestr("xl/_rels/workbook.xml.rels", whole["relations"])
        book.writestr("xl/sharedStrings.xml", whole["shared"])
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}/>")
        book.writestr("xl/worksheets/sheet2.xml", whole["sheet"])
    return path


def test_the_first_tab_is_read_with_every_kind_of_cell_and_faults_have_their_row(tmp_path: Path) -> None:
    read = list(catalog_file(workbook(tmp_path / "goods.xlsx"), USD).entries())
    items = [each for each in read if isinstance(each, ItemEntry)]
    assert [(each.line, each.item.item_id, each.item.name, str(each.item.price.amount)) for each in items[:2]] == [
        (2, "I1", "Crackers & cheese", "4.10"),
        (4, "17", "Milk", "1.00"),
    ]
    assert (items[0].item.barcodes, items[1].item.active) == (("4006381333931",), False)
    faults = [str(each) for each in read if isinstance(each, Fault)]
    assert len(faults) == 1
    assert faults[0].startswith("line 5, price: '1.234,50' is not an amount")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"sheet": f"<worksheet {MAIN}><sheetData><row>"}, "the workbook is damaged"),
        ({"sheet": SHEET.replace("<v>4</v>", "<v>400</v>")}, "the workbook is damaged"),
        ({"shared": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}, "declares a document type"),
        ({"sheet": SHEET.replace('"E4"', '"ZZZ4"')}, "lies too far to the right"),
        ({"workbook": f"<workbook {MAIN}/>"}, "the workbook is damaged"),
    ],
)
def test_a_workbook_that_is_broken_or_hostile_is_a_fault(tmp_path: Path, parts: dict[str, str], sentence: str) -> None:
    read = list(catalog_file(workbook(tmp_path / "goods.xlsx", **parts), USD).entries())
    last = read[-1]
    assert isinstance(last, Fault)
    assert sentence in last.sentence
    assert last.ends_reading


def test_a_workbook_that_was_cut_short_or_spoiled_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "goods.xlsx")
    whole = path.read_bytes()
    for spoiled in (whole[:-40], whole[:900] + bytes(60) + whole[960:], whole[:200] + b"x" * 20 + whole[220:]):
        path.write_bytes(spoiled)
        last = list(catalog_file(path, USD).entries())[-1]
        assert isinstance(last, Fault)
        assert last.sentence.startswith(("this is no Excel workbook", "the workbook is damaged"))


def test_what_is_no_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "goods.xlsx"
    path.write_bytes(b"item_id,name,price\n")
    (fault,) = catalog_file(path, USD).entries()
    assert isinstance(fault, Fault)
    assert fault.sentence == "this is no Excel workbook that can be read; save it as .xlsx or CSV"
