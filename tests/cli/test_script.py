import json
from decimal import Decimal

from tests.cli.till import CASHIER, CLOSE, LATTE, PIN, SHOW, SIGN_IN, Step, Till, cash, jsonl, refused_with

KEYS = {
    "transaction_id",
    "status",
    "employee_id",
    "online",
    "pending",
    "parked",
    "member",
    "additional_member",
    "exchange",
    "card",
    "training",
    "offers",
    "lines",
    "discounts",
    "payments",
    "subtotal",
    "tax_total",
    "total",
    "balance_due",
    "change_due",
    "receipt",
    "guest_receipt_code",
    "suspended",
    "table_id",
    "guest_count",
    "channel",
    "from_transaction_id",
}
LINE_KEYS = {
    "line_id",
    "item_id",
    "name",
    "quantity",
    "unit_price",
    "subtotal",
    "tax_included",
    "modifies_line_id",
    "discount",
    "list_price",
    "note",
    "tare",
    "minimum_age",
    "age_outcome",
    "lot",
    "serial",
    "expiry",
}


def item(item_id: str, **more: object) -> Step:
    return {"do": "add_item", "item_id": item_id, **more}


def test_the_state_has_every_key_in_every_status(till: Till) -> None:
    answers = till.script(
        SHOW, SIGN_IN, LATTE, cash("1.00"), cash(), CLOSE, SHOW, LATTE, {"do": "void", "reason": "left"}, SHOW
    )

    assert [each["ok"] for each in answers] == [True] * 10
    assert [each["state"]["status"] for each in answers] == [
        "idle",
        "idle",
        "open",
        "tendering",
        "tendering",
        "closed",
        "closed",
        "open",
        "voided",
        "voided",
    ]
    assert [set(each["state"]) for each in answers] == [KEYS] * 10
    assert [set(line) for each in answers for line in each["state"]["lines"]] == [LINE_KEYS] * 8
    paid = answers[4]["state"]["payments"]
    assert [set(each) for each in paid] == [
        {"payment_id", "type", "amount", "receipt_code", "number", "tip", "foreign"}
    ] * 2
    assert list(answers[0]) == ["ok", "do", "state"]


def test_amounts_are_decimals_in_texts_with_the_currencys_decimals(till: Till) -> None:
    sold = till.sells(LATTE, item("apples", quantity="0.755"), cash("20"), CLOSE)[-1]["state"]

    assert (sold["subtotal"], sold["tax_total"], sold["total"]) == ("6.76", "0.56", "7.32")
    assert (sold["balance_due"], sold["change_due"]) == ("0.00", "12.68")
    assert [line["subtotal"] for line in sold["lines"]] == ["4.50", "2.26"]
    assert sold["payments"][0]["amount"] == "7.32"


def test_quantities_have_no_trailing_zeros(till: Till) -> None:
    answers = till.sells(
        item("tea", quantity="100"),
        item("apples", quantity="0.750"),
        item("apples", quantity="2.000"),
        item("muffin", quantity=3),
        {"do": "set_quantity", "line_id": "1", "quantity": "10.000"},
    )

    assert [line["quantity"] for line in answers[-1]["state"]["lines"]] == ["10", "0.75", "2", "3"]
    assert answers[0]["state"]["lines"][0]["quantity"] == "100"


def test_the_same_item_again_raises_the_quantity_of_its_line(till: Till) -> None:
    first, second = till.sells(LATTE, LATTE)

    assert (first["line_id"], second["line_id"]) == ("1", "1")
    assert [line["quantity"] for line in second["state"]["lines"]] == ["2"]


def test_an_item_with_modifiers_is_a_line_of_its_own(till: Till) -> None:
    lines = till.sells(LATTE, item("latte", modifiers=["oat"]), LATTE)[-1]["state"]["lines"]

    assert [(line["item_id"], line["quantity"], line["modifies_line_id"]) for line in lines] == [
        ("latte", "2", None),
        ("latte", "1", None),
        ("oat", "1", "2"),
    ]


def test_lines_are_kept_apart_where_the_shop_wants_it(till: Till) -> None:
    till.change("sale", merge_lines=False)

    assert len(till.sells(LATTE, LATTE)[-1]["state"]["lines"]) == 2


