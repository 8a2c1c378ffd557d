"""Goods with serial numbers by the script: on the line, the receipt and the wire, back by the same number, replayed."""

from typing import Any

from tests.cli.test_replay import exported, replayed
from tests.cli.test_script_lines import payload, receipt
from tests.cli.till import CATALOG, CLOSE, Step, Till, cash, refused_with

PHONE: dict[str, object] = {"item_id": "phone", "name": "Phone", "price": "99.00", "tax_codes": [], "serialised": True}
PHONE_CODE = "5012345678900"


def test_a_serialised_item_is_sold_and_comes_back_by_its_number_and_is_replayed(till: Till) -> None:
    items: Any = CATALOG["items"]
    catalog = {**CATALOG, "items": [*items, {**PHONE, "barcodes": [PHONE_CODE]}]}
    assert till.run("catalog", "import", till.file("catalog.json", catalog)).status == 0
    exported_catalog = till.folder / "again.json"
    assert till.run("catalog", "export", exported_catalog).status == 0
    assert '"serialised": true' in exported_catalog.read_text(encoding="utf-8")
    till.change("platform", custom_data=["lot"])
    till.change("printer", driver="file", target="paper")
    till.change("rights", return_items="cashier", return_without_receipt="cashier")
    sold: Step = {"do": "add_item", "item_id": "phone", "serial": "IMEI 1"}
    scanned: Step = {"do": "scan", "code": PHONE_CODE}
    missing, first, twin, again, _, closed = till.sells(
        scanned, sold, sold, {**scanned, "serial": "imei2"}, cash(), CLOSE
    )
    sale = str(closed["state"]["transaction_id"])
    assert refused_with(missing, "bad_argument")
    assert "Phone has a serial number on each piece" in missing["error"]["message"]
    assert refused_with(twin, "not_allowed_now")
    assert [each["serial"] for each in again["state"]["lines"]] == ["IMEI 1", "imei2"]
    assert "Serial IMEI 1" in receipt(closed)
    assert [each["custom_data"] for each in payload(till)["items"]] == [{"serial": "IMEI 1"}, {"serial": "imei2"}]

    back: Step = {"do": "return_items", "transaction_id": sale, "tender": "Cash"}
    row = {"line_id": again["line_id"], "quantity": "1"}
    bare, other, right = till.sells(
        {**back, "lines": [row]},
        {**back, "lines": [{**row, "serial": "IMEI 1"}]},
        {**back, "lines": [{**row, "serial": "IMEI2"}]},
    )
    assert refused_with(bare, "bad_argument")
    assert "It is another piece" in other["error"]["message"]
    assert right["refunds"][0]["given"] == "99.00"

    brought: Step = {"do": "return_without_receipt", "reason": "Lost", "tender": "Cash"}
    goods = {"item_id": "phone", "quantity": "1"}
    bare, taken = till.sells({**brought, "lines": [goods]}, {**brought, "lines": [{**goods, "serial": "X3"}]})
    assert refused_with(bare, "bad_argument")
    assert payload(till)["items"][0]["custom_data"] == {"serial": "X3"}
    for number in (sale, str(taken["state"]["transaction_id"])):
        assert replayed(exported(till, number)).status == 0
