import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.till import CASHIER, CATALOG, CLOSE, LATTE, SHOW, SIGN_IN, Step, Till, cash, refused_with

MANAGER, MANAGER_PIN = "3001", "246810"
APPROVE: Step = {"do": "approve", "employee_id": MANAGER, "pin": MANAGER_PIN}
APPLES: Step = {"do": "add_item", "item_id": "apples", "quantity": "1.020"}
CHEAPER: Step = {"do": "set_price", "line_id": "1", "unit_price": "2.00", "reason": "Damaged"}
TARE: Step = {"do": "set_tare", "line_id": "2", "tare": "0.020"}
NOTE: Step = {"do": "set_note", "line_id": "1", "text": "extra hot"}
TENTH: Step = {"do": "add_discount", "percent": "10", "reason": "Regular"}


@pytest.fixture
def managed(till: Till) -> Till:
    """A till that prints into a folder, and whose manager has a PIN."""
    till.change("printer", driver="file", target="paper")
    pin = f"{MANAGER_PIN}\n{MANAGER_PIN}\n".encode()
    assert till.run("employees", "set-pin", MANAGER, stdin=pin).status == 0
    return till


def receipt(answer: Step) -> str:
    return Path(str(answer["state"]["receipt"])).with_suffix(".txt").read_text(encoding="utf-8")


def payload(till: Till) -> Step:
    with closing(sqlite3.connect(till.database)) as connection:
        (body,) = connection.execute("SELECT body FROM document ORDER BY seq DESC LIMIT 1").fetchone()
    found: Step = json.loads(body)
    return found


def test_another_price_is_on_the_line_the_receipt_and_the_payload_alike(managed: Till) -> None:
    refused, _, changed, again, _, closed = managed.sells(LATTE, CHEAPER, APPROVE, CHEAPER, CHEAPER, cash(), CLOSE)[1:]

    assert refused_with(refused, "approval_needed")
    line = changed["state"]["lines"][0]
    assert (line["unit_price"], line["list_price"], line["subtotal"]) == ("2.00", "4.50", "2.00")
    assert refused_with(again, "approval_needed")
    assert "Price changed, listed 4.50" in receipt(closed)
    assert [(each["unit_price"], each["subtotal"]) for each in payload(managed)["items"]] == [(2.0, 2.0)]


def test_what_a_gs1_code_says_of_the_piece_is_on_line_receipt_and_payload(managed: Till) -> None:
    managed.change("platform", custom_data=["lot"])
    scans = (f"]d2010400638133393117{day}10AB12\x1d21X9" for day in ("250101", "491231"))
    expired, scanned, _, closed = managed.sells(*({"do": "scan", "code": each} for each in scans), cash(), CLOSE)

    assert refused_with(expired, "not_allowed_now")
    line = scanned["state"]["lines"][0]
    assert (line["lot"], line["serial"], line["expiry"]) == ("AB12", "X9", "2049-12-31")
    assert "Lot AB12 · Serial X9" in receipt(closed)
    assert payload(managed)["items"][0]["custom_data"] == {"lot": "AB12", "serial": "X9", "expiry": "2049-12-31"}


def test_a_note_and_a_tare_are_on_line_and_receipt(managed: Till) -> None:
    noted, tared, _, closed = managed.sells(LATTE, APPLES, NOTE, TARE, cash(), CLOSE)[2:]

    assert noted["state"]["lines"][0]["note"] == "extra hot"
    assert (tared["state"]["lines"][1]["quantity"], tared["state"]["lines"][1]["tare"]) == ("1", "0.02")
    assert "extra hot" in receipt(closed)
    assert "tare 0.02 kg" in receipt(closed)
    assert payload(managed)["items"][1]["quantity"] == 1