def test_modifiers_are_lines_of_their_own(till: Till) -> None:
    answers = till.sells(
        item("latte", quantity="2", modifiers=["oat"]),
        {"do": "add_modifier", "line_id": "1", "item_id": "shot"},
        {"do": "set_quantity", "line_id": "1", "quantity": "3"},
        {"do": "remove_line", "line_id": "2"},
        {"do": "remove_line", "line_id": "1"},
    )

    shown = [
        [
            (line["line_id"], line["item_id"], line["quantity"], line["modifies_line_id"])
            for line in step["state"]["lines"]
        ]
        for step in answers
    ]
    assert shown[0] == [("1", "latte", "2", None), ("2", "oat", "2", "1")]
    assert shown[2] == [("1", "latte", "3", None), ("2", "oat", "3", "1"), ("3", "shot", "3", "1")]
    assert shown[3] == [("1", "latte", "3", None), ("3", "shot", "3", "1")]
    assert shown[4] == []
    assert answers[1]["line_id"] == "3"


def test_an_open_price_item_takes_its_price_from_the_step(till: Till) -> None:
    sold = till.sells(item("gift", unit_price="25.00"))[0]["state"]

    assert (sold["lines"][0]["unit_price"], sold["total"]) == ("25.00", "25.00")


def test_a_split_tender_goes_back_to_open_when_the_last_payment_is_removed(till: Till) -> None:
    card, coins, gone, again, refused = till.sells(
        LATTE,
        {"do": "tender", "type": "credit card", "amount": "2.00"},
        cash("1.00"),
        {"do": "remove_tender", "payment_id": "1"},
        {"do": "remove_tender", "payment_id": "2"},
        {"do": "remove_tender", "payment_id": "2"},
    )[1:]

    assert (card["payment_id"], coins["payment_id"]) == ("1", "2")
    assert card["state"]["payments"][0]["type"] == "Credit Card"
    assert (coins["state"]["balance_due"], gone["state"]["balance_due"]) == ("1.87", "3.87")
    assert (gone["state"]["status"], again["state"]["status"]) == ("tendering", "open")
    assert refused_with(refused, "bad_argument")
    assert till.sells(cash())[0]["payment_id"] == "3"


def test_lines_may_change_while_tendering_but_never_below_what_was_taken(till: Till) -> None:
    answers = till.sells(LATTE, cash("4.00"), LATTE, {"do": "remove_line", "line_id": "1"})

    assert (answers[2]["state"]["status"], answers[2]["state"]["balance_due"]) == ("tendering", "5.74")
    assert refused_with(answers[3], "not_allowed_now")
    assert answers[3]["state"] == answers[2]["state"]


def test_a_zero_total_closes_without_a_tender(till: Till) -> None:
    answers = till.sells(item("sample"), cash(), CLOSE)

    assert refused_with(answers[1], "not_allowed_now")
    assert (answers[2]["state"]["status"], answers[2]["state"]["total"]) == ("closed", "0.00")


def test_a_finished_sale_is_shown_until_the_next_starts(till: Till) -> None:
    closed, signed_out, shown, refused, unknown, next_one = till.sells(
        LATTE,
        cash(),
        CLOSE,
        {"do": "sign_out"},
        SIGN_IN,
        {"do": "scan", "code": "9999999999994"},
        item("latte", quantity="1.5"),
        item("tea"),
    )[2:]

    sale = closed["state"]["transaction_id"]
    assert [each["state"]["transaction_id"] for each in (signed_out, shown, refused, unknown)] == [sale] * 4
    assert (refused["ok"], unknown["ok"]) == (False, False)
    assert next_one["state"]["status"] == "open"
    assert next_one["state"]["transaction_id"] != sale


def test_transaction_ids_are_register_epoch_and_number(till: Till) -> None:
    answers = till.sells(LATTE, cash(), CLOSE, LATTE)

    register, epoch, number = answers[0]["state"]["transaction_id"].rsplit("-", 2)
    assert (register, len(epoch), number) == ("lane-1", 4, "000001")
    assert answers[-1]["state"]["transaction_id"] == f"lane-1-{epoch}-000002"


def test_an_open_sale_and_its_shift_are_there_again_after_a_restart(till: Till) -> None:
    before = till.sells({"do": "open_shift", "opening_float": "100"}, LATTE, cash("1.00"))[-1]["state"]
    after, shift = till.sells(SHOW, {"do": "open_shift", "opening_float": "0"})

    assert after["state"] == before
    assert refused_with(shift, "not_allowed_now")


def test_nothing_goes_without_signing_on(till: Till) -> None:
    steps = [
        LATTE,
        item("latte"),
        cash(),
        CLOSE,
        {"do": "sign_out"},
        {"do": "open_shift", "opening_float": "1"},
        {"do": "void", "reason": "x"},
        {"do": "set_quantity", "line_id": "1", "quantity": "2"},
        {"do": "remove_line", "line_id": "1"},
        {"do": "add_modifier", "line_id": "1", "item_id": "oat"},
        {"do": "remove_tender", "payment_id": "1"},
    ]
    answers = till.script(*steps, SIGN_IN, LATTE, cash("1"), {"do": "sign_out"}, *steps)

    refused = answers[: len(steps)] + answers[-len(steps) :]
    assert [each["do"] for each in refused if not refused_with(each, "not_signed_on")] == []


