"""A sale with a member's offers, exported and gone through again: the platform's own words are in it as they came."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, Step, Till, cash, command
from tests.journeys.test_members import AVA, club

AVA_BY_PHONE: Step = {"do": "lookup_member", "phone": "5550100001"}
MUFFIN: Step = {"do": "add_item", "item_id": "muffin", "quantity": "2"}


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running


def apply(code: str) -> Step:
    return {"do": "apply_offer", "code": code, "type": "UserOfferId"}


def test_offers_come_out_as_the_platform_gave_them(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    steps = (LATTE, AVA_BY_PHONE, MUFFIN, apply("uo-2"), apply("uo-1"), {"do": "remove_offer", "offer_id": "uo-1"})
    more: tuple[Step, ...] = (apply("uo-3"), {"do": "add_discount", "percent": "5", "reason": "Regular"})
    *_, closed = till.sells(*steps, *more, cash(), CLOSE)
    assert closed["ok"], closed
    path = till.folder / "sale.json"
    number = closed["state"]["transaction_id"]
    assert till.run("journal", "export", "--transaction", number, path).status == 0
    ran = command(["replay", path])
    text = path.read_text(encoding="utf-8")
    facts = json.loads(text)

    assert ran.status == 0, ran.err
    assert [AVA, "SessionM_ID"] in [each.get("members", [None])[0] for each in facts["steps"]]
    given = [each for step in facts["steps"] for each in step.get("discounts", ()) if each.get("received")]
    assert {json.loads(each["received"])["reference_id"] for each in given} >= {"uo-1", "uo-2", "uo-3"}
    assert "ava@example.com" not in text
    assert "Martin" not in text
    assert "5550100001" not in text
