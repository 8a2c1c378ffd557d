"""The shop's own discounts beside members' offers, from the script to the platform's own books, over a real socket."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, Step, Till
from tests.journeys.test_members import AVA_BY_PHONE, CARD, SEND, apply, club

TENTH: Step = {"do": "add_discount", "percent": "10", "reason": "Regular"}
MUFFIN: Step = {"do": "scan", "code": "5901234123457"}


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running


@pytest.fixture
def member_till(till: Till, simulator: RunningSimulator) -> Till:
    till.talk_to(simulator)
    return till


def sent(till: Till) -> Step:
    with closing(sqlite3.connect(till.database)) as connection:
        (body,) = connection.execute("SELECT body FROM document ORDER BY seq DESC LIMIT 1").fetchone()
    found: Step = json.loads(body)
    return found


def given(answer: Step) -> list[tuple[str, str]]:
    return [(each["reference_id"], each["amount"]) for each in answer["state"]["discounts"]]


def adds_up(till: Till) -> None:
    """Lines less discounts and taxes on top are what was paid, to the cent, as the platform is told it."""
    sale = sent(till)
    lines = sum(round(each["subtotal"] * 100) for each in sale["items"])
    discounts = sum(round(each["amount"] * 100) for each in sale["discounts"])
    paid = sum(round(each["amount"] * 100) for each in sale["payments"])
    assert lines - discounts + round(sale["tax_total"] * 100) == paid


def test_an_offer_on_top_of_the_shops_discount_is_locked_again_when_that_changes_under_it(
    member_till: Till,
) -> None:
    *_, locked, grown, paid, closed, _ = member_till.sells(
        LATTE, TENTH, AVA_BY_PHONE, apply("uo-2"), LATTE, CARD, CLOSE, SEND
    )

    assert given(locked)[0] == ("D1", "0.45")
    assert given(grown)[0] == ("D1", "0.90")
    assert given(paid)[0] == ("D1", "0.90")
    assert [each["stack_order"] for each in sent(member_till)["discounts"]] == [0, 1]
    assert (closed["state"]["status"], closed["state"]["balance_due"]) == ("closed", "0.00")
    adds_up(member_till)


def test_the_shops_discount_on_top_of_an_offer_follows_what_the_offer_leaves(member_till: Till) -> None:
    *_, locked, both, grown, _, _, _ = member_till.sells(
        LATTE, AVA_BY_PHONE, apply("uo-2"), TENTH, MUFFIN, CARD, CLOSE, SEND
    )

    half = locked["state"]["discounts"][0]["amount"]
    assert given(both) == [("uo-2", half), ("D1", "0.23")]
    assert given(grown)[1] == ("D1", "0.55")
    adds_up(member_till)


@pytest.mark.parametrize("first", ["offer", "shop"])
def test_whatever_goes_first_the_other_stands_on_its_own_afterwards(member_till: Till, first: str) -> None:
    removes: dict[str, Step] = {
        "offer": {"do": "remove_offer", "offer_id": "uo-2"},
        "shop": {"do": "remove_discount", "reference_id": "D1"},
    }
    *_, left, _, _, _ = member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), TENTH, removes[first], CARD, CLOSE, SEND)

    assert [each for each, _ in given(left)] == (["D1"] if first == "offer" else ["uo-2"])
    assert [each["stack_order"] for each in sent(member_till)["discounts"]] == [0]
    adds_up(member_till)
