import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.gtin import check_digit, expand_upc_e, gtin14, has_check_digit, is_digits, verifier_digit

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "barcodes.json").read_text("utf-8"))
LENGTH_OF = {"EAN-8": 8, "EAN-13": 13}
digits = st.text("0123456789", min_size=7, max_size=13)


def of_kind(kind: str) -> list[object]:
    return [pytest.param(case["input"], case["expected"], id=case["id"]) for case in VECTORS if case["kind"] == kind]


@pytest.mark.parametrize(("given_", "expected"), of_kind("gs1_check_digit"))
def test_check_digits_are_those_of_the_published_cases(
    given_: dict[str, str], expected: int | dict[str, object]
) -> None:
    if isinstance(expected, int):
        assert check_digit(given_["payload"]) == expected
        return
    value = given_["value"]
    right_length = len(value) == LENGTH_OF.get(given_.get("as", ""), len(value))
    assert (has_check_digit(value) and right_length) is expected["valid"]
    if "correct" in expected:
        assert check_digit(value[:-1]) == expected["correct"]


@pytest.mark.parametrize(("given_", "expected"), of_kind("price_verifier_digit"))
def test_a_verifier_digit_is_that_of_the_published_case(given_: dict[str, str], expected: int) -> None:
    assert verifier_digit(given_["field"]) == expected


def test_a_four_digit_price_has_its_verifier_digit_too() -> None:
    assert verifier_digit("2875") == 9  # GS1 General Specifications 7.9.2, its example


@pytest.mark.parametrize("field", ["", "123", "123456", "12a4"])
def test_no_verifier_digit_is_made_up_for_other_fields(field: str) -> None:
    assert verifier_digit(field) is None


@pytest.mark.parametrize(("given_", "expected"), of_kind("upc_e_expand"))
def test_a_upc_e_becomes_its_upc_a(given_: dict[str, str], expected: dict[str, str]) -> None:
    assert expand_upc_e(given_["upc_e"]) == expected["upc_a"]


@pytest.mark.parametrize(
    ("upc_e", "upc_a"),
    [
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("04252614", "042100005264"),
        ("02345147", "023450000017"),
    ],
)
def test_each_form_of_upc_e_expands_by_its_last_digit(upc_e: str, upc_a: str) -> None:
    assert expand_upc_e(upc_e) == upc_a


@pytest.mark.parametrize("code", ["04252615", "94252614", "0425261", "0425261X", ""])
def test_what_is_no_upc_e_does_not_expand(code: str) -> None:
    assert expand_upc_e(code) is None


@pytest.mark.parametrize("code", ["036000291452", "0036000291452", "00036000291452"])
def test_a_upc_a_is_the_same_number_however_it_is_padded(code: str) -> None:
    assert gtin14(code) == "00036000291452"


@pytest.mark.parametrize("code", ["4006381333932", "400638133393", "", "abc", "٤٠٠٦٣٨١٣٣٣٩٣١", "4006381333931 "])
def test_a_wrong_number_has_no_fourteen_digit_form(code: str) -> None:
    assert gtin14(code) is None


def test_arabic_digits_are_no_barcode_digits() -> None:
    assert not is_digits("٤٠٠٦")
    with pytest.raises(ValueError, match="is not digits"):
        check_digit("٤٠٠٦")


@given(digits, st.integers(min_value=0), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(payload: str, where: int, change: int) -> None:
    code = f"{payload}{check_digit(payload)}"
    at = where % len(code)
    wrong = code[:at] + str((int(code[at]) + change) % 10) + code[at + 1 :]
    assert has_check_digit(code)
    assert not has_check_digit(wrong)