def test_a_discount_is_told_alike_in_state_receipt_and_payload(managed: Till) -> None:
    on_line: Step = {"do": "add_discount", "amount": "0.10", "line_id": "2", "reason": "Stale"}
    muffin: Step = {"do": "scan", "code": "5901234123457"}

    first, _, second, removed, _, closed = managed.sells(
        LATTE, muffin, TENTH, APPROVE, on_line, {"do": "remove_discount", "reference_id": "D2"}, cash(), CLOSE
    )[2:]

    assert (first["reference_id"], second["reference_id"]) == ("D1", "D2")
    given = second["state"]["discounts"]
    assert [(each["name"], each["amount"], each["source"], each["status"]) for each in given] == [
        ("Regular 10%", "0.78", "POS", None),
        ("Stale", "0.10", "POS", None),
    ]
    assert [each["reference_id"] for each in removed["state"]["discounts"]] == ["D1"]
    assert removed["state"]["lines"][0]["discount"] == "0.45"
    assert "Regular 10%" in receipt(closed)
    (sent,) = payload(managed)["discounts"]
    assert {key: sent[key] for key in ("reference_id", "reference_id_type", "discount_source", "amount")} == {
        "reference_id": "D1",
        "reference_id_type": "POS",
        "discount_source": "POS",
        "amount": 0.78,
    }
    assert sent["stack_order"] == 0


def test_over_the_limit_a_discount_wants_approval(managed: Till) -> None:
    half: Step = {**TENTH, "percent": "50"}
    refused, _, given = managed.sells(LATTE, half, APPROVE, half)[1:]

    assert refused_with(refused, "approval_needed")
    assert refused["state"]["discounts"] == []
    assert given["state"]["discounts"][0]["amount"] == "2.25"


def with_beer(till: Till) -> Till:
    beer = {"item_id": "beer", "name": "Beer", "price": "3.10", "tax_codes": [], "minimum_age": 18}
    items: Any = CATALOG["items"]
    catalog = {**CATALOG, "items": [*items, beer]}
    assert till.run("catalog", "import", till.file("catalog.json", catalog)).status == 0
    return till


def test_an_age_is_answered_for_before_money_is_taken(till: Till) -> None:
    beer: Step = {"do": "add_item", "item_id": "beer"}
    confirm: Step = {"do": "confirm_age", "line_id": "1", "outcome": "document"}

    rung_up, refused, odd, answered, paid, closed = with_beer(till).sells(
        beer, cash(), {**confirm, "outcome": "old"}, confirm, cash(), CLOSE
    )

    assert (rung_up["state"]["lines"][0]["minimum_age"], rung_up["state"]["lines"][0]["age_outcome"]) == (18, None)
    assert refused_with(refused, "not_allowed_now")
    assert "looks_old_enough, document, refused" in odd["error"]["message"]
    assert answered["state"]["lines"][0]["age_outcome"] == "document"
    assert (paid["ok"], closed["state"]["status"]) == (True, "closed")


def test_no_birth_date_is_kept_as_the_reason_of_an_age(till: Till) -> None:
    confirm: Step = {"do": "confirm_age", "line_id": "1", "outcome": "document"}

    _, western, arabic, unanswered, answered = with_beer(till).sells(
        {"do": "add_item", "item_id": "beer"},
        {**confirm, "reason": "born 1980-05-04"},
        {**confirm, "reason": "\u0661\u0669\u0668\u0660"},
        SHOW,
        {**confirm, "reason": "Passport"},
    )

    assert refused_with(western, "bad_argument")
    assert refused_with(arabic, "bad_argument")
    assert unanswered["state"]["lines"][0]["age_outcome"] is None
    assert answered["ok"]


