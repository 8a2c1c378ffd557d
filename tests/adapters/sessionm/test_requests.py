"""The exact JSON of each of the nine requests: the published example, and every optional field of every table."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.jsontext import Table
from pos_terminal.adapters.sessionm.mapping import WireSettings
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.domain.basket import BasketHead
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.item import Category, Item, ModifierGroup
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.staff import Employee
from pos_terminal.domain.totals import Totals
from pos_terminal.domain.transaction import SnapshotKind, SoldLine, Transaction
from tests.adapters.sessionm.samples import (
    CLIENT,
    EVERYTHING,
    HEAD,
    LOCKED,
    LOCKED_TEXT,
    PLAIN,
    SETTINGS,
    STORE,
    USD,
    at,
    cart,
    latte_sale,
    line,
    payment,
    usd,
)

NO_HASH = "0" * 64
REQUEST_ID = "0d0d0f0a-5f0e-4f35-9a0e-3f6f6d1f2b11"
FRONT = (
    f'{{"store_id":"{STORE}","client_id":"{CLIENT}","request_id":"{REQUEST_ID}","culture":"en_US","request_payload":'
)
LATTE_DOCUMENT = (
    '{"pos_employee_id":"17","is_closed":true,"is_voided":false,"transaction_id":"S012-T03-20260304-000118",'
    '"subtotal":11.45,"tax_total":0.92,"open_time":"2026-03-04T15:02:11.120Z","modified_time":"2026-03-04T15:06:40.007Z",'
    '"channel":"IN-STORE","items":['
    '{"line_id":"1","item_id":"LATTE","quantity":2,"unit_price":4.50,"subtotal":9.00,"tax_included":0.00},'
    '{"line_id":"2","item_id":"OAT","quantity":2,"unit_price":0.60,"subtotal":1.20,"tax_included":0.00,"modifies_line_id":"1"},'
    '{"line_id":"3","item_id":"MUFFIN","quantity":1,"unit_price":3.25,"subtotal":3.25,"tax_included":0.00}],'
    '"payments":[{"payment_id":"P1","amount":12.37,"type":"Credit Card","payment_time":"2026-03-04T15:06:39.900Z",'
    '"user_id":"8d7c","user_id_type":"SessionM_ID"}],'
    f'"discounts":[{LOCKED_TEXT}]}}'
)


def crowded_sale() -> Transaction:
    """A sale in which every optional field of every table has its source filled."""
    nothing = Money.zero(USD)
    own = Discount(
        reference_id="staff-1",
        reference_id_type="POS",
        display_name="Staff",
        source="POS",
        amount=usd("1.00"),
        stack_order=1,
        applied_time=at("15:06:00"),
        lines=(DiscountedLine("1", Decimal("1.50")), DiscountedLine("2")),
        status=DiscountStatus.OFFLINE,
        pos_discount_id="D-7",
        image_url="https://img.example/7.png",
        user_id="8d7c",
    )
    paid = replace(
        payment("1", "Cash", "5.00"),
        user_id="+1",
        user_id_type="Phone",
        additional_user_id="x@example.com",
        additional_user_id_type="Email",
        receipt_code="6f1c",
        tip=usd("0.50"),
    )
    modifier = replace(line("2", "OAT", "0.755", "0.60", "0.45"), modifies_line_id="1", lot="L-OAT")
    return Transaction(
        head=BasketHead(
            "lane-1-AAAA-000002", at("15:00:00"), "KIOSK", "17", "sm-17", "Kim", "T4", 3, "lane-1-AAAA-000001"
        ),
        kind=SnapshotKind.CLOSED,
        modified_time=at("15:07:00", 1),
        lines=(
            SoldLine(replace(line("1", "LATTE", "2", "4.50", "9.00"), lot="L-LATTE"), usd("0.67"), usd("0.51")),
            SoldLine(modifier, usd("0.33"), nothing),
        ),
        discounts=(own,),
        payments=(paid,),
        totals=Totals(lines=usd("9.45"), discount=usd("1.00"), tax_included=usd("0.51"), tax_total=usd("0.10")),
        change_due=nothing,
        guest_receipt_code="c0de",
    )


CROWDED_DOCUMENT = (
    '{"pos_employee_id":"17","sm_employee_id":"sm-17","table_id":"T4","guest_count":3,"is_closed":true,"is_voided":false,'
    '"transaction_id":"lane-1-AAAA-000002","from_transaction_id":"lane-1-AAAA-000001","subtotal":7.94,"tax_total":0.10,'
    '"open_time":"2026-03-04T15:00:00.000Z","modified_time":"2026-03-04T15:07:00.001Z","guest_receipt_code":"c0de",'
    '"channel":"KIOSK","items":['
    '{"line_id":"1","item_id":"LATTE","quantity":2,"unit_price":4.50,"subtotal":9.00,"tax_included":0.51,'
    '"custom_data":{"lot":"L-LATTE"}},'
    '{"line_id":"2","item_id":"OAT","quantity":0.755,"unit_price":0.60,"subtotal":0.45,"tax_included":0.00,'
    '"modifies_line_id":"1","custom_data":{"lot":"L-OAT"}}],'
    '"payments":[{"payment_id":"1","amount":5.00,"type":"Cash","payment_time":"2026-03-04T15:06:39.900Z","user_id":"+1",'
    '"user_id_type":"Phone","additional_user_id":"x@example.com","additional_user_id_type":"Email","receipt_code":"6f1c",'
    '"custom_data":{"tip":0.50}}],'
    '"discounts":[{"reference_id":"staff-1","reference_id_type":"POS","pos_discount_id":"D-7","status":"OFFLINE",'
    '"display_name":"Staff","image_url":"https://img.example/7.png","discounted_line_ids":["1","2"],'
    '"discounted_line_id_quantities":["1.5","0.755"],"discount_source":"POS","amount":1.00,"stack_order":1,'
    '"applied_time":"2026-03-04T15:06:00.000Z","user_id":"8d7c"}],'
    f'"custom_data":{{"journal_hash":"{"ab" * 32}"}}}}'
)


def body_of(wires: SessionMWire, sale: Transaction) -> str:
    return wires.document(sale, NO_HASH).body.decode()


def test_a_sale_is_written_like_the_published_example() -> None:
    request = PLAIN.single(REQUEST_ID, PLAIN.document(latte_sale(), NO_HASH))

    assert request.path == "/api/2.0/send_transaction"
    assert request.body.decode() == FRONT + LATTE_DOCUMENT + "}"
    assert request.request_id == REQUEST_ID


def test_every_optional_field_of_a_sale_has_its_source() -> None:
    document = SessionMWire(EVERYTHING).document(crowded_sale(), "ab" * 32)

    assert document.body.decode() == CROWDED_DOCUMENT
    assert document.sha256 == hashlib.sha256(document.body).hexdigest()


@pytest.mark.parametrize("table", [wire.Transaction, wire.Item, wire.Payment, wire.Discount])
def test_the_crowded_sale_leaves_no_field_out(table: type[Table]) -> None:
    sale = json.loads(CROWDED_DOCUMENT)
    rows = {
        wire.Transaction: sale,
        wire.Item: sale["items"][1],
        wire.Payment: sale["payments"][0],
        wire.Discount: sale["discounts"][0],
    }

    assert list(rows[table]) == [each.name for each in fields(table)]


def test_custom_data_stays_out_unless_the_tenant_takes_it() -> None:
    document = SessionMWire(SETTINGS).document(crowded_sale(), "ab" * 32)

    assert b"custom_data" not in document.body


def test_an_item_carries_its_lot_serial_and_expiry_only_where_the_tenant_takes_it() -> None:
    known, unknown = (SoldLine(line(each, "MILK", "1", "1.00", "1.00"), usd("0"), usd("0")) for each in "12")
    sale = replace(
        latte_sale(),
        lines=(replace(known, line=replace(known.line, lot="LOT7", serial="X9", expiry=date(2026, 12, 31))), unknown),
    )

    with_lots = json.loads(body_of(SessionMWire(replace(SETTINGS, custom_data=frozenset({"lot"}))), sale))["items"]
    without = json.loads(body_of(SessionMWire(replace(SETTINGS, custom_data=frozenset({"tip"}))), sale))["items"]

    assert [each.get("custom_data") for each in with_lots] == [
        {"lot": "LOT7", "serial": "X9", "expiry": "2026-12-31"},
        None,
    ]
    assert [each.get("custom_data") for each in without] == [None, None]


def test_required_lists_are_there_when_they_are_empty() -> None:
    sale = replace(latte_sale(), lines=(), payments=(), discounts=())

    assert '"items":[],"payments":[],"discounts":[]}' in body_of(PLAIN, sale)


def test_an_open_sale_is_not_closed_and_a_voided_one_is_both() -> None:
    sale = latte_sale()

    assert '"is_closed":false,"is_voided":false' in body_of(PLAIN, replace(sale, kind=SnapshotKind.OPEN))
    assert '"is_closed":true,"is_voided":true' in body_of(PLAIN, replace(sale, kind=SnapshotKind.VOIDED))
    assert '"is_closed":true,"is_voided":false' in body_of(PLAIN, replace(sale, kind=SnapshotKind.RETURNED))


def test_the_subtotal_keeps_included_taxes_where_the_tenant_wants_it() -> None:
    with_taxes = SessionMWire(replace(SETTINGS, subtotal_without_included_tax=False))

    assert '"subtotal":7.94,' in body_of(PLAIN, crowded_sale())
    assert '"subtotal":8.45,' in body_of(with_taxes, crowded_sale())


def test_tips_are_in_the_amount_only_where_the_tenant_wants_it() -> None:
    with_tips = SessionMWire(replace(SETTINGS, tips_in_amount=True))

    assert '"amount":5.00,"type"' in body_of(PLAIN, crowded_sale())
    assert '"amount":5.50,"type"' in body_of(with_tips, crowded_sale())
    assert '"amount":12.37,"type"' in body_of(with_tips, latte_sale())


def test_a_voided_sale_drops_the_platforms_discounts_where_the_tenant_wants_it() -> None:
    dropping = SessionMWire(replace(SETTINGS, drops_discounts_of_voids=True))
    own = crowded_sale().discounts
    voided = replace(latte_sale(), kind=SnapshotKind.VOIDED, discounts=(LOCKED, *own))

    assert body_of(PLAIN, voided).count("reference_id_type") == 2
    assert body_of(dropping, voided).count("reference_id_type") == 1
    assert body_of(dropping, replace(voided, kind=SnapshotKind.CLOSED)).count("reference_id_type") == 2


def test_a_received_discount_goes_back_as_it_came() -> None:
    odd = '{"x_new":{"deep":[1.50,null]},"reference_id":"uo-1","amount":2.000,"stack_order":"0","name":"抹茶"}'
    sale = replace(latte_sale(), discounts=(replace(LOCKED, received=odd, amount=usd("9.99"), display_name="other"),))

    assert body_of(PLAIN, sale).endswith(f'"discounts":[{odd}]}}')


@pytest.mark.parametrize(
    ("received", "sent"),
    [
        ('{"reference_id":"uo-1","amount":2.000}', '{"reference_id":"uo-1","amount":2.000,"pos_discount_id":"D-9"}'),
        ('{"pos_discount_id":null,"amount":1E+1}', '{"pos_discount_id":"D-9","amount":1E+1}'),
    ],
)
def test_only_our_own_id_is_put_into_a_received_discount(received: str, sent: str) -> None:
    sale = replace(latte_sale(), discounts=(replace(LOCKED, received=received, pos_discount_id="D-9"),))

    assert body_of(PLAIN, sale).endswith(f'"discounts":[{sent}]}}')


def test_a_discount_on_the_whole_check_names_no_lines() -> None:
    own = replace(crowded_sale().discounts[0], lines=())

    assert "discounted_line" not in body_of(PLAIN, replace(crowded_sale(), discounts=(own,)))


def test_a_discount_on_whole_lines_names_no_quantities() -> None:
    own = replace(crowded_sale().discounts[0], lines=(DiscountedLine("1"), DiscountedLine("2")))

    body = body_of(PLAIN, replace(crowded_sale(), discounts=(own,)))

    assert '"discounted_line_ids":["1","2"],"discount_source"' in body


def test_a_discount_names_no_line_that_was_removed() -> None:
    gone = (DiscountedLine("9", Decimal(1)), *crowded_sale().discounts[0].lines)
    own = replace(crowded_sale().discounts[0], lines=gone)

    assert body_of(PLAIN, replace(crowded_sale(), discounts=(own,))) == body_of(PLAIN, crowded_sale())


def test_a_round_quantity_has_no_exponent() -> None:
    hundred = replace(latte_sale().lines[0], line=replace(latte_sale().lines[0].line, quantity=Decimal("1E+2")))

    assert '"quantity":100,' in body_of(PLAIN, replace(latte_sale(), lines=(hundred,)))


@pytest.mark.parametrize(("code", "price"), [("JPY", "450"), ("KWD", "0.450"), ("USD", "4.50")])
def test_amounts_have_the_decimals_of_their_currency(code: str, price: str) -> None:
    amount = Money(450, Currency.of(code))
    sold = latte_sale().lines[0]
    sale = replace(latte_sale(), lines=(replace(sold, line=replace(sold.line, unit_price=amount)),))

    assert f'"unit_price":{price},' in body_of(PLAIN, sale)


def test_a_batch_is_the_documents_bytes_side_by_side() -> None:
    documents = [PLAIN.document(latte_sale(), NO_HASH), PLAIN.document(crowded_sale(), NO_HASH)]

    request = PLAIN.batch(REQUEST_ID, documents)

    assert request.path == "/api/2.0/send_batch_transaction"
    assert request.body == FRONT.encode() + b'{"transactions":[' + b",".join(each.body for each in documents) + b"]}}"


def test_the_same_sale_gives_the_same_bytes() -> None:
    assert PLAIN.document(latte_sale(), NO_HASH) == PLAIN.document(latte_sale(), NO_HASH)


def test_a_terminal_without_a_culture_sends_none() -> None:
    request = SessionMWire(replace(SETTINGS, culture=None)).unlock(REQUEST_ID, "uo-771", "17")

    assert b"culture" not in request.body


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (KeyKind.EMAIL, "a@example.com"),
        (KeyKind.PHONE, "5550100123"),
        (KeyKind.USER_ID, "8d7c"),
        (KeyKind.EXTERNAL_CUSTOMER_ID, "card-1"),
    ],
)
def test_a_lookup_sends_exactly_one_identifier(kind: KeyKind, value: str) -> None:
    request = PLAIN.lookup(REQUEST_ID, LookupKey.of({kind: value}), None)

    assert request.path == "/api/2.0/lookup"
    assert request.body.decode() == FRONT + f'{{"{kind.value}":"{value}"}}}}'


def test_a_lookup_with_a_cart_carries_the_open_transaction() -> None:
    request = PLAIN.lookup(REQUEST_ID, LookupKey.of({KeyKind.USER_ID: "8d7c"}), cart())

    assert request.body.decode().startswith(
        FRONT + '{"user_id":"8d7c","transaction":{"pos_employee_id":"17","is_closed":false'
    )


def test_a_cart_has_no_place_in_the_journal_yet() -> None:
    request = SessionMWire(EVERYTHING).lookup(REQUEST_ID, LookupKey.of({KeyKind.USER_ID: "8d7c"}), cart())

    assert b"journal_hash" not in request.body


@pytest.mark.parametrize("kind", list(OfferCodeType))
def test_lock_and_redeem_send_the_code_its_type_and_the_cart(kind: OfferCodeType) -> None:
    offer = OfferCode("uo-771", kind)
    document = body_of(PLAIN, cart())
    payload = f'{{"offer_lookup_code":"uo-771","offer_lookup_type":"{kind.value}","transaction":{document}}}}}'

    lock, redeem = PLAIN.lock(REQUEST_ID, offer, cart()), PLAIN.redeem(REQUEST_ID, offer, cart())

    assert (lock.path, lock.body.decode()) == ("/api/2.0/lock", FRONT + payload)
    assert (redeem.path, redeem.body.decode()) == ("/api/2.0/redeem", FRONT + payload)


def test_unlock_and_reinstate_send_the_offer_and_who_asked() -> None:
    payload = FRONT + '{"user_offer_id":"uo-771","employee_id":"17"}}'

    unlock, reinstate = PLAIN.unlock(REQUEST_ID, "uo-771", "17"), PLAIN.reinstate(REQUEST_ID, "uo-771", "17")

    assert (unlock.path, unlock.body.decode()) == ("/api/2.0/unlock", payload)
    assert (reinstate.path, reinstate.body.decode()) == ("/api/2.0/reinstate", payload)


def test_the_catalog_mixes_categories_and_items_with_every_field() -> None:
    price = usd("4.50")
    milks = ModifierGroup("Milk", ("OAT", "SOY"))
    items = [
        Item("LATTE", "Latte", price, sku="LAT", description="Hot", category_id="C1", modifier_groups=(milks,)),
        Item("OAT", "Oat milk", price, is_modifier=True, modifies_item_ids=("LATTE", "TEA")),
        Item("SOY", "Soy milk", price, is_modifier=True),
    ]
    categories = [Category("C1", "Drinks", "All of them", category_ids=("C2",)), Category("C2", "Hot", parent_id="C1")]

    request = PLAIN.catalog(REQUEST_ID, categories, items)

    assert request.path == "/api/2.0/upload_catalog"
    assert request.body.decode() == FRONT + (
        '{"items":[{"category_id":"C1","name":"Drinks","description":"All of them","category_ids":["C2"],'
        '"item_ids":["LATTE"]},'
        '{"category_id":"C2","name":"Hot"},'
        '{"item_id":"LATTE","sku":"LAT","name":"Latte","description":"Hot","is_modifier":false},'
        '{"item_id":"OAT","name":"Oat milk","is_modifier":true,"modifies_item_ids":["LATTE","TEA"]},'
        '{"item_id":"SOY","name":"Soy milk","is_modifier":true,"modifies_item_ids":["LATTE"]}]}}'
    )


def test_a_catalog_beyond_what_the_platform_takes_is_refused_in_a_sentence() -> None:
    items = [Item(str(number), "Tea", usd("1.00")) for number in range(10_000)]

    assert PLAIN.catalog(REQUEST_ID, [], items).body
    with pytest.raises(BadArgument, match=r"10,001 items and categories, and the platform takes 10,000"):
        PLAIN.catalog(REQUEST_ID, [Category("C1", "Drinks")], items)


def test_employees_are_sent_with_every_field() -> None:
    employees = [
        Employee("17", "Kim", "Lee", start_date=date(2024, 2, 29), end_date=date(2026, 3, 1)),
        Employee("SYSTEM", "Service", "Account"),
    ]

    request = PLAIN.employees(REQUEST_ID, employees)

    assert request.path == "/api/2.0/upload_employees"
    assert request.body.decode() == FRONT + (
        '{"employees":[{"employee_id":"17","first_name":"Kim","last_name":"Lee",'
        '"start_date":"2024-02-29T00:00:00.000Z","end_date":"2026-03-01T00:00:00.000Z"},'
        '{"employee_id":"SYSTEM","first_name":"Service","last_name":"Account"}]}}'
    )


def test_a_day_of_employment_begins_at_midnight_in_the_store() -> None:
    store = SessionMWire(WireSettings("store-77", "client-9", "en_US", zone=ZoneInfo("America/New_York")))
    summer, winter = date(2026, 7, 1), date(2026, 12, 1)

    body = store.employees(REQUEST_ID, [Employee("17", "Kim", "Lee", start_date=summer, end_date=winter)]).body.decode()

    assert '"start_date":"2026-07-01T04:00:00.000Z","end_date":"2026-12-01T05:00:00.000Z"' in body


def test_an_item_may_lie_in_more_categories_than_the_one_it_names() -> None:
    tea = Item("TEA", "Tea", usd("2.00"), category_id="hot")
    categories = [Category("hot", "Hot"), Category("new", "New", item_ids=("TEA", "CAKE"))]

    body = PLAIN.catalog(REQUEST_ID, categories, [tea]).body.decode()

    assert '{"category_id":"hot","name":"Hot","item_ids":["TEA"]}' in body
    assert '{"category_id":"new","name":"New","item_ids":["TEA","CAKE"]}' in body


def test_the_sale_path_loads_no_http_library() -> None:
    import subprocess
    import sys

    asked = (
        "import sys, pos_terminal.adapters.sessionm.client, pos_terminal.adapters.sessionm.requests; "
        "print([name for name in ('httpx', 'httpcore', 'ssl', 'certifi') if name in sys.modules])"
    )

    assert subprocess.check_output([sys.executable, "-c", asked], text=True).strip() == "[]"


def test_a_head_names_the_employee_of_the_reward_program() -> None:
    sale = replace(latte_sale(), head=replace(HEAD, sm_employee_id="sm-1"))

    assert '"pos_employee_id":"17","sm_employee_id":"sm-1",' in body_of(PLAIN, sale)


def test_a_request_has_the_culture_of_whoever_is_spoken_to_at_its_moment() -> None:
    spoken = iter(["es_ES", "en_US"])
    wire = SessionMWire(SETTINGS, lambda: next(spoken))

    bodies = [wire.unlock(REQUEST_ID, "uo-771", "17").body for _ in range(2)]

    assert [b'"culture":"es_ES"' in each for each in bodies] == [True, False]
    assert b'"culture":"en_US"' in bodies[1]
