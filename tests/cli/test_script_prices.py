from typing import Any

import pytest

from tests.cli.test_script_lines import managed
from tests.cli.till import LATTE, SHOW, Step, Till, refused_with

__all__ = ["managed"]


def check(code: str) -> Step:
    return {"do": "price_check", "code": code}


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("4006381333931", {"item_id": "latte", "unit_price": "4.50", "quantity": "1", "total": "4.87"}),
        ("TEA", {"item_id": "tea", "unit_price": "2.10", "tax_total": "0.00", "total": "2.10", "taxes": []}),
        ("apples", {"item_id": "apples", "unit": "kg", "unit_price": "2.99", "quantity": None, "total": None}),
        ("4015", {"item_id": "apples", "total": None}),
        ("gift", {"item_id": "gift", "unit_price": None, "total": None}),
        ("oat", {"item_id": "oat", "unit_price": "0.60", "total": "0.60"}),
    ],
)
def test_a_code_or_an_item_says_what_it_would_cost(till: Till, code: str, told: dict[str, Any]) -> None:
    (answer,) = till.sells(check(code))

    assert answer["ok"], answer
    assert {name: answer["price"][name] for name in told} == told


def test_a_tax_in_the_price_is_told_so_and_an_age_too(till: Till) -> None:
    catalog = {
        "taxes": [{"tax_code": "VAT", "name": "VAT", "rate": "0.20", "included": True}],
        "items": [
            {
                "item_id": "gin",
                "name": "Gin",
                "price": "12.00",
                "tax_codes": ["VAT"],
                "minimum_age": 18,
                "sale_hours": ["mon 03:00-03:01"],
            }
        ],
    }
    assert till.run("catalog", "import", till.file("gin.json", catalog)).status == 0

    (answer,) = till.sells(check("gin"))

    price = answer["price"]
    assert (price["total"], price["tax_total"], price["minimum_age"]) == ("12.00", "0.00", 18)
    assert price["taxes"] == [{"name": "VAT", "rate": "0.20", "kind": "percent", "included": True}]
    assert isinstance(price["for_sale_now"], bool)


def test_a_price_check_changes_nothing_of_an_open_sale_nor_of_an_empty_desk(till: Till) -> None:
    idle, before, asked, after = till.sells(check("TEA"), LATTE, check("TEA"), SHOW)

    assert idle["state"]["transaction_id"] is None
    assert before["state"] == asked["state"] == after["state"]
    assert after["state"]["transaction_id"].endswith("-000001")


def test_what_nobody_sells_is_told_and_nobody_is_answered_who_is_not_signed_on(till: Till) -> None:
    unknown, retired = till.sells(check("0000000000"), check("retired"))
    (signed_off,) = till.script(check("TEA"))

    assert refused_with(unknown, "unknown_barcode")
    assert refused_with(retired, "unknown_barcode")
    assert refused_with(signed_off, "not_signed_on")
