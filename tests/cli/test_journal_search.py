"""`journal search`: who did what, when, and who approved it."""

import pytest

from tests.cli.till import CLOSE, LATTE, Step, Till, cash

OPEN: Step = {"do": "open_shift", "opening_float": "100.00"}
PICKUP: Step = {"do": "pickup", "amount": "20", "reason": "To the safe"}
APPROVE: Step = {"do": "approve", "employee_id": "3001", "pin": "246810"}
CHEAPER: Step = {"do": "set_price", "line_id": "1", "unit_price": "1.00", "reason": "Dented"}


@pytest.fixture
def busy(till: Till) -> Till:
    """A till with a movement, an approval and two sales, one of which was voided after its close."""
    pins = till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n")
    assert pins.status == 0
    answers = till.sells(OPEN, PICKUP, LATTE, APPROVE, CHEAPER, cash(), CLOSE, LATTE, cash(), CLOSE)
    assert all(each["ok"] for each in answers), answers
    sold = answers[-1]["state"]["transaction_id"]
    till.sells(APPROVE, {"do": "void_closed", "transaction_id": sold, "reason": "Wrong table"})
    return till


def kinds(till: Till, *arguments: str) -> list[str]:
    return [each["kind"] for each in till.run("journal", "search", *arguments, "--json").json]


def test_entries_are_found_by_words_by_who_by_kind_and_by_day(busy: Till) -> None:
    assert kinds(busy) == ["voided", "act", "closed", "closed", "act", "pickup"]
    assert kinds(busy, "safe") == ["pickup"]
    assert kinds(busy, "DENTED") == ["act"]
    assert kinds(busy, "wrong table") == ["voided", "act"]
    assert kinds(busy, "--who", "3001") == ["voided", "act", "act"]
    assert kinds(busy, "--who", "3001", "--kind", "voids") == ["voided"]
    assert kinds(busy, "--kind", "cash") == ["pickup"]
    assert kinds(busy, "--kind", "sales", "--limit", "1") == ["closed"]
    assert kinds(busy, "--to", "2020-01-01") == []
    assert len(kinds(busy, "--from", "2020-01-01")) == 6
    (act,) = busy.run("journal", "search", "dented", "--json").json
    assert (act["action"], act["employee_id"], act["approver_id"]) == ("set_price", "1001", "3001")
    assert "Dented" in busy.run("journal", "search", "dented").out
    assert "--from takes a day" in busy.run("journal", "search", "--from", "soon").err