def test_another_answer_after_a_refusal_wants_an_approval_also_after_the_plug_was_pulled(till: Till) -> None:
    beer: Step = {"do": "add_item", "item_id": "beer"}
    tea: Step = {"do": "add_item", "item_id": "tea"}
    assert with_beer(till).run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    till.sells(tea, beer, {"do": "confirm_age", "line_id": "2", "outcome": "refused"})
    confirm: Step = {"do": "confirm_age", "line_id": "3", "outcome": "document"}
    approve: Step = {"do": "approve", "employee_id": "3001", "pin": "246810"}

    _, refused, unpaid, _, answered, paid, closed, next_one, free = till.sells(
        beer, confirm, cash(), approve, confirm, cash(), CLOSE, beer, confirm | {"line_id": "1"}
    )

    assert refused_with(refused, "approval_needed")
    assert "an age that was refused in this sale" in refused["error"]["message"]
    assert refused_with(unpaid, "not_allowed_now")
    assert [each["ok"] for each in (answered, paid, closed, next_one, free)] == [True] * 5
    with closing(sqlite3.connect(till.database)) as connection:
        bodies = [body for (body,) in connection.execute("SELECT body FROM document ORDER BY seq")]
    assert [json.loads(each)["approver_id"] for each in bodies if b"age_after_refusal" in each] == ["3001"]


def test_who_was_refused_in_a_sale_stays_refused_where_it_is_merged_into_another(till: Till) -> None:
    beer: Step = {"do": "add_item", "item_id": "beer"}
    confirm: Step = {"do": "confirm_age", "line_id": "2", "outcome": "refused"}
    *_, first = with_beer(till).sells(LATTE, beer, confirm, SHOW)
    *_, second = till.script(SIGN_IN, {"do": "suspend"}, beer)
    numbers = [each["state"]["transaction_id"] for each in (second, first)]

    *_, merged, answered = till.script(
        SIGN_IN, {"do": "merge_tables", "transaction_ids": numbers}, {**confirm, "line_id": "1", "outcome": "document"}
    )

    assert merged["state"]["transaction_id"] == numbers[0]
    assert refused_with(answered, "approval_needed")
    assert "an age that was refused in this sale" in answered["error"]["message"]
    assert till.run("journal", "verify").status == 0


def test_who_is_too_young_does_not_get_it_and_the_answer_outlives_the_plug(till: Till) -> None:
    beer: Step = {"do": "add_item", "item_id": "beer"}
    confirm: Step = {"do": "confirm_age", "line_id": "1", "outcome": "looks_old_enough"}
    with_beer(till).sells(beer, confirm)

    shown, gone = till.sells(SHOW, {**confirm, "outcome": "refused", "reason": "No document"})

    assert shown["state"]["lines"][0]["age_outcome"] == "looks_old_enough"
    assert gone["state"]["lines"] == []
    with closing(sqlite3.connect(till.database)) as connection:
        acts = [json.loads(body) for (body,) in connection.execute("SELECT body FROM document ORDER BY seq")]
    assert [each["details"]["outcome"] for each in acts] == ["looks_old_enough", "refused"]
    assert (acts[1]["operator_id"], acts[1]["reason"], acts[1]["details"]["item_id"]) == (
        CASHIER,
        "No document",
        "beer",
    )
    assert till.run("journal", "verify").status == 0


def test_the_last_steps_are_taken_back_but_not_across_money(till: Till) -> None:
    undo: Step = {"do": "undo"}
    removed, back, less, nothing, _, _, refused = till.sells(
        LATTE, TENTH, {"do": "remove_line", "line_id": "1"}, undo, undo, undo, LATTE, cash("1.00"), undo
    )[2:]

    assert removed["state"]["lines"] == []
    assert [each["line_id"] for each in back["state"]["lines"]] == ["1"]
    assert [each["amount"] for each in back["state"]["discounts"]] == ["0.45"]
    assert (less["state"]["discounts"], len(less["state"]["lines"])) == ([], 1)
    assert (nothing["state"]["lines"], nothing["state"]["status"]) == ([], "open")
    assert refused_with(refused, "not_allowed_now")


def test_all_of_it_is_there_after_the_plug_was_pulled(managed: Till) -> None:
    before = managed.sells(LATTE, APPLES, APPROVE, CHEAPER, NOTE, TARE, TENTH)[-1]

    managed.sells(SHOW)
    (_, after) = managed.script(SIGN_IN, SHOW)

    assert after["state"]["lines"] == before["state"]["lines"]
    assert after["state"]["discounts"] == before["state"]["discounts"]
    grown = managed.sells(LATTE)[-1]
    assert grown["state"]["discounts"][0]["amount"] == "0.95"


