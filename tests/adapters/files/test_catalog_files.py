import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_terminal.adapters.files.catalog import catalog_file
from pos_terminal.application.syncing import CatalogEntry, CategoryEntry, Fault, ItemEntry, TaxEntry
from pos_terminal.domain.item import Item, ModifierGroup, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.sale_hours import SaleHours
from pos_terminal.domain.tax import TaxKind

USD = Currency.of("USD")
EXAMPLE = """{"taxes": [{"tax_code": "STD", "name": "Sales tax", "rate": "0.0825", "included": false}],
 "categories": [{"category_id": "C1", "name": "Drinks", "description": null,
   "category_ids": ["C2"], "item_ids": ["I1"]}],
 "items": [{"item_id": "I1", "sku": "LAT", "name": "Latte", "description": null, "is_modifier": false,
   "modifies_item_ids": [],
   "price": "4.50", "tax_codes": ["STD"], "barcodes": ["4006381333931"], "unit": "each", "minimum_age": null,
   "open_price": false, "active": true}]}
"""
THING = {"item_id": "I1", "name": "Thing", "price": "1.00"}


def read(path: Path, content: str | bytes, currency: Currency = USD) -> list[CatalogEntry | Fault]:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return list(catalog_file(path, currency).entries())


def faults_of(entries: Sequence[CatalogEntry | Fault]) -> list[str]:
    return [str(each) for each in entries if isinstance(each, Fault)]


@pytest.fixture
def json_path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.json"


@pytest.fixture
def csv_path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.csv"


def test_the_documented_example_is_read(json_path: Path) -> None:
    assert read(json_path, EXAMPLE) == [
        TaxEntry(1, "STD", "Sales tax", Decimal("0.0825"), included=False),
        CategoryEntry(2, "C1", "Drinks", None, ("C2",), ("I1",)),
        ItemEntry(4, Item("I1", "Latte", Money(450, USD), sku="LAT", barcodes=("4006381333931",)), ("STD",)),
    ]


def test_every_field_of_an_item_is_read(json_path: Path) -> None:
    full = {
        **THING,
        "description": "d",
        "tax_code": "STD",
        "unit": "kg",
        "plu": "4011",
        "minimum_age": 18,
        "open_price": True,
        "active": False,
        "image": "beer-mug",
        "sale_hours": ["mon-sat 08:00-22:00"],
        "recalled_lots": ["AB12"],
        "max_per_sale": "2.5",
        "modifier_groups": [{"name": "Milk", "min": 1, "max": 2, "default": ["M1"], "item_ids": ["M1", "M2"]}],
    }
    modifier = {**THING, "item_id": "M1", "is_modifier": True, "modifies_item_ids": ["I1"]}
    phone = {**THING, "item_id": "P1", "serialised": True}
    first, second, third = read(json_path, json.dumps({"items": [full, modifier, phone]}))
    assert first == ItemEntry(
        1,
        Item(
            "I1",
            "Thing",
            Money(100, USD),
            description="d",
            unit=Unit.KG,
            plu="4011",
            minimum_age=18,
            open_price=True,
            active=False,
            image="beer-mug",
            sale_hours=(SaleHours.parse("mon-sat 08:00-22:00"),),
            recalled_lots=("AB12",),
            max_per_sale=Decimal("2.5"),
            modifier_groups=(ModifierGroup("Milk", ("M1", "M2"), 1, 2, ("M1",)),),
        ),
        ("STD",),
    )
    assert isinstance(second, ItemEntry)
    assert second.item.modifies_item_ids == ("I1",)
    assert third == ItemEntry(1, Item("P1", "Thing", Money(100, USD), serialised=True), ())


def test_every_field_of_a_tax_is_read(json_path: Path) -> None:
    deposit = {
        "tax_code": "DEP",
        "name": "Deposit",
        "kind": "fixed_per_unit",
        "rate": "0.05",
        "included": True,
        "adds_to_base_of_next": True,
        "base_affected_by_previous": False,
    }
    first, _ = read(json_path, json.dumps({"taxes": [deposit], "items": [THING]}))
    assert first == TaxEntry(
        1, "DEP", "Deposit", Decimal("0.05"), TaxKind.FIXED_PER_UNIT, True, True, base_affected_by_previous=False
    )


