"""Lookup: who is found, and what is shown of them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.simulator.till import AVA, MISAKI, TestClock, Till, Wire, WireObject, code_of, line, sale


def found(till: Till, **argument: Wire) -> list[WireObject]:
    answer = till.call("lookup", argument)
    assert answer["status"] == "OK"
    users: list[WireObject] = answer["payload"]["users"]
    return users


@pytest.mark.parametrize(
    "argument",
    [
        {"phone": "5550100001"},
        {"email": "ava.martin@example.com"},
        {"email": "Ava.Martin@Example.com"},
        {"user_id": AVA},
        {"external_customer_id": "7000000000011"},
    ],
)
def test_a_member_is_found_by_any_exact_identifier(till: Till, argument: WireObject) -> None:
    (user,) = found(till, **argument)

    assert user["user_reference_id"] == AVA
    assert user["user_account_id"] == "acc-1001"
    assert user["points"] == 427
    assert [account["available_balance"] for account in user["point_accounts"]] == [420, 7]
    assert user["profile_fields"]["tier"] == "Gold"
    assert [offer["reference_id"] for offer in user["offers"]] == ["uo-101", "uo-102", "uo-103", "uo-104"]


def test_a_part_of_a_number_finds_nobody(till: Till) -> None:
    assert found(till, phone="555010000") == []


@pytest.mark.parametrize(("nobody", "status"), [("error", "200"), ("404", "404")])
def test_nobody_can_be_an_error(till: Till, nobody: Wire, status: str) -> None:
    till.platform.reconfigure(replace(till.platform.config, nobody=nobody))

    assert code_of(till.call("lookup", {"phone": "1"})) == "user_not_found"
    assert till.platform.requests()[0].answer == f"{status} user_not_found"
    assert till.platform.violations == []


def test_several_members_are_an_error(till: Till) -> None:
    assert code_of(till.call("lookup", {"phone": "5550100044"})) == "MULTIPLE_USERS"


def test_several_members_can_be_several_rows(till: Till) -> None:
    till.platform.reconfigure(replace(till.platform.config, several="rows"))

    assert len(found(till, phone="5550100044")) == 2


def test_a_partial_row_has_no_offers_until_looked_up_by_user_id(till: Till) -> None:
    (partial,) = found(till, phone="5550100003")
    (full,) = found(till, user_id=partial["user_reference_id"])

    assert "offers" not in partial
    assert "user_account_id" not in partial
    assert [offer["reference_id"] for offer in full["offers"]] == ["uo-301"]


def test_points_are_left_out_where_the_programme_hides_them(till: Till) -> None:
    (user,) = found(till, phone="5550100006")

    assert "points" not in user


@pytest.mark.parametrize(
    ("culture", "name"),
    [
        ("en_US", "Birthday: 20% off"),
        ("ja_JP", "お誕生日20%オフ"),
        ("de_AT", "Geburtstag: 20 %"),
        (None, "Birthday: 20% off"),
    ],
)
def test_offers_are_named_in_the_culture_asked_for(till: Till, culture: str | None, name: str) -> None:
    body = till.body({"user_id": MISAKI}, changes={"culture": culture})

    offers = till.post("lookup", body)["payload"]["users"][0]["offers"]

    assert offers[2]["display_name"] == name
    assert offers[2]["campaign_code"] == "BD-20"


def test_a_cart_shows_only_the_offers_that_fit_it_with_their_worth(till: Till) -> None:
    (user,) = found(till, user_id=AVA, transaction=sale(closed=False))

    shown = {offer["reference_id"]: offer for offer in user["offers"]}

    assert list(shown) == ["uo-101", "uo-102", "uo-104"]  # five off needs 15.00; dates are looked at by lock alone
    assert shown["uo-101"]["amount"] == Decimal("2.00")
    assert shown["uo-101"]["discounted_line_ids"] == ["1"]
    assert shown["uo-101"]["discounted_line_id_quantities"] == ["1"]
    assert shown["uo-102"]["amount"] == Decimal("1.35")
    assert shown["uo-102"]["discounted_line_ids"] is None
    assert shown["uo-101"]["status"] is None


def test_items_the_catalog_does_not_know_never_qualify(till: Till) -> None:
    unknown = sale(closed=False, items=[line("1", "TEAPOT", "1", "40.00")])

    (user,) = found(till, user_id=AVA, transaction=unknown)

    assert user["offers"] == []


def test_an_uploaded_catalog_decides_what_qualifies(till: Till) -> None:
    rows = [
        {"item_id": "TEAPOT", "name": "Teapot", "is_modifier": False},
        {"category_id": "coffee", "name": "C", "category_ids": ["pots"]},
        {"category_id": "pots", "name": "P", "category_ids": ["coffee"], "item_ids": ["TEAPOT"]},
    ]
    till.call("upload_catalog", {"items": rows})

    (user,) = found(till, user_id=AVA, transaction=sale(closed=False, items=[line("1", "TEAPOT", "1", "40.00")]))

    assert "uo-101" in [offer["reference_id"] for offer in user["offers"]]


def test_a_used_offer_is_no_longer_in_the_wallet(till: Till, clock: TestClock) -> None:
    till.redeem("uo-101", sale(closed=False))

    (user,) = found(till, user_id=AVA)

    assert "uo-101" not in [offer["reference_id"] for offer in user["offers"]]
