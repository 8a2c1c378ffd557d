import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.batch import Batch, ScannedExpiry
from pos_terminal.domain.gs1 import (
    currency_in,
    decimal_value,
    digital_link,
    element_strings,
    expiry_in,
    gtin_in,
    lot_in,
    measure_in,
)
from pos_terminal.domain.gs1_rules import contradictions_in, missing_in
from pos_terminal.domain.measured_label import LABELS_BY_COUNTRY, LabelPattern, Measure, MeasureKind
from pos_terminal.domain.scan import ScanKind, read_scan

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "barcodes.json").read_text("utf-8"))
COUNTRY = {
    "Denmark": "DK",
    "Finland": "FI",
    "Germany": "DE",
    "Great Britain": "GB",
    "Latvia": "LV",
    "Norway": "NO",
    "Sweden": "SE",
}
GS = "\x1d"


def of_kind(kind: str) -> list[object]:
    return [pytest.param(case["input"], case["expected"], id=case["id"]) for case in VECTORS if case["kind"] == kind]


@pytest.mark.parametrize(("given_", "expected"), of_kind("variable_measure_ean"))
def test_a_scale_label_is_read_by_its_country_s_rules(given_: dict[str, str], expected: dict[str, str]) -> None:
    reading = read_scan(given_["code"], LABELS_BY_COUNTRY[COUNTRY[given_["region"]]])
    assert reading.candidates == (given_["code"],)
    if "error" in expected:
        assert reading.labels == ()
    else:
        (label,) = reading.labels
        assert label.measure == Measure(MeasureKind(expected["measure"]), Decimal(expected["value"]))


@pytest.mark.parametrize(("given_", "expected"), of_kind("variable_measure_base"))
def test_a_scale_label_is_looked_up_without_its_measure(given_: dict[str, str], expected: dict[str, str]) -> None:
    (label,) = read_scan(given_["code"], LABELS_BY_COUNTRY[COUNTRY[given_["region"]]]).labels
    assert label.keys[0] == expected["catalog_key"]


@pytest.mark.parametrize(("given_", "expected"), of_kind("ean_pattern"))
def test_a_shop_s_own_pattern_is_read(given_: dict[str, str], expected: dict[str, str]) -> None:
    pattern = given_["pattern"]
    if pattern[0] == ".":  # this notation may leave the prefix to a dot; here a pattern names it
        pattern = given_["code"][:2] + pattern[2:]
    label = LabelPattern.parse(MeasureKind.WEIGHT_KG, pattern).read(given_["code"])
    assert label is not None
    assert label.measure.value == Decimal(expected["value"])
    assert label.keys[0] == expected["base_code"]


@pytest.mark.parametrize(
    "text", ["", "20......{NNDD}", "......{NNNDDD}.", "20......{}.....", "20......{DDNN}.", "2x......{NNDD}."]
)
def test_a_wrong_pattern_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="no label pattern"):
        LabelPattern.parse(MeasureKind.PRICE, text)


def test_a_label_is_tried_only_after_the_whole_code_and_by_its_item_number_last() -> None:
    reading = read_scan("2001234567893", LABELS_BY_COUNTRY["SE"])
    measure = Measure(MeasureKind.PRICE, Decimal("67.89"))
    assert list(reading.lookups()) == [
        ("2001234567893", None),
        ("2001234500005", measure),
        ("012345", measure),
        ("12345", measure),
    ]


def test_an_american_label_sent_with_twelve_digits_is_read_too() -> None:
    (label,) = read_scan("212345928752", LABELS_BY_COUNTRY["US"]).labels
    assert label.measure == Measure(MeasureKind.PRICE, Decimal("28.75"))
    assert label.keys[1] == "12345"


def test_a_case_of_fourteen_digits_is_never_a_label() -> None:
    assert read_scan("12312312312333", LABELS_BY_COUNTRY["SE"]).labels == ()


@pytest.mark.parametrize(("given_", "expected"), of_kind("gs1_ai_value"))
def test_the_point_of_a_measure_is_where_its_identifier_says(given_: dict[str, str], expected: dict[str, str]) -> None:
    identifier, value = given_["element"][:4], given_["element"][4:]
    assert decimal_value(identifier, value) == Decimal(expected["decimal"])
    assert currency_in(identifier, value) == expected.get("currency")


@pytest.mark.parametrize(("given_", "expected"), of_kind("gs1_ai_moment"))
def test_a_date_may_have_its_hour_and_minute(given_: dict[str, str], expected: dict[str, str]) -> None:
    ((identifier, value),) = element_strings(given_["element"]) or ()
    assert identifier == "7011"
    assert ScannedExpiry(value).moment(date(2026, 11, 30)) == datetime.fromisoformat(expected["datetime"])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("030102", "2003-01-02 00:00:00"),
        ("03010214", "2003-01-02 14:00:00"),
        ("0301022430", "None"),
        ("0301022360", "None"),
        ("0313021430", "None"),
        ("03010", "None"),
        ("03010214305", "None"),
        ("03010x", "None"),
    ],
)
def test_a_moment_is_one_that_calendar_and_clock_have(value: str, told: str) -> None:
    assert str(ScannedExpiry(value).moment(date(2026, 11, 30))) == told


