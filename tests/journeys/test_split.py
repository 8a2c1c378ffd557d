"""Sales that are split, and put together, by the script, against the platform's own books."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, SHOW, Step, Till, cash, refused_with
from tests.journeys.test_members import AVA, AVA_BY_PHONE, SEND, apply, assert_honest, club, history, process
from tests.journeys.test_suspended import MUFFIN, SUSPEND, aside, resume, told

SUMS = ("subtotal", "tax_total", "total")


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running


@pytest.fixture
def member_till(till: Till, simulator: RunningSimulator) -> Till:
    till.talk_to(simulator)
    return till


def lines(*moved: tuple[str, str]) -> Step:
    return {"do": "split", "lines": [{"line_id": line_id, "quantity": quantity} for line_id, quantity in moved]}


def ways(number: int) -> Step:
    return {"do": "split", "ways": number}


def merge(*transaction_ids: str) -> Step:
    return {"do": "merge_tables", "transaction_ids": list(transaction_ids)}


def closes(transaction_ids: list[str]) -> list[Step]:
    return [step for each in transaction_ids for step in (resume(each), cash(), CLOSE)]


def test_a_split_by_lines_leaves_the_parent_open_and_the_child_suspended(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, whole, split = member_till.sells(
        {"do": "set_table", "table_id": "4"}, LATTE, LATTE, MUFFIN, lines(("1", "0.5"), ("2", "1"))
    )
    parent, (child,) = whole["state"]["transaction_id"], split["transaction_ids"]
    *_, parent_closed, _, _, child_closed, _ = member_till.sells(cash(), CLOSE, *closes([child]), SEND)

    assert (split["state"]["transaction_id"], split["state"]["status"]) == (parent, "open")
    assert [(each["line_id"], each["quantity"]) for each in split["state"]["lines"]] == [("1", "1.5")]
    (listed,) = split["state"]["suspended"]
    assert (listed["transaction_id"], listed["from_transaction_id"], listed["table_id"], listed["label"]) == (
        child,
        parent,
        "4",
        "Part 2 of 2",
    )
    closed = [parent_closed["state"], child_closed["state"]]
    for name in SUMS:
        assert sum(Decimal(each[name]) for each in closed) == Decimal(whole["state"][name])
    (sent,) = told(simulator, child)
    assert (sent["from_transaction_id"], sent["table_id"], sent["is_closed"]) == (parent, "4", True)
    assert [(item["item_id"], item["quantity"], item["subtotal"]) for item in sent["items"]] == [
        ("latte", 0.5, 2.25),
        ("muffin", 1, 3.25),
    ]
    assert "from_transaction_id" not in told(simulator, parent)[0]
    assert_honest(simulator)


@pytest.mark.parametrize("number", [2, 3, 7])
def test_an_even_split_adds_up_to_the_cent(member_till: Till, simulator: RunningSimulator, number: int) -> None:
    *_, whole, split = member_till.sells(
        {"do": "set_guests", "guest_count": 7},
        {"do": "add_item", "item_id": "latte", "modifiers": ["oat"]},
        MUFFIN,
        {"do": "add_item", "item_id": "apples", "quantity": "0.755"},
        {"do": "add_discount", "amount": "0.50", "reason": "Late"},
        ways(number),
    )
    answers = member_till.sells(cash(), CLOSE, *closes(split["transaction_ids"]), SEND)

    closed = [each["state"] for each in answers if each["do"] == "close"]
    assert len(closed) == number
    assert {each["status"] for each in closed} == {"closed"}
    for name in SUMS:
        assert sum(Decimal(each[name]) for each in closed) == Decimal(whole["state"][name])
    for each in whole["state"]["lines"]:
        parts = [line for state in closed for line in state["lines"] if line["line_id"] == each["line_id"]]
        assert sum(Decimal(line["quantity"]) for line in parts) == Decimal(each["quantity"])
        assert sum(Decimal(line["subtotal"]) for line in parts) == Decimal(each["subtotal"])
    assert sum(Decimal(row["amount"]) for state in closed for row in state["discounts"]) == Decimal("0.50")
    assert sum(each["guest_count"] for each in closed) == 7
    for each in closed:
        (sent,) = told(simulator, each["transaction_id"])
        assert Decimal(str(sent["tax_total"])) == Decimal(each["tax_total"])
    assert_honest(simulator)


def test_parts_that_are_put_together_are_the_sale_that_was_split(till: Till) -> None:
    *_, whole, split, merged = till.sells(LATTE, MUFFIN, LATTE, SHOW, ways(3), SHOW)[2:]
    parent = whole["state"]["transaction_id"]
    again, closed = till.sells(merge(parent, *split["transaction_ids"]), cash(), CLOSE)[0::2]

    assert merged["state"]["total"] != whole["state"]["total"]
    for name in (*SUMS, "lines", "transaction_id"):
        assert again["state"][name] == whole["state"][name]
    assert again["state"]["suspended"] == []
    assert closed["state"]["total"] == whole["state"]["total"]
    voided = till.run("journal", "export", till.folder / "journal.jsonl")
    assert voided.status == 0
    assert (till.folder / "journal.jsonl").read_text(encoding="utf-8").count("voided") >= 2


def test_tables_are_merged_while_they_wait_or_into_the_open_one(member_till: Till, simulator: RunningSimulator) -> None:
    tables = [({"do": "set_table", "table_id": str(number)}, LATTE, SUSPEND) for number in (1, 2, 3)]
    *_, last = member_till.sells(*(step for steps in tables for step in steps))
    first, second, third = aside(last)

    waits, opened, into_open = member_till.sells(merge(first, second), resume(third), merge(third, first))
    *_, closed, _ = member_till.sells(cash(), CLOSE, SEND)

    assert [(each["transaction_id"], each["total"], each["table_id"]) for each in waits["state"]["suspended"]] == [
        (third, "4.87", "3"),
        (first, "9.74", "1"),
    ]
    assert opened["state"]["transaction_id"] == into_open["state"]["transaction_id"] == third
    assert (into_open["state"]["suspended"], into_open["state"]["table_id"]) == ([], "3")
    assert (into_open["state"]["total"], closed["state"]["total"]) == ("14.61", "14.61")
    assert len(told(simulator, third)[0]["items"]) == 3
    assert simulator.platform.transactions.keys() == {third}
    assert_honest(simulator)


def test_the_only_two_sales_of_the_till_are_merged_while_they_wait(till: Till) -> None:
    *_, held = till.sells(LATTE, SUSPEND, MUFFIN, SUSPEND)
    first, second = aside(held)

    (merged,) = till.sells(merge(second, first))

    assert [(each["transaction_id"], each["total"]) for each in merged["state"]["suspended"]] == [(second, "8.39")]
    assert till.sells(resume(second), cash(), CLOSE)[-1]["state"]["total"] == "8.39"


def test_the_open_sale_is_merged_into_one_that_waits_and_that_is_open_then(till: Till) -> None:
    _, held, other = till.sells(LATTE, SUSPEND, MUFFIN)
    (waits,) = aside(held)

    (merged,) = till.sells(merge(waits, other["state"]["transaction_id"]))

    assert (merged["state"]["transaction_id"], merged["state"]["total"]) == (waits, "8.39")
    assert (merged["state"]["status"], merged["state"]["suspended"]) == ("open", [])


def test_three_tables_are_merged_wherever_the_open_one_stands(till: Till) -> None:
    *_, held, _ = till.sells(LATTE, SUSPEND, MUFFIN, SUSPEND, LATTE)
    first, second = aside(held)
    (last,) = till.script(SHOW)

    (merged,) = till.sells(merge(second, first, last["state"]["transaction_id"]))

    assert (merged["state"]["transaction_id"], merged["state"]["total"]) == (second, "13.26")
    assert (merged["state"]["status"], merged["state"]["suspended"]) == ("open", [])
    assert till.sells(cash(), CLOSE)[-1]["state"]["status"] == "closed"


def test_an_offer_stays_with_its_line_or_is_moved_by_hand(member_till: Till, simulator: RunningSimulator) -> None:
    *_, refused, removed, split = member_till.sells(
        LATTE,
        MUFFIN,
        AVA_BY_PHONE,
        apply("uo-2"),
        lines(("1", "1")),
        {"do": "remove_offer", "offer_id": "uo-2"},
        lines(("1", "1")),
    )
    (child,) = split["transaction_ids"]
    parent = split["state"]["transaction_id"]
    assert refused_with(refused, "not_allowed_now")
    assert "Half a latte" in refused["error"]["message"]
    assert removed["ok"]

    _, _, *_, closed, _ = member_till.sells(SUSPEND, resume(child), AVA_BY_PHONE, apply("uo-2"), cash(), CLOSE, SEND)
    *_, rest, _ = member_till.sells(resume(parent), cash(), CLOSE, SEND)

    assert closed["state"]["total"] == "2.44"
    assert rest["state"]["member"]["user_id"] == AVA
    assert history(simulator, "uo-2")[-1] == "REDEEM"
    assert told(simulator, child)[0]["discounts"][0]["reference_id"] == "uo-2"
    assert told(simulator, parent)[0]["discounts"] == []
    assert_honest(simulator)


def test_an_offer_on_what_stays_is_locked_again_for_the_part(member_till: Till, simulator: RunningSimulator) -> None:
    *_, whole, split, paid, closed, _ = member_till.sells(
        LATTE, MUFFIN, AVA_BY_PHONE, apply("uo-2"), lines(("2", "1")), cash(), CLOSE, SEND
    )

    assert [each["amount"] for each in split["state"]["discounts"]] == ["2.25"]
    assert Decimal(split["state"]["total"]) + Decimal(split["state"]["suspended"][0]["total"]) == Decimal(
        whole["state"]["total"]
    )
    assert paid["ok"]
    assert closed["state"]["total"] == split["state"]["total"] == "2.43"  # 2.44 alone: the other part bears the cent
    assert "UNLOCK" not in history(simulator, "uo-2")
    assert_honest(simulator)


def test_what_cannot_be_split_or_merged_is_refused_and_changes_nothing(till: Till) -> None:
    steps: list[tuple[Step, str]] = [
        (ways(2), "not_allowed_now"),
        (LATTE, ""),
        ({"do": "split"}, "bad_argument"),
        ({"do": "split", "ways": 2, "lines": []}, "bad_argument"),
        ({"do": "split", "ways": "1.5"}, "bad_argument"),
        (ways(1), "bad_argument"),
        (ways(51), "bad_argument"),
        (lines(), "bad_argument"),
        (lines(("9", "1")), "bad_argument"),
        ({"do": "split", "lines": [{"line_id": "1", "qty": "1"}]}, "bad_argument"),
        ({"do": "split", "lines": "1"}, "bad_argument"),
        (merge("lane-1-XXXX-000001"), "bad_argument"),
        (merge("lane-1-XXXX-000001", "lane-1-XXXX-000001"), "bad_argument"),
        (merge("lane-1-XXXX-000001", "lane-1-XXXX-000002"), "bad_argument"),
        (cash("1.00"), ""),
        (ways(2), "not_allowed_now"),
    ]
    answers = till.sells(*(step for step, _ in steps), SHOW)

    for answer, (_, code) in zip(answers, steps, strict=False):
        assert refused_with(answer, code) if code else answer["ok"], answer
    assert (answers[-1]["state"]["suspended"], answers[-1]["state"]["total"]) == ([], "4.87")


def test_a_part_that_is_paid_is_not_merged(till: Till) -> None:
    split, _, refused = till.sells(LATTE, MUFFIN, ways(2), cash("1.00"))[2:] + till.sells(SHOW)
    (child,) = split["transaction_ids"]

    (answer,) = till.sells(merge(split["state"]["transaction_id"], child))

    assert refused["ok"]
    assert refused_with(answer, "not_allowed_now")


def test_parts_are_there_after_the_plug_was_pulled(till: Till) -> None:
    with process(till) as driven:
        driven.step(**LATTE)
        split = driven.step(**ways(3))
    assert split is not None

    found = till.script(SHOW)[0]

    assert found["state"]["suspended"] == split["state"]["suspended"]
    assert found["state"]["lines"] == split["state"]["lines"]
    assert found["state"]["total"] == split["state"]["total"]