REFUSALS: list[tuple[Step, str]] = [
    ({"do": "scan", "code": "9999999999994"}, "unknown_barcode"),
    ({"do": "scan", "code": "\x00"}, "unknown_barcode"),
    ({"do": "scan", "code": "9" * 5000}, "unknown_barcode"),
    ({"do": "scan", "code": ""}, "bad_argument"),
    ({"do": "scan", "code": 4006381333931}, "bad_argument"),
    ({"do": "scan", "code": None}, "bad_argument"),
    ({"do": "scan"}, "bad_argument"),
    ({"do": "scan", "code": "4015"}, "bad_argument"),
    ({"do": "scan", "code": "oat"}, "bad_argument"),
    ({"do": "scan", "code": "4006381333931", "quantity": 2}, "bad_argument"),
    (item("nothing"), "unknown_item"),
    (item("retired"), "unknown_item"),
    (item("oat"), "bad_argument"),
    (item("apples"), "bad_argument"),
    (item("gift"), "bad_argument"),
    (item("latte", unit_price="1.00"), "bad_argument"),
    (item("gift", unit_price="-1"), "bad_argument"),
    (item("gift", unit_price="1.005"), "bad_argument"),
    (item("gift", unit_price="1e400"), "bad_argument"),
    (item("gift", unit_price="99999999999.99"), "bad_argument"),
    (item("latte", quantity="0"), "bad_argument"),
    (item("latte", quantity="-1"), "bad_argument"),
    (item("latte", quantity="1.5"), "bad_argument"),
    (item("latte", quantity="100000"), "bad_argument"),
    (item("latte", quantity="1_0"), "bad_argument"),
    (item("latte", quantity="٣"), "bad_argument"),
    (item("latte", quantity="NaN"), "bad_argument"),
    (item("latte", quantity="two"), "bad_argument"),
    (item("latte", quantity=True), "bad_argument"),
    (item("latte", quantity=[1]), "bad_argument"),
    (item("latte", quantity={}), "bad_argument"),
    (item("apples", quantity="0.0001"), "bad_argument"),
    (item("latte", modifiers="oat"), "bad_argument"),
    (item("latte", modifiers=[1]), "bad_argument"),
    (item("latte", modifiers=["muffin"]), "bad_argument"),
    (item("latte", modifiers=["oat", "nothing"]), "unknown_item"),
    (item("muffin", modifiers=["oat"]), "bad_argument"),
    (item("latte", quantity="99999", modifiers=["oat", "gold"]), "bad_argument"),
    ({"do": "add_modifier", "line_id": "1", "item_id": "muffin"}, "bad_argument"),
    ({"do": "add_modifier", "line_id": "7", "item_id": "oat"}, "bad_argument"),
    ({"do": "add_modifier", "line_id": "2", "item_id": "oat"}, "bad_argument"),
    ({"do": "add_modifier", "line_id": "1", "item_id": "none"}, "unknown_item"),
    ({"do": "set_quantity", "line_id": "1", "quantity": "0"}, "bad_argument"),
    ({"do": "set_quantity", "line_id": "2", "quantity": "2"}, "bad_argument"),
    ({"do": "set_quantity", "line_id": "9", "quantity": "2"}, "bad_argument"),
    ({"do": "set_quantity", "line_id": "1"}, "bad_argument"),
    ({"do": "remove_line", "line_id": "9"}, "bad_argument"),
    ({"do": "remove_line", "line_id": 1}, "bad_argument"),
    ({"do": "tender", "type": "Bitcoin"}, "bad_argument"),
    ({"do": "tender"}, "bad_argument"),
    ({"do": "tender", "type": "Credit Card", "amount": "99"}, "bad_argument"),
    (cash("0"), "bad_argument"),
    (cash("-5"), "bad_argument"),
    (cash("0.001"), "bad_argument"),
    ({"do": "tender", "type": "Cash", "foreign": {"currency": "EUR", "amount": "1"}}, "bad_argument"),
    ({"do": "remove_tender", "payment_id": "1"}, "bad_argument"),
    (CLOSE, "not_allowed_now"),
    ({"do": "close", "now": True}, "bad_argument"),
    ({"do": "void", "reason": "  "}, "bad_argument"),
    ({"do": "void"}, "bad_argument"),
    ({"do": "open_shift", "opening_float": "5"}, "not_allowed_now"),
    ({"do": "open_shift"}, "bad_argument"),
    ({"do": "sign_in", "employee_id": "nobody", "pin": "1234"}, "wrong_pin"),
    ({"do": "sign_in", "employee_id": CASHIER}, "bad_argument"),
    ({"do": "sign_in", "employee_id": CASHIER, "pin": 2580}, "bad_argument"),
    ({"do": "wait", "seconds": "-1"}, "bad_argument"),
    ({"do": "wait", "seconds": "100000"}, "bad_argument"),
    ({"do": "wait"}, "bad_argument"),
    ({"do": "dance"}, "bad_argument"),
    ({"do": "undo", "steps": 2}, "bad_argument"),
    ({"do": "lookup_member", "phone": "5550100", "email": "a@example.com"}, "bad_argument"),
    ({"do": "lookup_member"}, "bad_argument"),
    ({"do": "lookup_member", "phone": "9999999999"}, "bad_argument"),
    ({"do": "lookup_member", "phone": "5550100001", "as": "friend"}, "bad_argument"),
    ({"do": "lookup_member", "phone": "5550100001", "as": "additional"}, "not_allowed_now"),
    ({"do": "lookup_member", "phone": "5550100001"}, "platform_unreachable"),
    ({"do": "remove_member"}, "not_allowed_now"),
    ({"do": "apply_offer", "code": "uo-1", "type": "Coupon"}, "bad_argument"),
    ({"do": "apply_offer", "code": "uo-1", "type": "UserOfferId", "how": "borrow"}, "bad_argument"),
    ({"do": "remove_offer", "offer_id": "uo-1"}, "not_allowed_now"),
    ({"do": "tender", "type": "Cash", "payer": "nobody"}, "bad_argument"),
]