def test_a_csv_row_is_an_item(csv_path: Path) -> None:
    rows = (
        "item_id,name,price,barcodes,tax_codes,category,unit,is_modifier,modifies_item_ids,minimum_age,active,sale_hours\n"
        'I1,"Latte, hot",4.50,4006381333931|OWN,STD|DEP,Drinks/Hot,each,false,,18,TRUE,08:00-22:00\n'
        "\n"
        '"M1","Oat\n milk\a",0.80,,,,,true,I1,,,\n'
        "I3,Tea,3,,,,,,,,,\n"
    )
    first, second, _, third = read(csv_path, rows)
    latte = Item(
        "I1",
        "Latte, hot",
        Money(450, USD),
        barcodes=("4006381333931", "OWN"),
        minimum_age=18,
        sale_hours=(SaleHours.parse("08:00-22:00"),),
    )
    assert first == ItemEntry(2, latte, ("STD", "DEP"), ("Drinks", "Hot"))
    assert str(second) == "line 4, name: there is a control character in this text"
    assert isinstance(third, ItemEntry)
    (tea,) = read(csv_path, "item_id,name,price\nI3,Tea,3\n")
    assert tea == ItemEntry(2, Item("I3", "Tea", Money(300, USD)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"price": "4.505"}, "price: 4.505 has more decimals than USD has (2)"),
        ({"price": "1e3"}, "price: '1e3' is not an amount: digits and one point are wanted, such as 12.50"),
        ({"price": "4,50"}, "price: '4,50' is not an amount: digits and one point are wanted, such as 12.50"),
        ({"price": "NaN"}, "price: 'NaN' is not an amount: digits and one point are wanted, such as 12.50"),
        ({"price": "٤"}, "price: '٤' is not an amount: digits and one point are wanted, such as 12.50"),
        ({"price": 4.5}, 'price: a decimal in a text is wanted, such as "4.50", not 4.5'),
        ({"price": "-1.00"}, "price: -1.00 is below zero"),
        ({"price": None}, "price: this must be given"),
        ({"item_id": " "}, "item_id: this must be given"),
        ({"item_id": 7}, "item_id: a text is wanted, not 7"),
        ({"name": ""}, "name: this must be given"),
        ({"name": "\u200b\u2060 \ufeff\u200d"}, "name: this must be given"),
        ({"name": "\u3164\u2800\ufe0f"}, "name: this must be given"),
        ({"name": "a\0b"}, "name: there is a control character in this text"),
        ({"name": "x" * 4097}, "name: this is longer than 4096 bytes"),
        ({"name": "é" * 2049}, "name: this is longer than 4096 bytes"),
        ({"barcodes": ["4006381333932"]}, "barcodes: 4006381333932 has a wrong check digit (1 would be right)"),
        ({"barcodes": ["12345678"]}, "barcodes: 12345678 has a wrong check digit (0 would be right)"),
        ({"barcodes": ["٤٠٠٦٣٨١٣٣٣٩٣١"]}, "barcodes: ٤٠٠٦٣٨١٣٣٣٩٣١ is not written with the digits 0 to 9"),
        ({"barcodes": "4006381333931"}, "barcodes: a list of texts is wanted"),
        ({"barcodes": ["A", "A"]}, "barcodes: the list names something twice"),
        ({"barcodes": ["A|B"]}, "barcodes: a text in this list may not contain |"),
        ({"unit": "litre"}, "unit: one of each, kg, g, lb is wanted, not 'litre'"),
        ({"active": "yes"}, "active: true or false is wanted, not 'yes'"),
        ({"minimum_age": -1}, "minimum_age: a whole number from 0 is wanted, not -1"),
        ({"minimum_age": True}, "minimum_age: a whole number from 0 is wanted, not true"),
        ({"max_per_sale": 2.5}, 'max_per_sale: a decimal in a text is wanted, such as "2.5", not 2.5'),
        ({"max_per_sale": "0"}, "max_per_sale: at least something must be allowed; use active false to stop sales"),
        ({"sale_hours": ["8-22"]}, "sale_hours: '8-22' are no hours of sale: such as mon-sat 08:00-22:00 are wanted"),
        ({"tax_code": "A", "tax_codes": ["B"]}, "tax_code: give either tax_code or tax_codes"),
        ({"modifies_item_ids": ["I2"]}, "modifies_item_ids: only a modifier (is_modifier true) modifies items"),
        (
            {"serialised": True, "unit": "kg"},
            "serialised: only what is sold by the piece, and is no modifier, has serial numbers",
        ),
        ({"modifier_groups": [{"name": "G"}]}, "modifier_groups: G, item_ids: a group has at least one modifier"),
        (
            {"modifier_groups": [{"name": "G", "item_ids": ["M"], "min": 2}]},
            "modifier_groups: G, min: more are asked for than may be taken",
        ),
        (
            {"modifier_groups": [{"name": "G", "item_ids": ["M"], "default": ["N"]}]},
            "modifier_groups: G, default: the default is not in the group's item_ids",
        ),
        ({"modifier_groups": ["G"]}, "modifier_groups: a list of objects is wanted"),
    ],
)
def test_a_bad_value_is_a_fault_with_its_line_and_field(
    json_path: Path, change: dict[str, object], expected: str
) -> None:
    assert faults_of(read(json_path, json.dumps({"items": [{**THING, **change}]}))) == [f"line 1, {expected}"]