@pytest.mark.parametrize(("given_", "expected"), of_kind("gs1_ai_rules"))
def test_elements_that_want_or_exclude_each_other_are_told(given_: dict[str, str], expected: dict[str, bool]) -> None:
    elements = tuple(re.findall(r"\(([0-9]+)\)([^(]+)", given_["bracketed"]))
    assert (not missing_in(elements) and not contradictions_in(elements)) is expected["valid"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("0104006381333931" + "0204006381333931" + "3712", "AI 01 and AI 02 exclude each other."),
        (f"0104006381333931392212345{GS}3102002004" + f"3932978100{GS}", "AI 3922 and AI 3932 exclude each other."),
        ("0104006381333931" + "3102002004" + "3103002004", "AI 3102 and AI 3103 exclude each other."),
        (f"010400638133393110A{GS}10B", "AI 10 is there with different data."),
    ],
)
def test_a_code_that_contradicts_itself_means_no_goods(data: str, why: str) -> None:
    assert why in contradictions_in(element_strings(data) or ())
    assert read_scan(f"]C1{data}").kind is ScanKind.UNREADABLE


def test_what_should_stand_beside_an_element_may_be_in_another_symbol_on_the_goods() -> None:
    assert missing_in(element_strings("0104006381333931392212345") or ()) == (
        "AI 3922 wants one of 30 31nn 32nn 35nn 36nn beside it.",
    )
    assert read_scan("]C10104006381333931392212345").kind is ScanKind.GS1


def test_a_link_that_contradicts_itself_means_no_goods() -> None:
    link = "https://example.com/01/04006381333931?"
    assert read_scan(f"{link}3102=002004").kind is ScanKind.DIGITAL_LINK
    assert read_scan(f"{link}3102=002004&3103=002004").kind is ScanKind.UNREADABLE


def test_a_price_may_name_its_currency_by_number() -> None:
    assert read_scan("]C1010400638133393139329780350").measure == Measure(MeasureKind.PRICE, Decimal("3.50"), "EUR")
    assert read_scan("]C1010400638133393139329990350").kind is ScanKind.UNREADABLE
    assert read_scan("]C101040063813339313932978").kind is ScanKind.UNREADABLE


@pytest.mark.parametrize(("given_", "expected"), of_kind("gs1_ai_date"))
def test_day_nought_is_the_last_of_its_month(given_: dict[str, str], expected: dict[str, str]) -> None:
    elements = element_strings(given_["element"])
    assert elements is not None
    found = expiry_in(elements)
    assert found is not None
    assert str(found.moment(date(2026, 3, 4))) == f"{expected['date']} 00:00:00"


@pytest.mark.parametrize("text", ["price 21....V{NNNDD}.", "weight_kg 27.....{NNDDD}.", "count 25....V{NNNNN}."])
def test_a_pattern_is_written_as_it_is_read(text: str) -> None:
    assert str(LabelPattern.named(f" {text} ")) == text


@pytest.mark.parametrize("text", ["21....V{NNNDD}.", "colour 21....V{NNNDD}.", "price", "", "price 21"])
def test_a_pattern_without_what_it_carries_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"carry|no label pattern"):
        LabelPattern.named(text)


@pytest.mark.parametrize(("given_", "expected"), of_kind("gs1_elements"))
def test_element_strings_are_split(given_: dict[str, str], expected: dict[str, str]) -> None:
    elements = dict(element_strings(given_["data"].replace("{GS}", GS)) or ())
    assert list(elements) == list(expected)
    assert elements["01"] == expected["01"]
    if "3102" in expected:
        assert decimal_value("3102", elements["3102"]) == Decimal(expected["3102"])


@pytest.mark.parametrize(("given_", "expected"), of_kind("gs1_digital_link"))
def test_a_digital_link_is_taken_or_refused_as_published(
    given_: dict[str, object], expected: dict[str, object]
) -> None:
    elements = digital_link(str(given_["uri"]), short_gtin=bool(given_.get("allow_short_gtin")))
    assert (elements is not None) is expected["accepted"]
    if elements is not None:
        assert [list(each) for each in elements] == expected["ais"]