def test_a_refused_step_changes_nothing(till: Till) -> None:
    steps = [step for refusal, _ in REFUSALS for step in (refusal, SHOW)]
    before, *answers = till.sells(item("latte", modifiers=["oat"]), *steps)

    codes = [
        (step, answer.get("error", {}).get("code")) for (step, _), answer in zip(REFUSALS, answers[::2], strict=True)
    ]
    assert codes == REFUSALS
    assert [each["state"] for each in answers] == [before["state"]] * len(answers)
    assert all(each["ok"] for each in answers[1::2])


def test_a_sale_refused_at_its_first_item_opens_nothing(till: Till) -> None:
    idle, *answers = till.sells(SHOW, item("latte", quantity="0"), item("latte", modifiers=["muffin"]), CLOSE, cash())

    assert [each["state"] for each in answers] == [idle["state"]] * 4
    assert refused_with(answers[2], "not_allowed_now")
    assert refused_with(answers[3], "not_allowed_now")


def test_void_wants_an_approval_once_money_was_taken(till: Till) -> None:
    refused, _, freely = till.sells(
        LATTE,
        cash("1.00"),
        {"do": "void", "reason": "x"},
        {"do": "remove_tender", "payment_id": "1"},
        {"do": "void", "reason": "x"},
    )[2:]

    assert refused_with(refused, "approval_needed")
    assert (refused["state"]["status"], freely["state"]["status"]) == ("tendering", "voided")
    assert till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0

    *_, approved, again = till.sells(
        LATTE,
        cash("1.00"),
        {"do": "approve", "employee_id": "3001", "pin": "246810"},
        {"do": "void", "reason": "x"},
        {"do": "void", "reason": "x"},
    )

    assert (approved["state"]["status"], approved["state"]["payments"]) == ("voided", [])
    assert approved["state"]["pending"] == 0
    assert refused_with(again, "not_allowed_now")


LINES = {
    b"{": False,
    b"[1]": False,
    b'"show"': False,
    b"null": False,
    b'{"do": 1}': False,
    b'{"do": null}': False,
    b"{}": False,
    b'{"do": "show"} {"do": "show"}': False,
    b"nonsense": False,
    b"[" * 100_000: False,
    b'{"do": "scan", "code": ' + b"9" * 5000 + b"}": False,
    b'{"do": "wait", "seconds": NaN}': False,
    b'{"do": "wait", "seconds": Infinity}': False,
    b'{"do": "wait", "seconds": 1e999999999}': False,
    b'{"do": "wait", "seconds": 1E-999999999999999999999}': False,
    b'{"do": "scan", "code": "\xff"}': False,
    b'{"do": "\\ud800"}': False,
    b'{"do": "scan", "code": "\\ud800"}': False,
    b'{"do": "show", "x": "' + b"x" * 1_000_000 + b'"}': False,
    b'{"do": "wait", "seconds": 0.0}': True,
    b'{"do": "wait", "seconds": "0"}': True,
    b' \t{"do": "show"}\r': True,
    '{"do": "show"}\u00a0'.encode(): False,
}