@pytest.mark.parametrize(
    ("tax", "expected"),
    [
        ({}, "rate: this must be given"),
        ({"rate": 0.0825}, 'rate: a decimal in a text is wanted, such as "2.5", not 0.0825'),
        ({"rate": "-0.1"}, "rate: a decimal in a text is wanted, such as \"2.5\", not '-0.1'"),
        ({"rate": "19"}, "rate: 19 is a fraction (0.0825 is 8.25 %), so this would be 1900 %"),
        ({"rate": "1.5", "kind": "division"}, "rate: a division tax takes at most the whole price (1)"),
        ({"rate": "1", "kind": "vat"}, "kind: one of percent, fixed_per_unit, division is wanted, not 'vat'"),
    ],
)
def test_a_bad_tax_is_a_fault(json_path: Path, tax: dict[str, object], expected: str) -> None:
    content = json.dumps({"taxes": [{"tax_code": "T", **tax}], "items": [THING]})
    assert faults_of(read(json_path, content)) == [f"line 1, {expected}"]


def test_all_faults_of_a_file_are_listed_where_they_stand(json_path: Path) -> None:
    content = """{"items": [
  {"item_id": "I1",
   "name": "",
   "price": "x",
   "colour": "red"},
  {"item_id": "I2", "name": "Good", "price": "1.00", "name": "Twice"}
 ],
 "prices": [{}, {}]}
"""
    assert [fault.partition(":")[0] for fault in faults_of(read(json_path, content))] == [
        "line 5, colour",
        "line 3, name",
        "line 4, price",
        "line 6, name",
        "line 8, prices",
    ]


@pytest.mark.parametrize("currency_and_price", [("JPY", "350.5"), ("KWD", "1.2345")])
def test_a_price_has_the_decimals_of_its_currency(json_path: Path, currency_and_price: tuple[str, str]) -> None:
    code, price = currency_and_price
    (fault,) = faults_of(read(json_path, json.dumps({"items": [{**THING, "price": price}]}), Currency.of(code)))
    assert f"more decimals than {code} has" in fault


def test_line_breaks_and_tabs_in_a_text_are_spaces(csv_path: Path) -> None:
    (entry,) = read(csv_path, 'item_id,name,price,description\nI1,Tea,1,"Green\n\ttea, \r\nloose "\n')
    assert isinstance(entry, ItemEntry)
    assert entry.item.description == "Green tea, loose"