@pytest.mark.parametrize(
    "step",
    [
        {**NOTE, "text": "card 4111 1111 1111 1111"},
        {**TENTH, "reason": "4111-1111-1111-1111"},
        {"do": "void", "reason": "4111111111111111"},
        {"do": "suspend", "label": "4111 1111 1111 1111"},
        {"do": "tender", "type": "Credit Card", "number": "4111 1111 1111 1111"},
        {"do": "scan", "code": "4111111111111111"},
        {"do": "lookup_member", "external_customer_id": "4111111111111111"},
    ],
    ids=lambda step: step["do"],
)
def test_no_payment_card_gets_onto_the_till(till: Till, step: Step) -> None:
    refused = till.sells(LATTE, step)[-1]

    assert refused_with(refused, "bad_argument")
    assert "payment card" in refused["error"]["message"]
    written = [path.read_bytes() for path in till.data.rglob("*") if path.is_file()]
    assert not any(b"4111" in each for each in written)


@pytest.mark.parametrize(
    "step",
    [
        {"do": "set_price", "line_id": "1", "unit_price": "-1", "reason": "x"},
        {"do": "set_price", "line_id": "9", "unit_price": "1", "reason": "x"},
        {"do": "set_price", "line_id": "1", "unit_price": "1"},
        {"do": "set_tare", "line_id": "1", "tare": "0.1"},
        {"do": "set_note", "line_id": "9", "text": "x"},
        {"do": "add_discount", "reason": "x"},
        {"do": "add_discount", "percent": "5", "amount": "1", "reason": "x"},
        {"do": "add_discount", "percent": "101", "reason": "x"},
        {"do": "remove_discount", "reference_id": "D1"},
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(till: Till, step: Step) -> None:
    before, refused = till.sells(LATTE, step)[-2:]

    assert refused_with(refused, "bad_argument")
    assert refused["state"] == before["state"]


def test_cash_in_another_currency_is_told_in_state_and_receipt_and_sent_as_what_it_settles(managed: Till) -> None:
    managed.change("money", foreign_cash=["EUR 1.08"])
    euros: Step = {"do": "tender", "type": "Cash", "foreign": {"currency": "EUR", "amount": "10.00"}}

    paid, closed = managed.sells(LATTE, euros, CLOSE)[1:]

    (payment,) = paid["state"]["payments"]
    assert (payment["amount"], payment["foreign"]) == ("4.87", {"currency": "EUR", "amount": "10.00", "rate": "1.08"})
    assert closed["state"]["change_due"] == "5.93"
    assert "€10.00 at 1.08" in receipt(closed)
    assert [(each["amount"], each["type"]) for each in payload(managed)["payments"]] == [(4.87, "Cash")]


@pytest.mark.parametrize(
    "foreign",
    ["EUR", {"currency": "EUR"}, {"currency": "CHF", "amount": "1"}, {"currency": "EUR", "amount": "1", "x": 1}],
)
def test_foreign_cash_that_cannot_be_meant_is_refused(till: Till, foreign: object) -> None:
    till.change("money", foreign_cash=["EUR 1.08"])
    refused = till.sells(LATTE, {"do": "tender", "type": "Cash", "foreign": foreign})[-1]
    assert refused_with(refused, "bad_argument")
    assert refused["state"]["payments"] == []


def test_a_wrong_rate_is_a_fault_of_the_settings(till: Till) -> None:
    till.change("money", foreign_cash=["USD 1"])
    ran = till.run("queue", "status")
    assert (ran.status, "foreign_cash" in ran.err) == (2, True)


def test_a_foreign_payment_outlives_the_plug(till: Till) -> None:
    till.change("money", foreign_cash=["EUR 1.08"])
    paid = till.sells(LATTE, {"do": "tender", "type": "Cash", "foreign": {"currency": "EUR", "amount": "2"}})[-1]
    assert till.sells(SHOW)[0]["state"]["payments"] == paid["state"]["payments"]