def test_a_line_that_is_no_step_is_refused_and_the_script_goes_on(till: Till) -> None:
    ran = till.run("script", stdin=b"\n".join(LINES) + b'\n{"do": "show"}')

    assert (ran.status, ran.err) == (0, "")
    assert [each["ok"] for each in ran.answers] == [*LINES.values(), True]
    assert {each["error"]["code"] for each in ran.answers if not each["ok"]} == {"bad_argument"}


def test_comments_blank_lines_and_a_byte_order_mark_are_passed_over(till: Till) -> None:
    script = till.file("day.jsonl", b'\xef\xbb\xbf# a day\n\n   \n  # {"do": "dance"}\n{"do": "show"}\n')

    ran = till.run("script", script)

    assert [each["do"] for each in ran.answers] == ["show"]


def test_floats_are_read_exactly(till: Till) -> None:
    ran = till.run("script", stdin=jsonl([SIGN_IN]) + b'{"do": "add_item", "item_id": "apples", "quantity": 0.755}\n')

    assert ran.answers[-1]["state"]["lines"][0]["quantity"] == "0.755"


def test_strict_stops_at_the_first_refusal(till: Till) -> None:
    ran = till.run("script", "--strict", stdin=jsonl([SIGN_IN, CLOSE, SHOW]))

    assert ran.status == 1
    assert [each["do"] for each in ran.answers] == ["sign_in", "close"]
    assert till.run("script", stdin=jsonl([SIGN_IN, CLOSE, SHOW])).status == 0


def test_each_answer_is_there_before_the_next_step_is_asked_for(till: Till) -> None:
    driven = till.driven()

    assert driven.step(do="show") == {"ok": True, "do": "show"} | {"state": driven.step(do="show")["state"]}  # type: ignore[index]
    assert driven.step(do="scan", code="ünïcödé ☕")["error"]["code"] == "not_signed_on"  # type: ignore[index]
    assert driven.end() == (0, "")


def test_names_in_every_script_come_out_as_they_are(till: Till) -> None:
    names = {"taxes": [], "items": [{"item_id": "i", "name": "Борщ 抹茶 قهوة", "price": "1.00"}]}
    till.run("catalog", "import", till.file("names.json", names))

    ran = till.run("script", stdin=jsonl([SIGN_IN, item("i")]))

    assert "Борщ 抹茶 قهوة" in ran.out


def test_wrong_pins_are_counted_and_lock_out(till: Till) -> None:
    wrong = SIGN_IN | {"pin": "0000"}
    answers = till.script(*[wrong] * 5, SIGN_IN)

    assert [each["error"]["code"] for each in answers] == ["wrong_pin"] * 5 + ["locked_out"]
    assert answers[-1]["state"]["employee_id"] is None
    assert PIN not in json.dumps(answers)


def test_somebody_who_left_cannot_sign_on(till: Till) -> None:
    assert till.run("employees", "set-pin", "left", stdin=b"4321\n4321\n").status == 0

    assert refused_with(till.script({"do": "sign_in", "employee_id": "left", "pin": "4321"})[0], "wrong_pin")


def test_a_wrong_pin_leaves_whoever_is_signed_on(till: Till) -> None:
    answer = till.sells(SIGN_IN | {"pin": "9999"})[0]

    assert answer["state"]["employee_id"] == CASHIER


def test_the_receipt_is_named_once_it_is_printed(till: Till) -> None:
    till.change("printer", driver="file", target="paper")
    sold = till.sells(LATTE, cash(), CLOSE)[-1]["state"]

    receipt = till.folder / "paper" / sold["receipt"].rsplit("/", 1)[-1]
    assert str(receipt) == sold["receipt"]
    assert receipt.read_bytes().startswith(b"\x1b@")
    assert sold["transaction_id"] in receipt.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_sale_adds_up_to_the_cent(till: Till) -> None:
    sold = till.sells(
        item("latte", quantity="3", modifiers=["oat"]), item("apples", quantity="1.333"), cash("50"), CLOSE
    )[-1]
    state = sold["state"]

    lines = sum(Decimal(line["subtotal"]) for line in state["lines"])
    assert lines == Decimal(state["subtotal"])
    assert lines + Decimal(state["tax_total"]) == Decimal(state["total"])
    assert Decimal(state["payments"][0]["amount"]) == Decimal(state["total"])
    assert Decimal(state["change_due"]) == 50 - Decimal(state["total"])
