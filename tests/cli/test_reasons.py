"""A reason that somebody gave stays with what it was for: in the journal, explained, on the wire, and in an export."""

import json

from tests.cli.test_replay import exported, replayed
from tests.cli.test_script_lines import APPROVE, CHEAPER, MANAGER, payload
from tests.cli.till import CASHIER, CLOSE, LATTE, SIGN_IN, Step, Till, cash

GONE: Step = {"do": "remove_line", "line_id": "2", "reason": "Dropped"}
OFF: Step = {"do": "add_discount", "amount": "0.10", "reason": "Regular"}
MUFFIN: Step = {"do": "add_item", "item_id": "muffin"}


def test_every_reason_is_kept_with_what_it_was_for(till: Till) -> None:
    pin = b"246810\n246810\n"
    assert till.run("employees", "set-pin", MANAGER, stdin=pin).status == 0
    till.change("platform", custom_data=["reason"])
    sold = till.sells(LATTE, MUFFIN, APPROVE, CHEAPER, GONE, OFF, cash(), CLOSE)
    sale = str(sold[-1]["state"]["transaction_id"])
    assert payload(till)["items"][0]["custom_data"] == {"reason": "Damaged"}
    assert "custom_data" not in payload(till)

    back: Step = {"do": "return_items", "transaction_id": sale, "lines": [{"line_id": "1", "quantity": "1"}]}
    explain: Step = {"do": "explain", "of": "total", "transaction_id": sale}
    void: Step = {"do": "void", "reason": "Left"}
    *_, told, _, voided = till.script(SIGN_IN, APPROVE, {**back, "reason": "Cold"}, explain, LATTE, void)

    given = [(each["action"], each["reason"], each["employee_id"], each["approved_by"]) for each in told["reasons"]]
    assert given == [
        ("set_price", "Damaged", CASHIER, MANAGER),
        ("remove_line", "Dropped", CASHIER, None),
        ("discount", "Regular", CASHIER, None),
        ("return_items", "Cold", CASHIER, MANAGER),
    ]
    assert [each["details"].get("line_id") for each in told["reasons"][:2]] == ["1", "2"]
    assert payload(till)["custom_data"] == {"reason": "Left"}
    path = exported(till, sale)
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert facts["reasons"] == told["reasons"]
    assert json.loads(facts["snapshots"][-1]["expected"]["payload"])["custom_data"] == {"reason": "Cold"}
    ran = replayed(path)
    assert ran.status == 0
    assert "set_price: Damaged; remove_line: Dropped; discount: Regular; return_items: Cold" in ran.out
    entries = till.run("journal", "search", "Left", "--json").out
    assert voided["state"]["transaction_id"] in entries