def test_an_open_price_item_needs_no_price(json_path: Path) -> None:
    (entry,) = read(json_path, json.dumps({"items": [{"item_id": "I1", "name": "Gift", "open_price": True}]}))
    assert isinstance(entry, ItemEntry)
    assert entry.item.price == Money.zero(USD)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "not JSON"),
        (b"{", 1, "not JSON"),
        (b'{"items": [{"item_id": "1",\n\n', 2, "not JSON"),
        (b'{"items": [\n{"price": NaN}]}', 2, "not JSON"),
        (b'{"items": []} x', 1, "not JSON"),
        (b"item_id,name,price\n", 1, "not JSON"),
        (b'{"items": [\n{"name": "\xff"}]}', 2, "not UTF-8"),
        (b'{"items": [\n{"name": "\xc3', 2, "not UTF-8"),
        (b'{"items": [\n\n{"name": "\0"}]}', 3, "NUL"),
        ("{}".encode("utf-32"), None, "UTF-32"),
        (b"[]", 1, "an object with lists of objects is wanted"),
        (b'"items"', 1, "an object with lists of objects is wanted"),
        (b'{"items": {"item_id": "1"}}', 1, "an object with lists of objects is wanted"),
        (b'{"items": [["1"]]}', 1, "an object with lists of objects is wanted"),
        (b'{"items": [1]}', 1, "an object with lists of objects is wanted"),
        (b'{"items": [{"a": ' + b"[" * 50 + b"]" * 50 + b"}]}", 1, "nested too deeply"),
        (b'{"items": [{"name": "' + b"x" * 1_200_000 + b'"}]}', 1, "longer than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(json_path: Path, content: bytes, line: int | None, said: str) -> None:
    (fault,) = [each for each in read(json_path, content) if isinstance(each, Fault)]
    assert said in fault.sentence
    assert fault.ends_reading
    assert fault.line == line


def test_a_missing_file_is_a_fault_and_so_is_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        (fault,) = catalog_file(path, USD).entries()
        assert "the file cannot be read" in str(fault)


@pytest.mark.parametrize("content", ["{}", '{"items": []}', '{"taxes": []}'])
def test_a_catalog_without_items_is_a_fault(json_path: Path, content: str) -> None:
    assert faults_of(read(json_path, content)) == ["items: the file has no items"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(json_path: Path, csv_path: Path, encoding: str) -> None:
    name = "Crème 牛乳 😀 \u0a0d"
    from_json = read(json_path, json.dumps({"items": [{**THING, "name": name}]}, ensure_ascii=False).encode(encoding))
    from_csv = read(csv_path, f"item_id,name,price\nI1,{name},1.00\n".encode(encoding))
    for (entry,) in (from_json, from_csv):
        assert isinstance(entry, ItemEntry)
        assert entry.item.name == name


def test_lines_may_end_as_windows_ends_them(csv_path: Path) -> None:
    content = 'item_id,name,price\r\nI1,"A",1.00\r\nI2,B,x\r\n'
    assert faults_of(read(csv_path, content)) == [
        "line 3, price: 'x' is not an amount: digits and one point are wanted, such as 12.50"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "line 1, item_id: this column is missing"),
        ("item_id;name;price\n1;2;3\n", "line 1: the columns are not separated by commas; export the file with commas"),
        ("item_id,name\n1,2\n", "line 1, price: this column is missing"),
        ("item_id,name,price,name\n", "line 1, name: this column is given twice"),
        ("item_id,name,price,modifier_groups\n", "line 1, modifier_groups: there is no such column"),
        ("item_id,name,price\n", "the file has no items"),
        ("item_id,name,price\nI1,A\n", "line 2: this row has 2 cells, the header 3"),
        ("item_id,name,price\nI1,A,1,\n", "line 2: this row has 4 cells, the header 3"),
        ('item_id,name,price\nI1,"A" x,1\n', "line 2: broken CSV"),
        ('item_id,name,price\nI1,"A\n', "line 2: broken CSV: unexpected end of data"),
        ("item_id,name,price\nI1,A\0,1\n", "line 2: there is a NUL character"),
        ("item_id,name,price\nI1," + "x" * 70000 + ",1\n", "line 2: this line is longer than 64 KB"),
        ("item_id,name,price,minimum_age\nI1,A,1,٥\n", "line 2, minimum_age: a whole number from 0 is wanted"),
        ("item_id,name,price,active\nI1,A,1,maybe\n", "line 2, active: true or false is wanted, not 'maybe'"),
        ("item_id,name,price,category\nI1,A,1,Drinks//Hot\n", "line 2, category: a path such as Drinks/Hot is wanted"),
    ],
)
def test_a_bad_csv_is_refused_with_a_sentence(csv_path: Path, content: str, expected: str) -> None:
    faults = faults_of(read(csv_path, content))
    assert faults
    assert faults[0].startswith(expected)


def test_a_column_that_nobody_knows_does_not_hide_the_faults_of_the_rows(csv_path: Path) -> None:
    column, price, width = faults_of(read(csv_path, "item_id,name,price,colour\nI1,A,1,red\nI2,B,x,\nI3,C\n"))

    assert column.startswith("line 1, colour: there is no such column")
    assert price.startswith("line 3, price: 'x' is not an amount")
    assert width.startswith("line 4: this row has 2 cells")


def test_a_quote_that_never_closes_does_not_swallow_the_memory(csv_path: Path) -> None:
    rows = "".join(f"I{at},Thing {at},1.00\n" for at in range(20000))
    (fault,) = faults_of(read(csv_path, f'item_id,name,price\nI,"open,1.00\n{rows}'))
    assert "broken CSV" in fault


def test_an_entry_with_a_fault_still_comes_so_that_others_may_refer_to_it(json_path: Path) -> None:
    fault, entry = read(json_path, json.dumps({"items": [{**THING, "price": "x"}]}))
    assert isinstance(fault, Fault)
    assert isinstance(entry, ItemEntry)
    assert entry.item.item_id == "I1"


@settings(max_examples=60, deadline=None)
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
    suffix=st.sampled_from(["json", "csv"]),
)
def test_no_file_content_is_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    entries = read(tmp_path_factory.mktemp("any") / f"catalog.{suffix}", content)
    assert any(isinstance(each, Fault) for each in entries)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(
    ["item_id", "name", "price", "unit", "barcodes", "modifier_groups", "sale_hours", "minimum_age", "tax_codes", "x"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(fields, json_values, max_size=6), max_size=3))
def test_no_value_in_a_json_catalog_is_an_error(
    tmp_path_factory: pytest.TempPathFactory, items: list[dict[str, object]]
) -> None:
    entries = read(tmp_path_factory.mktemp("any") / "catalog.json", json.dumps({"items": items}))
    assert entries
