"""Goods with serial numbers by the script: on the line, the receipt and the wire, back by the same number, replayed."""

from typing import Any

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