@pytest.mark.parametrize("rest", ["/", "/?17=271231", "/#page", "/?linkType=gs1:pip/"])
def test_a_link_that_ends_in_a_slash_means_the_same_goods_to_a_scanner(rest: str) -> None:
    link = "https://example.com/01/04006381333931"
    assert digital_link(f"{link}{rest}", short_gtin=True) is None
    read = read_scan(f"{link}{rest}")
    assert (read.kind, read.gtin14, read.text) == (ScanKind.DIGITAL_LINK, "04006381333931", f"{link}{rest}")
    assert read_scan("https://example.com/01/04006381333932/").kind is ScanKind.TEXT
    assert read_scan(f"{link}//").kind is ScanKind.TEXT
    assert read_scan(f"{link}?17=271231/").kind is ScanKind.TEXT


NO_GS1_DATA = ("scan-13", "scan-24")
"""Plain text without a symbology, and an address in a QR code that is no Digital Link.

The vectors answer whether a scan is GS1 data, as GS1's own engine does: these are not. A till has more to ask: what is
no GS1 data may be an offer's code, a loyalty card, a receipt or a badge, which shops print as such text and addresses.
So they are text to be looked up, and nothing in them is taken for GS1 data; only a code that fails its own check is
refused outright.
"""


def scan_cases(*, are_gs1: bool = True) -> list[object]:
    return [
        pytest.param(case["input"]["scan"].replace("{GS}", GS), case["expected"], id=case["id"])
        for case in VECTORS
        if case["kind"] == "gs1_scan_data" and (case["id"] not in NO_GS1_DATA) is are_gs1
    ]


@pytest.mark.parametrize(("scan", "expected"), scan_cases(are_gs1=False))
def test_what_is_no_gs1_data_is_text_to_be_looked_up_and_no_goods(scan: str, expected: dict[str, object]) -> None:
    reading = read_scan(scan)
    assert (expected, reading.kind) == ({"accepted": False}, ScanKind.TEXT)
    assert (reading.gtin14, reading.elements, reading.measure) == (None, (), None)
    assert reading.candidates == (scan.removeprefix("]Q1"),)


@pytest.mark.parametrize(("scan", "expected"), scan_cases())
def test_a_scan_is_read_by_its_symbology_identifier(scan: str, expected: dict[str, object]) -> None:
    reading = read_scan(scan)
    assert (reading.kind is not ScanKind.UNREADABLE) is expected["accepted"]
    ais = expected.get("ais")
    if isinstance(ais, list) and ais:
        assert reading.gtin14 == dict(ais)["01"]
        assert reading.candidates[0] == reading.gtin14
    elif reading.kind is not ScanKind.UNREADABLE:
        assert reading.candidates == (expected.get("code", scan[3:]),)


def test_a_gtin_alone_is_read_from_an_element_string_without_a_symbology() -> None:
    reading = read_scan("0104006381333931")
    assert (reading.kind, reading.gtin14) == (ScanKind.GS1, "04006381333931")


def test_a_scanner_s_line_end_and_spaces_are_no_part_of_the_code() -> None:
    assert read_scan(" 4006381333931\r\n").candidates == ("4006381333931",)


def test_a_price_with_a_letter_in_it_is_unreadable() -> None:
    assert read_scan("]C10104006381333931392212A4").kind is ScanKind.UNREADABLE


def test_a_upc_e_is_never_a_scale_label() -> None:
    reading = read_scan("04252614", LABELS_BY_COUNTRY["US"])
    assert (reading.gtin14, reading.labels) == ("00042100005264", ())


def test_a_upc_e_is_looked_up_as_itself_and_as_its_upc_a() -> None:
    reading = read_scan("04252614")
    assert reading.candidates == ("04252614", "042100005264")
    assert reading.gtin14 == "00042100005264"


def test_an_ean_8_stays_a_number_of_its_own() -> None:
    reading = read_scan("]E412345670")
    assert (reading.candidates, reading.gtin14) == (("12345670",), "00000012345670")


def test_an_add_on_of_a_magazine_is_left_off() -> None:
    assert read_scan("]E3977147396801212345").candidates == ("9771473968012",)


@pytest.mark.parametrize(
    ("data", "measure"),
    [
        (f"{GS}01940190976854573102002004", Measure(MeasureKind.WEIGHT_KG, Decimal("20.04"))),
        ("01940190976854573202001500", Measure(MeasureKind.WEIGHT_LB, Decimal("15.00"))),
        ("0194019097685457392212345", Measure(MeasureKind.PRICE, Decimal("123.45"))),
        (
            "0194019097685457310200200439210005",
            Measure(MeasureKind.PRICE, Decimal("0.5"), weight=Measure(MeasureKind.WEIGHT_KG, Decimal("20.04"))),
        ),
        ("01940190976854573012", Measure(MeasureKind.COUNT, Decimal(12))),
    ],
)
def test_the_price_weight_or_count_in_gs1_data_goes_with_the_item(data: str, measure: Measure) -> None:
    reading = read_scan(data)
    assert reading.kind is ScanKind.GS1
    assert next(reading.lookups()) == ("94019097685457", measure)


