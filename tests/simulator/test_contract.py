"""The interface's tables, and that every breach of them is refused."""

import copy
from decimal import Decimal

import pytest

from pos_terminal.simulator import Platform, SimulatorConfig
from pos_terminal.simulator import fields as tables
from pos_terminal.simulator.fields import Kind
from tests.simulator.till import Till, Wire, WireObject, code_of, line, offer_call, own_discount, payment, sale

# Written down a second time, by hand, from the published tables: required before the bar, optional after it.
PUBLISHED = {
    "CONTAINER": "store_id client_id request_id request_payload | culture",
    "TRANSACTION": "pos_employee_id is_closed is_voided transaction_id subtotal tax_total open_time modified_time "
    "channel items payments discounts | sm_employee_id table_id guest_count from_transaction_id guest_receipt_code "
    "custom_data",
    "ITEM": "line_id item_id quantity unit_price subtotal tax_included | modifies_line_id custom_data",
    "PAYMENT": "payment_id amount type payment_time | user_id user_id_type additional_user_id "
    "additional_user_id_type receipt_code custom_data",
    "DISCOUNT": "reference_id reference_id_type display_name discount_source amount stack_order applied_time | "
    "pos_discount_id status image_url discounted_line_ids discounted_line_id_quantities user_id",
    "BATCH": "transactions |",
    "LOOKUP": "| email phone user_id external_customer_id transaction",
    "OFFER_CALL": "offer_lookup_code offer_lookup_type transaction |",
    "OFFER_RETURN": "user_offer_id employee_id |",
    "CATALOG": "items |",
    "CATEGORY": "category_id name | description category_ids item_ids",
    "CATALOG_ITEM": "item_id name is_modifier | sku description modifies_item_ids",
    "EMPLOYEES": "employees |",
    "EMPLOYEE": "employee_id first_name last_name | start_date end_date",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_tables_have_the_published_fields(name: str) -> None:
    table: tables.Table = getattr(tables, name)
    required, _, optional = PUBLISHED[name].partition("|")

    assert {field.name for field in table if field.required} == set(required.split())
    assert {field.name for field in table if not field.required} == set(optional.split())


def full_sale() -> WireObject:
    """A sale with every field of every table filled."""
    items = [
        line("1", "LATTE", "2", "4.50", custom_data={"note": "hot"}, modifies_line_id=None),
        line("2", "OAT", "2", "0.60", modifies_line_id="1", custom_data={}),
    ]
    discount = own_discount(
        "1.00",
        pos_discount_id="d-1",
        status="INFO",
        image_url="https://images.example/1.png",
        discounted_line_ids=["1"],
        discounted_line_id_quantities=["1"],
        user_id="u-1",
    )
    paid = payment(
        "11.12",
        user_id="5550100001",
        user_id_type="Phone",
        additional_user_id="a@example.com",
        additional_user_id_type="Email",
        receipt_code="7f1c",
        custom_data={"terminal": 7},
    )
    more: WireObject = {
        "sm_employee_id": "sm-17",
        "table_id": "12",
        "guest_count": 2,
        "from_transaction_id": "T-0",
        "guest_receipt_code": "9a2b",
        "custom_data": {"chain": "ab"},
        "payments": [paid],
        "discounts": [discount],
    }
    return sale(items=items, **more)


FULL: dict[str, WireObject] = {
    "send_transaction": full_sale(),
    "send_batch_transaction": {"transactions": [full_sale()]},
    "lookup": {"phone": "5550100001", "transaction": full_sale()},
    "lock": offer_call("uo-101", full_sale() | {"is_closed": False}),
    "redeem": offer_call("uo-101", full_sale() | {"is_closed": False}),
    "unlock": {"user_offer_id": "uo-101", "employee_id": "17"},
    "reinstate": {"user_offer_id": "uo-101", "employee_id": "17"},
    "upload_catalog": {
        "items": [
            {"category_id": "c", "name": "C", "description": "d", "category_ids": [], "item_ids": ["i"]},
            {
                "item_id": "i",
                "sku": "1",
                "name": "I",
                "description": "d",
                "is_modifier": True,
                "modifies_item_ids": ["j"],
            },
        ]
    },
    "upload_employees": {
        "employees": [
            {
                "employee_id": "17",
                "first_name": "A",
                "last_name": "B",
                "start_date": "2026-01-01T00:00:00.000Z",
                "end_date": "2026-12-31T00:00:00.000Z",
            }
        ]
    },
}


@pytest.mark.parametrize("path", FULL)
def test_a_call_with_every_field_filled_breaks_no_rule(till: Till, path: str) -> None:
    answer = till.call(path, FULL[path])

    assert code_of(answer) in {"OK", "NOT_LOCKED", "NOT_REDEEMED"}
    assert till.platform.violations == []


SURROGATE = "half a surrogate pair"
WRONG: dict[Kind, list[Wire]] = {
    Kind.TEXT: [7, True, "", SURROGATE, ["x"]],
    Kind.ID: [7, True, "", SURROGATE, ["x"], "x" * 256],
    Kind.CODE: [7, "", "x" * 256],
    Kind.DIGITS: ["+1 555", "555-01", "٣٣٣", 5],
    Kind.CULTURE: ["english", "en", "de-DE", "zh_Hans_CN", "en_us", 1],
    Kind.WHOLE: [Decimal("1.5"), Decimal("2.0"), "1", True, -1],
    Kind.FLAG: [0, 1, "true"],
    Kind.MONEY: ["1.00", True, Decimal("1.001"), Decimal("-0.0"), 2**60, Decimal("1E+400")],
    Kind.UNIT_PRICE: ["1.00", True, Decimal("1.001")],
    Kind.QUANTITY: ["1", Decimal("1.0000001")],
    Kind.TIME: [
        "2026-03-04T15:02:11Z",
        "2026-03-04T15:02:11.1200000Z",
        "2026-03-04 15:02:11.120Z",
        "2026-03-04T15:02:11.120+00:00",
        "2026-13-04T15:02:11.120Z",
        "2026-03-04T15:02:11.120Z\n",
        1772636531,
    ],
    Kind.FREE: ["{}", 1, []],
    Kind.TEXTS: ["x", [1], {"a": "b"}],
    Kind.TABLE: [[], "x"],
    Kind.TABLES: [{}, "x", [1]],
    Kind.CATALOG_ROWS: [{}, [1], [{"name": "neither"}], [{"item_id": "i", "category_id": "c", "name": "both"}]],
}


def breaches(value: WireObject, table: tables.Table, place: tuple[str | int, ...]) -> list[tuple[Wire, ...]]:
    """Every way to break one field of a full payload: where, and what to put there (`...`: take it away)."""
    found: list[tuple[Wire, ...]] = [((*place, "surprise"), 1)]
    for field in table:
        here = (*place, field.name)
        must_be_filled = field.required or field.kind is Kind.CODE
        found += [(here, wrong) for wrong in WRONG[field.kind] if must_be_filled or wrong != ""]
        found += [(here, ...), (here, None)] if field.required else []
        found += [(here, "no such value")] if field.legal else []
        inner = value.get(field.name)
        if field.kind is Kind.TABLE and isinstance(inner, dict):
            found += breaches(inner, field.table, here)
        if field.kind is Kind.TABLES and inner:
            found += breaches(inner[0], field.table, (*here, 0))
        if field.kind is Kind.CATALOG_ROWS and inner:
            found += breaches(inner[0], tables.CATEGORY, (*here, 0)) + breaches(
                inner[1], tables.CATALOG_ITEM, (*here, 1)
            )
    return found


@pytest.mark.parametrize("path", FULL)
def test_every_breach_of_every_field_is_refused_by_name(path: str) -> None:
    found = breaches(FULL[path], tables.PAYLOADS["/api/2.0/" + path], ())
    till = Till(Platform(SimulatorConfig(check_identities=False)))
    missed = []
    for place, value in found:
        payload = copy.deepcopy(FULL[path])
        target: Wire = payload
        for step in place[:-1]:
            target = target[step]
        if value is ...:
            del target[place[-1]]
        else:
            target[place[-1]] = value
        # Half a surrogate pair cannot be encoded, only escaped.
        answer = till.post(path, till.body(payload).replace(SURROGATE.encode(), rb"\ud800"))
        if code_of(answer) != "VALIDATION" or str(place[-1]) not in answer["errors"]["message"]:
            missed.append((place, value, answer))

    assert missed == []
    assert len(found) > 5
    assert len(till.platform.violations) == len(found)


@pytest.mark.parametrize("name", ["store_id", "client_id", "request_id", "request_payload"])
def test_a_container_without_a_required_field_is_refused(till: Till, name: str) -> None:
    body = till.body(sale(), changes={name: None})

    answer = till.post("send_transaction", body)

    assert code_of(answer) == "VALIDATION"
    assert name in answer["errors"]["message"]


@pytest.mark.parametrize("culture", WRONG[Kind.CULTURE])
def test_a_culture_of_another_form_is_refused(till: Till, culture: Wire) -> None:
    answer = till.post("send_transaction", till.body(sale(), changes={"culture": culture}))

    assert code_of(answer) == "VALIDATION"
    assert "culture" in answer["errors"]["message"]


def test_an_id_may_have_255_characters(till: Till) -> None:
    assert code_of(till.send(sale("x" * 255))) == "OK"


def test_an_unknown_field_of_the_container_is_refused(till: Till) -> None:
    assert code_of(till.post("send_transaction", till.body(sale(), changes={"user_id": "u"}))) == "VALIDATION"


@pytest.mark.parametrize("name", ["store_id", "client_id"])
def test_an_unknown_store_or_client_has_no_access(till: Till, name: str) -> None:
    assert code_of(till.post("send_transaction", till.body(sale(), changes={name: "stranger"}))) == "ACCESS_DENIED"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"7",
        b"{",
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b"[" * 100_000,
        b'{"a":"\xff"}',
        b'{"a":1e9999999999999999999}',
        b'{"a":' + b"9" * 5000 + b"}",
        b"\xef\xbb\xbf{}",
    ],
    ids=range(12),
)
def test_what_is_not_plain_json_is_refused(till: Till, body: bytes) -> None:
    assert code_of(till.post("send_transaction", body)) == "VALIDATION"
    assert till.platform.transactions == {}


