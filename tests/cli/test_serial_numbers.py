"""Goods with serial numbers by the script: on the line, the receipt and the wire, back by the same number, replayed."""

from typing import Any

from tests.cli.test_journal_search import APPROVE
from tests.cli.test_replay import exported, replayed
from tests.cli.test_script_lines import payload, receipt
from tests.cli.till import CATALOG, CLOSE, SIGN_IN, Step, Till, cash, refused_with

EAN = "5012345678900"
PHONE: Step = {"item_id": "phone", "name": "Phone", "price": "99.00", "barcodes": [EAN], "serialised": True}
SOLD: Step = {"do": "add_item", "item_id": "phone", "serial": "IMEI 1"}
SCANNED: Step = {"do": "scan", "code": EAN}
BROUGHT: Step = {"do": "return_without_receipt", "reason": "Lost", "tender": "Cash"}
GOODS: Step = {"item_id": "phone", "quantity": "1"}


def with_phones(till: Till) -> Till:
    items: Any = CATALOG["items"]
    catalog = till.file("catalog.json", {**CATALOG, "items": [*items, PHONE]})
    assert till.run("catalog", "import", catalog).status == 0
    till.change("platform", custom_data=["lot"])
    till.change("printer", driver="file", target="paper")
    till.change("rights", return_items="cashier", return_without_receipt="cashier", cash_beyond_drawer="cashier")
    return till


def test_a_serialised_item_is_sold_by_the_number_of_each_piece(till: Till) -> None:
    steps = (SCANNED, SOLD, SOLD, {**SCANNED, "serial": "imei2"}, cash(), CLOSE)
    missing, _, twin, again, _, closed = with_phones(till).sells(*steps)

    assert "Phone has a serial number on each piece" in missing["error"]["message"]
    assert refused_with(missing, "bad_argument")
    assert refused_with(twin, "not_allowed_now")
    assert [each["serial"] for each in again["state"]["lines"]] == ["IMEI 1", "imei2"]
    assert "Serial IMEI 1" in receipt(closed)
    assert [each["custom_data"] for each in payload(till)["items"]] == [{"serial": "IMEI 1"}, {"serial": "imei2"}]


def test_it_comes_back_by_that_number_with_and_without_a_receipt_and_is_replayed(till: Till) -> None:
    sale = str(with_phones(till).sells(SOLD, cash(), CLOSE)[-1]["state"]["transaction_id"])
    back: Step = {"do": "return_items", "transaction_id": sale, "tender": "Cash"}
    row = {"line_id": "1", "quantity": "1"}
    _, bare, other, right, nameless, taken = till.script(
        SIGN_IN,
        {**back, "lines": [row]},
        {**back, "lines": [{**row, "serial": "IMEI 2"}]},
        {**back, "lines": [{**row, "serial": "imei1"}]},
        {**BROUGHT, "lines": [GOODS]},
        {**BROUGHT, "lines": [{**GOODS, "serial": "X3"}]},
    )

    assert refused_with(bare, "bad_argument")
    assert "It is another piece" in other["error"]["message"]
    assert right["refunds"][0]["given"] == "99.00"
    assert refused_with(nameless, "bad_argument")
    assert taken["ok"], taken
    assert payload(till)["items"][0]["custom_data"] == {"serial": "X3"}
    for number in (sale, str(taken["state"]["transaction_id"])):
        assert replayed(exported(till, number)).status == 0


def test_a_piece_whose_number_cannot_be_read_comes_back_with_the_word_of_who_may(till: Till) -> None:
    sale = str(with_phones(till).sells(SOLD, cash(), CLOSE)[-1]["state"]["transaction_id"])
    assert till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    row: Step = {"line_id": "1", "quantity": "1", "unreadable": True}
    back: Step = {"do": "return_items", "transaction_id": sale, "tender": "Cash", "lines": [row]}
    _, alone, both, _, taken, again = till.script(
        SIGN_IN, back, {**back, "lines": [{**row, "serial": "IMEI 1"}]}, APPROVE, back, back
    )

    assert refused_with(alone, "approval_needed")
    assert "not both" in both["error"]["message"]
    assert taken["ok"], taken
    assert taken["refunds"][0]["given"] == "99.00"
    assert refused_with(again, "not_allowed_now")
    told = till.run("journal", "export", till.folder / "journal.jsonl")
    assert told.status == 0, told.err
    assert "return_unreadable" in (till.folder / "journal.jsonl").read_text(encoding="utf-8")
    assert replayed(exported(till, sale)).status == 0


def without_receipt(*serials: str) -> Step:
    return {**BROUGHT, "lines": [{**GOODS, "serial": each} for each in serials]}


def test_a_piece_is_paid_back_once_with_a_receipt_or_without_also_after_a_restart(till: Till) -> None:
    sale = str(with_phones(till).sells(SOLD, cash(), CLOSE)[-1]["state"]["transaction_id"])
    back: Step = {"do": "return_items", "transaction_id": sale, "tender": "Cash"}
    by_receipt: Step = {**back, "lines": [{"line_id": "1", "quantity": "1", "serial": "IMEI 1"}]}
    _, out, taken, *refused, first, again = till.script(
        SIGN_IN,
        without_receipt("X9", "imei1"),
        by_receipt,
        by_receipt,
        without_receipt("IMEI 1"),
        without_receipt("imei 1"),
        without_receipt("X9"),
        without_receipt("x 9"),
    )

    assert f"was sold with receipt {sale}. Return it from that receipt" in out["error"]["message"]
    assert taken["ok"]
    assert all(refused_with(each, "not_allowed_now") for each in refused)
    assert [("IMEI 1 came back already, on" in each["error"]["message"]) for each in refused] == [False, True, False]
    assert first["ok"]
    assert "X 9 came back already, on" in again["error"]["message"].replace("x 9", "X 9")
    (_, later), total = till.script(SIGN_IN, without_receipt("IMEI1")), till.script(SIGN_IN, without_receipt("X9"))[-1]
    assert refused_with(later, "not_allowed_now")
    assert refused_with(total, "not_allowed_now")


def test_a_piece_of_a_voided_sale_is_not_paid_back_and_one_sold_again_comes_back_from_that_sale(till: Till) -> None:
    void: Step = {"do": "void_closed", "reason": "Damaged"}
    with_phones(till).change("rights", return_without_receipt="cashier", void_closed="cashier")
    sale = str(till.sells(without_receipt("IMEI 1"), SOLD, cash(), CLOSE)[-1]["state"]["transaction_id"])
    *_, voided, refused = till.sells({**void, "transaction_id": sale}, without_receipt("IMEI 1"))
    assert voided["ok"], voided
    assert "IMEI 1 came back already, on" in refused["error"]["message"]

    *_, given_up, _, _, sold, out = till.sells(
        SOLD, {"do": "void", "reason": "Damaged"}, SOLD, cash(), CLOSE, without_receipt("IMEI 1")
    )
    assert given_up["ok"], given_up
    number = sold["state"]["transaction_id"]
    assert f"was sold with receipt {number}" in out["error"]["message"]
    row = {"line_id": "1", "quantity": "1", "serial": "IMEI 1"}
    *_, back = till.sells({"do": "return_items", "transaction_id": number, "lines": [row], "tender": "Cash"})
    assert back["ok"], back
