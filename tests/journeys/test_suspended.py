"""Sales that wait: put aside and taken up by the script, over kills, against the platform's own books."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, SHOW, SIGN_IN, Step, Till, cash, jsonl, refused_with
from tests.journeys.test_members import AVA, AVA_BY_PHONE, SEND, apply, assert_honest, club, history, offers, process

MUFFIN: Step = {"do": "scan", "code": "5901234123457"}
SUSPEND: Step = {"do": "suspend"}
KEYS = {
    "transaction_id",
    "label",
    "total",
    "employee_id",
    "suspended_at",
    "table_id",
    "guest_count",
    "from_transaction_id",
}


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running


@pytest.fixture
def member_till(till: Till, simulator: RunningSimulator) -> Till:
    till.talk_to(simulator)
    return till


def resume(transaction_id: str) -> Step:
    return {"do": "resume", "transaction_id": transaction_id}


def told(simulator: RunningSimulator, transaction_id: str) -> list[Step]:
    """Every snapshot of a transaction that the platform was told, oldest first."""
    with urllib.request.urlopen(f"{simulator.url}/_sim/transactions/{transaction_id}") as reply:  # noqa: S310 - the address of a test's own server
        return [each["transaction"] for each in json.load(reply)["snapshots"]]


def aside(answer: Step) -> list[str]:
    return [each["transaction_id"] for each in answer["state"]["suspended"]]


def test_a_sale_is_suspended_under_a_label_and_resumed_after_others(till: Till) -> None:
    first, _, held, *_ = till.sells(LATTE, MUFFIN, {"do": "suspend", "label": "Blue coat"}, MUFFIN, cash(), CLOSE)
    number = first["state"]["transaction_id"]
    taken_up, closed = till.sells(resume(number), cash())[0], till.sells(CLOSE)[0]

    assert (held["state"]["status"], held["state"]["transaction_id"]) == ("suspended", number)
    (listed,) = held["state"]["suspended"]
    assert set(listed) == KEYS
    assert (listed["transaction_id"], listed["label"], listed["total"]) == (number, "Blue coat", "8.39")
    assert (taken_up["state"]["status"], taken_up["state"]["total"]) == ("open", "8.39")
    assert [line["name"] for line in taken_up["state"]["lines"]] == ["Latte", "Muffin"]
    assert taken_up["state"]["suspended"] == []
    assert (closed["state"]["status"], closed["state"]["transaction_id"]) == ("closed", number)


def test_tables_guests_and_channel_go_to_the_platform_with_the_sale(
    member_till: Till, simulator: RunningSimulator
) -> None:
    member_till.change("terminal", channel=["BAR", "PATIO"])
    seated, *_, held = member_till.sells(
        {"do": "set_table", "table_id": "4"},
        {"do": "set_guests", "guest_count": 3},
        {"do": "set_channel", "channel": "patio"},
        LATTE,
        SUSPEND,
    )
    number = seated["state"]["transaction_id"]
    moved, *_, closed, _ = member_till.sells(
        {"do": "transfer_table", "transaction_id": number, "table_id": "Bar 1"}, resume(number), cash(), CLOSE, SEND
    )

    assert (held["state"]["suspended"][0]["table_id"], held["state"]["suspended"][0]["guest_count"]) == ("4", 3)
    assert moved["state"]["suspended"][0]["table_id"] == "Bar 1"
    assert (closed["state"]["table_id"], closed["state"]["guest_count"]) == ("Bar 1", 3)
    (sent,) = told(simulator, number)
    assert (sent["table_id"], sent["guest_count"], sent["channel"]) == ("Bar 1", 3, "PATIO")
    assert_honest(simulator)


def test_what_cannot_be_suspended_or_resumed_is_refused_and_changes_nothing(till: Till) -> None:
    none_open, _, held, no_such, _, other, paid, too_late = till.sells(
        SUSPEND, LATTE, SUSPEND, resume("lane-1-XXXX-000001"), MUFFIN, resume("lane-1-XXXX-000002"), cash("1"), SUSPEND
    )

    assert [refused_with(each, "not_allowed_now") for each in (none_open, other, too_late)] == [True] * 3
    assert refused_with(no_such, "bad_argument")
    assert aside(held) == aside(no_such) == aside(too_late)
    assert paid["state"]["payments"] == too_late["state"]["payments"]


def test_signing_off_and_the_end_say_what_is_suspended(till: Till) -> None:
    ran = till.run("script", stdin=jsonl([SIGN_IN, LATTE, SUSPEND, LATTE, SUSPEND, {"do": "sign_out"}]))

    assert len(ran.answers[-1]["state"]["suspended"]) == 2
    assert ran.err == "pos-terminal: 2 sales are held on this till.\n"


def test_suspended_sales_are_there_after_the_plug_was_pulled(till: Till) -> None:
    with process(till) as driven:
        driven.step(**LATTE)
        driven.step(**SUSPEND)
        driven.step(**MUFFIN)
        last = driven.step(do="suspend", label="Second")
    assert last is not None

    found = till.script(SHOW)[0]

    assert found["state"]["suspended"] == last["state"]["suspended"]
    assert (found["state"]["status"], len(aside(found))) == ("idle", 2)


def test_offers_go_back_when_a_sale_is_suspended_and_are_applied_again(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, applied, held, _ = member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), SUSPEND, SEND)
    number = applied["state"]["transaction_id"]
    assert history(simulator, "uo-2") == ["LOCK", "UNLOCK"]

    taken_up, again, *_, closed, _ = member_till.sells(resume(number), apply("uo-2"), cash(), CLOSE, SEND)

    assert (held["state"]["discounts"], held["state"]["total"]) == ([], "4.87")
    member = taken_up["state"]["member"]
    assert (member["user_id"], member["name"]) == (AVA, "Ava M.")  # asked again, not remembered
    assert offers(taken_up)["uo-2"][0] == "available"
    assert again["state"]["total"] == closed["state"]["total"] == "2.44"
    assert history(simulator, "uo-2") == ["LOCK", "UNLOCK", "LOCK", "REDEEM"]
    assert_honest(simulator)


def test_a_shop_that_keeps_offers_has_them_on_the_sale_when_it_is_resumed(
    member_till: Till, simulator: RunningSimulator
) -> None:
    member_till.change("sale", suspended_offers="keep")
    *_, applied, held = member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), SUSPEND)
    number = applied["state"]["transaction_id"]

    taken_up, *_, closed, _ = member_till.sells(resume(number), cash(), CLOSE, SEND)

    assert held["state"]["suspended"][0]["total"] == taken_up["state"]["total"] == closed["state"]["total"] == "2.44"
    assert "UNLOCK" not in history(simulator, "uo-2")
    assert history(simulator, "uo-2")[-1] == "REDEEM"
    assert_honest(simulator)


def test_what_a_member_is_called_is_not_kept_with_a_suspended_sale(
    member_till: Till, simulator: RunningSimulator
) -> None:
    member_till.sells(LATTE, AVA_BY_PHONE, SUSPEND)

    stored = b"".join(path.read_bytes() for path in member_till.data.glob("terminal.db*"))
    assert AVA.encode() in stored
    assert not any(word in stored for word in (b"Martin", b"5550100001", b"ava@example.com"))


def test_a_keyed_number_is_not_kept_with_a_suspended_sale(till: Till) -> None:
    till.change("platform", offline_member="Phone")
    *_, keyed, held = till.sells(LATTE, AVA_BY_PHONE, SUSPEND)

    assert keyed["state"]["member"]["verified"] is False
    assert held["state"]["member"] is None
    (taken_up,) = till.sells(resume(aside(held)[0]))
    assert taken_up["state"]["member"] is None
