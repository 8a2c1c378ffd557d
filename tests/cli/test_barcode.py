import pytest

from tests.cli.till import Till

APPLES = "2140150003501"
"""What a scale of the shop's own prints: item 4015 for 3.50, under a pattern that no country has."""


def test_an_item_is_told_with_its_gtin_and_how_it_was_found(till: Till) -> None:
    ran = till.run("barcode", "test", "4006381333931", "--json")
    assert ran.status == 0
    told = ran.json
    assert (told["means"], told["item"], told["item_id"]) == ("an item", "Latte", "latte")
    assert (told["read_as"], told["check_digit"], told["gtin"]) == ("gtin", "right", "04006381333931")


def test_gs1_data_are_taken_apart(till: Till) -> None:
    told = till.run("barcode", "test", "]C10104006381333931" + "17261200" + "10LOT-7<GS>21A1", "--json").json
    assert (told["read_as"], told["item"]) == ("gs1", "Latte")
    assert (told["lot"], told["serial"], told["date"]) == ("LOT-7", "A1", "2026-12-31")


@pytest.mark.parametrize(
    ("told", "date"), [("17261330", "261330 is not a date"), ("70032611301100", "2026-11-30 11:00")]
)
def test_the_date_of_a_label_is_told_with_its_hour_or_as_none(till: Till, told: str, date: str) -> None:
    assert till.run("barcode", "test", f"]C10104006381333931{told}", "--json").json["date"] == date


def test_every_element_of_gs1_data_is_told_with_what_should_stand_beside_it(till: Till) -> None:
    told = till.run("barcode", "test", "]C10104006381333931" + "39328400350<GS>10LOT-7", "--json").json
    assert told["elements"] == "(01) 04006381333931, (3932) 8400350, (10) LOT-7"
    assert told["measure"] == "price 3.50 USD"
    assert told["missing"] == "AI 3932 wants one of 30 31nn 32nn 35nn 36nn beside it."


@pytest.mark.parametrize(
    ("code", "means"),
    [
        ("4006381333932", "no item of the catalog; the platform is asked"),
        ("5012345678900", "no item of the catalog"),
        ("7000-0011", "no item of the catalog; the platform is asked"),
    ],
)
def test_what_is_no_item_is_told_as_such(till: Till, code: str, means: str) -> None:
    ran = till.run("barcode", "test", code, "--json")
    assert ran.status == 0
    assert ran.json["means"].startswith(means)


def test_cards_and_codes_of_offers_are_told_by_the_shops_ranges(till: Till) -> None:
    till.change("sale", card_prefixes=["7000/9"], offer_prefixes=["AB"])
    found = [till.run("barcode", "test", code, "--json").json["means"] for code in ("7000-0011", "AB-1", "7000-1")]
    assert [each.split(" (")[0] for each in found] == ["a loyalty card", "an offer's code", "no item of the catalog"]


def test_a_wrong_check_digit_is_told_and_a_code_without_anything_in_it_fails(till: Till) -> None:
    assert till.run("barcode", "test", "4006381333932", "--json").json["check_digit"] == "wrong"
    ran = till.run("barcode", "test", "]E04006381333932")
    assert (ran.status, "cannot be read" in ran.err) == (1, True)


def test_a_pattern_is_tried_and_then_the_shops_to_set(till: Till) -> None:
    before = till.run("barcode", "test", APPLES, "--json").json
    assert before["item"] is None

    tried = till.run("barcode", "test", APPLES, "--pattern", "price 21....0{NNNDD}.")
    assert (tried.status, "no label pattern" in tried.err) == (2, True)
    ran = till.run("barcode", "test", APPLES, "--pattern", "price 21....{NNNNDD}.", "--json")
    assert ran.status == 0
    assert (ran.json["item"], ran.json["found_as"], ran.json["measure"]) == ("Apples", "4015", "price 3.50")

    till.change("sale", label_patterns=["price 21....{NNNNDD}."])
    assert till.run("barcode", "test", APPLES, "--json").json["item"] == "Apples"
    (sold,) = till.sells({"do": "scan", "code": APPLES})
    assert [each["subtotal"] for each in sold["state"]["lines"]] == ["3.50"]


def test_a_label_that_is_none_of_the_pattern_says_so(till: Till) -> None:
    ran = till.run("barcode", "test", APPLES, "--pattern", "price 22....{NNNNDD}.")
    assert (ran.status, "no label of" in ran.err) == (1, True)


def test_before_the_first_catalog_the_code_itself_is_told(bare: Till) -> None:
    told = bare.run("barcode", "test", "4006381333931", "--json").json
    assert (told["gtin"], "no catalog yet" in told["means"]) == ("04006381333931", True)