@pytest.mark.parametrize(
    "data", ["]C1", "]C10112312312312334", "]C101123", "]C1AB12", "]C1310212", "]C110", "]Q3011231231231233339xx"]
)
def test_gs1_data_that_cannot_be_split_is_unreadable(data: str) -> None:
    assert read_scan(data).kind is ScanKind.UNREADABLE


def test_elements_without_an_item_have_no_gtin_and_no_measure() -> None:
    elements = element_strings("10LOT1")
    assert elements == (("10", "LOT1"),)
    assert gtin_in(elements) is None
    assert measure_in(elements) is None


@pytest.mark.parametrize(
    "scan",
    [
        "]C1010400638133393110LOT7",
        "]d2010400638133393110LOT7",
        f"0104006381333931310300123410LOT7{GS}17270101",
        "https://example.com/01/04006381333931/10/LOT7",
        "https://example.com/01/04006381333931/10/LOT7/21/42?17=270101",
    ],
)
def test_the_lot_in_gs1_data_goes_with_the_item(scan: str) -> None:
    reading = read_scan(scan)
    assert (reading.gtin14, reading.lot) == ("04006381333931", "LOT7")


@pytest.mark.parametrize(
    "scan", ["4006381333931", "LOT7", "]C10104006381333931", "https://a.example/01/04006381333931"]
)
def test_a_code_without_a_lot_has_none(scan: str) -> None:
    assert read_scan(scan).lot is None


@pytest.mark.parametrize(
    ("value", "lot"),
    [
        ("x", "x"),
        ("A/b-7.1+" * 2 + "1234", "A/b-7.1+" * 2 + "1234"),
        ("L" * 21, None),
        ("", None),
        ("A B", None),
        ("é", None),
    ],
)
def test_a_lot_is_up_to_twenty_printable_characters(value: str, lot: str | None) -> None:
    assert lot_in((("01", "04006381333931"), ("10", value))) == lot


@given(st.text(max_size=60))
def test_whatever_is_scanned_is_read_without_an_error(scanned: str) -> None:
    reading = read_scan(scanned, LABELS_BY_COUNTRY["DE"])
    assert reading.kind is ScanKind.UNREADABLE or reading.candidates


@given(st.text("0123456789", min_size=1, max_size=40))
def test_digits_of_any_length_are_read_without_an_error(scanned: str) -> None:
    assert read_scan(scanned, LABELS_BY_COUNTRY["US"]).candidates


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("17260301", "Use by 2026-03-01"),
        ("17260200", "Use by 2026-02-28"),
        ("15260301", "Best before 2026-03-01"),
        ("152603011726020110AB12", "Lot AB12 · Use by 2026-02-01"),
        (f"70032603011200{GS}21X9", "Serial X9 · Use by 2026-03-01 12:00"),
        ("16260301", "Use by 2026-03-01"),
        ("17261301", ""),
        ("17260230", ""),
        ("17760301", "Use by 2076-03-01"),
        ("17770301", "Use by 1977-03-01"),
    ],
)
def test_a_date_in_gs1_data_is_of_the_nearest_century_and_day_nought_is_the_months_last(data: str, told: str) -> None:
    assert read_scan(f"]d20104006381333931{data}").batch(date(2026, 11, 30)).told == told


def test_a_link_tells_of_lot_serial_and_expiry_too() -> None:
    batch = read_scan("https://example.com/01/04006381333931/10/LOT7/21/42?17=270101").batch(date(2026, 11, 30))
    assert batch == Batch("LOT7", "42", date(2027, 1, 1), ends_sale=True)


@pytest.mark.parametrize(
    ("scanned", "gtin"),
    [
        ("4006381333931", "04006381333931"),  # EAN-13
        ("]E04006381333931", "04006381333931"),
        ("12345670", "00000012345670"),  # EAN-8
        ("]E412345670", "00000012345670"),
        ("036000291452", "00036000291452"),  # UPC-A
        ("]E00036000291452", "00036000291452"),
        ("04252614", "00042100005264"),  # UPC-E
        ("14006381333938", "14006381333938"),  # ITF-14
        ("]I114006381333938", "14006381333938"),
    ],
)
def test_each_symbology_of_goods_is_a_gtin_by_its_check_digit_alone(scanned: str, gtin: str) -> None:
    assert read_scan(scanned).gtin14 == gtin
    others = [f"{scanned[:-1]}{digit}" for digit in "0123456789" if digit != scanned[-1]]
    as_ean_8 = ["04252610"]  # what is no UPC-E may be the other number of eight digits
    assert [each for each in others if read_scan(each).gtin14 is not None] == [
        each for each in as_ean_8 if each in others
    ]