@pytest.mark.parametrize(
    ("payload", "place"),
    [
        ({}, "exactly one"),
        ({"phone": "1", "email": "a@example.com"}, "exactly one"),
        ({"email": ""}, "exactly one"),
    ],
)
def test_a_lookup_has_exactly_one_argument(till: Till, payload: WireObject, place: str) -> None:
    assert place in till.call("lookup", payload)["errors"]["message"]


@pytest.mark.parametrize("size", [0, 11])
def test_a_batch_of_the_wrong_size_is_refused(till: Till, size: int) -> None:
    batch = {"transactions": [sale(f"T-{number}") for number in range(size)]}

    assert code_of(till.call("send_batch_transaction", batch)) == "VALIDATION"
    assert till.platform.transactions == {}


def test_a_catalog_larger_than_allowed_or_with_an_id_twice_is_refused(till: Till) -> None:
    rows = [{"item_id": f"i{number}", "name": "n", "is_modifier": False} for number in range(10_001)]

    assert "at most 10000" in till.call("upload_catalog", {"items": rows})["errors"]["message"]
    assert "twice" in till.call("upload_catalog", {"items": [rows[0], rows[0]]})["errors"]["message"]
    assert code_of(till.call("upload_catalog", {"items": rows[:-1]})) == "OK"
    assert len(till.platform.catalog) == 10_000


def test_employees_are_kept_by_id(till: Till) -> None:
    till.call("upload_employees", {"employees": [{"employee_id": "17", "first_name": "A", "last_name": "B"}]})
    till.call("upload_employees", {"employees": [{"employee_id": "18", "first_name": "C", "last_name": "D"}]})

    assert list(till.platform.employees) == ["17", "18"]


def test_a_rejection_can_come_with_status_400() -> None:
    till = Till(Platform(SimulatorConfig(rejection_status=400)))

    till.send({})

    assert till.platform.requests()[0].answer == "400 VALIDATION"
